/* test-friendly-time.c
 *
 * Times in people's words, at the edges: midnight, the turn of the year, other time zones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-friendly-time.h"

#include <locale.h>

typedef struct
{
  const char *then;
  const char *expected_24;
  const char *expected_12;
} Case;

#define NOW "2026-03-01T12:00:00+01"

static const Case cases[] = {
  { "2026-03-01T11:59:59+01", "11:59", "11:59 AM" },
  { "2026-03-01T00:00:00+01", "00:00", "12:00 AM" },
  { "2026-03-01T00:30:00+01", "00:30", "12:30 AM" },
  { "2026-02-28T23:59:59+01", "Yesterday 23:59", "Yesterday 11:59 PM" },
  { "2026-02-28T14:05:00+01", "Yesterday 14:05", "Yesterday 2:05 PM" },
  { "2026-02-28T00:00:00+01", "Yesterday 00:00", "Yesterday 12:00 AM" },
  { "2026-02-27T23:59:59+01", "27 February", "27 February" },
  { "2026-01-01T00:00:00+01", "1 January", "1 January" },
  { "2025-12-31T23:59:59+01", "31 Dec 2025", "31 Dec 2025" },
  { "2025-03-01T12:00:00+01", "1 Mar 2025", "1 Mar 2025" },
  /* Another zone's clock is read on ours. */
  { "2026-02-28T23:30:00+00", "00:30", "12:30 AM" },
  /* A sender's clock may be ahead. */
  { "2026-03-01T23:00:00+01", "23:00", "11:00 PM" },
  { "2026-03-02T01:00:00+01", "2 March", "2 March" },
};

static void
test_friendly (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (cases[i].then, NULL);
      const gint64 time = g_date_time_to_unix (then) * G_USEC_PER_SEC;
      g_autofree char *of_24 = fb_friendly_time_format (time, now, FB_CLOCK_24_HOURS);
      g_autofree char *of_12 = fb_friendly_time_format (time, now, FB_CLOCK_12_HOURS);

      g_assert_cmpstr (of_24, ==, cases[i].expected_24);
      g_assert_cmpstr (of_12, ==, cases[i].expected_12);
    }
}

static void
test_yesterday_is_last_year (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-01-01T08:00:00+00", NULL);
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 ("2025-12-31T18:00:00+00", NULL);
  g_autofree char *text =
    fb_friendly_time_format (g_date_time_to_unix (then) * G_USEC_PER_SEC, now, FB_CLOCK_24_HOURS);

  g_assert_cmpstr (text, ==, "Yesterday 18:00");
}

static void
test_unknown (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *none = fb_friendly_time_format (0, now, FB_CLOCK_24_HOURS);
  g_autofree char *beyond = fb_friendly_time_format (G_MAXINT64, now, FB_CLOCK_24_HOURS);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (beyond, ==, "");
  g_assert_null (fb_full_time_format (0, FB_CLOCK_24_HOURS));
  g_assert_null (fb_full_time_format (G_MAXINT64, FB_CLOCK_24_HOURS));
}

static void
test_full (void)
{
  const gint64 time = G_GINT64_CONSTANT (1620999270) * G_USEC_PER_SEC;
  g_autofree char *of_24 = fb_full_time_format (time, FB_CLOCK_24_HOURS);
  g_autofree char *of_12 = fb_full_time_format (time, FB_CLOCK_12_HOURS);

  g_assert_cmpstr (of_24, ==, "Friday, 14 May 2021, 13:34:30");
  g_assert_cmpstr (of_12, ==, "Friday, 14 May 2021, 1:34:30 PM");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/friendly-time/friendly", test_friendly);
  g_test_add_func ("/window/friendly-time/yesterday-is-last-year", test_yesterday_is_last_year);
  g_test_add_func ("/window/friendly-time/unknown", test_unknown);
  g_test_add_func ("/window/friendly-time/full", test_full);
  return g_test_run ();
}
