/* test-receiver-life.c
 *
 * A receiver that is stopped, started again, moved to another address, or dropped, while senders
 * are at it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "receiver-fixture.h"

#define PDF       "%PDF-1.4\nnot much of a fax\n"
#define JSON_TYPE "application/json"

#define ADD(path, test)                                                                            \
  g_test_add ("/receiver/life/" path, Receiver, NULL, receiver_set_up, test, receiver_tear_down)

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = fb_receiver_stop_finish (FB_RECEIVER (source), result, NULL);
}

/* Stopping: no more connections are accepted, but requests under way are served to the end. Silent
 * connections aren't waited for, whatever time they have. */
static void
test_stop (Receiver *receiver, gconstpointer data)
{
  FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;

  limits.header_ms = limits.stop_ms = 3600000;
  receiver_set_limits (receiver, &limits);
  run_for (50);

  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  int fd = receiver_start_post (receiver, FORM_TYPE, form->len, form->str, 100);
  int silent = receiver_connect (receiver);
  gboolean is_stopped = FALSE;

  run_for (100);
  fb_receiver_stop_async (receiver->receiver, on_stopped, &is_stopped);
  run_for (200);
  g_assert_false (is_stopped);
  send_all (fd, form->str + 100, form->len - 100);
  g_autofree char *reply = read_reply (fd);
  assert_status (reply, 200);
  while (!is_stopped)
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *shown_out = read_reply (silent);
  assert_status (shown_out, 408);
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_STOPPED);
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);
  g_assert_cmpint (fb_receiver_get_receiving_since (receiver->receiver), ==, 0);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);

  const gint64 before = g_get_real_time ();
  fb_receiver_start (receiver->receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_cmpint (fb_receiver_get_receiving_since (receiver->receiver), >=, before);
  assert_receives (receiver);
}

/* A client that never ends can't keep it from stopping. */
static void
test_stop_bounded (Receiver *receiver, gconstpointer data)
{
  FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;

  limits.stop_ms = 300;
  receiver_set_limits (receiver, &limits);
  int fd = receiver_start_post (receiver, JSON_TYPE, 100, "{", 1);
  run_for (100);
  receiver_stop (receiver);
  g_autofree char *reply = read_reply (fd);
  g_assert_cmpuint (status_of (reply), !=, 200);
}

/* What stands in for a disk that hangs: while this is set, flushes wait. */
static gint is_hanging;
static gint n_hanging;

int
fsync (int fd)
{
  g_atomic_int_inc (&n_hanging);
  while (g_atomic_int_get (&is_hanging))
    g_usleep (1000);
  g_atomic_int_add (&n_hanging, -1);
  return (int) syscall (SYS_fsync, fd);
}

/* Nor can a store that hangs: the receiver stops, and another one listens, while a fax that was
 * received waits for its flush. It isn't lost. */
static void
test_stop_hung_store (Receiver *receiver, gconstpointer data)
{
  FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));

  limits.stop_ms = 300;
  receiver_set_limits (receiver, &limits);
  run_for (50);
  g_atomic_int_set (&is_hanging, TRUE);
  int fd = receiver_start_post (receiver, FORM_TYPE, form->len, form->str, form->len);
  while (g_atomic_int_get (&n_hanging) == 0)
    run_for (5);
  receiver_stop (receiver);
  g_autofree char *reply = read_reply (fd);
  g_assert_cmpuint (status_of (reply), !=, 200);

  fb_receiver_start (receiver->receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_autofree char *alive = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  assert_status (alive, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);

  g_atomic_int_set (&is_hanging, FALSE);
  while (receiver_count_faxes (receiver) == 0)
    run_for (5);
  assert_receives (receiver);
}

/* Dropped without having been stopped. */
static void
test_dropped (Receiver *receiver, gconstpointer data)
{
  int fd = receiver_start_post (receiver, JSON_TYPE, 100, "{", 1);

  run_for (50);
  g_clear_object (&receiver->receiver);
  g_free (read_reply (fd));
  receiver->receiver = fb_receiver_new (receiver->store, receiver->credentials);
}

static int
take_port (guint *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (fd, 1), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  *port = ntohs (address.sin_port);
  return fd;
}

static GThread *test_thread;

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_assert_true (g_thread_self () == test_thread);
  (*(guint *) user_data)++;
}

