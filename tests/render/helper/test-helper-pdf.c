/* test-helper-pdf.c
 *
 * PDFs in the real helper: what is drawn, with fonts that they don't bring along, and their text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "helper-process.h"

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
  fixture->path = g_build_filename (fixture->folder, "fax.pdf", NULL);
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

/* A PDF of one page, 600 × 800 points, without a table of where its objects are. */
static FbRenderAnswer
open_page (Fixture *fixture, const char *attributes, const char *content, const char *objects)
{
  g_autofree char *document = g_strdup_printf (
    "%%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s>>endobj\n"
    "4 0 obj<</Length %" G_GSIZE_FORMAT ">>stream\n%s\nendstream endobj\n"
    "%s\n"
    "trailer<</Root 1 0 R>>\n",
    attributes, strlen (content), content, objects);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, document, -1, &error);
  g_assert_no_error (error);
  return helper_process_open (fixture->helper, fixture->path);
}

/* How many pixels of an area, given in points from the top left, are dark. */
static guint
count_dark (Fixture *fixture, guint left, guint top, guint width, guint height, guint32 *flags)
{
  FbRenderAnswer answer;
  g_autofree guint32 *pixels = helper_process_draw (fixture->helper, 0, 600, 800, &answer);
  guint n = 0;

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  if (flags != NULL)
    *flags = answer.flags;
  for (guint y = top; y < top + height; y++)
    for (guint x = left; x < left + width; x++)
      n += (pixels[y * 600 + x] & 0xff) < 128;
  return n;
}

#define FONT(name) "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/" name ">>endobj"
#define WITH_FONT  "/Resources<</Font<</F 5 0 R>>>>"

static void
test_fonts (Fixture *fixture, gconstpointer data)
{
  static const char *const fonts[] = { FONT ("Helvetica"), FONT ("Times-Roman"), FONT ("Courier"),
                                       FONT ("Unheard-Of") };

  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      guint32 flags;

      g_test_message ("%s", fonts[i]);
      const FbRenderAnswer answer =
        open_page (fixture, WITH_FONT, "BT /F 40 Tf 50 700 Td (Helvetica) Tj ET", fonts[i]);
      g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
      g_assert_cmpuint (count_dark (fixture, 50, 60, 300, 50, &flags), >, 200);
      g_assert_cmpuint (flags, ==, 0);
      helper_process_free (fixture->helper);
      fixture->helper = helper_process_new ();
    }
}

/* By the tables of poppler-data. */
static void
test_japanese (Fixture *fixture, gconstpointer data)
{
  static const gunichar characters[] = { 0x65e5, 0x672c, 0x8a9e, '\n' };

  open_page (fixture, WITH_FONT, "BT /F 40 Tf 50 700 Td <93fa967b8cea> Tj ET",
             "5 0 obj<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/90ms-RKSJ-H"
             "/DescendantFonts[6 0 R]>>endobj\n"
             "6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/FontDescriptor 7 0 R"
             "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>>>endobj\n"
             "7 0 obj<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 4"
             "/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700"
             "/StemV 80>>endobj");
  g_assert_cmpuint (count_dark (fixture, 50, 60, 120, 50, NULL), >, 100);

  g_autofree FbRenderText *text = helper_process_read_text (fixture->helper, 0);
  g_assert_cmpuint (text->n_characters, >=, 3);
  g_assert_cmpmem (text->characters, 3 * sizeof (guint32), characters, 3 * sizeof (guint32));
}

