/* Tests of what is searched for, and of what has it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-query.h"
#include "fb-search-text.h"

static FbFax *
make_fax (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  const FbDeskState desk = { .note = "Rückruf bis\nFreitag" };

  event->message_id = g_strdup ("0b5c9f3e-6f7a-4c1e-9d55-1d3c8a1f2b44");
  event->direction = FB_DIRECTION_OUTBOUND;
  event->fax_number = g_strdup ("+17025550123");
  event->caller_id = g_strdup ("+49 30 1234567");
  event->csid = g_strdup ("HART & SONS 212.555.0188");
  event->recipient_name = g_strdup ("Dr. Zoë Hart");
  event->subject = g_strdup ("Rechnung 发票 2026-11-29");
  return fb_fax_new_full (1, event, 1, &desk, g_ptr_array_new ());
}

static gboolean
matches (FbFax *fax, const char *text)
{
  g_autoptr (FbSearchQuery) query = fb_search_query_new (text);

  return fb_search_query_matches (query, fax);
}

static void
test_matches (void)
{
  g_autoptr (FbFax) fax = make_fax ();
  static const char *const found[] = {
    "",
    "   ",
    "hart",
    "HART zoe",
    "zoë dr.",
    "“Zoe Hart”",
    "ruckruf freitag",
    "z",
    "票",
    "发票 hart",
    "2026-11-29",
    "7025550123",
    "702 555 0123",
    "+1-702-555-0123",
    "(702) 555-0123",
    "1702",
    "0123",
    "030 1234567",
    "+49 (0)30 1234567",
    "0049301234567",
    "2125550188",
    "212.555.0188",
    "hart - 702",
    "0B5C9F3E",
    "0b5c9f3e-6f7a-4c1e-9d55-1d3c8a1f2b44",
  };
  static const char *const not_found[] = {
    "harte",    "zoe smith",      "7025550124",    "702 555 0124", "00123",    "-",
    "0b5c9f3f", "9f3e-6f7a-4c1e", "0b5c9f3e hart", "票发",         "freitagx",
  };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    if (!matches (fax, found[i]))
      g_error ("It should be found by “%s”", found[i]);
  for (guint i = 0; i < G_N_ELEMENTS (not_found); i++)
    if (g_str_equal (not_found[i], "-") != matches (fax, not_found[i]))
      g_error ("It should not be found by “%s”", not_found[i]);
}

static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "w%u ", i);
  g_autoptr (FbSearchQuery) query = fb_search_query_new (text->str);
  g_assert_cmpuint (fb_search_query_get_n_words (query), ==, 16);

  g_autoptr (FbSearchQuery) invalid = fb_search_query_new ("\xFF\xFE");
  g_assert_cmpuint (fb_search_query_get_n_words (invalid), ==, 1);
  g_autoptr (FbSearchQuery) none = fb_search_query_new (NULL);
  g_assert_cmpuint (fb_search_query_get_n_words (none), ==, 0);
}

/* Shows what is found in brackets. */
static void
check_found (const char *words, const char *text, const char *expected)
{
  g_autoptr (FbSearchQuery) query = fb_search_query_new (words);
  g_autoptr (GArray) ranges = fb_search_query_find (query, text);
  g_autoptr (GString) marked = g_string_new (text);

  for (guint i = ranges->len; i > 0; i--)
    {
      const FbTextRange *range = &g_array_index (ranges, FbTextRange, i - 1);
      g_string_insert_c (marked, range->end, ']');
      g_string_insert_c (marked, range->start, '[');
    }
  g_assert_cmpstr (marked->str, ==, expected);
}

static void
test_find (void)
{
  check_found ("hart", "Dr. Zoë Hart, Hartford", "Dr. Zoë [Hart], [Hart]ford");
  check_found ("zoe", "Dr. Zoe\u0308 Hart", "Dr. [Zoe\u0308] Hart");
  check_found ("dr zo", "Dr. Zoë", "[Dr]. [Zo]ë");
  check_found ("ab bc", "abc ab", "[abc] [ab]");
  check_found ("str", "Straße", "[Str]aße");
  check_found ("strasse", "Straße", "[Straße]");
  check_found ("7025550123", "(702) 555-0123", "([702) 555-0123]");
  check_found ("+1-702-555-0123", "(702) 555-0123", "([702) 555-0123]");
  check_found ("555 0123", "(702) 555-0123", "(702) [555]-[0123]");
  check_found ("+1 702", "(702) 111-0123", "([702]) 111-0123");
  check_found ("1", "(702) 111-0123", "(702) [111]-0[1]23");
  check_found ("5550", "(702) 555-0123", "(702) [555-0]123");
  check_found ("票", "发票 1", "发[票] 1");
  check_found ("", "Hart", "Hart");
  check_found ("nothing", "", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-query/matches", test_matches);
  g_test_add_func ("/search-query/bounds", test_bounds);
  g_test_add_func ("/search-query/find", test_find);

  return g_test_run ();
}
