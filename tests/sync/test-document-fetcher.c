/* test-document-fetcher.c
 *
 * Which documents are asked for when, of a stand-in for Documo's API, by a clock that the test
 * moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "documo-api.h"
#include "fb-document-fetcher.h"
#include "fb-documo-error.h"
#include "queue-fixture.h"

#define KEY    "a-right_key"
#define SECOND G_USEC_PER_SEC
#define MINUTE (G_GINT64_CONSTANT (60) * SECOND)
#define HOUR   (60 * MINUTE)

#define N_DOCUMENTS 20

static const DocumoReply pdf = { 200, DOCUMO_PDF, .pdf_size = 5000 };
static const DocumoReply broken = { 503, NULL, NULL, "" };
static const DocumoReply limited = { 429, DOCUMO_JSON, NULL, "{}" };
static const DocumoReply no_document = { 200, DOCUMO_PDF, NULL, "no document" };

typedef struct
{
  DocumoApi *api;
  char *url;
  TestQueue *queue;
  TestClock *clock;
  FbDocumentFetcher *fetcher;
} Fixture;

static void
set_key (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoClient) client = fb_documo_client_new (fixture->url, key, &error);

  g_assert_no_error (error);
  fb_document_fetcher_set_client (fixture->fetcher, client);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->api = documo_api_new (KEY);
  fixture->url = documo_api_dup_url (fixture->api);
  fixture->queue = test_queue_new ();
  fixture->clock = test_clock_new ();
  fixture->fetcher =
    fb_document_fetcher_new (FB_DOCUMENT_QUEUE (fixture->queue), test_clock_get (fixture->clock));
  set_key (fixture, KEY);
}

static gboolean
is_busy (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      if (fb_document_fetcher_is_fetching (fixture->fetcher, id))
        return TRUE;
    }
  return FALSE;
}

/* Everything happens that can happen before the clock goes on. */
static void
settle (Fixture *fixture)
{
  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      if (is_busy (fixture, N_DOCUMENTS))
        g_main_context_iteration (NULL, TRUE);
    }
  while (is_busy (fixture, N_DOCUMENTS) || g_main_context_pending (NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_stop (fixture->fetcher);
  settle (fixture);
  g_assert_finalize_object (fixture->fetcher);
  g_assert_finalize_object (fixture->queue);
  test_clock_free (fixture->clock);
  documo_api_free (fixture->api);
  g_free (fixture->url);
}

static char *
dup_path (guint number)
{
  return g_strdup_printf ("/v1/fax/%u/download", number);
}

static void
set_reply (Fixture *fixture, guint number, const DocumoReply *reply)
{
  g_autofree char *path = dup_path (number);

  documo_api_set (fixture->api, path, reply);
}

static void
set_replies (Fixture *fixture, guint n, const DocumoReply *reply)
{
  for (guint i = 0; i < n; i++)
    set_reply (fixture, i, reply);
}

static guint
count (Fixture *fixture)
{
  return documo_api_count (fixture->api, NULL);
}

static guint
count_of (Fixture *fixture, guint number)
{
  g_autofree char *path = dup_path (number);

  return documo_api_count (fixture->api, path);
}

/* All are due. */
static void
add_documents (Fixture *fixture, guint n, const DocumoReply *reply)
{
  set_replies (fixture, n, reply);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      test_queue_add (fixture->queue, id, test_clock_get_time (fixture->clock));
    }
}

static void
start (Fixture *fixture)
{
  fb_document_fetcher_start (fixture->fetcher);
  settle (fixture);
}

static void
advance (Fixture *fixture, gint64 duration)
{
  test_clock_set_time (fixture->clock, test_clock_get_time (fixture->clock) + duration);
  settle (fixture);
}

