/* test-receiver-logins.c
 *
 * Those who guess passwords, and those who pretend to come from elsewhere. Whatever they do, who
 * has the right password is served.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "receiver-fixture.h"
#include "slow-password.h"

#define JSON_TYPE "application/json"
#define BODY      "{\"messageId\":\"x\"}"

static FbReceiverLimits few = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits few_in_all = FB_RECEIVER_LIMITS_DEFAULT;

/* One post with that password, and more headers. */
static char *
post_as (Receiver *receiver, const char *password, const char *more_headers)
{
  g_autofree char *plain = g_strconcat (USER ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  g_autofree char *request = g_strdup_printf (
    "POST /webhook HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Type: " JSON_TYPE
    "\r\nContent-Length: %zu\r\n%s\r\n" BODY,
    encoded, strlen (BODY), more_headers);

  return receiver_ask (receiver, request, -1);
}

static guint
status_for (Receiver *receiver, const char *password, const char *more_headers)
{
  g_autofree char *reply = post_as (receiver, password, more_headers);

  return status_of (reply);
}

static void
test_wrong (Receiver *receiver, gconstpointer data)
{
  assert_receives (receiver);
  for (guint i = 0; i < few.failed_logins; i++)
    g_assert_cmpuint (status_for (receiver, i % 2 == 0 ? "wrong" : "wrong too", ""), ==, 401);

  g_autofree char *reply = post_as (receiver, "wrong", "");
  assert_status (reply, 429);
  g_autofree char *retry_after = header_of (reply, "Retry-After");
  guint64 seconds = g_ascii_strtoull (retry_after, NULL, 10);
  g_assert_cmpuint (seconds, >=, 1);
  g_assert_cmpuint (seconds, <=, 60 / few.failed_logins);
  assert_receives (receiver);

  /* A request without a password gets the challenge. */
  g_autofree char *challenged =
    receiver_ask (receiver, "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", -1);
  assert_status (challenged, 401);
}

/* The receiver's thread gets the message in a moment. */
static void
set_allowed (Receiver *receiver, const char *const *addresses)
{
  receiver->options.allowed_senders = addresses;
  receiver_configure (receiver);
  run_for (100);
}

static void
set_proxies (Receiver *receiver, const char *const *addresses)
{
  receiver->options.trusted_proxies = addresses;
  receiver_configure (receiver);
  run_for (100);
}

static void
set_password_elsewhere (Receiver *receiver, const char *password)
{
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  g_autoptr (FbCredentials) other = fb_credentials_new (file_name);
  g_autoptr (GError) error = NULL;

  fb_credentials_set_password (other, USER, password, &error);
  g_assert_no_error (error);
}

static char *
set_generated_password_elsewhere (Receiver *receiver)
{
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  g_autoptr (FbCredentials) other = fb_credentials_new (file_name);
  g_autoptr (GError) error = NULL;
  char *password = fb_credentials_set_generated_password (other, USER, &error);

  g_assert_no_error (error);
  return password;
}

typedef struct
{
  Receiver *receiver;
  gint must_end;
  gint n[600];
} Flood;

static gpointer
flood (gpointer data)
{
  Flood *flood = data;

  for (guint i = 0; !g_atomic_int_get (&flood->must_end); i++)
    {
      g_autofree char *password = g_strdup_printf ("%p %u", (gpointer) g_thread_self (), i);
      guint status = status_for (flood->receiver, password, "");

      g_atomic_int_inc (&flood->n[status]);
    }
  return NULL;
}

/* Each of the flood has another password: nothing of it is known. What is known passes; what was
 * just set here passes; what another process has set passes before long, and at once if it was
 * generated. */
static void
test_flood (Receiver *receiver, gconstpointer data)
{
  Flood it = { .receiver = receiver };
  GThread *threads[4];
  g_autoptr (GError) error = NULL;

  assert_receives (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("flood", flood, &it);
  while (g_atomic_int_get (&it.n[429]) < 50)
    run_for (5);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (status_for (receiver, PASSWORD, ""), ==, 200);

  g_assert_true (fb_credentials_set_password (receiver->credentials, USER, "new", &error));
  g_assert_cmpuint (status_for (receiver, "new", ""), ==, 200);

  set_password_elsewhere (receiver, "newer");
  guint status;
  while ((status = status_for (receiver, "newer", "")) != 200)
    g_assert_cmpuint (status, ==, 429);

  g_autofree char *generated = set_generated_password_elsewhere (receiver);
  g_assert_cmpuint (status_for (receiver, generated, ""), ==, 200);

  g_atomic_int_set (&it.must_end, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (it.n[401], >=, 1);
  g_assert_cmpint (it.n[401] + it.n[429] + it.n[503], >=, 54);
  g_assert_cmpint (it.n[200] + it.n[0], ==, 0);
}

static int
start_login (Receiver *receiver, const char *password, const char *more_headers)
{
  g_autofree char *plain = g_strconcat (USER ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  g_autofree char *request =
    g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n"
                     "Content-Type: " JSON_TYPE "\r\nContent-Length: 100\r\n%s\r\n",
                     encoded, more_headers);
  int fd = receiver_connect (receiver);

  g_assert_true (send_all (fd, request, strlen (request)));
  return fd;
}

/* The flood comes from elsewhere: a password that was just set is verified at once, for who logged
 * in from there before, be it with one that was known (@password) or had yet to be verified. */
static void
resist_flood_from_elsewhere (Receiver *receiver, const char *password)
{
  static const char *const proxies[] = { "127.0.0.1", NULL };
  const char *documo = "X-Forwarded-For: 35.225.187.84\r\n";

  set_proxies (receiver, proxies);
  g_assert_cmpuint (status_for (receiver, password, documo), ==, 200);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *header = g_strdup_printf ("X-Forwarded-For: 192.0.2.%u\r\n", i);
      g_autofree char *wrong = g_strdup_printf ("wrong %u", i);

      guint status = status_for (receiver, i < 20 ? "known to be wrong" : wrong, header);
      g_assert_true (status == 401 || status == 429);
    }
  g_assert_cmpuint (status_for (receiver, "known to be wrong", "X-Forwarded-For: 203.0.113.1\r\n"),
                    ==, 429);

  /* While one of them is being verified, those that are denied are told so at once. */
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  slow_password_write (file_name, USER, "newer");
  int fd = start_login (receiver, "another", "X-Forwarded-For: 203.0.113.2\r\n");
  g_assert_cmpuint (status_for (receiver, "newer", documo), ==, 200);
  close (fd);
}

static void
test_flood_from_elsewhere (Receiver *receiver, gconstpointer data)
{
  resist_flood_from_elsewhere (receiver, PASSWORD);
}

static void
test_flood_after_change (Receiver *receiver, gconstpointer data)
{
  set_password_elsewhere (receiver, "new");
  resist_flood_from_elsewhere (receiver, "new");
}

/* Whose bucket is empty keeps at most one worker busy: of a crowd only the first is verified, and
 * the others hear so before he does. */
static void
test_one_at_a_time (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  int sockets[8];
  char byte;

  slow_password_write (file_name, USER, PASSWORD);
  for (guint i = 0; i < few.failed_logins; i++)
    g_assert_cmpuint (status_for (receiver, "wrong", ""), ==, 401);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autofree char *password = g_strdup_printf ("wrong %u", i);
      sockets[i] = start_login (receiver, password, "");
    }
  for (guint i = 1; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autofree char *reply = read_reply (sockets[i]);
      assert_status (reply, 429);
    }
  g_assert_cmpint (recv (sockets[0], &byte, 1, MSG_DONTWAIT), ==, -1);
  g_autofree char *reply = read_reply (sockets[0]);
  assert_status (reply, 429);
}

/* A forged header gives no other bucket. */
static void
test_spoofed (Receiver *receiver, gconstpointer data)
{
  static const char *const proxies[] = { "127.0.0.1", "10.0.0.0/8", NULL };
  guint n[600] = { 0 };

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *header = g_strdup_printf ("X-Forwarded-For: 192.0.2.%u\r\n", i);
      n[status_for (receiver, "wrong", header)]++;
    }
  g_assert_cmpuint (n[401], ==, few.failed_logins);
  g_assert_cmpuint (n[429], ==, 10 - few.failed_logins);

  /* Behind a proxy it is what the proxy says, not what the sender says. */
  set_proxies (receiver, proxies);
  memset (n, 0, sizeof n);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *header = g_strdup_printf (
        "X-Forwarded-For: 192.0.2.%u\r\nX-Forwarded-For: 198.51.100.1, 10.0.0.1\r\n", i);
      n[status_for (receiver, "wrong", header)]++;
    }
  g_assert_cmpuint (n[401], ==, few.failed_logins);
  g_assert_cmpuint (n[429], ==, 10 - few.failed_logins);
  g_assert_cmpuint (status_for (receiver, "wrong", "X-Forwarded-For: 198.51.100.2\r\n"), ==, 401);
}

