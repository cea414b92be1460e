/* test-attacks.c
 *
 * The real application under attack: connections that say nothing, and TLS handshakes that stop
 * half-way, opened again and again, from the address that posts come from and from others, with
 * plain HTTP and over TLS. Meanwhile posts are answered with 200, also through a tunnel that delays
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "running-faxbell.h"
#include "tls-fixture.h"

/* More than any limit lets be open; opened again as they are closed, and at least so slowly that
 * each is open for some time. */
#define N_OPEN         700
#define OPENED_AT_ONCE 5
#define PAUSE_MS       10

#define RELAY_DELAY_MS 100
#define N_POSTS        5

typedef struct
{
  gboolean is_tls;
  gboolean is_exposed;
} Variant;

static int
connect_from (const char *from, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  struct timeval limit = { .tv_sec = 60 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (inet_pton (AF_INET, from, &address.sin_addr), ==, 1);
  setsockopt (fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &(int){ 1 }, sizeof (int));
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  address.sin_port = htons (port);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;
  close (fd);
  return -1;
}

/* A tunnel */

typedef struct
{
  int from;
  int to;
} Direction;

static gpointer
relay_direction (gpointer data)
{
  Direction *direction = data;
  char buffer[65536];
  gssize n;

  do
    {
      n = recv (direction->from, buffer, sizeof buffer, 0);
      g_usleep (RELAY_DELAY_MS * 1000);
    }
  while (n > 0 && send_all (direction->to, buffer, (gsize) n));
  shutdown (direction->to, SHUT_WR);
  g_free (direction);
  return NULL;
}

/* Of one connection, of which the caller has the near end. */
typedef struct
{
  int ends[2];
  int far_end;
  GThread *threads[2];
} Relay;

static void
relay_start (Relay *relay, guint16 port)
{
  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, relay->ends));
  relay->far_end = connect_from ("127.0.0.1", port);
  g_assert_cmpint (relay->far_end, >=, 0);
  for (guint i = 0; i < 2; i++)
    {
      Direction *direction = g_new (Direction, 1);

      direction->from = i == 0 ? relay->ends[1] : relay->far_end;
      direction->to = i == 0 ? relay->far_end : relay->ends[1];
      relay->threads[i] = g_thread_new ("relay", relay_direction, direction);
    }
}

static void
relay_end (Relay *relay)
{
  shutdown (relay->ends[1], SHUT_RDWR);
  shutdown (relay->far_end, SHUT_RDWR);
  for (guint i = 0; i < 2; i++)
    g_thread_join (relay->threads[i]);
  close (relay->ends[1]);
  close (relay->far_end);
}

/* The attacker */

typedef struct
{
  guint16 port;
  const char *const *addresses;
  GBytes *first_message;
  gint must_end;
  gint n_opened;
} Attack;

