/* test-helper-tiff.c
 *
 * TIFFs in the real helper: every page, in its true shape, upright, and what is left of damaged
 * ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "helper-process.h"
#include "tiff-documents.h"

#define WIDTH  200
#define HEIGHT 280

typedef struct
{
  char *folder;
  char *path;
  HelperProcess *helper;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("faxbell-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "fax.tiff", NULL);
  fixture->helper = helper_process_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  helper_process_free (fixture->helper);
  folder_remove (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
restart (Fixture *fixture)
{
  helper_process_free (fixture->helper);
  fixture->helper = helper_process_new ();
}

static void
assert_shape (FbRenderSize size, double width, double height)
{
  g_assert_cmpfloat_with_epsilon (size.width, width, 0.5);
  g_assert_cmpfloat_with_epsilon (size.height, height, 0.5);
}

/* The middles of the quarters, from the top left and row by row, are black or white. */
static void
assert_quarters (const guint32 *pixels, const char *quarters)
{
  for (guint i = 0; i < 4; i++)
    {
      const guint x = i % 2 == 0 ? WIDTH / 4 : WIDTH * 3 / 4;
      const guint y = i / 2 == 0 ? HEIGHT / 4 : HEIGHT * 3 / 4;

      g_assert_cmphex (pixels[y * WIDTH + x], ==, quarters[i] == 'b' ? 0xff000000 : 0xffffffff);
    }
}

static void
assert_page (HelperProcess *helper, guint page, const char *quarters)
{
  FbRenderAnswer answer;
  g_autofree guint32 *pixels = helper_process_draw (helper, page, WIDTH, HEIGHT, &answer);

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (answer.flags, ==, 0);
  assert_quarters (pixels, quarters);
}

static void
test_compressions (Fixture *fixture, gconstpointer data)
{
  const TiffPage pages[] = {
    { .compression = COMPRESSION_CCITTFAX4 },
    { .compression = COMPRESSION_CCITTFAX4, .is_low_bit_first = TRUE, .rows_per_strip = 100 },
    { .compression = COMPRESSION_CCITTFAX4, .is_black_zero = TRUE },
    { .compression = COMPRESSION_CCITTFAX3 },
    { .compression = COMPRESSION_CCITTFAX3, .options = GROUP3OPT_2DENCODING },
    { .compression = COMPRESSION_CCITTFAX3, .options = GROUP3OPT_FILLBITS, .rows_per_strip = 77 },
    { .compression = COMPRESSION_CCITTRLE },
    { .compression = COMPRESSION_NONE, .is_black_zero = TRUE },
    { .compression = COMPRESSION_LZW },
    { .compression = COMPRESSION_PACKBITS },
    { .compression = COMPRESSION_LZW, .bits = 8 },
    { .compression = COMPRESSION_ADOBE_DEFLATE, .bits = 8, .samples = 3 },
    { .compression = COMPRESSION_NONE, .width = 17, .height = 9, .is_black_zero = TRUE },
  };

  tiff_document_write (fixture->path, pages, G_N_ELEMENTS (pages));
  const FbRenderAnswer opened = helper_process_open (fixture->helper, fixture->path);
  g_assert_cmpuint (opened.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (opened.n_pages, ==, G_N_ELEMENTS (pages));
  g_assert_cmpuint (opened.has_more, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_test_message ("page %u", i);
      assert_page (fixture->helper, i, "bwww");
    }
}

static void
test_shapes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    TiffPage page;
    double width, height;
  } cases[] = {
    { { .height = 1146, .x_resolution = 204, .y_resolution = 98 }, 609.9, 842.0 },
    { { .x_resolution = 204, .y_resolution = 196 }, 609.9, 842.0 },
    { { .width = 3456, .height = 4572, .x_resolution = 408, .y_resolution = 391 }, 609.9, 841.9 },
    /* The numbers of ITU-T T.4, per centimetre. */
    { { .x_resolution = 80.3f, .y_resolution = 77, .unit = RESUNIT_CENTIMETER }, 610.0, 843.8 },
    { { .x_resolution = 204, .y_resolution = 98, .unit = RESUNIT_NONE, .height = 1146 },
      609.9,
      842.0 },
    { { .x_resolution = 1, .y_resolution = 1, .unit = RESUNIT_NONE }, 609.9, 842.0 },
    { { .unit = RESUNIT_INCH }, 609.9, 842.0 },
    { { .x_resolution = 204 }, 609.9, 842.0 },
    { { .x_resolution = 1e9f, .y_resolution = 1e9f }, 609.9, 842.0 },
    { { .x_resolution = 204, .y_resolution = 20 }, 609.9, 842.0 },
    /* Sideways. */
    { { .x_resolution = 204, .y_resolution = 196, .orientation = ORIENTATION_RIGHTTOP },
      842.0,
      609.9 },
  };
  TiffPage pages[G_N_ELEMENTS (cases)];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    pages[i] = cases[i].page;
  tiff_document_write (fixture->path, pages, G_N_ELEMENTS (pages));
  helper_process_open (fixture->helper, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("page %u", i);
      assert_shape (helper_process_get_size (fixture->helper, i), cases[i].width, cases[i].height);
    }
}

