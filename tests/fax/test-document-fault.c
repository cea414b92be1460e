/* test-document-fault.c
 *
 * Which document stands for a fax, and what is wrong with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax.h"

/* No document at all. */
#define NONE (-3)

typedef struct
{
  FbStatus status;
  int pages_count;
  int pages_complete;
  int n_pages[3]; /* of PDFs, in the order they came */
  FbDocumentFault fault;
  int chosen; /* which of them */
} Case;

static FbEvent *
make_event (FbStatus status, int pages_count, int pages_complete)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup ("m");
  event->direction = FB_DIRECTION_INBOUND;
  event->status = status;
  event->pages_count = pages_count;
  event->pages_complete = pages_complete;
  return event;
}

static GPtrArray *
make_documents (const int *n_pages, guint n_documents)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref);

  for (guint i = 0; i < n_documents; i++)
    {
      g_autofree char *path = g_strdup_printf ("/faxes/%u", i);
      if (n_pages[i] != NONE)
        g_ptr_array_add (
          documents, fb_document_new_full (path, FB_MEDIA_TYPE_PDF, 1, "00", n_pages[i], 0, FALSE));
    }
  return documents;
}

static const Case cases[] = {
  { FB_STATUS_SUCCESS, 3, 3, { 3, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, 3, 3, { 4, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, 3, 3, { 2, NONE, NONE }, FB_DOCUMENT_FAULT_FEWER_PAGES, 0 },
  { FB_STATUS_FAILED, 3, 2, { 2, NONE, NONE }, FB_DOCUMENT_FAULT_FEWER_PAGES, 0 },
  /* Where Documo says nothing, or only how many came through. */
  { FB_STATUS_SUCCESS, -1, -1, { 1, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, 0, 0, { 1, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, -1, 3, { 2, NONE, NONE }, FB_DOCUMENT_FAULT_FEWER_PAGES, 0 },
  /* More may still come, but not of what can't be shown. */
  { FB_STATUS_TRANSMITTING, 3, 1, { 1, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_TRANSMITTING, 3, 1, { -1, NONE, NONE }, FB_DOCUMENT_FAULT_UNREADABLE, 0 },
  { FB_STATUS_SUCCESS, 3, 3, { FB_PAGES_UNREADABLE, NONE, NONE }, FB_DOCUMENT_FAULT_UNREADABLE, 0 },
  { FB_STATUS_SUCCESS, -1, -1, { 0, NONE, NONE }, FB_DOCUMENT_FAULT_UNREADABLE, 0 },
  /* Nobody has looked. */
  { FB_STATUS_SUCCESS, 3, 3, { FB_PAGES_NOT_COUNTED, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, 3, 3, { NONE, NONE, NONE }, FB_DOCUMENT_FAULT_NONE, -1 },
  /* The same fax several times: the newest one, unless an older one is better. */
  { FB_STATUS_SUCCESS, 3, 3, { 3, 3, NONE }, FB_DOCUMENT_FAULT_NONE, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { 4, 3, NONE }, FB_DOCUMENT_FAULT_NONE, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { 3, 2, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
  { FB_STATUS_SUCCESS, 3, 3, { 1, 2, NONE }, FB_DOCUMENT_FAULT_FEWER_PAGES, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { 1, 1, -1 }, FB_DOCUMENT_FAULT_FEWER_PAGES, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { 1, 3, 2 }, FB_DOCUMENT_FAULT_NONE, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { -1, -1, 0 }, FB_DOCUMENT_FAULT_UNREADABLE, 2 },
  { FB_STATUS_SUCCESS, 3, 3, { 3, FB_PAGES_NOT_COUNTED, NONE }, FB_DOCUMENT_FAULT_NONE, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { FB_PAGES_NOT_COUNTED, 2, NONE }, FB_DOCUMENT_FAULT_FEWER_PAGES, 1 },
  { FB_STATUS_SUCCESS, 3, 3, { FB_PAGES_NOT_COUNTED, -1, NONE }, FB_DOCUMENT_FAULT_NONE, 0 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_autoptr (FbEvent) event = make_event (row->status, row->pages_count, row->pages_complete);
      GPtrArray *documents = make_documents (row->n_pages, G_N_ELEMENTS (row->n_pages));
      gpointer chosen =
        row->chosen >= 0 ? g_ptr_array_index (documents, (guint) row->chosen) : NULL;
      g_autoptr (FbFax) fax = fb_fax_new_full (1, event, 1, NULL, documents);

      g_test_message ("row %u", i);
      g_assert_true (fb_fax_get_document (fax) == chosen);
      g_assert_cmpint (fb_fax_get_document_pages (fax), ==,
                       chosen != NULL ? row->n_pages[row->chosen] : FB_PAGES_NOT_COUNTED);
      g_assert_cmpint (fb_fax_get_document_fault (fax), ==, row->fault);
      g_assert_cmpint (fb_document_fault_judge (event, documents), ==, row->fault);
    }
}

/* What is neither PDF nor TIFF has no pages, and stands for no fax beside what is one. */
static void
test_other_formats (void)
{
  static const int counted[] = { 2 };
  g_autoptr (FbEvent) event = make_event (FB_STATUS_SUCCESS, 2, 2);
  g_autoptr (GPtrArray) documents = make_documents (counted, 0);
  g_autoptr (GPtrArray) two = make_documents (counted, 1);

  g_ptr_array_add (documents, fb_document_new ("/a.bin", FB_MEDIA_TYPE_UNKNOWN, 1, "00"));
  g_assert_cmpint (fb_document_fault_judge (event, documents), ==, FB_DOCUMENT_FAULT_UNREADABLE);
  g_assert_null (fb_document_choose (event, documents));
  g_ptr_array_add (two, fb_document_new ("/a.bin", FB_MEDIA_TYPE_UNKNOWN, 1, "00"));
  g_assert_cmpint (fb_document_fault_judge (event, two), ==, FB_DOCUMENT_FAULT_NONE);
  g_assert_true (fb_document_choose (event, two) == g_ptr_array_index (two, 0));
  g_assert_null (fb_document_choose (event, NULL));
  g_assert_cmpint (fb_document_fault_judge (event, NULL), ==, FB_DOCUMENT_FAULT_NONE);
}

static void
test_placeholder (void)
{
  g_autoptr (FbFax) fax = fb_fax_new (1);

  g_assert_cmpint (fb_fax_get_document_fault (fax), ==, FB_DOCUMENT_FAULT_NONE);
  g_assert_cmpint (fb_fax_get_document_pages (fax), ==, FB_PAGES_NOT_COUNTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/document-fault/cases", test_cases);
  g_test_add_func ("/fax/document-fault/other-formats", test_other_formats);
  g_test_add_func ("/fax/document-fault/placeholder", test_placeholder);
  return g_test_run ();
}
