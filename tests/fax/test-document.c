/* test-document.c
 *
 * What a document is, told by its first bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document.h"

#include <string.h>

static void
test_magic (void)
{
  const struct
  {
    const char *start;
    gsize length;
    const char *media_type;
  } cases[] = {
    { "%PDF-1.4\n", 9, FB_MEDIA_TYPE_PDF },
    { "%PDF-", 5, FB_MEDIA_TYPE_PDF },
    { "\r\n rubbish %PDF-1.7", 19, FB_MEDIA_TYPE_PDF },
    { "II*\0\x08\0\0\0", 8, FB_MEDIA_TYPE_TIFF },
    { "MM\0*\0\0\0\x08", 8, FB_MEDIA_TYPE_TIFF },
    { "II+\0\x08\0\0\0", 8, FB_MEDIA_TYPE_TIFF },
    { "MM\0+\0\x08\0\0", 8, FB_MEDIA_TYPE_TIFF },
    { "II*\0", 4, FB_MEDIA_TYPE_TIFF },
    { "", 0, FB_MEDIA_TYPE_UNKNOWN },
    { "%PDF", 4, FB_MEDIA_TYPE_UNKNOWN },
    { "%pdf-1.4", 8, FB_MEDIA_TYPE_UNKNOWN },
    { "II*", 3, FB_MEDIA_TYPE_UNKNOWN },
    { "II\0*", 4, FB_MEDIA_TYPE_UNKNOWN },
    { "MM*\0", 4, FB_MEDIA_TYPE_UNKNOWN },
    { " II*\0", 5, FB_MEDIA_TYPE_UNKNOWN },
    { "<html>", 6, FB_MEDIA_TYPE_UNKNOWN },
    { "MZ\x90\0", 4, FB_MEDIA_TYPE_UNKNOWN },
    { "\x7f"
      "ELF",
      4, FB_MEDIA_TYPE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* A copy of exactly this length, so that reading on past it is noticed. */
      g_autofree guint8 *start = g_memdup2 (cases[i].start, cases[i].length);
      g_assert_cmpstr (fb_media_type_from_content (start, cases[i].length), ==,
                       cases[i].media_type);
    }
}

static void
test_pdf_header_is_sought_in_the_first_kilobyte (void)
{
  guint8 start[2048];

  memset (start, ' ', sizeof start);
  memcpy (start + FB_MEDIA_TYPE_PROBE - 5, "%PDF-", 5);
  g_assert_cmpstr (fb_media_type_from_content (start, sizeof start), ==, FB_MEDIA_TYPE_PDF);

  memset (start, ' ', sizeof start);
  memcpy (start + FB_MEDIA_TYPE_PROBE - 4, "%PDF-", 5);
  g_assert_cmpstr (fb_media_type_from_content (start, sizeof start), ==, FB_MEDIA_TYPE_UNKNOWN);
}

static void
test_media_types (void)
{
  g_assert_true (fb_media_type_is_document (FB_MEDIA_TYPE_PDF));
  g_assert_true (fb_media_type_is_document (FB_MEDIA_TYPE_TIFF));
  g_assert_false (fb_media_type_is_document (FB_MEDIA_TYPE_UNKNOWN));
  g_assert_false (fb_media_type_is_document ("text/html"));
  g_assert_false (fb_media_type_is_document (NULL));

  g_assert_cmpstr (fb_media_type_get_extension (FB_MEDIA_TYPE_PDF), ==, ".pdf");
  g_assert_cmpstr (fb_media_type_get_extension (FB_MEDIA_TYPE_TIFF), ==, ".tiff");
  g_assert_cmpstr (fb_media_type_get_extension (FB_MEDIA_TYPE_UNKNOWN), ==, ".bin");
  g_assert_cmpstr (fb_media_type_get_extension (NULL), ==, ".bin");
}

static void
test_format_label (void)
{
  g_autoptr (FbDocument) pdf = fb_document_new ("/a.pdf", FB_MEDIA_TYPE_PDF, 1, "00");
  g_autoptr (FbDocument) tiff = fb_document_new ("/a.tiff", FB_MEDIA_TYPE_TIFF, 1, "00");
  g_autoptr (FbDocument) other = fb_document_new ("/a.bin", FB_MEDIA_TYPE_UNKNOWN, 1, "00");

  g_assert_cmpstr (fb_document_get_format_label (pdf), ==, "PDF");
  g_assert_cmpstr (fb_document_get_format_label (tiff), ==, "TIFF");
  g_assert_cmpstr (fb_document_get_format_label (other), ==, "Unknown format");
}

/* A damaged database may say anything. */
static void
test_view (void)
{
  g_autoptr (FbDocument) plain = fb_document_new ("/a.pdf", FB_MEDIA_TYPE_PDF, 1, "00");
  g_autoptr (FbDocument) turned =
    fb_document_new_full ("/a.pdf", FB_MEDIA_TYPE_PDF, 1, "00", 3, 270, 2);
  g_autoptr (FbDocument) nonsense =
    fb_document_new_full ("/a.pdf", FB_MEDIA_TYPE_PDF, 1, "00", G_MININT, 91, FALSE);

  g_assert_cmpint (plain->n_pages, ==, FB_PAGES_NOT_COUNTED);
  g_assert_cmpuint (plain->rotation, ==, 0);
  g_assert_false (plain->is_inverted);
  g_assert_cmpint (turned->n_pages, ==, 3);
  g_assert_cmpuint (turned->rotation, ==, 270);
  g_assert_cmpint (turned->is_inverted, ==, TRUE);
  g_assert_cmpint (nonsense->n_pages, ==, FB_PAGES_NOT_COUNTED);
  g_assert_cmpuint (nonsense->rotation, ==, 0);
  g_assert_true (fb_rotation_is_valid (0) && fb_rotation_is_valid (90));
  g_assert_false (fb_rotation_is_valid (360) || fb_rotation_is_valid (-90) ||
                  fb_rotation_is_valid (45));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/attachment/magic", test_magic);
  g_test_add_func ("/fax/attachment/pdf-header-in-first-kilobyte",
                   test_pdf_header_is_sought_in_the_first_kilobyte);
  g_test_add_func ("/fax/attachment/media-types", test_media_types);
  g_test_add_func ("/fax/attachment/format-label", test_format_label);
  g_test_add_func ("/fax/attachment/view", test_view);
  return g_test_run ();
}