static void
test_orientations (Fixture *fixture, gconstpointer data)
{
  /* Where the quarter is in which both rows and columns begin. */
  static const char *const quarters[] = { "bwww", "wbww", "wwwb", "wwbw",
                                          "bwww", "wbww", "wwwb", "wwbw" };
  TiffPage pages[16];

  for (guint i = 0; i < 16; i++)
    {
      pages[i] = (TiffPage){ .orientation = (guint16) (i % 8 + 1) };
      if (i >= 8)
        {
          pages[i].compression = COMPRESSION_LZW;
          pages[i].bits = 8;
        }
    }
  tiff_document_write (fixture->path, pages, 16);
  helper_process_open (fixture->helper, fixture->path);
  for (guint i = 0; i < 16; i++)
    {
      g_test_message ("page %u", i);
      assert_page (fixture->helper, i, quarters[i % 8]);
    }
}

/* However large it is drawn, as much of it is black. */
static void
test_scales (Fixture *fixture, gconstpointer data)
{
  static const guint sides[][2] = { { 1, 1 },       { 7, 5 },       { 50, 70 },   { 333, 777 },
                                    { 1728, 2292 }, { 2000, 2292 }, { 1728, 30 }, { 3000, 5000 } };
  const TiffPage page = { 0 };

  tiff_document_write (fixture->path, &page, 1);
  helper_process_open (fixture->helper, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const guint n = sides[i][0] * sides[i][1];
      FbRenderAnswer answer;
      g_autofree guint32 *pixels =
        helper_process_draw (fixture->helper, 0, sides[i][0], sides[i][1], &answer);
      guint64 sum = 0;

      g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
      for (guint pixel = 0; pixel < n; pixel++)
        {
          g_assert_cmphex (pixels[pixel] >> 24, ==, 0xff);
          sum += pixels[pixel] & 0xff;
        }
      g_test_message ("%u x %u", sides[i][0], sides[i][1]);
      g_assert_cmpfloat_with_epsilon ((double) sum / n, 255 * 0.75, 1.0);
    }
}

static void
test_thumbnails (Fixture *fixture, gconstpointer data)
{
  const TiffPage pages[] = {
    { .is_thumbnail = TRUE, .width = 100, .height = 100 },
    { .x_resolution = 204, .y_resolution = 196 },
    { .is_thumbnail = TRUE, .width = 100, .height = 100 },
    { .x_resolution = 204, .y_resolution = 98, .height = 1146 },
  };

  tiff_document_write (fixture->path, pages, G_N_ELEMENTS (pages));
  g_assert_cmpuint (helper_process_open (fixture->helper, fixture->path).n_pages, ==, 2);
  assert_page (fixture->helper, 1, "bwww");
}

static void
test_many_pages (Fixture *fixture, gconstpointer data)
{
  const guint n = 4800;
  g_autofree TiffPage *pages = g_new0 (TiffPage, n);

  for (guint i = 0; i < n; i++)
    pages[i] = (TiffPage){ .width = 64, .height = 64, .x_resolution = 204, .y_resolution = 196 };
  tiff_document_write (fixture->path, pages, n);
  g_assert_cmpuint (helper_process_open (fixture->helper, fixture->path).n_pages, ==, n);
  assert_page (fixture->helper, n - 1, "bwww");
  assert_page (fixture->helper, 0, "bwww");
}

/* The last directory is followed by the first one. */
static void
test_endless (Fixture *fixture, gconstpointer data)
{
  const TiffPage pages[] = { { 0 }, { 0 }, { 0 } };
  g_autofree char *content = NULL;
  gsize length;
  guint32 first;
  guint16 n;

  tiff_document_write (fixture->path, pages, G_N_ELEMENTS (pages));
  g_file_get_contents (fixture->path, &content, &length, NULL);
  memcpy (&first, content + 4, sizeof first);
  guint32 offset = first;
  for (guint i = 0; i < G_N_ELEMENTS (pages) - 1; i++)
    {
      memcpy (&n, content + offset, sizeof n);
      memcpy (&offset, content + offset + 2 + n * 12, sizeof offset);
    }
  memcpy (&n, content + offset, sizeof n);
  memcpy (content + offset + 2 + n * 12, &first, sizeof first);
  g_file_set_contents (fixture->path, content, (gssize) length, NULL);

  const FbRenderAnswer answer = helper_process_open (fixture->helper, fixture->path);
  g_assert_cmpuint (answer.n_pages, ==, 3);
  g_assert_cmpuint (answer.has_more, ==, 0);
  assert_page (fixture->helper, 2, "bwww");
}