static void
test_allowed (Receiver *receiver, gconstpointer data)
{
  static const char *const documo[] = { "35.225.187.84", NULL };
  static const char *const proxies[] = { "127.0.0.0/8", NULL };
  static const char *const none[] = { NULL };

  set_allowed (receiver, documo);
  g_autofree char *refused = post_as (receiver, PASSWORD, "");
  assert_status (refused, 403);
  g_assert_nonnull (strstr (refused, "This address may not send"));
  g_assert_cmpuint (status_for (receiver, "wrong", ""), ==, 403);
  g_assert_cmpuint (status_for (receiver, PASSWORD, "X-Forwarded-For: 35.225.187.84\r\n"), ==, 403);

  set_proxies (receiver, proxies);
  g_assert_cmpuint (status_for (receiver, PASSWORD, "X-Forwarded-For: 35.225.187.84\r\n"), ==, 200);
  g_assert_cmpuint (status_for (receiver, "wrong", "X-Forwarded-For: 35.225.187.84\r\n"), ==, 401);
  g_assert_cmpuint (
    status_for (receiver, PASSWORD, "X-Forwarded-For: 35.225.187.84, 192.0.2.1\r\n"), ==, 403);
  g_assert_cmpuint (status_for (receiver, PASSWORD, ""), ==, 403);

  /* Whether it is alive anybody may ask. */
  g_autofree char *alive = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);
  assert_status (alive, 200);
  set_allowed (receiver, none);
  assert_receives (receiver);
}

