/* test-receiver-framing.c
 *
 * Requests whose framing can be read in more than one way, or in none. libsoup takes most of them;
 * the receiver must not, and nothing of them may be kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "receiver-fixture.h"

/* Of two readings one would be accepted, so that only the check itself refuses them. */
#define JSON "{\"messageId\":\"m-1\",\"direction\":\"inbound\",\"status\":\"success\"}"

#define CHUNKS "3c\r\n" JSON "\r\n0\r\n\r\n"

typedef struct
{
  const char *name;
  const char *headers;
  const char *body;
  guint status; /* 0: the connection ends without a response, or with any refusal */
} Case;

static const Case cases[] = {
  { "plain", "Content-Length: 60\r\n", JSON, 200 },
  { "chunked", "Transfer-Encoding: chunked\r\n", CHUNKS, 200 },
  { "chunked-case", "Transfer-Encoding: Chunked\r\n", "3C\r\n" JSON "\r\n0\r\n\r\n", 200 },
  { "chunk-extension", "Transfer-Encoding: chunked\r\n", "3c;a=b\r\n" JSON "\r\n0\r\n\r\n", 200 },
  { "both", "Content-Length: 60\r\nTransfer-Encoding: chunked\r\n", CHUNKS, 400 },
  { "both-reversed", "Transfer-Encoding: chunked\r\nContent-Length: 60\r\n", CHUNKS, 400 },
  { "two-lengths", "Content-Length: 60\r\nContent-Length: 10\r\n", JSON, 400 },
  { "same-lengths", "Content-Length: 60\r\nContent-Length: 60\r\n", JSON, 400 },
  { "length-list", "Content-Length: 60, 60\r\n", JSON, 400 },
  { "negative", "Content-Length: -1\r\n", JSON, 400 },
  { "plus", "Content-Length: +60\r\n", JSON, 400 },
  { "hexadecimal", "Content-Length: 0x3c\r\n", JSON, 400 },
  { "length-text", "Content-Length: 60a\r\n", JSON, 400 },
  { "length-empty", "Content-Length:\r\n", JSON, 400 },
  { "length-huge", "Content-Length: 18446744073709551677\r\n", JSON, 400 },
  { "length-large", "Content-Length: 999999999999999\r\n", JSON, 413 },
  { "no-length", "", JSON, 411 },
  { "coding-gzip", "Transfer-Encoding: gzip, chunked\r\n", CHUNKS, 501 },
  { "coding-twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", CHUNKS, 400 },
  { "coding-identity", "Transfer-Encoding: identity\r\n", JSON, 400 },
  { "coding-odd", "Transfer-Encoding: xchunked\r\n", CHUNKS, 501 },
  { "coding-vertical-tab", "Transfer-Encoding: \vchunked\r\n", CHUNKS, 501 },
  { "two-hosts", "Host: y\r\nContent-Length: 60\r\n", JSON, 400 },
  { "two-types", "Content-Type: text/plain\r\nContent-Length: 60\r\n", JSON, 400 },
  { "two-authorizations", "Authorization: Basic YTpi\r\nContent-Length: 60\r\n", JSON, 400 },
  { "range", "Range: bytes=0-1\r\nContent-Length: 60\r\n", JSON, 400 },
  { "expectation", "Expect: 200-ok\r\nContent-Length: 60\r\n", JSON, 417 },
  { "chunk-size-text", "Transfer-Encoding: chunked\r\n", "zz\r\n" JSON "\r\n0\r\n\r\n", 400 },
  { "chunk-size-short", "Transfer-Encoding: chunked\r\n", "10\r\n" JSON "\r\n0\r\n\r\n", 0 },
  { "obs-fold-length", "Content-Length: 6\r\n 0\r\n", JSON, 400 },
  { "obs-fold", "X-Any: a\r\n b\r\nContent-Length: 60\r\n", JSON, 400 },
  { "space-before-colon", "Transfer-Encoding : chunked\r\n", CHUNKS, 400 },
  { "tab-before-colon", "X-Any\t: a\r\nContent-Length: 60\r\n", JSON, 400 },
  { "no-colon", "X-Any\r\nContent-Length: 60\r\n", JSON, 400 },
  { "no-name", ": a\r\nContent-Length: 60\r\n", JSON, 400 },
  { "name-with-space", "X Any: a\r\nContent-Length: 60\r\n", JSON, 400 },
  { "bare-cr", "X-Any: a\rb\r\nContent-Length: 60\r\n", JSON, 400 },
  { "bare-cr-at-end", "X-Any: a\r\r\nContent-Length: 60\r\n", JSON, 400 },
  { "control", "X-Any: a\x01\r\nContent-Length: 60\r\n", JSON, 400 },
  { "bare-lf", "X-Any: a\nContent-Length: 60\r\n", JSON, 200 },
  { "empty-value", "X-Any:\r\nContent-Length: 60\r\n", JSON, 200 },
  { "other-charset", "X-Any: \xe4\t\xf6\r\nContent-Length: 60\r\n", JSON, 200 },
  { "origin", "Origin: https://example.org\r\nContent-Length: 60\r\n", JSON, 403 },
  { "origin-null", "Origin: null\r\nContent-Length: 60\r\n", JSON, 403 },
  { "cross-site", "Sec-Fetch-Site: cross-site\r\nContent-Length: 60\r\n", JSON, 403 },
  { "same-origin", "sec-fetch-site: same-origin\r\nContent-Length: 60\r\n", JSON, 403 },
  { "fetch-site-none", "Sec-Fetch-Site: none\r\nContent-Length: 60\r\n", JSON, 200 },
};

