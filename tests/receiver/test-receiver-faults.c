/* test-receiver-faults.c
 *
 * Clients that are slow, disconnect, are many, or send what is refused; and no descriptors left.
 * After each: it still receives, and nothing is left behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "receiver-fixture.h"

#define PDF       "%PDF-1.4\nnot much of a fax\n"
#define JSON_TYPE "application/json"

static FbReceiverLimits hasty = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits steady = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits narrow = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits lingering = FB_RECEIVER_LIMITS_DEFAULT;

#define ADD(path, limits, test)                                                                    \
  g_test_add ("/receiver/faults/" path, Receiver, limits, receiver_set_up, test, receiver_tear_down)

/* Waits until what @count counts has come down to @n; if it never does, the test never ends. */
static void
wait_for_spool (Receiver *receiver, guint n, gboolean at_least)
{
  while (at_least ? receiver_count_spooled (receiver) < n : receiver_count_spooled (receiver) > n)
    run_for (5);
}

static void
test_slow_headers (Receiver *receiver, gconstpointer data)
{
  const char *request = "GET /health HTTP/1.1\r\nHost: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
  int silent = receiver_connect (receiver);
  int fd = receiver_connect (receiver);

  for (const char *c = request; *c != '\0' && send_all (fd, c, 1); c++)
    run_for (50);
  g_autofree char *reply = read_reply (fd);
  g_autofree char *nothing = read_reply (silent);
  assert_status (reply, 408);
  assert_status (nothing, 408);
  assert_receives (receiver);
}

static void
test_stalled_body (Receiver *receiver, gconstpointer data)
{
  int fd = receiver_start_post (receiver, JSON_TYPE, 1000, "{\"a\"", 4);
  g_autofree char *reply = read_reply (fd);

  assert_status (reply, 408);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  assert_receives (receiver);
}

/* One byte at a time is progress; so it is the time for the whole that ends it. */
static void
test_drip (Receiver *receiver, gconstpointer data)
{
  int fd = receiver_start_post (receiver, JSON_TYPE, 1000, "{\"a\"", 4);

  for (guint i = 0; i < 900 && send_all (fd, " ", 1); i++)
    run_for (50);
  g_autofree char *reply = read_reply (fd);
  g_assert_true (status_of (reply) == 408 || *reply == '\0');
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  assert_receives (receiver);
}

/* Slower in all than a pause may be, but never pausing for so long. */
static void
test_steady (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  gsize length = strlen (json);
  int fd = receiver_start_post (receiver, JSON_TYPE, length, "", 0);

  for (gsize i = 0, n; i < length; i += n)
    {
      n = MIN (length - i, 8);
      g_assert_true (send_all (fd, json + i, n));
      run_for (60);
    }
  g_autofree char *reply = read_reply (fd);
  assert_status (reply, 200);
}

/* A slow client that finishes in time is served like any other. */
static void
test_patient (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  int fd = receiver_start_post (receiver, FORM_TYPE, form->len, "", 0);

  for (gsize i = 0; i < form->len; i++)
    g_assert_true (send_all (fd, form->str + i, 1));
  g_autofree char *reply = read_reply (fd);
  assert_status (reply, 200);
  g_assert_true (receiver_has_file (receiver, "faxes", PDF, strlen (PDF)));
}

/* Done with sending, and still listening. */
static void
test_half_closed (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  int fd = receiver_start_post (receiver, JSON_TYPE, strlen (json), json, strlen (json));

  shut_output (fd);
  g_autofree char *reply = read_reply (fd);
  assert_status (reply, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
}

static void
test_disconnect (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *document = g_strnfill (1000000, 'x');
  g_autoptr (GString) form = form_new (json, document, 1000000);

  for (guint i = 0; i < 5; i++)
    {
      int fd = receiver_start_post (receiver, FORM_TYPE, form->len, form->str, 500000);

      wait_for_spool (receiver, 1, TRUE);
      /* At first with an end of file, then with a reset. */
      struct linger reset = { .l_onoff = 1, .l_linger = 0 };
      if (i % 2 == 1)
        setsockopt (fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
      close (fd);
      wait_for_spool (receiver, 0, FALSE);
    }
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  assert_receives (receiver);
}

/* Gone while the password is being verified, or while the store is at work. */
static void
test_hasty_senders (Receiver *receiver, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      g_autofree char *json = make_json (id);
      int fd = receiver_start_post (receiver, JSON_TYPE, strlen (json), json, strlen (json));

      close (fd);
    }
  /* All that was received is kept, although the clients have disconnected. */
  while (receiver_count_faxes (receiver) < 50)
    run_for (5);
  assert_receives (receiver);
}

static char *
dup_head (gsize length)
{
  return g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Type: " FORM_TYPE
                          "\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          length);
}

static guint
read_refusal (int fd)
{
  char reply[4096];
  gssize n, length = 0;

  while ((n = recv (fd, reply + length, sizeof reply - 1 - (gsize) length, 0)) > 0)
    length += n;
  /* An end of file, not a reset, which can overtake the response on a longer way. */
  g_assert_cmpint (n, ==, 0);
  reply[length] = '\0';
  close (fd);
  return status_of (reply);
}

/* A body without a password is discarded: the client gets its response, and has a moment to come to
 * an end. */
static void
test_unauthenticated (Receiver *receiver, gconstpointer data)
{
  static char block[1 << 16];
  const gsize lengths[] = { 5 << 20, 90 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      int fd = receiver_connect (receiver);
      g_autofree char *request = dup_head (lengths[i]);

      g_assert_true (send_all (fd, request, strlen (request)));
      for (gsize sent = 0; sent < lengths[i]; sent += sizeof block)
        g_assert_true (send_all (fd, block, sizeof block));
      g_assert_cmpuint (read_refusal (fd), ==, 401);
    }

  /* One that never comes to an end is cut off. */
  int fd = receiver_connect (receiver);
  g_autofree char *endless = dup_head ((gsize) 1 << 46);
  g_assert_true (send_all (fd, endless, strlen (endless)));
  while (send_all (fd, block, sizeof block))
    ;
  close (fd);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);

  /* A client that waits for the response gets it, although it doesn't send all of its body. */
  fd = receiver_connect (receiver);
  g_assert_true (send_all (fd, endless, strlen (endless)));
  for (guint i = 0; i < 8; i++)
    send_all (fd, block, sizeof block);
  g_assert_cmpuint (read_refusal (fd), ==, 401);
  assert_receives (receiver);
}