static void
assert_problem (Fixture *fixture, int code)
{
  const GError *problem = fb_document_fetcher_get_problem (fixture->fetcher);

  if (code < 0)
    g_assert_no_error (problem);
  else
    g_assert_error (problem, FB_DOCUMO_ERROR, code);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &pdf);
  start (fixture);

  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
  g_assert_cmpuint (count (fixture), ==, N_DOCUMENTS);
  g_assert_cmpuint (test_queue_get_max_open (fixture->queue), ==, 4);
  g_assert_cmpuint (g_bytes_get_size (test_queue_get (fixture->queue, "7")->content), ==, 5000);
  g_assert_cmpint (test_clock_get_next (fixture->clock), ==, 0);
  assert_problem (fixture, -1);
}

/* As soon as it is there. */
static void
test_later_document (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
  /* Also where the queue is being asked already. */
  g_signal_emit_by_name (fixture->queue, "changed");
  add_documents (fixture, 1, &pdf);
  g_signal_emit_by_name (fixture->queue, "changed");
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 1);
}

/* Longer and longer, to an hour, and no end. */
static void
test_growing_pauses (Fixture *fixture, gconstpointer data)
{
  const gint64 seconds[] = { 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600 };

  add_documents (fixture, 1, &no_document);
  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      const TestDocument *document = test_queue_get (fixture->queue, "0");

      g_assert_cmpuint (count (fixture), ==, i + 1);
      g_assert_cmpuint (document->n_attempts, ==, i + 1);
      g_assert_cmpint (document->retry_at - test_clock_get_time (fixture->clock), ==,
                       seconds[i] * SECOND);
      advance (fixture, seconds[i] * SECOND - 1);
      g_assert_cmpuint (count (fixture), ==, i + 1);
      advance (fixture, 1);
    }
  set_reply (fixture, 0, &pdf);
  advance (fixture, HOUR);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 1);
  assert_problem (fixture, -1);
}

/* Chance makes a pause shorter, and never too short. */
static double
get_random (gpointer data)
{
  return 0.999;
}

static void
test_jitter (Fixture *fixture, gconstpointer data)
{
  FbFetchClock clock = *test_clock_get (fixture->clock);

  g_assert_cmpint (fb_fetch_clock_get_delay (&clock, 3), ==, 20 * SECOND);
  clock.get_random = get_random;
  g_assert_cmpint (fb_fetch_clock_get_delay (&clock, 1), ==, 5 * SECOND);
  g_assert_cmpint (fb_fetch_clock_get_delay (&clock, 3), <, 16 * SECOND);
  g_assert_cmpint (fb_fetch_clock_get_delay (&clock, 3), >=, 15 * SECOND);
  g_assert_cmpint (fb_fetch_clock_get_delay (&clock, G_MAXUINT), >=, 45 * MINUTE);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  const DocumoReply gone = { 404, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotFoundError\"}}" };

  add_documents (fixture, 2, &pdf);
  set_reply (fixture, 0, &gone);
  start (fixture);
  g_assert_cmpint (test_queue_get (fixture->queue, "0")->outcome, ==, FB_FETCH_GONE);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 1);
  fb_document_fetcher_retry (fixture->fetcher);
  advance (fixture, 2 * HOUR);
  g_assert_cmpuint (count_of (fixture, 0), ==, 1);
  assert_problem (fixture, -1);
}

/* One that always fails doesn't hold up the others. */
static void
test_one_fails (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &pdf);
  set_reply (fixture, 0, &broken);
  start (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS - 1);
  g_assert_cmpuint (count_of (fixture, 0), ==, 1);
  assert_problem (fixture, -1);
  set_reply (fixture, 0, &pdf);
  advance (fixture, 5 * SECOND);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
}

/* Where none succeeds, one at a time is tried; when one does, all come at once. */
static void
test_outage (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &broken);
  start (fixture);
  g_assert_cmpuint (count (fixture), ==, 4);
  assert_problem (fixture, FB_DOCUMO_ERROR_UNAVAILABLE);
  advance (fixture, 5 * SECOND);
  g_assert_cmpuint (count (fixture), ==, 5);
  advance (fixture, 10 * SECOND - 1);
  g_assert_cmpuint (count (fixture), ==, 5);
  advance (fixture, 1);
  g_assert_cmpuint (count (fixture), ==, 6);

  set_replies (fixture, N_DOCUMENTS, &pdf);
  advance (fixture, 20 * SECOND);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
  assert_problem (fixture, -1);
}