/* What passes by itself must not make a sender believe that its password is wrong. */
static void
test_unreadable (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  g_autofree char *aside = g_strconcat (file_name, ".aside", NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  assert_receives (receiver);
  g_assert_cmpint (g_rename (file_name, aside), ==, 0);
  /* A socket can't be opened, whoever its owner is. */
  g_strlcpy (address.sun_path, file_name, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  for (guint i = 0; i < few.failed_logins + 1; i++)
    {
      g_autofree char *reply = post_as (receiver, PASSWORD, "");
      g_autofree char *retry_after = header_of (reply, "Retry-After");

      assert_status (reply, 503);
      g_assert_cmpstr (retry_after, ==, "30");
    }
  close (fd);
  g_assert_cmpint (g_rename (aside, file_name), ==, 0);
  assert_receives (receiver);
}

#define ADD(path, limits, test)                                                                    \
  g_test_add ("/receiver/logins/" path, Receiver, limits, receiver_set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  few.failed_logins = 4;
  /* However slow the machine is, no other one may fail while a test floods it. */
  few_in_all.failed_logins_in_all = 1;

  ADD ("wrong", &few, test_wrong);
  ADD ("flood", &few, test_flood);
  ADD ("flood-from-elsewhere", &few_in_all, test_flood_from_elsewhere);
  ADD ("flood-after-change", &few_in_all, test_flood_after_change);
  ADD ("one-at-a-time", &few, test_one_at_a_time);
  ADD ("spoofed", &few, test_spoofed);
  ADD ("unreadable", &few, test_unreadable);
  ADD ("allowed", NULL, test_allowed);
  return g_test_run ();
}
