/* test-receiver.c
 *
 * The receiver's contract, over the wire and with a real store: every response that it gives, and
 * what is kept after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "receiver-fixture.h"

#define PDF       "%PDF-1.4\nnot much of a fax\n"
#define JSON_TYPE "application/json"

static FbReceiverLimits small = FB_RECEIVER_LIMITS_DEFAULT;

#define ADD(path, test)                                                                            \
  g_test_add ("/receiver/" path, Receiver, NULL, receiver_set_up, test, receiver_tear_down)
#define ADD_SMALL(path, test)                                                                      \
  g_test_add ("/receiver/" path, Receiver, &small, receiver_set_up, test, receiver_tear_down)

static void
assert_header (const char *reply, const char *name, const char *value)
{
  g_autofree char *found = header_of (reply, name);

  g_assert_cmpstr (found, ==, value);
}

/* Posts, and sees that it is answered so, and that so many faxes are kept now. */
static void
assert_post (Receiver *receiver,
             const char *type,
             const char *body,
             gsize length,
             guint status,
             guint n_faxes)
{
  g_autofree char *reply = receiver_post (receiver, type, NULL, body, length);

  assert_status (reply, status);
  assert_header (reply, "Cache-Control", "no-store");
  assert_header (reply, "Connection", "close");
  assert_header (reply, "Server", NULL);
  assert_header (reply, "Retry-After", status == 503 ? "30" : NULL);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, n_faxes);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
}

static void
assert_post_form (Receiver *receiver, GString *form, guint status, guint n_faxes)
{
  assert_post (receiver, FORM_TYPE, form->str, form->len, status, n_faxes);
}

static void
assert_post_json (Receiver *receiver, const char *json, guint status, guint n_faxes)
{
  assert_post (receiver, JSON_TYPE, json, strlen (json), status, n_faxes);
}

static void
test_form (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));

  assert_post_form (receiver, form, 200, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));

  /* A delivery that comes again. */
  assert_post_form (receiver, form, 200, 1);
}

static void
test_attachment_first (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *body = g_strconcat (
    "--frontier\r\nContent-Disposition: form-data; name=\"attachment\"\r\n\r\n" PDF "\r\n"
    "--frontier\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nignored\r\n"
    "--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n",
    json, "\r\n--frontier--", NULL);

  assert_post (receiver, FORM_TYPE, body, strlen (body), 200, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));
}

static void
test_two_attachments (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  g_autoptr (GString) more = form_new (NULL, "II*\0tiff", 8);

  g_string_truncate (form, form->len - strlen ("--frontier--"));
  g_string_append_len (form, more->str, (gssize) more->len);
  assert_post_form (receiver, form, 200, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));
  g_assert_true (receiver_has_file (receiver, "faxes", "II*\0tiff", 8));
}

static void
test_base64 (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *encoded = g_base64_encode ((const guchar *) PDF, strlen (PDF));
  g_autofree char *body =
    g_strdup_printf ("--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n%s\r\n"
                     "--frontier\r\nContent-Disposition: form-data; name=\"attachment\"\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--frontier--",
                     json, encoded);

  assert_post (receiver, FORM_TYPE, body, strlen (body), 200, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));
}

/* The webhook may be told to leave the document out, and a form may have an empty file in it. */
static void
test_no_document (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *other = make_json ("m-2");
  g_autoptr (GString) form = form_new (json, NULL, 0);
  g_autoptr (GString) empty = form_new (other, "", 0);

  assert_post_form (receiver, form, 200, 1);
  assert_post_form (receiver, empty, 200, 2);
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 0);
}

static void
assert_kept_whole (Receiver *receiver, const char *type, const char *body, gsize length, guint n)
{
  assert_post (receiver, type, body, length, 200, n);
  g_assert_true (receiver_has_file (receiver, "unreadable", body, length));
}

/* What was authenticated and is complete is never refused for not being understood. */
static void
test_unreadable (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) no_data = form_new (NULL, PDF, strlen (PDF));
  g_autoptr (GString) bad_data = form_new ("not json", PDF "2", strlen (PDF "2"));
  g_autofree char *big = g_strnfill (400000, 'x');
  g_autoptr (GString) big_data = form_new ("{", big, 400000);

  assert_kept_whole (receiver, FORM_TYPE, no_data->str, no_data->len, 1);
  assert_kept_whole (receiver, FORM_TYPE, bad_data->str, bad_data->len, 2);
  assert_kept_whole (receiver, FORM_TYPE, big_data->str, big_data->len, 3);
  assert_kept_whole (receiver, JSON_TYPE, "not json", strlen ("not json"), 4);
  assert_kept_whole (receiver, JSON_TYPE, "{\"a\":", strlen ("{\"a\":"), 5);
}

