/* test-receiver-limits.c
 *
 * Limits for connections: those that are waiting make room, the longest waiting first; those with a
 * right password never do, and have limits of their own; and for whom limits of one address don't
 * count.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "receiver-fixture.h"

#define JSON_TYPE "application/json"
#define OTHER     "127.0.0.2"

static FbReceiverLimits narrow = FB_RECEIVER_LIMITS_DEFAULT;

/* Listens where other computers could reach it: then loopback is an address like any other. */
static void
set_up_exposed (Receiver *receiver, gconstpointer limits)
{
  receiver_set_up (receiver, limits);
  receiver->options.is_plain_http_confirmed = TRUE;
  receiver_set_address (receiver, "0.0.0.0");
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  run_for (100);
}

static gboolean
is_open (int fd)
{
  char byte;

  return recv (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

static guint
count_open (const int *sockets, guint n)
{
  guint n_open = 0;

  for (guint i = 0; i < n; i++)
    n_open += is_open (sockets[i]);
  return n_open;
}

static void
connect_silently (Receiver *receiver, const char *address, int *sockets, guint n)
{
  for (guint i = 0; i < n; i++)
    sockets[i] = receiver_connect_from (receiver, address);
  run_for (200);
}

static void
close_all (int *sockets, guint n)
{
  for (guint i = 0; i < n; i++)
    close (sockets[i]);
}

/* Those that have waited longest make room, and are told so; the newest stay. */
static void
test_silent (Receiver *receiver, gconstpointer data)
{
  int sockets[40];
  const guint n_left = narrow.waiting_connections_per_address;

  connect_silently (receiver, "127.0.0.1", sockets, G_N_ELEMENTS (sockets));
  g_assert_cmpuint (count_open (sockets, G_N_ELEMENTS (sockets)), ==, n_left);
  g_assert_cmpuint (count_open (sockets + G_N_ELEMENTS (sockets) - n_left, n_left), ==, n_left);
  g_autofree char *reply = read_reply (sockets[0]);
  g_autofree char *retry_after = header_of (reply, "Retry-After");
  assert_status (reply, 503);
  g_assert_cmpstr (retry_after, ==, "5");

  assert_receives (receiver);
  close_all (sockets + 1, G_N_ELEMENTS (sockets) - 1);
}

/* Those of one address make room for each other, and not those of others. */
static void
test_silent_others (Receiver *receiver, gconstpointer data)
{
  int early[4];
  int sockets[40];

  connect_silently (receiver, OTHER, early, G_N_ELEMENTS (early));
  connect_silently (receiver, "127.0.0.1", sockets, G_N_ELEMENTS (sockets));
  g_assert_cmpuint (count_open (early, G_N_ELEMENTS (early)), ==, G_N_ELEMENTS (early));
  close_all (early, G_N_ELEMENTS (early));
  close_all (sockets, G_N_ELEMENTS (sockets));
}

/* For the limit in all, the longest waiting of all. */
static void
test_silent_in_all (Receiver *receiver, gconstpointer data)
{
  int sockets[4][8];
  const guint n_all = 4 * 8;

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autofree char *address = g_strdup_printf ("127.0.0.%u", i + 2);
      connect_silently (receiver, address, sockets[i], G_N_ELEMENTS (sockets[i]));
    }
  g_assert_cmpuint (count_open (sockets[0], n_all), ==, narrow.waiting_connections);
  g_assert_cmpuint (count_open (sockets[0], n_all - narrow.waiting_connections), ==, 0);
  assert_receives (receiver);
  close_all (sockets[0], n_all);
}

static int
start_post (Receiver *receiver, const char *id, char **rest)
{
  g_autofree char *json = make_json (id);
  int fd = receiver_start_post (receiver, JSON_TYPE, strlen (json), json, 1);

  *rest = g_strdup (json + 1);
  return fd;
}

static guint
finish_post (int fd, char *rest)
{
  g_assert_true (send_all (fd, rest, strlen (rest)));
  g_free (rest);
  g_autofree char *reply = read_reply (fd);
  return status_of (reply);
}

/* A client with a right password stays, however many others there are. */
static void
test_served_stay (Receiver *receiver, gconstpointer data)
{
  int sockets[40];
  char *rest;
  int fd = start_post (receiver, "m-1", &rest);

  run_for (200);
  connect_silently (receiver, "127.0.0.1", sockets, G_N_ELEMENTS (sockets));
  g_assert_cmpuint (finish_post (fd, rest), ==, 200);
  close_all (sockets, G_N_ELEMENTS (sockets));
}

/* A client that was refused, and still sends, makes room before those that are silent. */
static void
test_refused_first (Receiver *receiver, gconstpointer data)
{
  const char *request = "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
  int sockets[40];
  const guint n = narrow.waiting_connections_per_address;

  connect_silently (receiver, "127.0.0.1", sockets, n - 1);
  int refused = receiver_connect (receiver);
  g_assert_true (send_all (refused, request, strlen (request)));
  run_for (200);
  sockets[n - 1] = receiver_connect (receiver);
  run_for (200);
  g_assert_cmpuint (count_open (sockets, n), ==, n);
  g_autofree char *reply = read_reply (refused);
  assert_status (reply, 401);
  close_all (sockets, n);
}

static void
start_posts (Receiver *receiver, int *sockets, char **rests, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("started-%u", i);
      sockets[i] = start_post (receiver, id, &rests[i]);
    }
  run_for (200);
}

