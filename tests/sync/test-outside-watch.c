/* test-outside-watch.c
 *
 * When the public address is asked, and when there is an alarm: with a real receiver and real
 * servers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "documo-api.h"
#include "fb-outside-watch.h"
#include "receiver-fixture.h"

static FbOutsideWatch *
make_watch (Receiver *receiver)
{
  static const FbOutsideTimes times = { 1, 1, 20, 40 };
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (receiver->receiver));
  FbOutsideWatch *watch = fb_outside_watch_new (receiver->receiver, check);

  fb_outside_watch_set_times (watch, &times);
  return watch;
}

static void
wait_for_result (FbOutsideWatch *watch, FbOutsideResult result)
{
  while (fb_outside_watch_get_result (watch) != result)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_alarm (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  const DocumoReply reply = { .status = 530 };

  documo_api_set (api, "/webhook", &reply);
  documo_api_set (api, "/health", &reply);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_NOT_ASKED);
  fb_outside_watch_set_address (watch, address, FALSE);
  wait_for_result (watch, FB_OUTSIDE_TUNNEL_DOWN);
  /* Once is never. */
  g_assert_cmpuint (documo_api_count (api, "/webhook"), ==, 1);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (documo_api_count (api, "/webhook"), ==, 2);
  while (documo_api_count (api, "/webhook") < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fb_outside_watch_is_alarm (watch));

  fb_outside_watch_set_address (watch, own, FALSE);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  wait_for_result (watch, FB_OUTSIDE_REACHED_US);
  g_assert_cmpint (fb_outside_watch_get_time (watch), >, 0);

  /* Nothing is asked while it doesn't receive. */
  receiver_stop (receiver);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_NOT_ASKED);
  fb_outside_watch_stop (watch);
  g_assert_null (fb_outside_watch_get_address (watch));
}

static void
count (guint *n)
{
  (*n)++;
}

/* A watch of an address that a front answers which has lost what is behind it. */
static void
watch_front (FbOutsideWatch *watch, DocumoApi *api, gboolean was_reached)
{
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  const DocumoReply reply = { .status = 530 };

  documo_api_set (api, "/webhook", &reply);
  documo_api_set (api, "/health", &reply);
  fb_outside_watch_set_address (watch, address, was_reached);
  wait_for_result (watch, FB_OUTSIDE_TUNNEL_DOWN);
}

/* Where faxes come in there is a way, only none that leads back from here any more. */
static void
test_accepted (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  FbRefusals *refusals = fb_receiver_get_refusals (receiver->receiver);

  watch_front (watch, api, TRUE);
  g_assert_true (fb_outside_watch_was_reached (watch));
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fb_outside_watch_was_reached (watch));
  fb_refusal_log_note_accepted (fb_refusals_get_log (refusals));
  while (fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_CANNOT_TELL);
  g_assert_false (fb_outside_watch_was_reached (watch));
  fb_outside_watch_stop (watch);
}

/* During an alarm it doesn't wait for as long as otherwise: somebody may be mending it. */
static void
test_mended (Receiver *receiver, gconstpointer data)
{
  static const FbOutsideTimes times = { 1, 1, G_MAXINT, 40 };
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  const DocumoReply guarded = { .status = 403 };

  fb_outside_watch_set_times (watch, &times);
  watch_front (watch, api, FALSE);
  while (documo_api_count (api, "/webhook") < 10)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fb_outside_watch_is_alarm (watch));
  documo_api_set (api, "/webhook", &guarded);
  wait_for_result (watch, FB_OUTSIDE_CANNOT_TELL);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  fb_outside_watch_stop (watch);
}

/* What failed on the network before counts no more. */
static void
test_network_changed (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);

  watch_front (watch, api, FALSE);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  while (documo_api_count (api, "/webhook") < 2)
    g_main_context_iteration (NULL, TRUE);
  while (documo_api_count (api, "/webhook") < 3)
    {
      g_assert_false (fb_outside_watch_is_alarm (watch));
      g_main_context_iteration (NULL, TRUE);
    }
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  fb_outside_watch_stop (watch);
}

/* Asked for by somebody, it doesn't wait; and it tells when it asks, whatever comes of it. */
static void
test_ask_now (Receiver *receiver, gconstpointer data)
{
  static const FbOutsideTimes times = { G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT };
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  guint n_told = 0;

  fb_outside_watch_set_times (watch, &times);
  g_signal_connect_swapped (watch, "notify::asking", G_CALLBACK (count), &n_told);
  fb_outside_watch_ask_now (watch);
  g_assert_false (fb_outside_watch_is_asking (watch));
  fb_outside_watch_set_address (watch, own, FALSE);
  for (guint i = 1; i <= 2; i++)
    {
      fb_outside_watch_ask_now (watch);
      fb_outside_watch_ask_now (watch);
      g_assert_true (fb_outside_watch_is_asking (watch));
      g_assert_cmpuint (n_told, ==, 2 * i - 1);
      while (fb_outside_watch_is_asking (watch))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_told, ==, 2 * i);
      g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_REACHED_US);
    }
  fb_outside_watch_stop (watch);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/sync/outside-watch/" path, Receiver, NULL, receiver_set_up, test,                  \
              receiver_tear_down)

int
main (int argc, char *argv[])
{
  /* Whatever network this machine has. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("alarm", test_alarm);
  ADD ("accepted", test_accepted);
  ADD ("mended", test_mended);
  ADD ("network-changed", test_network_changed);
  ADD ("ask-now", test_ask_now);
  return g_test_run ();
}