static void
test_no_fonts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fonts.conf", NULL);
  g_autofree char *configuration =
    g_strdup_printf ("<!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig><dir>%s/none</dir>"
                     "<cachedir>%s/cache</cachedir></fontconfig>",
                     fixture->folder, fixture->folder);
  guint32 flags;

  g_file_set_contents (path, configuration, -1, NULL);
  helper_process_free (fixture->helper);
  fixture->helper = helper_process_new_with ("FONTCONFIG_FILE", path);
  open_page (fixture, WITH_FONT, "BT /F 40 Tf 50 700 Td (Helvetica) Tj ET", FONT ("Helvetica"));
  count_dark (fixture, 0, 0, 1, 1, &flags);
  g_assert_cmpuint (flags, ==, FB_RENDER_FONT_MISSING);
  /* As often as it is drawn. */
  count_dark (fixture, 0, 0, 1, 1, &flags);
  g_assert_cmpuint (flags, ==, FB_RENDER_FONT_MISSING);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, WITH_FONT, "BT /F 40 Tf 50 700 Td (Ab) Tj 0 -100 Td (c\\001d) Tj ET",
             FONT ("Helvetica"));
  g_autofree FbRenderText *text = helper_process_read_text (fixture->helper, 0);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < text->n_characters; i++)
    g_string_append_unichar (all, text->characters[i]);
  g_assert_true (g_str_has_prefix (all->str, "Ab\nc"));
  g_assert_null (strchr (all->str, 1));
  g_assert_cmpuint (text->is_cut, ==, 0);

  /* On the line whose foot is at 700 of 800 points. */
  const FbRenderArea *area = &text->areas[0];
  g_assert_cmpfloat_with_epsilon (area->x1, 50.0 / 600, 0.01);
  g_assert_cmpfloat (area->y1, <, 90.0 / 800);
  g_assert_cmpfloat (area->y2, >, 99.0 / 800);
  g_assert_cmpfloat (area->y2, <, 130.0 / 800);
  g_assert_cmpfloat_with_epsilon (text->areas[1].x1, area->x2, 0.01);
}

/* What of a page is shown, and how, is as the document wants it. */
static void
test_turned (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, "/Rotate 90/CropBox[100 100 500 700]", "0 0 0 rg 100 600 100 100 re f", "");
  const FbRenderSize size = helper_process_get_size (fixture->helper, 0);
  FbRenderAnswer answer;

  g_assert_cmpfloat_with_epsilon (size.width, 600, 0.01);
  g_assert_cmpfloat_with_epsilon (size.height, 400, 0.01);
  g_autofree guint32 *pixels = helper_process_draw (fixture->helper, 0, 600, 400, &answer);
  /* The top left corner is now the top right one. */
  g_assert_cmphex (pixels[50 * 600 + 550], ==, 0xff000000);
  g_assert_cmphex (pixels[50 * 600 + 50], ==, 0xffffffff);
  g_assert_cmphex (pixels[350 * 600 + 550], ==, 0xffffffff);
}

static void
test_stretched (Fixture *fixture, gconstpointer data)
{
  FbRenderAnswer answer;

  open_page (fixture, "", "0 0 0 rg 300 400 300 400 re f", "");
  g_autofree guint32 *pixels = helper_process_draw (fixture->helper, 0, 100, 50, &answer);
  g_assert_cmphex (pixels[12 * 100 + 75], ==, 0xff000000);
  g_assert_cmphex (pixels[12 * 100 + 25], ==, 0xffffffff);
  g_assert_cmphex (pixels[37 * 100 + 75], ==, 0xffffffff);
}

static void
test_letter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  const FbRenderAnswer answer = helper_process_open (fixture->helper, path);

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (answer.n_pages, ==, 3);
  g_assert_cmpuint (count_dark (fixture, 0, 0, 600, 800, NULL), >, 2000);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  const FbRenderRequest request = { .kind = FB_RENDER_PDF };
  g_autofree char *path = g_build_filename (fixture->folder, "copy.pdf", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length, second_length;

  open_page (fixture, "", "", "");
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  g_assert_cmpuint (helper_process_ask (fixture->helper, request, fd).status, ==, FB_RENDER_OK);
  close (fd);
  g_file_get_contents (fixture->path, &first, &first_length, NULL);
  g_file_get_contents (path, &second, &second_length, NULL);
  g_assert_cmpmem (first, first_length, second, second_length);
}

static void
test_encrypted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_BUILT, "render", "helper", "encrypted.pdf", NULL);

  g_assert_cmpuint (helper_process_open (fixture->helper, path).status, ==, FB_RENDER_ENCRYPTED);
}

static void
test_no_document (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "%PDF-1.4\n", "Dear Dr. Lindgren,\n",
                                          "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_test_message ("%u", i);
      g_file_set_contents (fixture->path, contents[i], -1, NULL);
      g_assert_cmpuint (helper_process_open (fixture->helper, fixture->path).status, ==,
                        FB_RENDER_NOT_A_DOCUMENT);
      helper_process_free (fixture->helper);
      fixture->helper = helper_process_new ();
    }
}