static void
finish_posts (int *sockets, char **rests, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (finish_post (sockets[i], rests[i]), ==, 200);
}

/* More posts at a time than one address may send. */
static void
test_crowd (Receiver *receiver, gconstpointer data)
{
  int sockets[4];
  char *rests[4];
  g_autofree char *json = make_json ("m-1");

  start_posts (receiver, sockets, rests, G_N_ELEMENTS (sockets));
  g_autofree char *refused = receiver_post (receiver, JSON_TYPE, NULL, json, strlen (json));
  assert_status (refused, 503);
  g_autofree char *retry_after = header_of (refused, "Retry-After");
  g_assert_cmpstr (retry_after, ==, "5");
  finish_posts (sockets, rests, G_N_ELEMENTS (sockets));
  run_for (50);
  assert_receives (receiver);
}

/* A proxy, or the end of a tunnel, is many senders. */
static void
test_shared (Receiver *receiver, gconstpointer data)
{
  int sockets[6];
  char *rests[6];

  start_posts (receiver, sockets, rests, G_N_ELEMENTS (sockets));
  assert_receives (receiver);
  finish_posts (sockets, rests, G_N_ELEMENTS (sockets));
}

static void
test_trusted_proxy (Receiver *receiver, gconstpointer data)
{
  static const char *const proxies[] = { "127.0.0.1", NULL };

  receiver->options.trusted_proxies = proxies;
  receiver_configure (receiver);
  run_for (100);
  test_shared (receiver, NULL);
}

/* Silent ones of a shared address are limited in all only, and make room there. */
static void
test_shared_silent (Receiver *receiver, gconstpointer data)
{
  int sockets[40];

  connect_silently (receiver, "127.0.0.1", sockets, G_N_ELEMENTS (sockets));
  g_assert_cmpuint (count_open (sockets, G_N_ELEMENTS (sockets)), ==, narrow.waiting_connections);
  assert_receives (receiver);
  close_all (sockets, G_N_ELEMENTS (sockets));
}

/* When as many are served as there may be, others wait to be accepted. */
static void
test_full (Receiver *receiver, gconstpointer data)
{
  FbReceiverLimits limits = narrow;
  int sockets[4];
  char *rests[4];

  limits.connections = 4;
  limits.connections_per_address = 100;
  receiver_set_limits (receiver, &limits);
  run_for (50);
  start_posts (receiver, sockets, rests, G_N_ELEMENTS (sockets));
  int waiting = receiver_connect (receiver);
  send_all (waiting, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", 33);
  run_for (100);
  g_assert_true (is_open (waiting));

  g_assert_cmpuint (finish_post (sockets[0], rests[0]), ==, 200);
  g_autofree char *reply = read_reply (waiting);
  assert_status (reply, 200);
  finish_posts (sockets + 1, rests + 1, G_N_ELEMENTS (sockets) - 1);
  assert_receives (receiver);
}

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/receiver/limits/" path, Receiver, &narrow, set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  narrow.connections_per_address = 4;
  narrow.waiting_connections = 20;
  narrow.waiting_connections_per_address = 10;
  narrow.header_ms = 300000;
  narrow.linger_ms = 300000;

  ADD ("silent", set_up_exposed, test_silent);
  ADD ("silent-others", set_up_exposed, test_silent_others);
  ADD ("silent-in-all", set_up_exposed, test_silent_in_all);
  ADD ("served-stay", set_up_exposed, test_served_stay);
  ADD ("refused-first", set_up_exposed, test_refused_first);
  ADD ("crowd", set_up_exposed, test_crowd);
  ADD ("shared", receiver_set_up, test_shared);
  ADD ("shared-silent", receiver_set_up, test_shared_silent);
  ADD ("trusted-proxy", set_up_exposed, test_trusted_proxy);
  ADD ("full", receiver_set_up, test_full);
  return g_test_run ();
}