/* A day of it, and a machine that has no network at all. */
static void
test_long_outage (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &broken);
  start (fixture);
  for (guint i = 0; i < 24 * 60; i++)
    advance (fixture, MINUTE);
  g_assert_cmpuint (count (fixture), <, 50);
  g_assert_cmpuint (count (fixture), >, 24);
  set_replies (fixture, N_DOCUMENTS, &pdf);
  for (guint i = 0; i < 60 && test_queue_count_kept (fixture->queue) == 0; i++)
    advance (fixture, MINUTE);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
}

/* The first one that comes brings those along that would still wait for longer. */
static void
test_back_after_outage (Fixture *fixture, gconstpointer data)
{
  const gint64 now = test_clock_get_time (fixture->clock);

  add_documents (fixture, 5, &broken);
  start (fixture);
  for (guint i = 1; i < 5; i++)
    test_queue_get (fixture->queue, (char[]){ (char) ('0' + i), '\0' })->retry_at = now + HOUR;
  set_replies (fixture, 5, &pdf);
  advance (fixture, 5 * SECOND);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 5);
}

/* At once, however long the pause would still be. */
static void
test_network_is_back (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &broken);
  start (fixture);
  for (guint i = 0; i < 12; i++)
    advance (fixture, HOUR);
  guint n = count (fixture);
  fb_document_fetcher_retry (fixture->fetcher);
  settle (fixture);
  /* It was another network. */
  g_assert_cmpuint (count (fixture), ==, n + 1);
  set_replies (fixture, N_DOCUMENTS, &pdf);
  fb_document_fetcher_retry (fixture->fetcher);
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
}

/* All wait, as long as Documo says, and nobody is charged for it. */
static void
test_rate_limit (Fixture *fixture, gconstpointer data)
{
  const DocumoReply later = { 429, DOCUMO_JSON, "Retry-After: 30\r\n", "{}" };

  add_documents (fixture, N_DOCUMENTS, &later);
  start (fixture);
  g_assert_cmpuint (count (fixture), ==, 4);
  assert_problem (fixture, FB_DOCUMO_ERROR_RATE_LIMITED);
  fb_document_fetcher_retry (fixture->fetcher);
  fb_document_fetcher_fetch_now (fixture->fetcher, "3");
  g_signal_emit_by_name (fixture->queue, "changed");
  advance (fixture, 30 * SECOND - 1);
  g_assert_cmpuint (count (fixture), ==, 4);
  g_assert_cmpuint (test_queue_get (fixture->queue, "0")->n_attempts, ==, 0);
  advance (fixture, 1);
  g_assert_cmpuint (count (fixture), ==, 5);
  set_replies (fixture, N_DOCUMENTS, &pdf);
  advance (fixture, 30 * SECOND);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
  assert_problem (fixture, -1);
}

/* Without a word how long: a minute, and longer each time. */
static void
test_rate_limit_storm (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &limited);
  start (fixture);
  g_assert_cmpuint (count (fixture), ==, 4);
  advance (fixture, MINUTE);
  g_assert_cmpuint (count (fixture), ==, 5);
  advance (fixture, 2 * MINUTE - 1);
  g_assert_cmpuint (count (fixture), ==, 5);
  for (guint i = 0; i < 24 * 60; i++)
    advance (fixture, MINUTE);
  g_assert_cmpuint (count (fixture), <, 40);
  set_replies (fixture, N_DOCUMENTS, &pdf);
  advance (fixture, HOUR);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
}

