/* test-store-document-queue.c
 *
 * From an event without a document to the document on the disk: the fetcher, the store and a
 * stand-in for Documo's API, by a clock that the test moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "documo-api.h"
#include "fb-document-fetcher.h"
#include "fb-documo-error.h"
#include "fb-store-document-queue.h"
#include "fetch-fixture.h"
#include "queue-fixture.h"

#include <string.h>

#define KEY    "a-right_key"
#define SECOND G_USEC_PER_SEC
#define HOUR   (G_GINT64_CONSTANT (3600) * SECOND)

#define MANY 12

static const DocumoReply pdf = { 200, DOCUMO_PDF, .pdf_size = 300000 };
static const DocumoReply broken = { 503, NULL, NULL, "" };
static const DocumoReply lost = { 404, DOCUMO_JSON, NULL,
                                  "{\"error\":{\"name\":\"NotFoundError\"}}" };
static const DocumoReply weak = { 403, DOCUMO_JSON, NULL,
                                  "{\"error\":{\"name\":\"NotAllowedError\"}}" };

typedef struct
{
  StoreFixture store;
  DocumoApi *api;
  char *url;
  FbDocumentQueue *queue;
  TestClock *clock;
  FbDocumentFetcher *fetcher;
} Fixture;

static void
set_key (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoClient) client =
    key != NULL ? fb_documo_client_new (fixture->url, key, &error) : NULL;

  g_assert_no_error (error);
  fb_store_set_can_fetch (fixture->store.store, client != NULL);
  fb_document_fetcher_set_client (fixture->fetcher, client);
}

static void
make_fetcher (Fixture *fixture)
{
  fixture->queue = fb_store_document_queue_new (fixture->store.store);
  fixture->fetcher = fb_document_fetcher_new (fixture->queue, test_clock_get (fixture->clock));
  set_key (fixture, KEY);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->store, NULL);
  fixture->api = documo_api_new (KEY);
  fixture->url = documo_api_dup_url (fixture->api);
  fixture->clock = test_clock_new ();
  /* Rows have the computer's time; nothing is due later than now by it. */
  test_clock_set_time (fixture->clock, g_get_real_time () + 24 * HOUR);
  make_fetcher (fixture);
}

static gboolean
is_busy (Fixture *fixture)
{
  g_autoptr (GPtrArray) due = fetch_fixture_list_due (&fixture->store, G_MAXINT64, MANY, NULL);

  for (guint i = 0; i < due->len; i++)
    if (fb_document_fetcher_is_fetching (fixture->fetcher,
                                         ((FbDueFetch *) g_ptr_array_index (due, i))->message_id))
      return TRUE;
  return g_main_context_pending (NULL);
}

/* Everything happens that can happen before the clock goes on. Each turn waits for what the store's
 * threads were asked before; to begin with a document takes three of them. */
static void
settle (Fixture *fixture)
{
  for (guint n_idle = 0; n_idle < 4; n_idle++)
    {
      store_fixture_settle (&fixture->store);
      if (is_busy (fixture))
        n_idle = 0;
    }
}

static void
drop_fetcher (Fixture *fixture)
{
  fb_document_fetcher_stop (fixture->fetcher);
  settle (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->fetcher);
  g_assert_finalize_object (fixture->queue);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  drop_fetcher (fixture);
  store_fixture_tear_down (&fixture->store, NULL);
  test_clock_free (fixture->clock);
  documo_api_free (fixture->api);
  g_free (fixture->url);
}

static void
advance (Fixture *fixture, gint64 time)
{
  test_clock_set_time (fixture->clock, test_clock_get_time (fixture->clock) + time);
  settle (fixture);
}

static void
set_reply (Fixture *fixture, const char *message_id, const DocumoReply *reply)
{
  g_autofree char *path = g_strdup_printf ("/v1/fax/%s/download", message_id);

  documo_api_set (fixture->api, path, reply);
}

static guint
count_asked (Fixture *fixture, const char *message_id)
{
  g_autofree char *path = g_strdup_printf ("/v1/fax/%s/download", message_id);

  return documo_api_count (fixture->api, path);
}

/* Documo's newer webhook. */
static void
post (Fixture *fixture, const char *message_id)
{
  store_fixture_keep_ok (&fixture->store,
                         store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         NULL);
}

static void
assert_state (Fixture *fixture, const char *message_id, FbFetchState state, guint n_attempts)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, message_id);

  g_assert_cmpint (fb_fax_get_fetch_status (fax)->state, ==, state);
  g_assert_cmpuint (fb_fax_get_fetch_status (fax)->n_attempts, ==, n_attempts);
}

static void
assert_here (Fixture *fixture, const char *message_id, gsize size)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, message_id);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_HERE);
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  g_assert_true (g_file_get_contents (fb_fax_get_document (fax)->path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, size);
  g_autofree char *sha256 =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_cmpstr (sha256, ==, fb_fax_get_document (fax)->sha256);
}

