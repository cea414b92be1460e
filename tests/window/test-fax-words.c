/* test-fax-words.c
 *
 * A fax in words: its pages, where its document is, and the whole row for a screen reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-words.h"
#include "fb-fax-words.h"

static void
assert_pages (int pages,
              int complete,
              gboolean is_final,
              const char *expected,
              gboolean expect_missing)
{
  gboolean some_missing;
  g_autofree char *text = fb_pages_format (pages, complete, is_final, &some_missing);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (some_missing, ==, expect_missing);
}

static void
test_pages (void)
{
  assert_pages (3, 3, TRUE, "3", FALSE);
  assert_pages (3, 2, TRUE, "2 of 3", TRUE);
  assert_pages (3, 0, TRUE, "0 of 3", TRUE);
  /* More may still come. */
  assert_pages (3, 0, FALSE, "3", FALSE);
  assert_pages (3, -1, TRUE, "3", FALSE);
  assert_pages (-1, 2, TRUE, "2", FALSE);
  assert_pages (-1, -1, TRUE, "", FALSE);
  assert_pages (0, 0, TRUE, "0", FALSE);
  /* Nonsense is shown as it is, and is no warning. */
  assert_pages (2, 3, TRUE, "2", FALSE);
}

static FbFax *
make_fax (FbDirection direction, FbStatus status, int pages, int complete)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->direction = direction;
  event->status = status;
  event->fax_number = g_strdup ("+18582850144");
  event->recipient_name = g_strdup ("Ada");
  event->subject = g_strdup ("Contract");
  event->pages_count = pages;
  event->pages_complete = complete;
  return fb_fax_new_full (1, event, 1, NULL,
                          g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref));
}

static void
test_pages_sentence (void)
{
  g_autoptr (FbFax) one = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS, 1, 1);
  g_autoptr (FbFax) some = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, 5, 2);
  g_autoptr (FbFax) unknown = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, -1, -1);
  g_autofree char *of_one = fb_fax_dup_pages_sentence (one);
  g_autofree char *of_some = fb_fax_dup_pages_sentence (some);

  g_assert_cmpstr (of_one, ==, "1 page");
  g_assert_cmpstr (of_some, ==, "Incomplete: 2 of 5 pages");
  g_assert_null (fb_fax_dup_pages_sentence (unknown));
}

static void
assert_document_label (FbFax *fax, const char *expected)
{
  g_autofree char *label = fb_fax_dup_document_label (fax);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_document (void)
{
  g_autoptr (FbFax) at_documo = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS, 1, 1);
  g_autoptr (FbFax) pending = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING, 1, 0);
  g_autoptr (FbFax) here = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS, 1, 1);

  g_ptr_array_add (fb_fax_get_documents (here),
                   fb_document_new ("/a.tiff", FB_MEDIA_TYPE_TIFF, 1, "0"));
  assert_document_label (at_documo, "Needs your API key");
  g_autofree char *sentence = fb_fax_dup_document_sentence (at_documo);
  g_assert_cmpstr (sentence, ==,
                   "Not downloaded: Faxbell needs your API key to get the document from Documo.");
  assert_document_label (pending, "Pending");
  assert_document_label (here, "TIFF");
  g_assert_null (fb_fax_dup_document_sentence (here));
}

/* While it is fetched. */
static void
test_fetched_document (void)
{
  g_autoptr (GDateTime) later = g_date_time_new_local (2099, 11, 25, 10, 42, 0);
  const gint64 retry_at = g_date_time_to_unix (later) * G_USEC_PER_SEC;
  const struct
  {
    FbFetchStatus status;
    const char *label;
  } cases[] = {
    { { FB_FETCH_WAITING, 5, 0 }, "On its way" },
    { { FB_FETCH_WITHOUT_KEY, 5, 0 }, "Needs your API key" },
    { { FB_FETCH_LOST, 5, 1 }, "Gone at Documo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbFax) fax = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, 1, 1);

      fb_fax_set_fetch_status (fax, &cases[i].status);
      assert_document_label (fax, cases[i].label);
      g_autofree char *sentence = fb_fax_dup_document_sentence (fax);
      g_assert_nonnull (sentence);
      g_assert_nonnull (fb_fax_get_document_icon_name (fax));
    }
  g_autoptr (FbFax) failed = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, 1, 1);
  fb_fax_set_fetch_status (failed, &(FbFetchStatus){ FB_FETCH_WAITING, retry_at, 1 });
  g_autofree char *label = fb_fax_dup_document_label (failed);
  g_assert_true (g_str_has_prefix (label, "Tried again at 10:42"));
}