/* Any PDF whose end is missing is opened, or it isn't; the helper lives on. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, NULL);
  for (gsize part = 1; part < 8; part++)
    {
      g_file_set_contents (fixture->path, content, (gssize) (length * part / 8), NULL);
      helper_process_open (fixture->helper, fixture->path);
      helper_process_free (fixture->helper);
      fixture->helper = helper_process_new ();
    }
}

/* An image that fills the page, red on the left and blue on the right, whatever the size. */
static void
test_image (Fixture *fixture, gconstpointer data)
{
  static const guint sides[][2] = { { 30, 40 }, { 60, 80 }, { 600, 800 }, { 1800, 2400 } };

  open_page (fixture, "/Resources<</XObject<</X 5 0 R>>>>", "600 0 0 800 0 0 cm /X Do",
             "5 0 obj<</Type/XObject/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceRGB"
             "/BitsPerComponent 8/Filter/ASCIIHexDecode/Length 13>>stream\nff00000000ff>\n"
             "endstream endobj");
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const guint width = sides[i][0];
      const guint middle = sides[i][1] / 2 * width;
      FbRenderAnswer answer;
      g_autofree guint32 *pixels =
        helper_process_draw (fixture->helper, 0, width, sides[i][1], &answer);

      g_test_message ("%u", width);
      g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
      g_assert_cmphex (pixels[middle + width / 8], ==, 0xffff0000);
      g_assert_cmphex (pixels[middle + width * 7 / 8], ==, 0xff0000ff);
    }
}

/* More pages than are shown. */
static void
test_more_pages (Fixture *fixture, gconstpointer data)
{
  const guint n = FB_RENDER_MAX_PAGES + 1;
  g_autoptr (GString) document = g_string_new ("%PDF-1.4\n"
                                               "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                               "2 0 obj<</Type/Pages/Kids[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (document, "%u 0 R ", i + 3);
  g_string_append_printf (document, "]/Count %u>>endobj\n", n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (document,
                            "%u 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 %u]>>endobj\n",
                            i + 3, 800 + i % 2);
  g_string_append (document, "trailer<</Root 1 0 R>>\n");
  g_file_set_contents (fixture->path, document->str, -1, NULL);

  const FbRenderAnswer answer = helper_process_open (fixture->helper, fixture->path);
  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_assert_cmpuint (answer.n_pages, ==, FB_RENDER_MAX_PAGES);
  g_assert_cmpuint (answer.has_more, ==, 1);
  g_assert_cmpfloat (helper_process_get_size (fixture->helper, n - 2).height, ==, 801);
}

/* A document that only says that it has a million. */
static void
test_million_pages (Fixture *fixture, gconstpointer data)
{
  g_file_set_contents (fixture->path,
                       "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                       "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1000000>>endobj\n"
                       "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>endobj\n"
                       "trailer<</Root 1 0 R>>\n",
                       -1, NULL);
  g_assert_cmpuint (helper_process_open (fixture->helper, fixture->path).n_pages, <=,
                    FB_RENDER_MAX_PAGES);
}

/* A form that draws itself twice. */
static void
test_recursion (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, "/Resources<</XObject<</X 5 0 R>>>>", "/X Do",
             "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
             "/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream endobj");
  count_dark (fixture, 0, 0, 1, 1, NULL);
}

/* An image of 100,000 × 100,000 pixels. */
static void
test_large_image (Fixture *fixture, gconstpointer data)
{
  open_page (fixture, "/Resources<</XObject<</X 5 0 R>>>>", "400 0 0 400 0 0 cm /X Do",
             "5 0 obj<</Type/XObject/Subtype/Image/Width 100000/Height 100000"
             "/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 3>>stream\nabc\nendstream endobj");
  count_dark (fixture, 0, 0, 1, 1, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/render/helper/pdf/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("fonts", test_fonts);
  ADD ("japanese", test_japanese);
  ADD ("no-fonts", test_no_fonts);
  ADD ("text", test_text);
  ADD ("turned", test_turned);
  ADD ("stretched", test_stretched);
  ADD ("letter", test_letter);
  ADD ("copy", test_copy);
  ADD ("encrypted", test_encrypted);
  ADD ("no-document", test_no_document);
  ADD ("truncated", test_truncated);
  ADD ("image", test_image);
  ADD ("more-pages", test_more_pages);
  ADD ("million-pages", test_million_pages);
  ADD ("recursion", test_recursion);
  ADD ("large-image", test_large_image);
#undef ADD
  return g_test_run ();
}