/* In the middle of a run: nothing goes on with a key that is wrong, and all with a new one. */
static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &pdf);
  start (fixture);
  documo_api_set_key (fixture->api, "another");
  for (guint i = 0; i < 10; i++)
    {
      TestDocument *document = test_queue_get (fixture->queue, (char[]){ (char) ('0' + i), '\0' });
      g_clear_pointer (&document->content, g_bytes_unref);
    }
  g_signal_emit_by_name (fixture->queue, "changed");
  settle (fixture);
  guint n = count (fixture);
  g_assert_cmpuint (n, ==, N_DOCUMENTS + 4);
  assert_problem (fixture, FB_DOCUMO_ERROR_KEY_WRONG);
  fb_document_fetcher_retry (fixture->fetcher);
  g_signal_emit_by_name (fixture->queue, "changed");
  settle (fixture);
  g_assert_cmpuint (count (fixture), ==, n);
  /* It may have been Documo's mistake. */
  advance (fixture, HOUR);
  g_assert_cmpuint (count (fixture), ==, n + 1);
  fb_document_fetcher_fetch_now (fixture->fetcher, NULL);
  settle (fixture);
  g_assert_cmpuint (count (fixture), ==, n + 2);
  g_assert_cmpuint (test_queue_get (fixture->queue, "3")->n_attempts, ==, 0);

  set_key (fixture, "another");
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
  assert_problem (fixture, -1);
}

/* A key that is too weak for one document may do for others. */
static void
test_weak_key (Fixture *fixture, gconstpointer data)
{
  const DocumoReply weak = { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" };

  add_documents (fixture, 6, &pdf);
  set_reply (fixture, 5, &weak);
  start (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 5);
  g_assert_cmpint (test_queue_get (fixture->queue, "5")->outcome, ==, FB_FETCH_NEEDS_KEY);
  advance (fixture, HOUR - 1);
  g_assert_cmpuint (count_of (fixture, 5), ==, 1);
  set_reply (fixture, 5, &pdf);
  set_key (fixture, KEY);
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 6);
}

static void
test_no_key (Fixture *fixture, gconstpointer data)
{
  fb_document_fetcher_set_client (fixture->fetcher, NULL);
  add_documents (fixture, 3, &pdf);
  start (fixture);
  fb_document_fetcher_fetch_now (fixture->fetcher, NULL);
  advance (fixture, HOUR);
  g_assert_cmpuint (count (fixture), ==, 0);
  assert_problem (fixture, FB_DOCUMO_ERROR_KEY_MISSING);
  set_key (fixture, KEY);
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 3);
}

/* Whatever broke off is thrown away, and what comes then is whole. */
static void
test_broken_off (Fixture *fixture, gconstpointer data)
{
  const DocumoReply half = { 200, DOCUMO_PDF, .pdf_size = 300000, .stop_after = 200000 };

  add_documents (fixture, 1, &half);
  start (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 0);
  set_reply (fixture, 0, &pdf);
  advance (fixture, 5 * SECOND);
  g_assert_cmpuint (g_bytes_get_size (test_queue_get (fixture->queue, "0")->content), ==, 5000);
}

