/* test-alert-kind.c
 *
 * What a notification is shown for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-alert-kind.h"

static void
test_alert_kinds (void)
{
  const struct
  {
    FbDirection direction;
    FbStatus status;
    gboolean has_attachment;
    FbAlertKind kind;
  } cases[] = {
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, TRUE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, FALSE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, FALSE, FB_ALERT_RECEIVE_FAILED },
    /* Part of a fax may be the part that matters. */
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, TRUE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING, FALSE, FB_ALERT_NONE },
    { FB_DIRECTION_INBOUND, FB_STATUS_OTHER, TRUE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_OTHER, FALSE, FB_ALERT_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS, TRUE, FB_ALERT_DELIVERED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, TRUE, FB_ALERT_SEND_FAILED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, FALSE, FB_ALERT_SEND_FAILED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_SCHEDULED, TRUE, FB_ALERT_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING, FALSE, FB_ALERT_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_CANCELLED, FALSE, FB_ALERT_NONE },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_SUCCESS, FALSE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_OTHER, TRUE, FB_ALERT_RECEIVED },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_OTHER, FALSE, FB_ALERT_NONE },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_FAILED, TRUE, FB_ALERT_SEND_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
      event->direction = cases[i].direction;
      event->status = cases[i].status;
      g_test_message ("row %u", i);
      g_assert_cmpint (fb_alert_kind_for_event (event, cases[i].has_attachment), ==, cases[i].kind);
    }
}

static void
test_unreadable (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_UNREADABLE);
  event->direction = FB_DIRECTION_INBOUND;

  g_assert_cmpint (fb_alert_kind_for_event (event, FALSE), ==, FB_ALERT_UNREADABLE);
  g_assert_cmpint (fb_alert_kind_for_event (event, TRUE), ==, FB_ALERT_UNREADABLE);
}

/* The numbers are in databases. */
static void
test_numbers_are_kept (void)
{
  g_assert_cmpint (FB_ALERT_NONE, ==, 0);
  g_assert_cmpint (FB_ALERT_RECEIVED, ==, 1);
  g_assert_cmpint (FB_ALERT_RECEIVE_FAILED, ==, 2);
  g_assert_cmpint (FB_ALERT_DELIVERED, ==, 3);
  g_assert_cmpint (FB_ALERT_SEND_FAILED, ==, 4);
  g_assert_cmpint (FB_ALERT_UNREADABLE, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/alert-kind/table", test_alert_kinds);
  g_test_add_func ("/fax/alert-kind/unreadable", test_unreadable);
  g_test_add_func ("/fax/alert-kind/numbers-are-kept", test_numbers_are_kept);
  return g_test_run ();
}
