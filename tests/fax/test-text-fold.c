/* Tests of text as a search compares it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-text-fold.h"

static char *
dup_folded (const char *text)
{
  GString *folded = g_string_new (NULL);

  fb_text_fold (text, folded, NULL);
  return g_string_free (folded, FALSE);
}

static void
test_same (void)
{
  static const char *const pairs[][2] = {
    { "Müller", "muller" },
    { "Mu\u0308ller", "muller" },
    { "ŁUKASZ Ørsted Weiß", "lukasz orsted weiss" },
    { "Σίσυφος", "σισυφοσ" },
    { "ﬁle №５", "file no5" },
    { "مُحَمَّد", "محمد" },
    { "أحمــد", "احمد" },
    { "שָׁלוֹם", "שלום" },
    { "发票", "发票" },
    { "a\u200Bb\u200Ec", "abc" },
    { "a\tb\nc\u00A0d", "a b c d" },
    { "\xFF\xFE\x80"
      "a\xC3",
      "a" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = dup_folded (pairs[i][0]);
      g_assert_cmpstr (folded, ==, pairs[i][1]);
    }
}

static void
test_again (void)
{
  static const char *const texts[] = { "İstanbul", "ǅ", "ﷺ", "각", "Å", "ẞ" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *once = dup_folded (texts[i]);
      g_autofree char *twice = dup_folded (once);
      g_assert_cmpstr (once, !=, "");
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_offsets (void)
{
  g_autoptr (GString) folded = g_string_new ("before ");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint));
  static const guint expected[] = { 0, 1, 3, 3, 7 };

  fb_text_fold ("aéß\u0301b", folded, offsets);
  g_assert_cmpstr (folded->str, ==, "before aessb");
  g_assert_cmpmem (offsets->data, offsets->len * sizeof (guint), expected, sizeof expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-fold/same", test_same);
  g_test_add_func ("/text-fold/again", test_again);
  g_test_add_func ("/text-fold/offsets", test_offsets);

  return g_test_run ();
}