static void
ask (Receiver *receiver, const Case *c, const char *request, gsize length)
{
  g_autofree char *reply = receiver_ask (receiver, request, (gssize) length);

  if (c->status != 0)
    assert_status (reply, c->status);
  else
    g_assert_cmpuint (status_of (reply), !=, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, c->status == 200);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
}

static void
test_case (Receiver *receiver, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GString) request =
    receiver_post_start (receiver, "Content-Type: application/json\r\n");

  G_STATIC_ASSERT (sizeof JSON - 1 == 60);
  g_string_truncate (request, request->len - 2);
  g_string_append_printf (request, "%s\r\n%s", c->headers, c->body);
  ask (receiver, c, request->str, request->len);
}

static void
set_up (Receiver *receiver, gconstpointer data)
{
  receiver_set_up (receiver, NULL);
}

static void
test_old_versions (Receiver *receiver, gconstpointer data)
{
  g_autofree char *no_host = receiver_ask (receiver, "GET /health HTTP/1.1\r\n\r\n", -1);
  g_autofree char *old = receiver_ask (receiver, "GET /health HTTP/1.0\r\n\r\n", -1);
  g_autofree char *chunked = receiver_ask (
    receiver, "POST /webhook HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", -1);
  g_autofree char *nothing = receiver_ask (receiver, "\r\n\r\n\r\n", -1);
  g_autofree char *garbage = receiver_ask (receiver, "\x16\x03\x01\x02\r\n\r\n", -1);

  g_assert_cmpuint (status_of (no_host), ==, 400);
  g_assert_cmpuint (status_of (old), ==, 200);
  g_assert_cmpuint (status_of (chunked), ==, 400);
  g_assert_cmpuint (status_of (nothing), !=, 200);
  g_assert_cmpuint (status_of (garbage), !=, 200);
}

/* Whatever a proxy has made of the host, a fax isn't lost for it. */
static void
test_hosts (Receiver *receiver, gconstpointer data)
{
  static const char *const hosts[] = { "example.org", "127.0.0.1:1", "[::1]", "localhost", "" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"messageId\":\"m-%u\"}", i);
      g_autofree char *request =
        g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n"
                         "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                         hosts[i], receiver->authorization, strlen (json), json);
      g_autofree char *reply = receiver_ask (receiver, request, -1);

      g_test_message ("%s", hosts[i]);
      assert_status (reply, 200);
    }
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, G_N_ELEMENTS (hosts));
}