/* Damage */

static void
damage (const char *path, guint64 offset, gsize length)
{
  const int fd = open (path, O_WRONLY | O_CLOEXEC);
  g_autofree guint8 *bytes = g_malloc0 (length);

  g_assert_cmpint (pwrite (fd, bytes, length, (off_t) offset), ==, length);
  close (fd);
}

static guint64
find_strip (const char *path, guint strip, guint64 *length)
{
  TIFF *tiff = TIFFOpen (path, "r");
  guint64 *offsets, *lengths;

  g_assert_nonnull (tiff);
  g_assert_true (TIFFGetField (tiff, TIFFTAG_STRIPOFFSETS, &offsets));
  g_assert_true (TIFFGetField (tiff, TIFFTAG_STRIPBYTECOUNTS, &lengths));
  const guint64 offset = offsets[strip];
  if (length != NULL)
    *length = lengths[strip];
  TIFFClose (tiff);
  return offset;
}

static void
assert_partial (HelperProcess *helper, const char *quarters)
{
  FbRenderAnswer answer;
  g_autofree guint32 *pixels = helper_process_draw (helper, 0, WIDTH, HEIGHT, &answer);

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (answer.flags, ==, FB_RENDER_PARTIAL);
  assert_quarters (pixels, quarters);
}

/* All strips but one are drawn. */
static void
test_damaged_strip (Fixture *fixture, gconstpointer data)
{
  const TiffPage page = { .rows_per_strip = 382 };
  guint64 length;

  tiff_document_write (fixture->path, &page, 1);
  const guint64 offset = find_strip (fixture->path, 0, &length);
  damage (fixture->path, offset, length);
  helper_process_open (fixture->helper, fixture->path);
  assert_partial (fixture->helper, "bwww");
}

/* A file whose end is missing, of one strip, as faxes have, its directory before its strip. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  const TiffPage page = { 0 };
  g_autofree char *content = NULL;
  gsize length;
  guint64 strip_length;
  guint32 first;

  tiff_document_write (fixture->path, &page, 1);
  const guint64 strip = find_strip (fixture->path, 0, &strip_length);
  g_file_get_contents (fixture->path, &content, &length, NULL);
  memcpy (&first, content + 4, sizeof first);

  /* The strip once more, behind all else, and only its first two thirds: it is the first half of
   * the page that has something on it.
   */
  const guint64 moved = (length + 1) & ~G_GUINT64_CONSTANT (1);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_byte_array_append (file, (const guint8 *) content, (guint) length);
  g_byte_array_set_size (file, (guint) moved);
  g_byte_array_append (file, (const guint8 *) content + strip, (guint) (strip_length * 2 / 3));
  guint16 n;
  memcpy (&n, content + first, sizeof n);
  for (guint i = 0; i < n; i++)
    {
      guint8 *entry = file->data + first + 2 + i * 12;
      guint16 tag;
      const guint32 offset = (guint32) moved;

      memcpy (&tag, entry, sizeof tag);
      if (tag == TIFFTAG_STRIPOFFSETS)
        memcpy (entry + 8, &offset, sizeof offset);
    }
  g_file_set_contents (fixture->path, (const char *) file->data, (gssize) file->len, NULL);

  helper_process_open (fixture->helper, fixture->path);
  assert_partial (fixture->helper, "bwww");
}

static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  const TiffPage page = { 0 };
  guint64 length;
  FbRenderAnswer answer;

  tiff_document_write (fixture->path, &page, 1);
  const guint64 offset = find_strip (fixture->path, 0, &length);
  damage (fixture->path, offset, length);
  helper_process_open (fixture->helper, fixture->path);
  g_free (helper_process_draw (fixture->helper, 0, WIDTH, HEIGHT, &answer));
  g_assert_cmpuint (answer.status, ==, FB_RENDER_DAMAGED);
}

