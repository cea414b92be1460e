/* test-event.c
 *
 * Who is on the other side of a fax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event.h"

#define OURS "+18332394039"

static FbEvent *
make_event (FbDirection direction, const char *caller_id, const char *csid)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->direction = direction;
  event->fax_number = g_strdup (OURS);
  event->caller_id = g_strdup (caller_id);
  event->csid = g_strdup (csid);
  return event;
}

static void
test_other_side_of_inbound (void)
{
  const struct
  {
    const char *caller_id, *csid;
    const char *number, *party;
  } cases[] = {
    /* The article's example. */
    { "702422", "702432", "702422", "702432" },
    { "+15551230000", "Clinic North", "+15551230000", "Clinic North" },
    { "(555) 123-0000", NULL, "(555) 123-0000", NULL },
    { "+15551230000", "+15551230000", "+15551230000", NULL },
    /* Some accounts have an empty caller ID, or our own number again. */
    { "", "+1 555 123 0000", "+1 555 123 0000", "+1 555 123 0000" },
    { OURS, "Clinic North", NULL, "Clinic North" },
    { OURS, "+15551230000", "+15551230000", "+15551230000" },
    { OURS, OURS, NULL, NULL },
    { NULL, OURS, NULL, NULL },
    /* A caller ID that is a name. */
    { "CLINIC NORTH", "+15551230000", "+15551230000", "CLINIC NORTH" },
    { "ANONYMOUS", NULL, NULL, "ANONYMOUS" },
    /* No digits, so no number. */
    { "---", NULL, NULL, "---" },
    { NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event =
        make_event (FB_DIRECTION_INBOUND, cases[i].caller_id, cases[i].csid);
      g_autofree char *number = fb_event_dup_number (event);
      g_autofree char *party = fb_event_dup_party (event);
      g_assert_cmpstr (number, ==, cases[i].number);
      g_assert_cmpstr (party, ==, cases[i].party);
    }
}

/* Outbound, caller ID and CSID are our own. */
static void
test_other_side_of_outbound (void)
{
  g_autoptr (FbEvent) event = make_event (FB_DIRECTION_OUTBOUND, "858250", "T.Co - Documo");
  g_autofree char *number = fb_event_dup_number (event);
  g_autofree char *nobody = fb_event_dup_party (event);

  g_assert_cmpstr (number, ==, OURS);
  g_assert_null (nobody);

  event->recipient_name = g_strdup ("Dr. Ada");
  g_autofree char *party = fb_event_dup_party (event);
  g_assert_cmpstr (party, ==, "Dr. Ada");

  g_clear_pointer (&event->fax_number, g_free);
  g_assert_null (fb_event_dup_number (event));
}

static void
test_new_event_knows_nothing (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  g_autoptr (FbEvent) unreadable = fb_event_new (FB_EVENT_UNREADABLE);

  g_assert_cmpint (event->pages_count, ==, -1);
  g_assert_cmpint (event->pages_complete, ==, -1);
  g_assert_cmpint (event->status, ==, FB_STATUS_OTHER);
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_UNKNOWN);
  g_assert_cmpint (unreadable->status, ==, FB_STATUS_UNREADABLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/event/other-side-of-inbound", test_other_side_of_inbound);
  g_test_add_func ("/fax/event/other-side-of-outbound", test_other_side_of_outbound);
  g_test_add_func ("/fax/event/new-knows-nothing", test_new_event_knows_nothing);
  return g_test_run ();
}