/* What says that it is no fax and brings a document all the same. */
static void
test_other_with_document (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) form =
    form_new ("{\"userId\":\"u\",\"email\":\"a@example.org\"}", PDF, strlen (PDF));

  assert_kept_whole (receiver, FORM_TYPE, form->str, form->len, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));
}

static void
test_json (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *other = make_json ("m-2");
  g_autofree char *reply =
    receiver_post (receiver, "application/json; charset=utf-8",
                   "x-webhook-event: fax.v1.inbound.complete\r\n", json, strlen (json));

  assert_status (reply, 200);
  assert_post_json (receiver, other, 200, 2);
  assert_post_json (receiver, "", 400, 2);
  assert_post_json (receiver, " \r\n", 400, 2);
}

/* Events that are no faxes: kept in the log, no row. */
static void
test_other_event (Receiver *receiver, gconstpointer data)
{
  const char *json = "{\"number\":\"+15550100\"}";
  g_autofree char *reply = receiver_post (
    receiver, JSON_TYPE, "x-webhook-event: fax.v1.number.add\r\n", json, strlen (json));
  g_autofree char *reply_to_ocr = receiver_post (
    receiver, JSON_TYPE, "x-webhook-event: ocr.v1.document.complete\r\n", json, strlen (json));

  assert_status (reply, 200);
  assert_status (reply_to_ocr, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
}

static void
assert_post_chunks (Receiver *receiver, const char *type, const char *chunks, guint status)
{
  g_autofree char *headers =
    g_strdup_printf ("Content-Type: %s\r\nTransfer-Encoding: chunked\r\n", type);
  g_autoptr (GString) request = receiver_post_start (receiver, headers);

  g_string_append (request, chunks);
  g_autofree char *reply = receiver_ask (receiver, request->str, (gssize) request->len);
  assert_status (reply, status);
}

static char *
as_chunks (const char *body)
{
  GString *chunks = g_string_new (NULL);

  for (gsize length = strlen (body), n; length > 0; body += n, length -= n)
    {
      n = MIN (length, 7);
      g_string_append_printf (chunks, "%" G_GSIZE_MODIFIER "x\r\n%.*s\r\n", n, (int) n, body);
    }
  g_string_append (chunks, "0\r\n\r\n");
  return g_string_free (chunks, FALSE);
}

/* libsoup takes a chunked body that was cut for a whole one. */
static void
test_chunked (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *json_2 = make_json ("m-2");
  g_autoptr (GString) form = form_new (json_2, PDF, strlen (PDF));
  g_autofree char *json_chunks = as_chunks (json);
  g_autofree char *form_chunks = as_chunks (form->str);
  g_autofree char *cut_json = g_strndup (json, strlen (json) - 1);
  g_autofree char *cut_form = g_strndup (form->str, form->len - 1);
  g_autofree char *cut_json_chunks = as_chunks (cut_json);
  g_autofree char *cut_form_chunks = as_chunks (cut_form);

  assert_post_chunks (receiver, JSON_TYPE, cut_json_chunks, 400);
  assert_post_chunks (receiver, FORM_TYPE, cut_form_chunks, 400);
  assert_post_chunks (receiver, JSON_TYPE, "0\r\n\r\n", 400);
  assert_post_chunks (receiver, JSON_TYPE, "zz\r\n{}\r\n0\r\n\r\n", 400);
  assert_post_chunks (receiver, JSON_TYPE, "5\r\nhello\r\n0\r\n\r\n", 400);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  assert_post_chunks (receiver, JSON_TYPE, json_chunks, 200);
  assert_post_chunks (receiver, FORM_TYPE, form_chunks, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 2);
}

/* The connection ends within a chunked body, at a chunk's end. */
static void
test_cut (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  g_autofree char *chunks = as_chunks (form->str);
  g_autoptr (GString) request =
    receiver_post_start (receiver, "Content-Type: " FORM_TYPE "\r\nTransfer-Encoding: chunked\r\n");
  const char *cut = strstr (chunks + strlen (chunks) / 2, "\r\n7\r\n") + 2;

  g_string_append_len (request, chunks, cut - chunks);
  int fd = receiver_connect (receiver);
  send_all (fd, request->str, request->len);
  shut_output (fd);
  g_autofree char *reply = read_reply (fd);
  g_assert_cmpuint (status_of (reply), !=, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
}

static void
test_bad_forms (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) cut = form_new (json, PDF, strlen (PDF));
  g_autoptr (GString) neither = form_new (NULL, NULL, 0);
  g_autoptr (GString) twice = form_new (json, NULL, 0);
  g_autoptr (GString) more = form_new (json, NULL, 0);

  g_string_truncate (cut, cut->len - 2);
  assert_post_form (receiver, cut, 400, 0);
  assert_post_form (receiver, neither, 400, 0);
  g_string_truncate (twice, twice->len - strlen ("--frontier--"));
  g_string_append (twice, more->str);
  assert_post_form (receiver, twice, 400, 0);
  assert_post (receiver, "multipart/form-data", "--b--", 5, 400, 0);
  assert_post (receiver, FORM_TYPE, "", 0, 400, 0);

  const char *unknown = "--frontier\r\nContent-Disposition: form-data; name=data\r\n"
                        "Content-Transfer-Encoding: rot13\r\n\r\n{}\r\n--frontier--";
  assert_post (receiver, FORM_TYPE, unknown, strlen (unknown), 415, 0);
}

static void
test_types (Receiver *receiver, gconstpointer data)
{
  assert_post (receiver, "text/plain", "{}", 2, 415, 0);
  assert_post (receiver, "application/jsonx", "{}", 2, 415, 0);
  assert_post (receiver, "application/x-www-form-urlencoded", "data={}", 7, 415, 0);

  g_autofree char *gzip =
    receiver_post (receiver, JSON_TYPE, "Content-Encoding: gzip\r\n", "{}", 2);
  assert_status (gzip, 415);

  g_autoptr (GString) untyped = receiver_post_start (receiver, "Content-Length: 2\r\n");
  g_string_append (untyped, "{}");
  g_autofree char *reply = receiver_ask (receiver, untyped->str, -1);
  assert_status (reply, 415);
}

/* Each limit by one byte. */
static void
test_sizes (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *padded = g_strdup_printf ("%-2000s", json);
  g_autofree char *too_long = g_strdup_printf ("%-2001s", json);
  g_autofree char *document = g_strnfill (100001, 'x');
  g_autoptr (GString) fits = form_new (padded, document, 100000);
  g_autoptr (GString) big = form_new (padded, document, 100001);
  g_autoptr (GString) big_json = form_new (too_long, document, 10);
  g_autofree char *chunks = as_chunks (too_long);

  assert_post_form (receiver, fits, 200, 1);
  assert_post_form (receiver, big, 413, 1);
  assert_post_form (receiver, big_json, 413, 1);
  assert_post_json (receiver, too_long, 413, 1);
  assert_post_json (receiver, padded, 200, 1);
  assert_post_chunks (receiver, JSON_TYPE, chunks, 413);

  g_autofree char *filler = g_strnfill (130000, ' ');
  assert_post (receiver, FORM_TYPE, filler, 130000, 413, 1);

  g_autofree char *filler_chunks = as_chunks (filler);
  assert_post_chunks (receiver, FORM_TYPE, filler_chunks, 413);

  g_autoptr (GString) parts = g_string_new (NULL);
  for (guint i = 0; i < 11; i++)
    g_string_append (parts, "--frontier\r\n\r\nx\r\n");
  g_string_append (parts, "--frontier--");
  assert_post_form (receiver, parts, 413, 1);
}

static void
test_authentication (Receiver *receiver, gconstpointer data)
{
  static const char *const headers[] = {
    "",
    "Authorization: Basic ZG9jdW1vOndyb25n\r\n",
    "Authorization: Basic ZG9jdW1vOndyb25n\r\n",
    "Authorization: Basic bm9ib2R5OmNvcnJlY3QgaG9yc2U=\r\n",
    "Authorization: Bearer x\r\n",
    "Authorization: Basic\r\n",
    "Authorization:\r\n",
  };
  g_autofree char *json = make_json ("m-1");

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *request =
        g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: x\r\n%sContent-Type: " JSON_TYPE
                         "\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                         headers[i], strlen (json), json);
      g_autofree char *reply = receiver_ask (receiver, request, -1);

      assert_status (reply, 401);
      assert_header (reply, "WWW-Authenticate", "Basic realm=\"Faxbell\", charset=\"UTF-8\"");
    }
  assert_post_json (receiver, json, 200, 1);
}