/* What was thrown away is removed by a thread. */
static void
wait_for_empty_spool (Fixture *fixture)
{
  while (store_fixture_count_files (&fixture->store, "spool") > 0)
    g_usleep (1000);
}

static void
test_arrives (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  settle (fixture);
  set_reply (fixture, "in", &pdf);
  post (fixture, "in");
  settle (fixture);
  assert_here (fixture, "in", pdf.pdf_size);
  g_assert_cmpuint (count_asked (fixture, "in"), ==, 1);
  g_assert_cmpuint (fixture->store.alerts->len, ==, 1);
  g_assert_cmpuint (store_fixture_count_files (&fixture->store, "spool"), ==, 0);
  g_assert_null (fb_document_fetcher_get_problem (fixture->fetcher));
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("%u", i);

      set_reply (fixture, message_id, &pdf);
      post (fixture, message_id);
    }
  settle (fixture);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("%u", i);

      assert_here (fixture, message_id, pdf.pdf_size);
      g_assert_cmpuint (count_asked (fixture, message_id), ==, 1);
    }
  g_assert_cmpuint (fixture->store.alerts->len, ==, MANY);
  g_assert_cmpuint (store_fixture_count_files (&fixture->store, "faxes"), ==, MANY);
}

static void
on_ready (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
put_off (Fixture *fixture, gint64 time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_document_queue_put_off_async (fixture->queue, time, NULL, on_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  fb_document_queue_put_off_finish (fixture->queue, result, &error);
  g_assert_no_error (error);
}

static guint
count_due (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_due;

  fb_document_queue_count_due_async (fixture->queue, test_clock_get_time (fixture->clock), MANY,
                                     NULL, on_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  fb_document_queue_count_due_finish (fixture->queue, result, &n_due, &error);
  g_assert_no_error (error);
  return n_due;
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_due = 0;

  fb_store_set_can_fetch (fixture->store.store, TRUE);
  g_assert_cmpuint (count_due (fixture), ==, 0);
  post (fixture, "in");
  post (fixture, "other");
  g_assert_cmpuint (count_due (fixture), ==, 2);
  store_fixture_close (fixture->store.store);
  fb_document_queue_count_due_async (fixture->queue, 0, MANY, NULL, on_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fb_document_queue_count_due_finish (fixture->queue, result, &n_due, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  store_fixture_open (fixture->store.store, NULL);
}

/* None is asked for before then. */
static void
test_put_off (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &broken);
  post (fixture, "in");
  settle (fixture);
  put_off (fixture, test_clock_get_time (fixture->clock) + 60 * SECOND);
  set_reply (fixture, "in", &pdf);
  advance (fixture, 60 * SECOND - 1);
  assert_state (fixture, "in", FB_FETCH_WAITING, 1);
  g_assert_cmpuint (count_asked (fixture, "in"), ==, 1);
  advance (fixture, 1);
  assert_here (fixture, "in", pdf.pdf_size);
}

/* The pauses go on where they were. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &broken);
  post (fixture, "in");
  settle (fixture);
  assert_state (fixture, "in", FB_FETCH_WAITING, 1);
  advance (fixture, 5 * SECOND);
  assert_state (fixture, "in", FB_FETCH_WAITING, 2);
  drop_fetcher (fixture);
  store_fixture_reopen (&fixture->store);
  assert_state (fixture, "in", FB_FETCH_WAITING, 2);
  make_fetcher (fixture);
  fb_document_fetcher_start (fixture->fetcher);
  settle (fixture);
  assert_state (fixture, "in", FB_FETCH_WAITING, 3);
  advance (fixture, 20 * SECOND - 1);
  g_assert_cmpuint (count_asked (fixture, "in"), ==, 3);
  set_reply (fixture, "in", &pdf);
  advance (fixture, 1);
  assert_here (fixture, "in", pdf.pdf_size);
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &lost);
  post (fixture, "in");
  settle (fixture);
  assert_state (fixture, "in", FB_FETCH_LOST, 1);
  g_assert_cmpuint (fixture->store.alerts->len, ==, 1);
  fb_document_fetcher_fetch_now (fixture->fetcher, NULL);
  advance (fixture, 2 * HOUR);
  g_assert_cmpuint (count_asked (fixture, "in"), ==, 1);
}

/* With a key that doesn't do, with one that does, and without one. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &weak);
  post (fixture, "in");
  settle (fixture);
  assert_state (fixture, "in", FB_FETCH_WITHOUT_KEY, 1);
  set_reply (fixture, "in", &pdf);
  set_key (fixture, KEY);
  settle (fixture);
  assert_here (fixture, "in", pdf.pdf_size);

  set_key (fixture, NULL);
  set_reply (fixture, "later", &pdf);
  post (fixture, "later");
  settle (fixture);
  assert_state (fixture, "later", FB_FETCH_WITHOUT_KEY, 0);
  g_assert_cmpuint (count_asked (fixture, "later"), ==, 0);
  set_key (fixture, "wrong");
  settle (fixture);
  assert_state (fixture, "later", FB_FETCH_WITHOUT_KEY, 0);
  g_assert_error (fb_document_fetcher_get_problem (fixture->fetcher), FB_DOCUMO_ERROR,
                  FB_DOCUMO_ERROR_KEY_WRONG);
  set_key (fixture, KEY);
  settle (fixture);
  assert_here (fixture, "later", pdf.pdf_size);
}

/* Before the user had a key. */
static void
test_first_key (Fixture *fixture, gconstpointer data)
{
  set_key (fixture, NULL);
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &pdf);
  post (fixture, "in");
  g_assert_cmpuint (fixture->store.alerts->len, ==, 1);
  set_key (fixture, KEY);
  settle (fixture);
  assert_here (fixture, "in", pdf.pdf_size);
  g_assert_cmpuint (fixture->store.alerts->len, ==, 1);
}

/* Something always stays free, and nobody is charged for it. */
static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  fb_store_set_spare_space (fixture->store.store, G_MAXUINT64);
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &pdf);
  post (fixture, "in");
  settle (fixture);
  g_assert_error (fb_document_fetcher_get_problem (fixture->fetcher), FB_STORE_ERROR,
                  FB_STORE_ERROR_NO_SPACE);
  assert_state (fixture, "in", FB_FETCH_WAITING, 0);
  wait_for_empty_spool (fixture);
  g_assert_cmpuint (store_fixture_count_files (&fixture->store, "faxes"), ==, 0);
  fb_store_set_spare_space (fixture->store.store, 0);
  advance (fixture, 5 * SECOND);
  assert_here (fixture, "in", pdf.pdf_size);
}

/* Whatever broke off is thrown away, and what comes then is whole. */
static void
test_broken_off (Fixture *fixture, gconstpointer data)
{
  const DocumoReply half = { 200, DOCUMO_PDF, .pdf_size = 300000, .stop_after = 200000 };

  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &half);
  post (fixture, "in");
  settle (fixture);
  wait_for_empty_spool (fixture);
  g_assert_cmpuint (store_fixture_count_files (&fixture->store, "faxes"), ==, 0);
  set_reply (fixture, "in", &pdf);
  advance (fixture, 5 * SECOND);
  assert_here (fixture, "in", pdf.pdf_size);
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  const DocumoReply drip = { 200, DOCUMO_PDF, .pdf_size = 300000, .drip_ms = 1 };

  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &drip);
  post (fixture, "in");
  while (count_asked (fixture, "in") == 0)
    g_main_context_iteration (NULL, TRUE);
  fb_document_fetcher_stop (fixture->fetcher);
  settle (fixture);
  assert_state (fixture, "in", FB_FETCH_WAITING, 0);
  wait_for_empty_spool (fixture);
  set_reply (fixture, "in", &pdf);
  fb_document_fetcher_start (fixture->fetcher);
  settle (fixture);
  assert_here (fixture, "in", pdf.pdf_size);
}

