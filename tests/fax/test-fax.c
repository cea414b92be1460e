/* test-fax.c
 *
 * A row: what it says of its document, and that it tells when it changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax.h"

static FbFax *
make_fax (FbEvent *event, gboolean is_read, const char *first_type, const char *second_type)
{
  const char *const types[] = { first_type, second_type };
  g_autoptr (GPtrArray) attachments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref);

  for (guint i = 0; i < G_N_ELEMENTS (types) && types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/faxes/%u", i);
      g_ptr_array_add (attachments, fb_document_new (path, types[i], 1, "00"));
    }
  const FbDeskState desk = { .is_read = is_read };
  return fb_fax_new_full (7, event, 1000, &desk, g_steal_pointer (&attachments));
}

static FbEvent *
make_event (FbDirection direction, FbStatus status)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->direction = direction;
  event->status = status;
  return event;
}

static void
test_document_state (void)
{
  const struct
  {
    FbDirection direction;
    FbStatus status;
    gboolean is_purged;
    int pages_complete;
    const char *media_type;
    FbDocumentState state;
  } cases[] = {
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, FALSE, 1, FB_MEDIA_TYPE_PDF, FB_DOCUMENT_HERE },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, TRUE, 1, FB_MEDIA_TYPE_TIFF, FB_DOCUMENT_HERE },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, FALSE, 1, FB_MEDIA_TYPE_UNKNOWN,
      FB_DOCUMENT_UNREADABLE },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, FALSE, 1, NULL, FB_DOCUMENT_NEEDS_KEY },
    { FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, TRUE, 1, NULL, FB_DOCUMENT_PURGED },
    { FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING, FALSE, -1, NULL, FB_DOCUMENT_PENDING },
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, FALSE, 0, NULL, FB_DOCUMENT_NONE },
    { FB_DIRECTION_INBOUND, FB_STATUS_FAILED, FALSE, 2, NULL, FB_DOCUMENT_NEEDS_KEY },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, FALSE, 0, NULL, FB_DOCUMENT_NEEDS_KEY },
    { FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING, FALSE, 0, NULL, FB_DOCUMENT_PENDING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = make_event (cases[i].direction, cases[i].status);
      event->is_file_purged = cases[i].is_purged;
      event->pages_complete = cases[i].pages_complete;
      g_autoptr (FbFax) fax = make_fax (event, FALSE, cases[i].media_type, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (fb_fax_get_document_state (fax), ==, cases[i].state);
    }

  g_autoptr (FbEvent) unreadable = fb_event_new (FB_EVENT_UNREADABLE);
  g_autoptr (FbFax) fax = make_fax (unreadable, FALSE, NULL, NULL);
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_NONE);
}

/* Of a document that has to be fetched, whether it was tried, and when it is tried again. */
static void
test_fetch_status (void)
{
  const gint64 now = g_get_real_time ();
  const gint64 later = now + G_TIME_SPAN_HOUR;
  const struct
  {
    FbFetchStatus status;
    FbDocumentState state;
    gint64 retry_at;
  } cases[] = {
    { { FB_FETCH_NOTHING, 0, 0 }, FB_DOCUMENT_NEEDS_KEY, 0 },
    { { FB_FETCH_WAITING, now, 0 }, FB_DOCUMENT_ON_ITS_WAY, now },
    { { FB_FETCH_WAITING, later, 0 }, FB_DOCUMENT_RETRY, later },
    { { FB_FETCH_WAITING, now, 3 }, FB_DOCUMENT_ON_ITS_WAY, now },
    { { FB_FETCH_WAITING, later, 3 }, FB_DOCUMENT_RETRY, later },
    { { FB_FETCH_WITHOUT_KEY, later, 3 }, FB_DOCUMENT_NEEDS_KEY, 0 },
    { { FB_FETCH_LOST, now, 3 }, FB_DOCUMENT_GONE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = make_event (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      g_autoptr (FbFax) fax = make_fax (event, FALSE, NULL, NULL);
      g_autoptr (FbFax) shown = fb_fax_new (fb_fax_get_id (fax));
      g_autoptr (FbFax) here = make_fax (event, FALSE, FB_MEDIA_TYPE_PDF, NULL);

      g_test_message ("row %u", i);
      fb_fax_set_fetch_status (fax, &cases[i].status);
      fb_fax_set_fetch_status (here, &cases[i].status);
      fb_fax_assign (shown, fax);
      g_assert_cmpint (fb_fax_get_document_state (shown), ==, cases[i].state);
      g_assert_cmpint (fb_fax_get_retry_at (shown), ==, cases[i].retry_at);
      g_assert_cmpint (fb_fax_get_document_state (here), ==, FB_DOCUMENT_HERE);
    }
}

/* The newest that can be opened, though something that can't came after it. */
static void
test_document (void)
{
  g_autoptr (FbEvent) event = make_event (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (FbFax) two = make_fax (event, FALSE, FB_MEDIA_TYPE_PDF, FB_MEDIA_TYPE_TIFF);
  g_autoptr (FbFax) junk = make_fax (event, FALSE, FB_MEDIA_TYPE_PDF, FB_MEDIA_TYPE_UNKNOWN);
  g_autoptr (FbFax) none = make_fax (event, FALSE, FB_MEDIA_TYPE_UNKNOWN, NULL);

  g_assert_cmpstr (fb_fax_get_document (two)->path, ==, "/faxes/1");
  g_assert_cmpstr (fb_fax_get_document (junk)->path, ==, "/faxes/0");
  g_assert_null (fb_fax_get_document (none));
}

static void
test_placeholder (void)
{
  g_autoptr (FbFax) fax = fb_fax_new (7);

  g_assert_cmpint (fb_fax_get_id (fax), ==, 7);
  g_assert_false (fb_fax_is_loaded (fax));
  g_assert_null (fb_fax_get_message_id (fax));
  g_assert_null (fb_fax_get_number (fax));
  g_assert_null (fb_fax_dup_status_label (fax));
  g_assert_null (fb_fax_get_document (fax));
  g_assert_cmpint (fb_fax_get_pages (fax), ==, -1);
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_NONE);
  g_assert_false (fb_fax_get_unread (fax));
}

static void
count_notification (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *count = user_data;

  *count += 1;
}

static void
test_assign (void)
{
  g_autoptr (FbEvent) event = make_event (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  event->caller_id = g_strdup ("+15551230000");
  event->csid = g_strdup ("Clinic North");
  g_autoptr (FbFax) fax = fb_fax_new (7);
  g_autoptr (FbFax) newer = make_fax (event, FALSE, FB_MEDIA_TYPE_PDF, NULL);
  guint n_status = 0;
  guint n_unread = 0;
  g_signal_connect (fax, "notify::status", G_CALLBACK (count_notification), &n_status);
  g_signal_connect (fax, "notify::unread", G_CALLBACK (count_notification), &n_unread);

  fb_fax_assign (fax, newer);

  g_assert_true (fb_fax_is_loaded (fax));
  g_assert_cmpstr (fb_fax_get_message_id (fax), ==, "m");
  g_assert_cmpstr (fb_fax_get_number (fax), ==, "+15551230000");
  g_assert_cmpstr (fb_fax_get_party (fax), ==, "Clinic North");
  g_assert_cmpint (fb_fax_get_received_at (fax), ==, 1000);
  g_assert_true (fb_fax_get_unread (fax));
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_HERE);
  g_assert_cmpuint (n_status, ==, 1);
  g_assert_cmpuint (n_unread, ==, 1);

  g_autoptr (FbFax) read = make_fax (event, TRUE, FB_MEDIA_TYPE_PDF, NULL);
  fb_fax_assign (fax, read);
  g_assert_false (fb_fax_get_unread (fax));
  g_assert_cmpuint (n_unread, ==, 2);
}

/* What only this desk knows, and that its texts are the fax's own. */
static void
test_desk (void)
{
  g_autoptr (FbEvent) event = make_event (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  char who[] = "Ada";
  char note[] = "Call back";
  const FbDeskState desk = { TRUE, FALSE, 5, 9, who, note };
  g_autoptr (FbFax) fax = fb_fax_new (7);
  g_autoptr (FbFax) done = fb_fax_new_full (7, event, 1000, &desk, NULL);
  g_autoptr (FbFax) open =
    fb_fax_new_full (7, event, 1000, &(FbDeskState){ .is_open = TRUE, .opened_at = 6 }, NULL);
  g_autofree char *done_by = NULL;
  gboolean is_open;
  guint n_open = 0;

  who[0] = note[0] = '-';
  g_signal_connect (fax, "notify::open", G_CALLBACK (count_notification), &n_open);
  g_assert_false (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_opened_at (fax), ==, 0);
  fb_fax_assign (fax, done);
  g_assert_false (fb_fax_get_open (fax));
  g_assert_false (fb_fax_get_unread (fax));
  g_assert_cmpint (fb_fax_get_opened_at (fax), ==, 5);
  g_assert_cmpint (fb_fax_get_done_at (fax), ==, 9);
  g_assert_cmpstr (fb_fax_get_note (fax), ==, "Call back");
  g_object_get (fax, "open", &is_open, "done-by", &done_by, NULL);
  g_assert_false (is_open);
  g_assert_cmpstr (done_by, ==, "Ada");

  fb_fax_assign (fax, open);
  g_assert_true (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_opened_at (fax), ==, 6);
  g_assert_cmpint (fb_fax_get_done_at (fax), ==, 0);
  g_assert_null (fb_fax_get_done_by (fax));
  g_assert_null (fb_fax_get_note (fax));
  g_assert_cmpuint (n_open, ==, 2);
}

/* What the number is called here goes before what the fax says. */
static void
test_given_name (void)
{
  g_autoptr (FbEvent) event = make_event (FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  event->recipient_name = g_strdup ("NORTHSIDE RX");
  g_autoptr (FbFax) fax = make_fax (event, FALSE, NULL, NULL);
  g_autoptr (FbFax) newer = make_fax (event, FALSE, NULL, NULL);
  g_autofree char *party = NULL;
  guint n_notified = 0;

  g_signal_connect (fax, "notify::party", G_CALLBACK (count_notification), &n_notified);
  g_signal_connect (fax, "notify::loaded", G_CALLBACK (count_notification), &n_notified);
  g_assert_cmpstr (fb_fax_get_party (fax), ==, "NORTHSIDE RX");
  g_assert_null (fb_fax_get_given_name (fax));

  fb_fax_set_given_name (fax, "Northside Pharmacy");
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpstr (fb_fax_get_party (fax), ==, "Northside Pharmacy");
  g_assert_cmpstr (fb_fax_get_given_name (fax), ==, "Northside Pharmacy");
  g_assert_cmpstr (fb_fax_get_stated_name (fax), ==, "NORTHSIDE RX");
  g_object_get (fax, "party", &party, NULL);
  g_assert_cmpstr (party, ==, "Northside Pharmacy");
  fb_fax_set_given_name (fax, "Northside Pharmacy");
  g_assert_cmpuint (n_notified, ==, 2);

  fb_fax_assign (newer, fax);
  g_assert_cmpstr (fb_fax_get_party (newer), ==, "Northside Pharmacy");
  fb_fax_set_given_name (newer, NULL);
  g_assert_cmpstr (fb_fax_get_party (newer), ==, "NORTHSIDE RX");
  fb_fax_assign (fax, newer);
  g_assert_cmpstr (fb_fax_get_party (fax), ==, "NORTHSIDE RX");
}

/* One word of Documo's means two things. */
static void
test_success_label (void)
{
  const struct
  {
    FbDirection direction;
    const char *label;
  } cases[] = {
    { FB_DIRECTION_INBOUND, "Received" },
    { FB_DIRECTION_OUTBOUND, "Delivered" },
    { FB_DIRECTION_UNKNOWN, "Successful" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = make_event (cases[i].direction, FB_STATUS_SUCCESS);
      g_autoptr (FbFax) fax = make_fax (event, FALSE, NULL, NULL);
      g_autofree char *label = fb_fax_dup_status_label (fax);

      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

/* A status that nobody knows yet is shown as Documo says it. */
static void
test_status_label (void)
{
  g_autoptr (FbEvent) known = make_event (FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  g_autoptr (FbEvent) unknown = make_event (FB_DIRECTION_INBOUND, FB_STATUS_OTHER);
  unknown->status_name = g_strdup ("quarantined");
  g_autoptr (FbFax) failed = make_fax (known, FALSE, NULL, NULL);
  g_autoptr (FbFax) other = make_fax (unknown, FALSE, NULL, NULL);
  g_autofree char *failed_label = fb_fax_dup_status_label (failed);
  g_autofree char *other_label = fb_fax_dup_status_label (other);

  g_assert_cmpstr (failed_label, ==, "Failed");
  g_assert_cmpstr (other_label, ==, "quarantined");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/fax/document-state", test_document_state);
  g_test_add_func ("/fax/fax/fetch-status", test_fetch_status);
  g_test_add_func ("/fax/fax/document", test_document);
  g_test_add_func ("/fax/fax/placeholder", test_placeholder);
  g_test_add_func ("/fax/fax/assign", test_assign);
  g_test_add_func ("/fax/fax/desk", test_desk);
  g_test_add_func ("/fax/fax/given-name", test_given_name);
  g_test_add_func ("/fax/fax/status-label", test_status_label);
  g_test_add_func ("/fax/fax/success-label", test_success_label);
  return g_test_run ();
}
