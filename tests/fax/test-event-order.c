/* test-event-order.c
 *
 * Events come in any order and more than once: which one is a fax's state, and what it keeps of the
 * others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event.h"

static FbEvent *
make_event (FbStatus status, int attempt, gint64 resolved_at)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->status = status;
  event->attempt = attempt;
  event->resolved_at = resolved_at;
  return event;
}

static void
test_supersedes (void)
{
  const struct
  {
    FbStatus status;
    int attempt;
    gint64 resolved_at;
    FbStatus kept_status;
    int kept_attempt;
    gint64 kept_resolved_at;
    gboolean supersedes;
  } cases[] = {
    /* On its way. */
    { FB_STATUS_PROCESSING, 0, 0, FB_STATUS_SCHEDULED, 0, 0, TRUE },
    { FB_STATUS_TRANSMITTING, 0, 0, FB_STATUS_PROCESSING, 0, 0, TRUE },
    { FB_STATUS_PROCESSING, 0, 0, FB_STATUS_TRANSMITTING, 0, 0, FALSE },
    { FB_STATUS_SCHEDULED, 0, 0, FB_STATUS_PROCESSING, 0, 0, FALSE },
    { FB_STATUS_TRANSMITTING, 0, 0, FB_STATUS_TRANSMITTING, 0, 0, TRUE },
    /* A second attempt begins from the front. */
    { FB_STATUS_PROCESSING, 2, 0, FB_STATUS_TRANSMITTING, 1, 0, TRUE },
    { FB_STATUS_TRANSMITTING, 1, 0, FB_STATUS_PROCESSING, 2, 0, FALSE },
    { FB_STATUS_TRANSMITTING, 0, 0, FB_STATUS_PROCESSING, 2, 0, TRUE },
    /* The end stays the end. */
    { FB_STATUS_SUCCESS, 1, 10, FB_STATUS_TRANSMITTING, 1, 0, TRUE },
    { FB_STATUS_FAILED, 1, 0, FB_STATUS_TRANSMITTING, 2, 0, TRUE },
    { FB_STATUS_CANCELLED, 0, 0, FB_STATUS_SCHEDULED, 0, 0, TRUE },
    { FB_STATUS_TRANSMITTING, 2, 0, FB_STATUS_SUCCESS, 1, 10, FALSE },
    { FB_STATUS_PROCESSING, 0, 0, FB_STATUS_FAILED, 0, 0, FALSE },
    { FB_STATUS_SCHEDULED, 0, 0, FB_STATUS_CANCELLED, 0, 10, FALSE },
    /* Of two ends the later one. */
    { FB_STATUS_SUCCESS, 2, 20, FB_STATUS_FAILED, 1, 10, TRUE },
    { FB_STATUS_FAILED, 1, 10, FB_STATUS_SUCCESS, 2, 20, FALSE },
    { FB_STATUS_SUCCESS, 1, 10, FB_STATUS_SUCCESS, 1, 10, TRUE },
    { FB_STATUS_SUCCESS, 1, 0, FB_STATUS_FAILED, 1, 10, TRUE },
    /* A status that nobody knows: taken as it came, final once it was resolved. */
    { FB_STATUS_OTHER, 0, 0, FB_STATUS_TRANSMITTING, 0, 0, TRUE },
    { FB_STATUS_PROCESSING, 0, 0, FB_STATUS_OTHER, 0, 0, TRUE },
    { FB_STATUS_OTHER, 0, 0, FB_STATUS_SUCCESS, 0, 10, FALSE },
    { FB_STATUS_OTHER, 0, 10, FB_STATUS_TRANSMITTING, 0, 0, TRUE },
    { FB_STATUS_TRANSMITTING, 0, 0, FB_STATUS_OTHER, 0, 10, FALSE },
    { FB_STATUS_OTHER, 0, 20, FB_STATUS_SUCCESS, 0, 10, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event =
        make_event (cases[i].status, cases[i].attempt, cases[i].resolved_at);
      g_autoptr (FbEvent) kept =
        make_event (cases[i].kept_status, cases[i].kept_attempt, cases[i].kept_resolved_at);
      g_test_message ("row %u", i);
      g_assert_cmpint (fb_event_supersedes (event, kept), ==, cases[i].supersedes);
    }
}