static void
test_refused_in_body (Receiver *receiver, gconstpointer data)
{
  g_autofree char *big = g_strnfill (1 << 20, 'x');
  g_autoptr (GString) form = form_new (big, big, 1 << 20);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *json = make_json ("m-1");

  g_string_append_printf (second, "--frontier\r\nno header\r\n\r\n%s", big);
  for (guint i = 0; i < 3; i++)
    {
      g_string_append (form, "x");
      g_autofree char *reply = receiver_post (receiver, FORM_TYPE, NULL, second->str, second->len);
      assert_status (reply, 400);
    }
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
  assert_receives (receiver);
}

static void
test_descriptors (Receiver *receiver, gconstpointer data)
{
  assert_receives (receiver);
  run_for (100);
  guint before = count_descriptors ();

  for (guint i = 0; i < 1000; i++)
    {
      int fd = receiver_connect (receiver);

      if (i % 4 == 1)
        send_all (fd, "GET /health HTTP/1.1\r\n", 22);
      else if (i % 4 == 2)
        send_all (fd, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", 33);
      else if (i % 4 == 3)
        send_all (fd, "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nx", 56);
      if (i % 8 >= 4)
        g_free (read_reply ((shut_output (fd), fd)));
      else
        close (fd);
    }
  while (count_descriptors () > before)
    run_for (5);
  assert_receives (receiver);
}

/* Out of descriptors it rests, and goes on once there are some. */
static void
test_no_descriptors (Receiver *receiver, gconstpointer data)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  struct rlimit limit;
  int sockets[4];
  int spare[64];
  guint n_spare = 0;

  assert_receives (receiver);
  run_for (100);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    sockets[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  getrlimit (RLIMIT_NOFILE, &limit);
  struct rlimit tight = { count_descriptors () + 8, limit.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &tight), ==, 0);
  while (n_spare < G_N_ELEMENTS (spare) &&
         (spare[n_spare] = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    n_spare++;

  address.sin_port = htons ((guint16) fb_receiver_get_bound_port (receiver->receiver));
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      struct timeval patience = { .tv_sec = 20 };
      setsockopt (sockets[i], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      g_assert_cmpint (connect (sockets[i], (struct sockaddr *) &address, sizeof address), ==, 0);
      send_all (sockets[i], "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", 33);
    }
  run_for (250);

  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  while (n_spare > 0)
    close (spare[--n_spare]);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autofree char *reply = read_reply (sockets[i]);
      assert_status (reply, 200);
    }
  assert_receives (receiver);
}

static void
test_requests (Receiver *receiver, gconstpointer data)
{
  int first = receiver_start_post (receiver, JSON_TYPE, 100, "{", 1);
  g_autofree char *json = make_json ("m-1");

  run_for (100);
  g_autofree char *reply = receiver_post (receiver, JSON_TYPE, NULL, json, strlen (json));
  assert_status (reply, 503);
  close (first);
  run_for (100);
  assert_receives (receiver);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hasty.header_ms = 500;
  hasty.stall_ms = 300;
  hasty.total_ms = 2000;
  steady.stall_ms = 600;
  narrow.requests = 1;
  lingering.linger_ms = 10000;

  ADD ("slow-headers", &hasty, test_slow_headers);
  ADD ("stalled-body", &steady, test_stalled_body);
  ADD ("drip", &hasty, test_drip);
  ADD ("steady", &steady, test_steady);
  ADD ("patient", NULL, test_patient);
  ADD ("half-closed", NULL, test_half_closed);
  ADD ("disconnect", NULL, test_disconnect);
  ADD ("hasty-senders", NULL, test_hasty_senders);
  ADD ("unauthenticated", &lingering, test_unauthenticated);
  ADD ("refused-in-body", NULL, test_refused_in_body);
  ADD ("descriptors", NULL, test_descriptors);
  ADD ("no-descriptors", NULL, test_no_descriptors);
  ADD ("requests", &narrow, test_requests);
  return g_test_run ();
}