/* A full disk stops all, and nobody is charged for it. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, N_DOCUMENTS, &pdf);
  test_queue_set_is_full (fixture->queue, TRUE);
  start (fixture);
  g_assert_cmpuint (count (fixture), ==, 4);
  g_assert_error (fb_document_fetcher_get_problem (fixture->fetcher), G_IO_ERROR,
                  G_IO_ERROR_NO_SPACE);
  advance (fixture, 5 * SECOND);
  g_assert_cmpuint (count (fixture), ==, 5);
  g_assert_cmpuint (test_queue_get (fixture->queue, "0")->n_attempts, ==, 0);
  test_queue_set_is_full (fixture->queue, FALSE);
  advance (fixture, 10 * SECOND);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, N_DOCUMENTS);
  assert_problem (fixture, -1);
}

/* What was being fetched is due as before, and comes after the next start. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  const DocumoReply drip = { 200, DOCUMO_PDF, .pdf_size = 5000, .drip_ms = 20 };

  add_documents (fixture, 1, &drip);
  fb_document_fetcher_start (fixture->fetcher);
  while (count (fixture) == 0)
    g_main_context_iteration (NULL, TRUE);
  fb_document_fetcher_stop (fixture->fetcher);
  settle (fixture);
  const TestDocument *document = test_queue_get (fixture->queue, "0");
  g_assert_cmpuint (document->n_attempts, ==, 0);
  g_assert_cmpint (document->retry_at, ==, test_clock_get_time (fixture->clock));
  advance (fixture, HOUR);
  g_assert_cmpuint (count (fixture), ==, 1);

  set_reply (fixture, 0, &pdf);
  start (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 1);
}

/* Nobody waits for a year because a clock was wrong. */
static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, 5, &limited);
  start (fixture);
  test_clock_set_time (fixture->clock, test_clock_get_time (fixture->clock) - 365 * 24 * HOUR);
  fb_document_fetcher_retry (fixture->fetcher);
  settle (fixture);
  set_replies (fixture, 5, &pdf);
  advance (fixture, HOUR);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 5);
}

static void
test_fetch_now (Fixture *fixture, gconstpointer data)
{
  add_documents (fixture, 2, &no_document);
  start (fixture);
  set_replies (fixture, 2, &pdf);
  fb_document_fetcher_fetch_now (fixture->fetcher, "1");
  settle (fixture);
  g_assert_cmpuint (test_queue_count_kept (fixture->queue), ==, 1);
  g_assert_nonnull (test_queue_get (fixture->queue, "1")->content);
  g_assert_cmpuint (count_of (fixture, 0), ==, 1);
}

static void
on_progress (FbDocumentFetcher *fetcher,
             const char *message_id,
             gint64 current,
             gint64 total,
             gint64 *last)
{
  g_assert_cmpstr (message_id, ==, "0");
  g_assert_cmpint (total, ==, 5000);
  g_assert_cmpint (current, >, *last);
  *last = current;
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  gint64 last = 0;

  g_signal_connect (fixture->fetcher, "progress", G_CALLBACK (on_progress), &last);
  add_documents (fixture, 1, &pdf);
  start (fixture);
  g_assert_cmpint (last, ==, 5000);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/sync/document-fetcher/all", test_all);
  TEST ("/sync/document-fetcher/later-document", test_later_document);
  TEST ("/sync/document-fetcher/growing-pauses", test_growing_pauses);
  TEST ("/sync/document-fetcher/jitter", test_jitter);
  TEST ("/sync/document-fetcher/gone", test_gone);
  TEST ("/sync/document-fetcher/one-fails", test_one_fails);
  TEST ("/sync/document-fetcher/outage", test_outage);
  TEST ("/sync/document-fetcher/long-outage", test_long_outage);
  TEST ("/sync/document-fetcher/back-after-outage", test_back_after_outage);
  TEST ("/sync/document-fetcher/network-is-back", test_network_is_back);
  TEST ("/sync/document-fetcher/rate-limit", test_rate_limit);
  TEST ("/sync/document-fetcher/rate-limit-storm", test_rate_limit_storm);
  TEST ("/sync/document-fetcher/wrong-key", test_wrong_key);
  TEST ("/sync/document-fetcher/weak-key", test_weak_key);
  TEST ("/sync/document-fetcher/no-key", test_no_key);
  TEST ("/sync/document-fetcher/broken-off", test_broken_off);
  TEST ("/sync/document-fetcher/full-disk", test_full_disk);
  TEST ("/sync/document-fetcher/stop", test_stop);
  TEST ("/sync/document-fetcher/clock-set-back", test_clock_set_back);
  TEST ("/sync/document-fetcher/fetch-now", test_fetch_now);
  TEST ("/sync/document-fetcher/progress", test_progress);
  return g_test_run ();
}
