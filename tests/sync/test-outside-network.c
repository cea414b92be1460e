/* test-outside-network.c
 *
 * Asking the public address from within networks that are in between: those with a proxy, with a
 * portal where one has to sign in first, or without a way out. What fails there is no alarm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "certificates.h"
#include "documo-api.h"
#include "fb-outside-check.h"
#include "front-fixture.h"
#include "receiver-fixture.h"
#include "stand-in-network.h"

#define DAY (24 * 60 * 60)

/* Nobody knows it, by RFC 6761. */
#define NAME "fax.invalid"

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static FbOutsideResult
run (FbOutsideCheck *check, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_outside_check_run_async (check, address, FALSE, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  FbOutsideResult outcome = fb_outside_check_run_finish (check, result, &error);
  g_assert_no_error (error);
  return outcome;
}

/* Online, by a proxy on @proxy_port, or directly if it is 0. */
static FbOutsideCheck *
make_check (Receiver *receiver, guint proxy_port, GNetworkConnectivity connectivity)
{
  FbOutsideCheck *check = fb_outside_check_new (fb_receiver_get_probes (receiver->receiver));
  g_autofree char *proxy =
    proxy_port != 0 ? g_strdup_printf ("http://127.0.0.1:%u", proxy_port) : g_strdup ("direct://");
  g_autoptr (GProxyResolver) proxies = g_simple_proxy_resolver_new (proxy, NULL);
  g_autoptr (StandInNetwork) network = stand_in_network_new (connectivity);

  fb_outside_check_set_network (check, proxies, G_NETWORK_MONITOR (network));
  return check;
}

static DocumoApi *
make_server (Receiver *receiver, const char *name, int until, GTlsDatabase **database)
{
  g_autofree char *file = g_build_filename (receiver->folder, "server.crt", NULL);
  g_autofree char *key_file = g_build_filename (receiver->folder, "server.key", NULL);
  const DocumoReply down = { .status = 530, .text = "x" };
  g_autoptr (GError) error = NULL;

  tls_write_certificate_for (file, key_file, name, -2 * DAY, until);
  DocumoApi *api = documo_api_new_tls (NULL, file, key_file);
  documo_api_set (api, "/webhook", &down);
  documo_api_set (api, "/health", &down);
  *database = g_tls_file_database_new (file, &error);
  g_assert_no_error (error);
  return api;
}

static void
test_name (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver, 0, G_NETWORK_CONNECTIVITY_FULL);
  const FbOutsideResult result = run (check, "https://" NAME "/webhook");

  /* Without any server of names it isn't told, either. */
  g_assert_true (result == FB_OUTSIDE_NAME_UNKNOWN || result == FB_OUTSIDE_CANNOT_TELL);
}

/* Only the proxy knows the name, and leads to its server: what that says counts. */
static void
test_proxy (Receiver *receiver, gconstpointer data)
{
  const FrontRoute routes[] = { { NULL, FRONT_FORWARD, 0, NULL } };
  const struct
  {
    const char *name;
    int until;
    FbOutsideResult result;
  } cases[] = {
    { NAME, DAY, FB_OUTSIDE_TUNNEL_DOWN },
    { NAME, -DAY, FB_OUTSIDE_CERTIFICATE_EXPIRED },
    { "other.invalid", DAY, FB_OUTSIDE_CERTIFICATE_NAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTlsDatabase) database = NULL;
      g_autoptr (DocumoApi) api = make_server (receiver, cases[i].name, cases[i].until, &database);
      g_autofree char *url = documo_api_dup_url (api);
      g_autoptr (Front) front = front_new (url, routes);
      g_autoptr (FbOutsideCheck) check =
        make_check (receiver, front_get_port (front), G_NETWORK_CONNECTIVITY_FULL);

      g_test_message ("Case %u", i);
      fb_outside_check_set_tls_database (check, database);
      g_assert_cmpint (run (check, "https://" NAME "/webhook"), ==, cases[i].result);
      g_assert_cmpuint (front_count_connects (front), >, 0);
    }
}

/* What the proxy itself says, or that there is none, tells nothing. */
static void
test_failing_proxy (Receiver *receiver, gconstpointer data)
{
  static const guint statuses[] = { 403, 404, 407, 502, 503, 504 };
  guint port = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const FrontRoute routes[] = { { NULL, FRONT_ANSWER, statuses[i], NULL } };
      g_autoptr (Front) front = front_new (NULL, routes);
      g_autoptr (FbOutsideCheck) check =
        make_check (receiver, front_get_port (front), G_NETWORK_CONNECTIVITY_FULL);

      g_test_message ("Status %u", statuses[i]);
      port = front_get_port (front);
      g_assert_cmpint (run (check, "https://" NAME "/webhook"), ==, FB_OUTSIDE_CANNOT_TELL);
      g_assert_cmpuint (front_count_connects (front), >, 0);
    }
  g_autoptr (FbOutsideCheck) check = make_check (receiver, port, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpint (run (check, "https://" NAME "/webhook"), ==, FB_OUTSIDE_CANNOT_TELL);
}

/* A portal answers for everybody, until somebody has signed in; but what comes back here has come.
 */
static void
test_offline (Receiver *receiver, gconstpointer data)
{
  static const GNetworkConnectivity all[] = { G_NETWORK_CONNECTIVITY_LOCAL,
                                              G_NETWORK_CONNECTIVITY_LIMITED,
                                              G_NETWORK_CONNECTIVITY_PORTAL,
                                              G_NETWORK_CONNECTIVITY_FULL };
  const FrontRoute routes[] = { { "/health", FRONT_FORWARD, 0, NULL },
                                { "/webhook", FRONT_FORWARD, 0, NULL },
                                { NULL, FRONT_ANSWER, 302, NULL } };
  const FrontRoute portal[] = { { NULL, FRONT_ANSWER, 302, NULL } };
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (Front) way = front_new (own, routes);
  g_autoptr (Front) elsewhere = front_new (own, portal);
  g_autofree char *right = front_dup_url (way, "/webhook");
  g_autofree char *wrong = front_dup_url (way, "/other");
  g_autofree char *other = front_dup_url (elsewhere, "/webhook");

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (FbOutsideCheck) check = make_check (receiver, 0, all[i]);

      g_test_message ("Connectivity %u", all[i]);
      g_assert_cmpint (run (check, right), ==, FB_OUTSIDE_REACHED_US);
      g_assert_cmpint (run (check, wrong), ==, FB_OUTSIDE_WRONG_PATH);
      g_assert_cmpint (run (check, other), ==,
                       all[i] == G_NETWORK_CONNECTIVITY_FULL ? FB_OUTSIDE_SOMEONE_ELSE
                                                             : FB_OUTSIDE_CANNOT_TELL);
    }
}

#define ADD(path, test)                                                                            \
  g_test_add ("/sync/outside-network/" path, Receiver, NULL, receiver_set_up, test,                \
              receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("name", test_name);
  ADD ("proxy", test_proxy);
  ADD ("failing-proxy", test_failing_proxy);
  ADD ("offline", test_offline);
  return g_test_run ();
}