/* An older webhook brings another document while it is asked for: both are kept, the alert comes
 * once. */
static void
test_delivered_meanwhile (Fixture *fixture, gconstpointer data)
{
  const DocumoReply slow = { 200, DOCUMO_PDF, .pdf_size = 2000, .drip_ms = 1 };
  FbEvent *event = store_fixture_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  g_free (event->name);
  event->name = g_strdup ("another");
  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &slow);
  post (fixture, "in");
  while (count_asked (fixture, "in") == 0)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_keep_ok (&fixture->store, event, "%PDF-1.4 posted");
  while (fb_document_fetcher_is_fetching (fixture->fetcher, "in"))
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "in");
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 2);
  g_assert_cmpuint (count_asked (fixture, "in"), ==, 1);
  g_assert_cmpuint (fixture->store.alerts->len, ==, 1);
}

/* The largest that Documo takes. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  const DocumoReply large = { 200, DOCUMO_PDF, .pdf_size = 100 * 1024 * 1024 };

  fb_document_fetcher_start (fixture->fetcher);
  set_reply (fixture, "in", &large);
  post (fixture, "in");
  settle (fixture);
  assert_here (fixture, "in", large.pdf_size);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/sync/store-document-queue/arrives", test_arrives);
  TEST ("/sync/store-document-queue/many", test_many);
  TEST ("/sync/store-document-queue/count", test_count);
  TEST ("/sync/store-document-queue/put-off", test_put_off);
  TEST ("/sync/store-document-queue/restart", test_restart);
  TEST ("/sync/store-document-queue/lost", test_lost);
  TEST ("/sync/store-document-queue/keys", test_keys);
  TEST ("/sync/store-document-queue/first-key", test_first_key);
  TEST ("/sync/store-document-queue/no-space", test_no_space);
  TEST ("/sync/store-document-queue/broken-off", test_broken_off);
  TEST ("/sync/store-document-queue/stopped", test_stopped);
  TEST ("/sync/store-document-queue/delivered-meanwhile", test_delivered_meanwhile);
  TEST ("/sync/store-document-queue/large", test_large);
  return g_test_run ();
}
