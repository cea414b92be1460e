/* test-number-format.c
 *
 * Telephone numbers as people write them, and what is none stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-number-format.h"

#include <string.h>

/* "+", fifteen digits, and a space after the country code and between groups. */
#define MAX_FORMATTED_LENGTH 22

static void
assert_formatted (const char *number, const char *expected)
{
  g_autofree char *formatted = fb_number_format (number);

  g_assert_cmpstr (formatted, ==, expected);
}

static void
test_north_america (void)
{
  assert_formatted ("+17025550123", "(702) 555-0123");
  assert_formatted ("17025550123", "(702) 555-0123");
  assert_formatted ("7025550123", "(702) 555-0123");
  assert_formatted ("702-555-0123", "(702) 555-0123");
  assert_formatted ("702.555.0123", "(702) 555-0123");
  assert_formatted ("(702) 555-0123", "(702) 555-0123");
  assert_formatted (" +1 (702) 555-0123 ", "(702) 555-0123");
  assert_formatted ("+18332394039", "(833) 239-4039");
  /* Canada and the Caribbean. */
  assert_formatted ("+14165550123", "(416) 555-0123");
  assert_formatted ("+18765550123", "(876) 555-0123");
}

static void
test_other_countries (void)
{
  assert_formatted ("+49301234567", "+49 30 123 4567");
  assert_formatted ("+49 (30) 1234567", "+49 30 123 4567");
  assert_formatted ("+442079460958", "+44 207 946 0958");
  assert_formatted ("+6561234567", "+65 6123 4567");
  assert_formatted ("+8613812345678", "+86 1381 234 5678");
  assert_formatted ("+74951234567", "+7 495 123 4567");
  assert_formatted ("+3545551234", "+354 555 1234");
  assert_formatted ("+390612345678", "+39 061 234 5678");
  assert_formatted ("+6834123", "+683 4123");
  assert_formatted ("+29051234", "+290 51234");
  assert_formatted ("+376123456", "+376 12 3456");
  assert_formatted ("+491234567890123", "+49 123 456 789 0123");
  assert_formatted ("+800123456789012", "+800 12 345 678 9012");
}

static void
test_as_it_is (void)
{
  const char *const numbers[] = {
    "",
    " ",
    "+",
    "0",
    "911",
    "702422",
    "5550123",
    "+1 555 0134",
    "+1702555012",
    "+170255501234",
    /* No area code and no exchange begins with 0 or 1. */
    "1025550123",
    "0025550123",
    "7021550123",
    "+17020550123",
    "27025550123",
    /* Without a "+" the country is unknown. */
    "49301234567",
    "01149301234567",
    "004930123456",
    /* No country has these codes. */
    "+0301234567",
    "+210123456",
    "+999123456",
    "+49",
    "+49123",
    "+4912345678901234",
    "12345678901234567890",
    "7025550123 ext. 4",
    "7025550123x4",
    "7025550123,4",
    "7025550123#",
    "*82",
    "702/5550123",
    "1-800-FLOWERS",
    "++17025550123",
    "1+7025550123",
    "7025550123\n",
    "anonymous",
    "CITY COURT 4",
    "Praxis Müller",
    "\u0667\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_formatted (numbers[i], numbers[i]);
  g_assert_null (fb_number_format (NULL));
}

static void
test_invalid_utf8 (void)
{
  g_autofree char *formatted = fb_number_format ("702\xff"
                                                 "5550123");

  g_assert_true (g_utf8_validate (formatted, -1, NULL));
  g_assert_nonnull (strstr (formatted, "5550123"));
}

static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  return g_string_free (digits, FALSE);
}

static char *
make_random (const char *alphabet, int max_length)
{
  GString *text = g_string_new (NULL);
  int length = g_test_rand_int_range (0, max_length + 1);

  for (int i = 0; i < length; i++)
    g_string_append_c (text, alphabet[g_test_rand_int_range (0, (int) strlen (alphabet))]);
  return g_string_free (text, FALSE);
}

/* No digit is lost or added or moved, but North America's country code; and what was formatted once
 * is not formatted otherwise the next time. */
static void
assert_same_number (const char *number)
{
  g_autofree char *formatted = fb_number_format (number);
  g_autofree char *again = fb_number_format (formatted);
  g_autofree char *before = dup_digits (number);
  g_autofree char *after = dup_digits (formatted);
  gboolean is_nanp = formatted[0] == '(' && !g_str_equal (formatted, number);
  const char *expected = is_nanp && strlen (before) == 11 ? before + 1 : before;

  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpstr (again, ==, formatted);
  g_assert_true (g_str_equal (formatted, number) || strlen (formatted) <= MAX_FORMATTED_LENGTH);
  if (is_nanp && expected != before)
    g_assert_cmpint (before[0], ==, '1');
}

static void
test_random (void)
{
  guint n_changed = 0;

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *digits = make_random ("0123456789", 18);
      g_autofree char *international = g_strconcat ("+", digits, NULL);
      g_autofree char *north_american = g_strconcat ("+1", digits, NULL);
      g_autofree char *mixed = make_random ("0123456789+ -.()x", 24);
      g_autofree char *formatted = fb_number_format (international);

      assert_same_number (digits);
      assert_same_number (international);
      assert_same_number (north_american);
      assert_same_number (mixed);
      n_changed += !g_str_equal (formatted, international);
    }
  g_assert_cmpuint (n_changed, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/number-format/north-america", test_north_america);
  g_test_add_func ("/fax/number-format/other-countries", test_other_countries);
  g_test_add_func ("/fax/number-format/as-it-is", test_as_it_is);
  g_test_add_func ("/fax/number-format/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/fax/number-format/random", test_random);
  return g_test_run ();
}