static void
test_no_credentials (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  g_autofree char *json = make_json ("m-1");

  assert_post_json (receiver, json, 200, 1);
  g_unlink (file_name);
  assert_post_json (receiver, json, 401, 1);
  g_assert_true (fb_credentials_set_password (receiver->credentials, USER, PASSWORD, NULL));
  assert_post_json (receiver, json, 200, 1);
}

static void
test_health (Receiver *receiver, gconstpointer data)
{
  g_autofree char *get = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  g_autofree char *head = receiver_ask (receiver, "HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  g_autofree char *post =
    receiver_ask (receiver, "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", -1);

  assert_status (get, 200);
  g_assert_true (g_str_has_suffix (get, "\r\n\r\nAlive\n"));
  assert_status (head, 200);
  g_assert_true (g_str_has_suffix (head, "\r\n\r\n"));
  assert_status (post, 405);
  assert_header (post, "Allow", "GET, HEAD");
}

static guint
status_of_post_to (Receiver *receiver, const char *path)
{
  g_autofree char *request =
    g_strdup_printf ("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", path);
  g_autofree char *reply = receiver_ask (receiver, request, -1);

  return status_of (reply);
}

static void
count_one (guint *count)
{
  (*count)++;
}

static void
test_path (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *get = receiver_ask (receiver, "GET /webhook HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  g_autofree char *other = receiver_ask (receiver, "GET /webhooks HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  g_autofree char *encoded = receiver_ask (
    receiver, "POST /web%68ook?x=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", -1);

  assert_status (get, 405);
  assert_header (get, "Allow", "POST");
  assert_status (other, 404);
  assert_status (encoded, 401);

  /* The change is notified once. */
  guint n_changes = 0;
  gulong handler =
    g_signal_connect_swapped (receiver->receiver, "notify", G_CALLBACK (count_one), &n_changes);
  receiver->options.path = "elsewhere";
  receiver_configure (receiver);
  receiver->options.path = "/elsewhere";
  receiver_configure (receiver);
  g_signal_handler_disconnect (receiver->receiver, handler);
  g_assert_cmpuint (n_changes, ==, 1);
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *expected = g_strdup_printf ("http://127.0.0.1:%u/elsewhere",
                                               fb_receiver_get_bound_port (receiver->receiver));
  g_assert_cmpstr (url, ==, expected);

  /* The other thread takes it up a moment later. */
  while (status_of_post_to (receiver, "/elsewhere") == 404)
    g_thread_yield ();
  g_assert_cmpuint (status_of_post_to (receiver, "/elsewhere"), ==, 401);
  g_assert_cmpuint (status_of_post_to (receiver, "/webhook"), ==, 404);
}

static void
test_closed_store (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");

  receiver_close_store (receiver);
  g_autofree char *reply = receiver_post (receiver, JSON_TYPE, NULL, json, strlen (json));
  assert_status (reply, 503);
  assert_header (reply, "Retry-After", "30");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small.document_bytes = 100000;
  small.json_bytes = 2000;
  small.body_bytes = 120000;
  small.parts = 10;

  ADD ("form", test_form);
  ADD ("attachment-first", test_attachment_first);
  ADD ("two-attachments", test_two_attachments);
  ADD ("base64", test_base64);
  ADD ("no-document", test_no_document);
  ADD ("unreadable", test_unreadable);
  ADD ("other-with-document", test_other_with_document);
  ADD ("json", test_json);
  ADD ("other-event", test_other_event);
  ADD ("chunked", test_chunked);
  ADD ("cut", test_cut);
  ADD ("bad-forms", test_bad_forms);
  ADD ("types", test_types);
  ADD_SMALL ("sizes", test_sizes);
  ADD ("authentication", test_authentication);
  ADD ("no-credentials", test_no_credentials);
  ADD ("health", test_health);
  ADD ("path", test_path);
  ADD ("closed-store", test_closed_store);
  return g_test_run ();
}
