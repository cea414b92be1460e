/* What notifications say, in words for people who know nothing of webhooks. */

#include "config.h"

#include "fb-notification-text-private.h"

static FbFax *
make_fax (FbStatus status, int pages, int complete)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->direction = FB_DIRECTION_INBOUND;
  event->status = status;
  event->pages_count = pages;
  event->pages_complete = complete;
  return fb_fax_new_full (1, event, 1, NULL, NULL);
}

static void
test_body (void)
{
  g_autoptr (FbFax) incomplete = make_fax (FB_STATUS_SUCCESS, 5, 2);
  g_autoptr (FbFax) unreadable = make_fax (FB_STATUS_UNREADABLE, -1, -1);
  g_autofree char *pages = fb_notification_dup_body (incomplete, FB_ALERT_RECEIVED, FALSE);
  g_autofree char *summary = fb_notification_dup_summary (unreadable, FB_ALERT_UNREADABLE, FALSE);
  g_autofree char *body = fb_notification_dup_body (unreadable, FB_ALERT_UNREADABLE, FALSE);

  g_assert_cmpstr (pages, ==, "Incomplete: 2 of 5 pages\nThe document was not downloaded");
  g_assert_cmpstr (summary, ==, "Faxbell received something it couldn’t read");
  g_assert_cmpstr (body, ==, "The original was saved");
}

static void
test_of_test (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  event->road = FB_ROAD_TEST;
  event->message_id = g_strdup (FB_TEST_PREFIX "1");
  event->direction = FB_DIRECTION_INBOUND;
  event->status = FB_STATUS_SUCCESS;
  event->is_file_purged = TRUE;
  event->pages_count = 1;
  g_autoptr (FbFax) fax = fb_fax_new_full (1, event, 1, NULL, NULL);
  g_autofree char *summary = fb_notification_dup_summary (fax, FB_ALERT_RECEIVED, FALSE);
  g_autofree char *body = fb_notification_dup_body (fax, FB_ALERT_RECEIVED, TRUE);

  g_assert_cmpstr (summary, ==, "Test fax");
  g_assert_true (g_str_has_prefix (body, "The fax you sent to yourself has arrived\n1 page"));
}

static void
test_counts (void)
{
  const guint alike[FB_N_ALERT_KINDS] = { [FB_ALERT_RECEIVED] = 3 };
  const guint mixed[FB_N_ALERT_KINDS] = { [FB_ALERT_RECEIVED] = 3, [FB_ALERT_UNREADABLE] = 1 };
  g_autofree char *of_alike = fb_notification_dup_count_summary (alike);
  g_autofree char *more_of_alike = fb_notification_dup_count_body (alike);
  g_autofree char *of_mixed = fb_notification_dup_count_summary (mixed);
  g_autofree char *more_of_mixed = fb_notification_dup_count_body (mixed);

  g_assert_cmpstr (of_alike, ==, "3 faxes received");
  g_assert_cmpstr (more_of_alike, ==, "");
  g_assert_cmpstr (of_mixed, ==, "4 fax updates");
  g_assert_cmpstr (more_of_mixed, ==, "3 faxes received\n1 item couldn’t be read");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notification-text/body", test_body);
  g_test_add_func ("/notification-text/test", test_of_test);
  g_test_add_func ("/notification-text/counts", test_counts);
  return g_test_run ();
}
