/* test-refusal-log.c
 *
 * What is remembered of refusals, and how often the reader is called, however many there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-log.h"

static void
count_call (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
wait_for_call (const guint *n_calls)
{
  while (*n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
add (FbRefusalLog *log, FbRefusalReason reason, const char *address, gboolean is_like_documo)
{
  g_autoptr (GInetAddress) parsed = address != NULL ? g_inet_address_new_from_string (address) : NULL;

  fb_refusal_log_add (log, reason, parsed, is_like_documo);
}

static void
assert_refusal (GPtrArray *refusals,
                guint position,
                FbRefusalReason reason,
                const char *address,
                guint n_times)
{
  const FbRefusal *refusal = g_ptr_array_index (refusals, position);

  g_assert_cmpint (refusal->reason, ==, reason);
  g_assert_cmpstr (refusal->address, ==, address);
  g_assert_cmpuint (refusal->n_times, ==, n_times);
  g_assert_cmpint (refusal->time, >, 0);
}

static void
test_order (void)
{
  guint n_calls = 0;
  g_autoptr (FbRefusalLog) log = fb_refusal_log_new (NULL, count_call, &n_calls);

  add (log, FB_REFUSAL_WRONG_PATH, "192.0.2.1", FALSE);
  add (log, FB_REFUSAL_WRONG_PATH, "192.0.2.2", FALSE);
  add (log, FB_REFUSAL_TOO_SLOW, NULL, FALSE);
  add (log, FB_REFUSAL_WRONG_PATH, "192.0.2.1", FALSE);
  add (log, FB_REFUSAL_WRONG_PASSWORD, "192.0.2.1", FALSE);

  g_autoptr (GPtrArray) refusals = fb_refusal_log_dup_refusals (log);
  g_assert_cmpuint (refusals->len, ==, 4);
  assert_refusal (refusals, 0, FB_REFUSAL_WRONG_PASSWORD, "192.0.2.1", 1);
  assert_refusal (refusals, 1, FB_REFUSAL_WRONG_PATH, "192.0.2.1", 2);
  assert_refusal (refusals, 2, FB_REFUSAL_TOO_SLOW, NULL, 1);
  assert_refusal (refusals, 3, FB_REFUSAL_WRONG_PATH, "192.0.2.2", 1);
  g_assert_cmpuint (fb_refusal_log_get_n_refused (log), ==, 5);
  fb_refusal_log_stop (log);
}

/* Documo's is not lost among those of others. */
static void
test_bounded (void)
{
  guint n_calls = 0;
  g_autoptr (FbRefusalLog) log = fb_refusal_log_new (NULL, count_call, &n_calls);

  add (log, FB_REFUSAL_WRONG_PASSWORD, "203.0.113.1", TRUE);
  for (guint i = 0; i < 3 * FB_REFUSAL_LOG_MAX; i++)
    {
      g_autofree char *address = g_strdup_printf ("192.0.2.%u", i);
      add (log, FB_REFUSAL_NO_PASSWORD, address, FALSE);
    }

  g_autoptr (GPtrArray) refusals = fb_refusal_log_dup_refusals (log);
  g_assert_cmpuint (refusals->len, ==, FB_REFUSAL_LOG_MAX);
  assert_refusal (refusals, 0, FB_REFUSAL_NO_PASSWORD, "192.0.2.59", 1);
  g_autoptr (FbRefusal) standing = fb_refusal_log_dup_standing (log);
  g_assert_nonnull (standing);
  g_assert_cmpint (standing->reason, ==, FB_REFUSAL_WRONG_PASSWORD);
  g_assert_cmpstr (standing->address, ==, "203.0.113.1");
  fb_refusal_log_stop (log);
}

static gpointer
flood (gpointer data)
{
  for (guint i = 0; i < 20000; i++)
    add (data, FB_REFUSAL_WRONG_PASSWORD, i % 2 == 0 ? "192.0.2.1" : "192.0.2.2", FALSE);
  return NULL;
}

static void
test_flood (void)
{
  guint n_calls = 0;
  g_autoptr (FbRefusalLog) log = fb_refusal_log_new (NULL, count_call, &n_calls);

  /* Nothing is called before the main context runs, and then once for all. */
  g_thread_join (g_thread_new ("flood", flood, log));
  wait_for_call (&n_calls);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_calls, ==, 1);

  g_autoptr (GPtrArray) refusals = fb_refusal_log_dup_refusals (log);
  g_assert_cmpuint (refusals->len, ==, 2);
  assert_refusal (refusals, 0, FB_REFUSAL_WRONG_PASSWORD, "192.0.2.2", 10000);
  fb_refusal_log_stop (log);
}

static void
test_standing (void)
{
  guint n_calls = 0;
  g_autoptr (FbRefusalLog) log = fb_refusal_log_new (NULL, count_call, &n_calls);

  g_assert_null (fb_refusal_log_dup_standing (log));
  /* Those who try it again get through by themselves. */
  add (log, FB_REFUSAL_BUSY, "203.0.113.1", TRUE);
  add (log, FB_REFUSAL_WRONG_PATH, "192.0.2.1", FALSE);
  g_assert_null (fb_refusal_log_dup_standing (log));

  add (log, FB_REFUSAL_WRONG_PATH, "203.0.113.1", TRUE);
  add (log, FB_REFUSAL_BUSY, "203.0.113.1", TRUE);
  g_autoptr (FbRefusal) standing = fb_refusal_log_dup_standing (log);
  g_assert_cmpint (standing->reason, ==, FB_REFUSAL_WRONG_PATH);

  g_assert_cmpint (fb_refusal_log_get_last_accepted (log), ==, 0);
  fb_refusal_log_note_accepted (log);
  g_assert_null (fb_refusal_log_dup_standing (log));
  g_assert_cmpint (fb_refusal_log_get_last_accepted (log), >, 0);
  fb_refusal_log_stop (log);
}

/* A call that is due when its reader goes never comes. */
static void
test_stop (void)
{
  guint n_calls = 0;
  guint n_later_calls = 0;
  g_autoptr (FbRefusalLog) log = fb_refusal_log_new (NULL, count_call, &n_calls);
  g_autoptr (FbRefusalLog) later = fb_refusal_log_new (NULL, count_call, &n_later_calls);

  add (log, FB_REFUSAL_BUSY, NULL, FALSE);
  fb_refusal_log_stop (log);
  add (log, FB_REFUSAL_BUSY, NULL, FALSE);
  add (later, FB_REFUSAL_BUSY, NULL, FALSE);
  wait_for_call (&n_later_calls);
  g_assert_cmpuint (n_calls, ==, 0);
  fb_refusal_log_stop (later);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receiver/refusal-log/order", test_order);
  g_test_add_func ("/receiver/refusal-log/bounded", test_bounded);
  g_test_add_func ("/receiver/refusal-log/flood", test_flood);
  g_test_add_func ("/receiver/refusal-log/standing", test_standing);
  g_test_add_func ("/receiver/refusal-log/stop", test_stop);
  return g_test_run ();
}
