/* Which notifications there are, and when they go, with a real notification service.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"
#include "fb-notifier.h"

/* More than the time within which faxes are one burst. */
#define AFTER_BURST_US (6 * G_TIME_SPAN_SECOND)

typedef struct
{
  Desktop desktop;
  FbNotifier *notifier;
  const char *awaited_summary;
  guint awaited_withdrawn;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  desktop_set_up (&fixture->desktop, NULL);
  fixture->notifier = fb_notifier_new (APPLICATION_ID);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->notifier);
  desktop_tear_down (&fixture->desktop, NULL);
}

static FbFax *
make_fax (const char *message_id, FbStatus status, const FbDeskState *desk)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup (message_id);
  event->direction = FB_DIRECTION_OUTBOUND;
  event->status = status;
  return fb_fax_new_full (1, event, 1, desk, g_ptr_array_new_with_free_func (g_object_unref));
}

/* Delivered faxes are neither open nor unread, failed ones are at first. The service takes a
 * notification of a failed fax away only when it is told to. */
static void
show (Fixture *fixture, const char *message_id, FbAlertKind kind)
{
  const gboolean is_delivered = kind == FB_ALERT_DELIVERED;
  const FbDeskState desk = { .is_read = is_delivered, .is_open = !is_delivered };
  g_autoptr (FbFax) fax =
    make_fax (message_id, is_delivered ? FB_STATUS_SUCCESS : FB_STATUS_FAILED, &desk);

  fb_notifier_show (fixture->notifier, fax, kind);
}

static void
update (Fixture *fixture, const char *message_id, gboolean is_read, gboolean is_open)
{
  const FbDeskState desk = { .is_read = is_read, .is_open = is_open };
  g_autoptr (FbFax) fax = make_fax (message_id, FB_STATUS_FAILED, &desk);

  fb_notifier_update (fixture->notifier, fax);
}

static gboolean
has_summary (gpointer data)
{
  Fixture *fixture = data;
  Desktop *desktop = &fixture->desktop;
  gboolean has = FALSE;

  g_mutex_lock (&desktop->lock);
  for (guint i = 0; i < desktop->notices->len; i++)
    has |= g_str_equal (((Notice *) g_ptr_array_index (desktop->notices, i))->summary,
                        fixture->awaited_summary);
  g_mutex_unlock (&desktop->lock);
  return has;
}

static void
wait_for_summary (Fixture *fixture, const char *summary)
{
  fixture->awaited_summary = summary;
  g_assert_true (desktop_wait (has_summary, fixture));
}

static gboolean
has_withdrawn (gpointer data)
{
  Fixture *fixture = data;

  return desktop_count_withdrawn (&fixture->desktop) >= fixture->awaited_withdrawn;
}

static void
wait_until_withdrawn (Fixture *fixture, guint n_withdrawn)
{
  fixture->awaited_withdrawn = n_withdrawn;
  g_assert_true (desktop_wait (has_withdrawn, fixture));
}

/* The first fax's own notification is the first that goes. */
static void
test_delivered_need_no_attention (Fixture *fixture, gconstpointer data)
{
  show (fixture, "failed", FB_ALERT_SEND_FAILED);
  show (fixture, "delivered-1", FB_ALERT_DELIVERED);
  show (fixture, "delivered-2", FB_ALERT_DELIVERED);
  wait_for_summary (fixture, "3 fax updates");
  wait_until_withdrawn (fixture, 1);

  update (fixture, "failed", TRUE, TRUE);
  wait_until_withdrawn (fixture, 2);
}

static void
test_all_must_be_read_or_done (Fixture *fixture, gconstpointer data)
{
  show (fixture, "a", FB_ALERT_SEND_FAILED);
  show (fixture, "b", FB_ALERT_SEND_FAILED);
  show (fixture, "b", FB_ALERT_SEND_FAILED);
  wait_for_summary (fixture, "3 faxes could not be sent");
  wait_until_withdrawn (fixture, 1);

  /* A lone fax that is read, too, shows that the one that counts was not withdrawn before it. */
  update (fixture, "a", TRUE, TRUE);
  update (fixture, "b", FALSE, TRUE);
  g_usleep (AFTER_BURST_US);
  show (fixture, "alone", FB_ALERT_SEND_FAILED);
  update (fixture, "alone", TRUE, TRUE);
  wait_until_withdrawn (fixture, 2);
  g_assert_cmpuint (desktop_count_withdrawn (&fixture->desktop), ==, 2);

  update (fixture, "b", FALSE, FALSE);
  wait_until_withdrawn (fixture, 3);
}

static gboolean
has_done_button (Fixture *fixture, guint number)
{
  const Notice *notice = desktop_wait_for_notification (&fixture->desktop, number);

  return g_strv_contains ((const char *const *) notice->actions, "done");
}

/* Only where there is one fax that it can be about. */
static void
test_done_button (Fixture *fixture, gconstpointer data)
{
  show (fixture, "failed-1", FB_ALERT_SEND_FAILED);
  g_assert_true (has_done_button (fixture, 0));
  show (fixture, "failed-2", FB_ALERT_SEND_FAILED);
  wait_for_summary (fixture, "2 faxes could not be sent");
  g_assert_false (has_done_button (fixture, 1));
}

/* Amidst a burst it has one of its own, which goes when it is read, and isn't counted. */
static void
test_test_fax (Fixture *fixture, gconstpointer data)
{
  const FbDeskState waiting = { .is_open = TRUE };
  const FbDeskState read = { .is_open = TRUE, .is_read = TRUE };
  g_autoptr (FbFax) test = make_fax (FB_TEST_PREFIX "1", FB_STATUS_SUCCESS, &waiting);
  g_autoptr (FbFax) seen = make_fax (FB_TEST_PREFIX "1", FB_STATUS_SUCCESS, &read);

  fb_fax_get_event (test)->road = FB_ROAD_TEST;
  fb_fax_get_event (seen)->road = FB_ROAD_TEST;
  show (fixture, "a", FB_ALERT_SEND_FAILED);
  fb_notifier_show (fixture->notifier, test, FB_ALERT_RECEIVED);
  show (fixture, "b", FB_ALERT_SEND_FAILED);
  wait_for_summary (fixture, "Test fax");
  wait_for_summary (fixture, "2 faxes could not be sent");
  wait_until_withdrawn (fixture, 1);
  fb_notifier_update (fixture->notifier, seen);
  wait_until_withdrawn (fixture, 2);
}

static void
test_delivered_has_no_button (Fixture *fixture, gconstpointer data)
{
  show (fixture, "delivered", FB_ALERT_DELIVERED);
  g_assert_false (has_done_button (fixture, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/notifier/delivered-need-no-attention", Fixture, NULL, set_up,
              test_delivered_need_no_attention, tear_down);
  g_test_add ("/notifier/all-must-be-read-or-done", Fixture, NULL, set_up,
              test_all_must_be_read_or_done, tear_down);
  g_test_add ("/notifier/done-button", Fixture, NULL, set_up, test_done_button, tear_down);
  g_test_add ("/notifier/test-fax", Fixture, NULL, set_up, test_test_fax, tear_down);
  g_test_add ("/notifier/delivered-has-no-button", Fixture, NULL, set_up,
              test_delivered_has_no_button, tear_down);
  return g_test_run ();
}