/* However a fax's events are shuffled, it ends in the same state. */
static void
test_any_order_ends_alike (void)
{
  const struct
  {
    FbStatus status;
    gint64 resolved_at;
  } story[] = {
    { FB_STATUS_SCHEDULED, 0 }, { FB_STATUS_PROCESSING, 0 }, { FB_STATUS_TRANSMITTING, 0 },
    { FB_STATUS_FAILED, 10 },   { FB_STATUS_SUCCESS, 20 },
  };
  const guint n = G_N_ELEMENTS (story);

  for (guint round = 0; round < 500; round++)
    {
      guint order[G_N_ELEMENTS (story)];
      g_autoptr (FbEvent) kept = NULL;

      for (guint i = 0; i < n; i++)
        order[i] = i;
      for (guint i = n - 1; i > 0; i--)
        {
          guint j = (guint) g_test_rand_int_range (0, (gint32) i + 1);
          guint swapped = order[i];
          order[i] = order[j];
          order[j] = swapped;
        }
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (FbEvent) event =
            make_event (story[order[i]].status, 0, story[order[i]].resolved_at);
          if (kept != NULL && !fb_event_supersedes (event, kept))
            continue;
          g_clear_pointer (&kept, fb_event_unref);
          kept = g_steal_pointer (&event);
        }
      g_assert_cmpint (kept->status, ==, FB_STATUS_SUCCESS);
    }
}

static FbEvent *
make_full_event (void)
{
  FbEvent *event = make_event (FB_STATUS_TRANSMITTING, 2, 0);

  event->road = FB_ROAD_CATCH_UP;
  event->name = g_strdup ("fax.v1.outbound.init");
  event->direction = FB_DIRECTION_OUTBOUND;
  event->status_name = g_strdup ("transmitting");
  event->fax_number = g_strdup ("+1");
  event->caller_id = g_strdup ("+2");
  event->csid = g_strdup ("csid");
  event->recipient_name = g_strdup ("Ada");
  event->subject = g_strdup ("Hello");
  event->pages_count = 3;
  event->pages_complete = 2;
  event->created_at = 5;
  event->failure = g_strdup ("busy");
  event->is_file_purged = TRUE;
  event->json = g_bytes_new_static ("{}", 2);
  return event;
}

/* What says who and what is never forgotten; what says how it stands is the newer's alone. */
static void
test_merge_with_sparse_newer (void)
{
  g_autoptr (FbEvent) older = make_full_event ();
  g_autoptr (FbEvent) newer = make_event (FB_STATUS_SUCCESS, 0, 10);
  newer->subject = g_strdup ("");
  g_autoptr (FbEvent) merged = fb_event_merge (newer, older);

  g_assert_cmpstr (merged->message_id, ==, "m");
  g_assert_cmpint (merged->direction, ==, FB_DIRECTION_OUTBOUND);
  g_assert_cmpstr (merged->fax_number, ==, "+1");
  g_assert_cmpstr (merged->caller_id, ==, "+2");
  g_assert_cmpstr (merged->csid, ==, "csid");
  g_assert_cmpstr (merged->recipient_name, ==, "Ada");
  g_assert_cmpstr (merged->subject, ==, "Hello");
  g_assert_cmpint (merged->pages_count, ==, 3);
  g_assert_cmpint (merged->pages_complete, ==, 2);
  g_assert_cmpint (merged->attempt, ==, 2);
  g_assert_cmpint (merged->created_at, ==, 5);
  g_assert_true (merged->is_file_purged);

  g_assert_cmpint (merged->status, ==, FB_STATUS_SUCCESS);
  g_assert_null (merged->status_name);
  g_assert_cmpint (merged->resolved_at, ==, 10);
  g_assert_null (merged->failure);
  g_assert_null (merged->name);
  g_assert_null (merged->json);
  g_assert_cmpint (merged->road, ==, FB_ROAD_WEBHOOK);
}

static void
test_merge_with_full_newer (void)
{
  g_autoptr (FbEvent) older = make_event (FB_STATUS_PROCESSING, 1, 0);
  g_autoptr (FbEvent) newer = make_full_event ();
  older->subject = g_strdup ("Old");
  older->pages_count = 9;
  older->created_at = 1;
  older->direction = FB_DIRECTION_INBOUND;
  g_autoptr (FbEvent) merged = fb_event_merge (newer, older);

  g_assert_cmpstr (merged->subject, ==, "Hello");
  g_assert_cmpint (merged->pages_count, ==, 3);
  g_assert_cmpint (merged->created_at, ==, 5);
  g_assert_cmpint (merged->direction, ==, FB_DIRECTION_OUTBOUND);
  g_assert_cmpstr (merged->status_name, ==, "transmitting");
  g_assert_cmpstr (merged->failure, ==, "busy");
  g_assert_cmpstr (merged->name, ==, "fax.v1.outbound.init");
  g_assert_true (g_bytes_equal (merged->json, newer->json));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/event-order/supersedes", test_supersedes);
  g_test_add_func ("/fax/event-order/any-order-ends-alike", test_any_order_ends_alike);
  g_test_add_func ("/fax/event-order/merge-with-sparse-newer", test_merge_with_sparse_newer);
  g_test_add_func ("/fax/event-order/merge-with-full-newer", test_merge_with_full_newer);
  return g_test_run ();
}