static void
test_no_document (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gssize length;
  } cases[] = {
    { "II*\0", 4 },
    { "II*\0\x08\0\0\0", 8 },
    { "II*\0\0\0\0\0", 8 },
    { "II*\0\xff\xff\xff\xff", 8 },
    { "MM\0*\0\0\0\x08\0\0\0\0", 12 },
    { "II+\0\x08\0\0\0\xff\xff\xff\xff\xff\xff\xff\x7f", 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_file_set_contents (fixture->path, cases[i].bytes, cases[i].length, NULL);
      g_assert_cmpuint (helper_process_open (fixture->helper, fixture->path).status, ==,
                        FB_RENDER_NOT_A_DOCUMENT);
      restart (fixture);
    }
}

/* 100,000 × 100,000 pixels, in no more than some bytes. */
static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  const TiffPage page = { .width = 64, .height = 64 };
  g_autofree char *content = NULL;
  gsize length;
  guint32 first;
  guint16 n;
  FbRenderAnswer answer;

  tiff_document_write (fixture->path, &page, 1);
  g_file_get_contents (fixture->path, &content, &length, NULL);
  memcpy (&first, content + 4, sizeof first);
  memcpy (&n, content + first, sizeof n);
  for (guint i = 0; i < n; i++)
    {
      char *entry = content + first + 2 + i * 12;
      const guint32 value = 100000;
      const guint16 type = TIFF_LONG;
      guint16 tag;

      memcpy (&tag, entry, sizeof tag);
      if (tag != TIFFTAG_IMAGEWIDTH && tag != TIFFTAG_IMAGELENGTH)
        continue;
      memcpy (entry + 2, &type, sizeof type);
      memcpy (entry + 8, &value, sizeof value);
    }
  g_file_set_contents (fixture->path, content, (gssize) length, NULL);

  helper_process_open (fixture->helper, fixture->path);
  g_free (helper_process_draw (fixture->helper, 0, WIDTH, HEIGHT, &answer));
  g_assert_cmpuint (answer.status, ==, FB_RENDER_TOO_LARGE);
}

/* A PDF of it has the same shapes and the same quarters. */
static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  const TiffPage pages[] = {
    { .x_resolution = 204, .y_resolution = 98, .height = 1146 },
    { .x_resolution = 204, .y_resolution = 196, .orientation = ORIENTATION_RIGHTTOP },
    { .x_resolution = 204, .y_resolution = 196, .orientation = ORIENTATION_BOTLEFT },
    { .compression = COMPRESSION_LZW, .bits = 8, .samples = 3 },
    { .x_resolution = 204, .y_resolution = 196, .orientation = ORIENTATION_LEFTBOT },
  };
  static const char *const quarters[] = { "bwww", "wbww", "wwbw", "bwww", "wwbw" };
  const FbRenderRequest request = { .kind = FB_RENDER_PDF };
  g_autofree char *path = g_build_filename (fixture->folder, "fax.pdf", NULL);
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  tiff_document_write (fixture->path, pages, G_N_ELEMENTS (pages));
  helper_process_open (fixture->helper, fixture->path);
  const FbRenderAnswer answer = helper_process_ask (fixture->helper, request, fd);
  close (fd);
  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (answer.flags, ==, 0);

  g_autoptr (HelperProcess) reader = helper_process_new ();
  g_assert_cmpuint (helper_process_open (reader, path).n_pages, ==, G_N_ELEMENTS (pages));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      const FbRenderSize size = helper_process_get_size (fixture->helper, i);

      g_test_message ("page %u", i);
      assert_shape (helper_process_get_size (reader, i), size.width, size.height);
      assert_page (reader, i, quarters[i]);
    }
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  const TiffPage page = { 0 };
  const FbRenderRequest request = { .kind = FB_RENDER_PDF };
  /* A file that can't grow. */
  const int fd = helper_memory_new (100);

  tiff_document_write (fixture->path, &page, 1);
  helper_process_open (fixture->helper, fixture->path);
  g_assert_cmpuint (helper_process_ask (fixture->helper, request, fd).status, ==,
                    FB_RENDER_NO_SPACE);
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TIFFSetWarningHandler (NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/render/helper/tiff/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("compressions", test_compressions);
  ADD ("shapes", test_shapes);
  ADD ("orientations", test_orientations);
  ADD ("scales", test_scales);
  ADD ("thumbnails", test_thumbnails);
  ADD ("many-pages", test_many_pages);
  ADD ("endless", test_endless);
  ADD ("damaged-strip", test_damaged_strip);
  ADD ("truncated", test_truncated);
  ADD ("nothing-left", test_nothing_left);
  ADD ("no-document", test_no_document);
  ADD ("too-large", test_too_large);
  ADD ("pdf", test_pdf);
  ADD ("full-disk", test_full_disk);
#undef ADD
  return g_test_run ();
}