static void
test_unreadable_document (void)
{
  g_autoptr (FbFax) fax = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, 1, 1);

  g_ptr_array_add (fb_fax_get_documents (fax),
                   fb_document_new ("/a.bin", FB_MEDIA_TYPE_UNKNOWN, 1, "0"));
  assert_document_label (fax, "Unreadable");
  g_assert_cmpstr (fb_fax_get_document_icon_name (fax), !=, NULL);
}

static FbFax *
make_counted (int pages, int complete, int in_document)
{
  FbFax *fax = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, pages, complete);

  g_ptr_array_add (fb_fax_get_documents (fax), fb_document_new_full ("/a.pdf", FB_MEDIA_TYPE_PDF, 1,
                                                                     "0", in_document, 0, FALSE));
  return fax;
}

/* What is there of what was said, whether it got lost on the line or in the document. */
static void
test_fewer_pages (void)
{
  const struct
  {
    int pages;
    int complete;
    int in_document;
    const char *label;
    const char *words;
    const char *sentence;
  } cases[] = {
    { 3, 3, 3, "3", "3 pages", NULL },
    { 3, 3, FB_PAGES_NOT_COUNTED, "3", "3 pages", NULL },
    { 3, 3, 5, "3", "3 pages", NULL },
    { 3, 3, 2, "2 of 3", "Incomplete: 2 of 3 pages",
      "The fax has 3 pages, but its document only 2." },
    { 3, -1, 2, "2 of 3", "Incomplete: 2 of 3 pages",
      "The fax has 3 pages, but its document only 2." },
    { -1, 3, 2, "2 of 3", "Incomplete: 2 of 3 pages",
      "The fax has 3 pages, but its document only 2." },
    { 3, 2, 1, "1 of 3", "Incomplete: 1 of 3 pages",
      "The fax has 3 pages, but its document only 1." },
    { 3, 2, 2, "2 of 3", "Incomplete: 2 of 3 pages", NULL },
    { 3, 1, 2, "1 of 3", "Incomplete: 1 of 3 pages", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbFax) fax =
        make_counted (cases[i].pages, cases[i].complete, cases[i].in_document);
      gboolean some_missing;
      g_autofree char *label = fb_fax_dup_pages_label (fax, &some_missing);
      g_autofree char *words = fb_fax_dup_pages_sentence (fax);
      g_autofree char *fault = fb_fax_dup_fault_sentence (fax);
      g_autofree char *sentence = fb_fax_dup_document_sentence (fax);

      g_test_message ("row %u", i);
      g_assert_cmpstr (label, ==, cases[i].label);
      g_assert_cmpint (some_missing, ==, g_str_has_prefix (cases[i].words, "Incomplete"));
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (fault, ==, cases[i].sentence);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      assert_document_label (fax, "PDF");
    }
}

static void
test_document_not_shown (void)
{
  g_autoptr (FbFax) fax = make_counted (3, 3, FB_PAGES_UNREADABLE);
  g_autofree char *sentence = fb_fax_dup_document_sentence (fax);
  g_autofree char *row = fb_fax_dup_sentence (fax, "14:05");
  g_autofree char *summary = fb_fax_dup_summary (fax);

  assert_document_label (fax, "Unreadable");
  g_assert_cmpstr (fb_fax_get_document_icon_name (fax), ==, "dialog-warning-symbolic");
  g_assert_cmpstr (sentence, ==, "The document can’t be shown. The original was saved.");
  g_assert_cmpstr (row, ==, "Unread, Received, 3 pages, 14:05, Contract, Unreadable");
  /* Before what may be cut off. */
  g_assert_true (g_str_has_prefix (summary, "Unreadable · "));

  g_autoptr (FbFax) fewer = make_counted (3, 3, 2);
  g_autofree char *fewer_row = fb_fax_dup_sentence (fewer, "14:05");
  g_autofree char *fewer_summary = fb_fax_dup_summary (fewer);
  g_assert_cmpstr (fewer_row, ==,
                   "Unread, Received, Incomplete: 2 of 3 pages, 14:05, Contract, PDF");
  g_assert_true (g_str_has_prefix (fewer_summary, "Incomplete: 2 of 3 pages"));
}

