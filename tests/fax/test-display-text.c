/* test-display-text.c
 *
 * Text from outside, made fit to be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-display-text.h"

static void
test_clean (void)
{
  const struct
  {
    const char *text;
    glong max_length;
    const char *clean;
  } cases[] = {
    { "Test fax", 100, "Test fax" },
    { "  Test fax \r\n", 100, "Test fax" },
    { "two\r\nlines\tand a tab", 100, "two  lines and a tab" },
    { "bell\a and escape\033[31m", 100, "bell and escape[31m" },
    { "C1 \xc2\x9b"
      "31m",
      100, "C1 31m" },
    /* "invoice" and a right-to-left override, which would show "fdp.exe" as "exe.pdf". */
    { "invoice\xe2\x80\xae"
      "fdp.exe",
      100, "invoicefdp.exe" },
    { "\xe2\x81\xa6isolate\xe2\x81\xa9", 100, "isolate" },
    { "\xef\xbb\xbfmark", 100, "mark" },
    { "line\xe2\x80\xa8separator", 100, "line separator" },
    { "Z\xc3\xbcrich \xe6\x97\xa5\xe6\x9c\xac", 100, "Z\xc3\xbcrich \xe6\x97\xa5\xe6\x9c\xac" },
    /* Joined emoji and Hebrew stay what they are. */
    { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xd7\xa9", 100,
      "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xd7\xa9" },
    /* Cut at a character, never within one. */
    { "\xc3\xbc\xc3\xbc\xc3\xbc", 2, "\xc3\xbc\xc3\xbc" },
    { "abc def", 4, "abc" },
    { "\n\n\n", 100, NULL },
    { "\xe2\x80\xae", 100, NULL },
    { "", 100, NULL },
    { NULL, 100, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = fb_display_text_clean (cases[i].text, cases[i].max_length);
      g_test_message ("row %u", i);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/display-text/clean", test_clean);
  return g_test_run ();
}