static void
test_request_lines (Receiver *receiver, gconstpointer data)
{
  static const struct
  {
    const char *line;
    guint status;
  } lines[] = {
    { "GET /health HTTP/1.1", 200 },
    { "\r\nGET /health HTTP/1.1", 200 },
    { "GET  /health HTTP/1.1", 400 },
    { "GET /health  HTTP/1.1", 400 },
    { "GET /health HTTP/1.1 ", 400 },
    { "GET\t/health HTTP/1.1", 400 },
    { " GET /health HTTP/1.1", 400 },
    { "G(T /health HTTP/1.1", 400 },
    { "GET /health\x01 HTTP/1.1", 400 },
    { "GET /health", 400 },
    { "GET", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *request = g_strdup_printf ("%s\r\nHost: x\r\n\r\n", lines[i].line);
      g_autofree char *reply = receiver_ask (receiver, request, -1);

      g_test_message ("%s", lines[i].line);
      assert_status (reply, lines[i].status);
    }
}

static void
test_targets (Receiver *receiver, gconstpointer data)
{
  static const char *const targets[] = { "*",        "/",           "/webhook/", "//webhook",
                                         "/Webhook", "/webhook%00", "webhook" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *request = g_strdup_printf (
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Type: application/json\r\n"
        "Content-Length: 60\r\n\r\n" JSON,
        targets[i], receiver->authorization);
      g_autofree char *reply = receiver_ask (receiver, request, -1);

      g_test_message ("%s: %u", targets[i], status_of (reply));
      g_assert_true (status_of (reply) == 404 || status_of (reply) == 400);
    }
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
}

/* Just as many bytes of headers as there may be, one more, and more than libsoup takes. */
static void
test_header_sizes (Receiver *receiver, gconstpointer data)
{
  const struct
  {
    gsize size;
    guint status;
  } sizes[] = { { 60 * 1024, 200 }, { 60 * 1024 + 1, 431 }, { 64 * 1024, 431 }, { 500000, 431 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GString) one = g_string_new ("GET /health HTTP/1.1\r\nHost: x\r\nX: ");
      g_autoptr (GString) many = g_string_new ("GET /health HTTP/1.1\r\nHost: x\r\n");

      while (one->len + 4 < sizes[i].size)
        g_string_append_c (one, 'x');
      while (many->len + 20 < sizes[i].size)
        g_string_append (many, "X: y\r\n");
      g_string_append (many, "X: ");
      while (many->len + 4 < sizes[i].size)
        g_string_append_c (many, 'z');
      g_string_append (one, "\r\n\r\n");
      g_string_append (many, "\r\n\r\n");
      g_assert_cmpuint (one->len, ==, sizes[i].size);
      g_assert_cmpuint (many->len, ==, sizes[i].size);
      g_autofree char *reply = receiver_ask (receiver, one->str, (gssize) one->len);
      g_autofree char *other_reply = receiver_ask (receiver, many->str, (gssize) many->len);
      assert_status (reply, sizes[i].status);
      assert_status (other_reply, sizes[i].status);
    }

  /* Nor does a line without an end go without a response. */
  g_autofree char *endless = g_strnfill (200000, 'x');
  g_autofree char *reply = receiver_ask (receiver, endless, -1);
  g_assert_cmpuint (status_of (reply), >=, 400);
}

/* Only the first of two requests is served, however they come. */
static void
test_pipeline (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) request = receiver_post_start (
    receiver, "Content-Type: application/json\r\nContent-Length: 60\r\nConnection: keep-alive\r\n");
  g_autofree char *second = NULL;

  g_string_append (request, JSON);
  second = g_strdup (request->str);
  g_string_append (request, second);
  char *in_second = strstr (request->str + strlen (second), "m-1");
  in_second[2] = '2';

  g_autofree char *reply = receiver_ask (receiver, request->str, (gssize) request->len);
  g_assert_cmpuint (status_of (reply), ==, 200);
  g_assert_null (strstr (reply + 1, "HTTP/1.1"));
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);

  /* After a "100 Continue" libsoup has forgotten what the response's headers said. */
  g_autoptr (GString) expecting =
    receiver_post_start (receiver, "Content-Type: application/json\r\nContent-Length: 60\r\n"
                                   "Expect: 100-continue\r\n");
  g_string_append_printf (expecting, JSON "%s", second);
  g_autofree char *continued = receiver_ask (receiver, expecting->str, (gssize) expecting->len);
  g_assert_cmpuint (status_of (continued), ==, 100);
  g_assert_cmpuint (status_of (strstr (continued, "\r\n\r\n") + 4), ==, 200);
  g_assert_null (strstr (strstr (continued, "HTTP/1.1 200") + 1, "HTTP/1.1"));

  const char *healths =
    "GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autofree char *alive = receiver_ask (receiver, healths, -1);
  g_assert_cmpuint (status_of (alive), ==, 200);
  g_assert_null (strstr (alive + 1, "HTTP/1.1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/receiver/framing/", cases[i].name, NULL);

      g_test_add (path, Receiver, &cases[i], set_up, test_case, receiver_tear_down);
    }
  g_test_add ("/receiver/framing/old-versions", Receiver, NULL, set_up, test_old_versions,
              receiver_tear_down);
  g_test_add ("/receiver/framing/targets", Receiver, NULL, set_up, test_targets,
              receiver_tear_down);
  g_test_add ("/receiver/framing/header-sizes", Receiver, NULL, set_up, test_header_sizes,
              receiver_tear_down);
  g_test_add ("/receiver/framing/hosts", Receiver, NULL, set_up, test_hosts, receiver_tear_down);
  g_test_add ("/receiver/framing/request-lines", Receiver, NULL, set_up, test_request_lines,
              receiver_tear_down);
  g_test_add ("/receiver/framing/pipeline", Receiver, NULL, set_up, test_pipeline,
              receiver_tear_down);
  return g_test_run ();
}
