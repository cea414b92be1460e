/* What the tray says of open faxes, and that it doesn't go stale. */

#include "config.h"

#include "fb-tray-summary-private.h"

/* In seconds. */
#define OFTEN  1
#define SELDOM 3600

/* That much ago, and half a minute more: the test may be slow. */
static void
set (FbTraySummary *summary, guint n_open, gint64 waiting)
{
  fb_tray_summary_set (summary, n_open,
                       g_get_real_time () - waiting - 30 * (gint64) G_TIME_SPAN_SECOND);
}

static void
test_text (void)
{
  g_autoptr (FbTraySummary) summary = fb_tray_summary_new (SELDOM);

  g_assert_null (fb_tray_summary_get_text (summary));
  fb_tray_summary_set (summary, 0, 0);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==, "No open faxes");
  set (summary, 1, G_TIME_SPAN_HOUR);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==, "1 open fax, waiting 1 h");
  set (summary, 7, G_TIME_SPAN_HOUR + 20 * G_TIME_SPAN_MINUTE);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==,
                   "7 open faxes, the oldest waits 1 h 20 min");
  fb_tray_summary_set (summary, 0, 0);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==, "No open faxes");
}

/* It has just come, or Documo's clock is ahead of ours. */
static void
test_no_time (void)
{
  g_autoptr (FbTraySummary) summary = fb_tray_summary_new (SELDOM);

  set (summary, 1, -G_TIME_SPAN_DAY);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==, "1 open fax");
  set (summary, 2, -G_TIME_SPAN_DAY);
  g_assert_cmpstr (fb_tray_summary_get_text (summary), ==, "2 open faxes");
}

/* Within two seconds a minute more has passed. */
static void
test_renewed (void)
{
  g_autoptr (FbTraySummary) summary = fb_tray_summary_new (OFTEN);

  set (summary, 1, 80 * G_TIME_SPAN_MINUTE + 28 * (gint64) G_TIME_SPAN_SECOND);
  while (g_strcmp0 (fb_tray_summary_get_text (summary), "1 open fax, waiting 1 h 21 min") != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A loop that nothing would wake up waits for ever. */
static int
get_timeout (void)
{
  GMainContext *context = g_main_context_default ();
  GPollFD fds[8];
  int priority;
  int timeout;

  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_check (context, priority, fds, 0);
  g_main_context_release (context);
  return timeout;
}

static void
test_sleeps (void)
{
  g_autoptr (FbTraySummary) summary = fb_tray_summary_new (SELDOM);

  g_assert_cmpint (get_timeout (), ==, -1);
  set (summary, 1, 0);
  g_assert_cmpint (get_timeout (), >, 0);
  fb_tray_summary_set (summary, 0, 0);
  g_assert_cmpint (get_timeout (), ==, -1);
  set (summary, 1, 0);
  g_clear_object (&summary);
  g_assert_cmpint (get_timeout (), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tray-summary/text", test_text);
  g_test_add_func ("/tray-summary/no-time", test_no_time);
  g_test_add_func ("/tray-summary/renewed", test_renewed);
  g_test_add_func ("/tray-summary/sleeps", test_sleeps);
  return g_test_run ();
}
