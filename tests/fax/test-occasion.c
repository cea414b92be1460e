/* test-occasion.c
 *
 * What the bell has to ring for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-occasion.h"

static void
test_occasions (void)
{
  const struct
  {
    FbDirection direction;
    FbStatus status;
    gboolean has_attachment;
    FbOccasion occasion;
  } cases[] = {
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, TRUE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, FALSE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, FALSE, FB_OCCASION_RECEIVE_FAILED },
    /* Part of a fax may be the part that matters. */
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, TRUE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING, FALSE, FB_OCCASION_NONE },
    { FB_DIRECTION_INBOUND, FB_STATUS_OTHER, TRUE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_INBOUND, FB_STATUS_OTHER, FALSE, FB_OCCASION_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS, TRUE, FB_OCCASION_DELIVERED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, TRUE, FB_OCCASION_SEND_FAILED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, FALSE, FB_OCCASION_SEND_FAILED },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_SCHEDULED, TRUE, FB_OCCASION_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING, FALSE, FB_OCCASION_NONE },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_CANCELLED, FALSE, FB_OCCASION_NONE },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_SUCCESS, FALSE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_OTHER, TRUE, FB_OCCASION_RECEIVED },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_OTHER, FALSE, FB_OCCASION_NONE },
    { FB_DIRECTION_UNKNOWN, FB_STATUS_FAILED, TRUE, FB_OCCASION_SEND_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
      event->direction = cases[i].direction;
      event->status = cases[i].status;
      g_test_message ("row %u", i);
      g_assert_cmpint (fb_occasion_for (event, cases[i].has_attachment), ==, cases[i].occasion);
    }
}

static void
test_unreadable (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_UNREADABLE);
  event->direction = FB_DIRECTION_INBOUND;

  g_assert_cmpint (fb_occasion_for (event, FALSE), ==, FB_OCCASION_UNREADABLE);
  g_assert_cmpint (fb_occasion_for (event, TRUE), ==, FB_OCCASION_UNREADABLE);
}

/* The numbers are in databases. */
static void
test_numbers_are_kept (void)
{
  g_assert_cmpint (FB_OCCASION_NONE, ==, 0);
  g_assert_cmpint (FB_OCCASION_RECEIVED, ==, 1);
  g_assert_cmpint (FB_OCCASION_RECEIVE_FAILED, ==, 2);
  g_assert_cmpint (FB_OCCASION_DELIVERED, ==, 3);
  g_assert_cmpint (FB_OCCASION_SEND_FAILED, ==, 4);
  g_assert_cmpint (FB_OCCASION_UNREADABLE, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/occasion/table", test_occasions);
  g_test_add_func ("/fax/occasion/unreadable", test_unreadable);
  g_test_add_func ("/fax/occasion/numbers-are-kept", test_numbers_are_kept);
  return g_test_run ();
}