static gboolean
is_closed (int fd)
{
  char buffer[4096];
  gssize n;

  while ((n = recv (fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0)
    ;
  return n == 0 || errno != EAGAIN;
}

static int
open_one (Attack *attack, guint number)
{
  const char *address = attack->addresses[number % g_strv_length ((char **) attack->addresses)];
  int fd = connect_from (address, attack->port);

  if (fd >= 0 && attack->first_message != NULL)
    send_all (fd, g_bytes_get_data (attack->first_message, NULL),
              g_bytes_get_size (attack->first_message));
  g_atomic_int_inc (&attack->n_opened);
  return fd;
}

static gpointer
run_attack (gpointer data)
{
  Attack *attack = data;
  int sockets[N_OPEN];

  memset (sockets, -1, sizeof sockets);
  for (guint i = 0; !g_atomic_int_get (&attack->must_end); i++)
    {
      int *fd = &sockets[i % N_OPEN];

      if (*fd >= 0 && is_closed (*fd))
        {
          close (*fd);
          *fd = -1;
        }
      if (*fd < 0)
        *fd = open_one (attack, i);
      if (i % OPENED_AT_ONCE == 0)
        g_usleep (PAUSE_MS * 1000);
    }
  for (guint i = 0; i < N_OPEN; i++)
    if (sockets[i] >= 0)
      close (sockets[i]);
  return NULL;
}

/* Posts meanwhile */

static char *
dup_post (const char *message_id)
{
  g_autofree char *json = make_json (message_id);
  g_autofree char *encoded = g_base64_encode ((const guchar *) RUNNING_USER ":" RUNNING_PASSWORD,
                                              strlen (RUNNING_USER ":" RUNNING_PASSWORD));

  return g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          encoded, strlen (json), json);
}

static char *
ask_tls (int fd, const char *request)
{
  TlsClient client;
  gboolean was_closed_well;
  char *reply = NULL;

  if (tls_client_connect (&client, fd, TLS_MODERN) == 0 &&
      tls_client_send (&client, request, strlen (request)))
    reply = tls_client_read (&client, &was_closed_well);
  tls_client_close (&client);
  return reply;
}

static guint
post_through (int fd, gboolean is_tls)
{
  static guint number;
  g_autofree char *message_id = g_strdup_printf ("attack-%u", ++number);
  g_autofree char *request = dup_post (message_id);

  if (is_tls)
    {
      g_autofree char *reply = ask_tls (fd, request);
      return reply != NULL ? status_of (reply) : 0;
    }
  send_all (fd, request, strlen (request));
  g_autofree char *reply = read_reply (fd);
  return status_of (reply);
}

static void
post (RunningFaxbell *faxbell, gboolean is_tls)
{
  int fd = connect_from ("127.0.0.1", faxbell->port);
  Relay relay;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (post_through (fd, is_tls), ==, 200);
  relay_start (&relay, faxbell->port);
  g_assert_cmpuint (post_through (relay.ends[0], is_tls), ==, 200);
  relay_end (&relay);
}

static void
withstand (RunningFaxbell *faxbell,
           gboolean is_tls,
           const char *const *addresses,
           GBytes *first_message)
{
  Attack attack = { .port = faxbell->port, .addresses = addresses, .first_message = first_message };
  GThread *thread = g_thread_new ("attack", run_attack, &attack);

  while (g_atomic_int_get (&attack.n_opened) < N_OPEN)
    g_usleep (10 * 1000);
  for (guint i = 0; i < N_POSTS; i++)
    post (faxbell, is_tls);
  g_atomic_int_set (&attack.must_end, TRUE);
  g_thread_join (thread);
}

static RunningFaxbell *
start (const Variant *variant)
{
  RunningFaxbell *faxbell = running_faxbell_new ();
  g_autofree char *file = g_build_filename (faxbell->home, "certificate.pem", NULL);
  g_autofree char *key = g_build_filename (faxbell->home, "key.pem", NULL);
  g_autofree char *certificate_setting = g_strdup_printf ("tls-certificate='%s'", file);
  g_autofree char *key_setting = g_strdup_printf ("tls-key='%s'", key);

  /* Those of connections that wait are more than it takes to fill those of before. */
  running_faxbell_set (faxbell, "limit-waiting-connections=uint32 600");
  running_faxbell_set (faxbell, "limit-waiting-connections-per-address=uint32 500");
  /* Nobody is saved by the deadlines of the others. */
  running_faxbell_set (faxbell, "limit-header-time=uint32 300");
  if (variant->is_exposed)
    {
      running_faxbell_set (faxbell, "receiver-address='0.0.0.0'");
      running_faxbell_set (faxbell, "plain-http-confirmed=true");
    }
  if (variant->is_tls)
    {
      tls_write_certificate (file, key, "localhost", 30);
      running_faxbell_set (faxbell, certificate_setting);
      running_faxbell_set (faxbell, key_setting);
    }
  running_faxbell_start (faxbell, "--background");
  return faxbell;
}

static void
test_attacks (gconstpointer data)
{
  static const char *const same[] = { "127.0.0.1", NULL };
  static const char *const others[] = { "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", NULL };
  const Variant *variant = data;
  g_autoptr (RunningFaxbell) faxbell = start (variant);
  g_autoptr (GBytes) hello = tls_make_hello ();

  withstand (faxbell, variant->is_tls, same, NULL);
  if (variant->is_exposed)
    withstand (faxbell, variant->is_tls, others, NULL);
  if (variant->is_tls)
    withstand (faxbell, TRUE, same, hello);
  if (variant->is_tls && variant->is_exposed)
    withstand (faxbell, TRUE, others, hello);
  running_faxbell_end (faxbell);
}

int
main (int argc, char *argv[])
{
  static const Variant plain = { FALSE, FALSE };
  static const Variant tls = { TRUE, FALSE };
  static const Variant plain_exposed = { FALSE, TRUE };
  static const Variant tls_exposed = { TRUE, TRUE };
  struct rlimit limit;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = MIN (limit.rlim_max, MAX (limit.rlim_cur, 4096));
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));

  g_test_add_data_func ("/attacks/plain", &plain, test_attacks);
  g_test_add_data_func ("/attacks/tls", &tls, test_attacks);
  g_test_add_data_func ("/attacks/plain-exposed", &plain_exposed, test_attacks);
  g_test_add_data_func ("/attacks/tls-exposed", &tls_exposed, test_attacks);
  return g_test_run ();
}
