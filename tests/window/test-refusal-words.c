/* test-refusal-words.c
 *
 * Why Documo was refused and what to do, for each reason there is, and when it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-words.h"

static void
test_all (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = FB_REFUSAL_NONE + 1; i < FB_N_REFUSAL_REASONS; i++)
    {
      const FbRefusalReason reason = (FbRefusalReason) i;
      const gboolean says_passes =
        g_str_equal (fb_refusal_reason_get_advice (reason), "Documo tries again by itself.");

      g_test_message ("Reason %u", i);
      g_assert_true (g_hash_table_add (seen, (gpointer) fb_refusal_reason_get_words (reason)));
      g_assert_cmpint (says_passes, ==, !fb_refusal_reason_lasts (reason));
    }
}

static void
assert_title (gint64 seconds_ago, FbRefusalReason reason, const char *expected)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 29, 23, 0, 0);
  const gint64 time = (g_date_time_to_unix (now) - seconds_ago) * G_USEC_PER_SEC;
  g_autoptr (FbRefusal) refusal = fb_refusal_new (reason, time, "192.0.2.1", TRUE, 1);
  g_autofree char *title = fb_refusal_dup_title (refusal, now, FB_CLOCK_24_HOURS);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_title (void)
{
  assert_title (37 * 60, FB_REFUSAL_WRONG_PASSWORD, "Documo was refused at 22:23: wrong password");
  assert_title (24 * 60 * 60, FB_REFUSAL_WRONG_PATH,
                "Documo was refused (Yesterday 23:00): wrong end of the address");
  assert_title (9 * 24 * 60 * 60, FB_REFUSAL_NO_SPACE,
                "Documo was refused (20 November): disk full");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/refusal-words/all", test_all);
  g_test_add_func ("/window/refusal-words/title", test_title);
  return g_test_run ();
}