static void
test_sentence (void)
{
  g_autoptr (FbFax) fax = make_fax (FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED, 5, 2);
  g_autoptr (FbFax) received = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, 1, 1);
  g_autoptr (FbFax) placeholder = fb_fax_new (1);
  g_autofree char *sentence = fb_fax_dup_sentence (fax, "14:05");
  g_autofree char *once = fb_fax_dup_sentence (received, "14:05");
  g_autofree char *nothing = fb_fax_dup_sentence (placeholder, "");

  g_assert_cmpstr (sentence, ==,
                   "Unread, Sent, Failed, (858) 285-0144, Ada, Incomplete: 2 of 5 pages, 14:05, "
                   "Contract, Needs your API key");
  g_assert_cmpstr (once, ==, "Unread, Received, 1 page, 14:05, Contract, Needs your API key");
  g_assert_cmpstr (nothing, ==, "");
}

/* A number runs from left to right, whatever is around it; and nothing a sender says is markup. */
static void
test_value (void)
{
  g_autofree char *number = fb_value_to_markup ("+18582850144");
  g_autofree char *national = fb_value_to_markup ("(702) 555-0108");
  g_autofree char *name = fb_value_to_markup ("<Ada> & مها");
  g_autofree char *nothing = fb_value_to_markup ("");

  g_assert_cmpstr (number, ==, "\u200e+18582850144");
  g_assert_cmpstr (national, ==, "\u200e(702) 555-0108");
  g_assert_cmpstr (name, ==, "&lt;Ada&gt; &amp; مها");
  g_assert_cmpstr (nothing, ==, "");
}

/* Statuses are told apart without colours. */
static void
test_icons_differ (void)
{
  for (int i = FB_STATUS_SCHEDULED; i < FB_N_STATUSES; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (fb_status_get_icon_name ((FbStatus) i), !=,
                       fb_status_get_icon_name ((FbStatus) j));
  g_assert_cmpstr (fb_direction_get_icon_name (FB_DIRECTION_INBOUND), !=,
                   fb_direction_get_icon_name (FB_DIRECTION_OUTBOUND));
}

static void
test_of_test (void)
{
  g_autoptr (FbFax) fax = make_fax (FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, 1, 1);
  FbEvent *event = fb_fax_get_event (fax);

  event->road = FB_ROAD_TEST;
  g_free (event->message_id);
  event->message_id = g_strdup (FB_TEST_PREFIX "1");
  g_autofree char *title = fb_fax_dup_title (fax);
  g_autofree char *state = fb_fax_dup_state_label (fax);
  g_autofree char *summary = fb_fax_dup_summary (fax);
  g_autofree char *sentence = fb_fax_dup_sentence (fax, NULL);

  g_assert_cmpstr (title, ==, "Test Fax");
  g_assert_cmpstr (state, ==, "Test");
  g_assert_true (g_str_has_prefix (summary, "Sent by you, counted nowhere · 1 page"));
  g_assert_true (g_str_has_prefix (sentence, "Test, "));
  /* Nobody has to deal with it. */
  g_assert_null (fb_fax_dup_waiting (fax, G_MAXINT64));
  g_assert_false (fb_fax_waits_too_long (fax, 1, G_MAXINT64));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/fax-words/pages", test_pages);
  g_test_add_func ("/window/fax-words/pages-sentence", test_pages_sentence);
  g_test_add_func ("/window/fax-words/document", test_document);
  g_test_add_func ("/window/fax-words/fetched-document", test_fetched_document);
  g_test_add_func ("/window/fax-words/unreadable-document", test_unreadable_document);
  g_test_add_func ("/window/fax-words/fewer-pages", test_fewer_pages);
  g_test_add_func ("/window/fax-words/document-not-shown", test_document_not_shown);
  g_test_add_func ("/window/fax-words/sentence", test_sentence);
  g_test_add_func ("/window/fax-words/value", test_value);
  g_test_add_func ("/window/fax-words/icons-differ", test_icons_differ);
  g_test_add_func ("/window/fax-words/test", test_of_test);
  return g_test_run ();
}