static void
test_move (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  guint n_notified = 0;
  guint port;
  int taken = take_port (&port);
  int in_flight = receiver_start_post (receiver, JSON_TYPE, strlen (json), json, 10);

  g_signal_connect (receiver->receiver, "notify::state", G_CALLBACK (on_notify), &n_notified);
  run_for (100);
  receiver_set_port (receiver, port);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), G_IO_ERROR,
                                  G_IO_ERROR_ADDRESS_IN_USE));
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);

  /* The other one gives it up, and the receiver notices. */
  close (taken);
  receiver_set_address (receiver, "127.0.0.2");
  receiver_set_address (receiver, "127.0.0.1");
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  while (fb_receiver_get_bound_port (receiver->receiver) != port)
    run_for (5);
  g_assert_null (fb_receiver_get_problem (receiver->receiver));
  g_assert_cmpuint (n_notified, >=, 2);
  run_for (50);
  assert_receives (receiver);

  receiver_set_address (receiver, "localhost");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), G_IO_ERROR,
                                  G_IO_ERROR_INVALID_ARGUMENT));
  receiver_set_address (receiver, "192.0.2.1");
  while (g_error_matches (fb_receiver_get_problem (receiver->receiver), G_IO_ERROR,
                          G_IO_ERROR_INVALID_ARGUMENT))
    run_for (5);
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_FAILED);

  /* A connection from before all this is served. */
  send_all (in_flight, json + 10, strlen (json) - 10);
  g_autofree char *reply = read_reply (in_flight);
  assert_status (reply, 200);

  /* It goes on notifying while it is torn down. */
  g_signal_handlers_disconnect_by_data (receiver->receiver, &n_notified);
}

static void
on_problem (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* At once, where it could not listen; and only there. */
static void
test_retry (Receiver *receiver, gconstpointer data)
{
  guint n_problems = 0;
  gboolean is_stopped = FALSE;
  guint port;
  int taken = take_port (&port);

  receiver_set_port (receiver, port);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  close (taken);
  fb_receiver_retry (receiver->receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, port);
  fb_receiver_retry (receiver->receiver);
  assert_receives (receiver);

  receiver_set_address (receiver, "0.0.0.0");
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_FAILED);
  g_signal_connect (receiver->receiver, "notify::problem", G_CALLBACK (on_problem), &n_problems);
  fb_receiver_retry (receiver->receiver);
  g_assert_cmpuint (n_problems, ==, 1);

  /* Each call to stop it is answered once it has stopped. */
  fb_receiver_stop_async (receiver->receiver, on_stopped, &is_stopped);
  fb_receiver_retry (receiver->receiver);
  g_assert_cmpuint (n_problems, ==, 1);
  while (!is_stopped)
    g_main_context_iteration (NULL, TRUE);
  fb_receiver_retry (receiver->receiver);
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_STOPPED);
  g_signal_handlers_disconnect_by_data (receiver->receiver, &n_problems);
}

static void
on_notify_well (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_assert_cmpint (fb_receiver_get_state (FB_RECEIVER (object)), !=, FB_RECEIVER_FAILED);
}

static void
test_wildcard (Receiver *receiver, gconstpointer data)
{
  guint port = fb_receiver_get_bound_port (receiver->receiver);

  receiver_set_plain_http_confirmed (receiver, TRUE);
  g_signal_connect (receiver->receiver, "notify::state", G_CALLBACK (on_notify_well), NULL);

  /* The same place, and then one that takes it in, so that both can't be open at once. */
  receiver_set_port (receiver, port);
  run_for (200);
  receiver_set_plain_http_confirmed (receiver, TRUE);
  receiver_set_address (receiver, "0.0.0.0");
  run_for (200);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, port);
  assert_receives (receiver);

  receiver_set_address (receiver, "::1");
  run_for (200);
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *expected = g_strdup_printf ("http://[::1]:%u/webhook", port);
  g_assert_cmpstr (url, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_thread = g_thread_self ();

  ADD ("stop", test_stop);
  ADD ("stop-bounded", test_stop_bounded);
  ADD ("stop-hung-store", test_stop_hung_store);
  ADD ("dropped", test_dropped);
  ADD ("move", test_move);
  ADD ("retry", test_retry);
  ADD ("wildcard", test_wildcard);
  return g_test_run ();
}
