/* test-outside-bar.c
 *
 * The window tells that Documo can't reach this computer, for as long as that is so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-error-words.h"
#include "fb-outside-words.h"
#include "window-fixture.h"

static void
start_receiver (WindowFixture *fixture)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;

  options.port = 0;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, config);
  fb_receiver_start (fixture->receiver);
  wait_until (fb_receiver_get_state (fixture->receiver) == FB_RECEIVER_RECEIVING);
}

static FbOutsideWatch *
make_watch (WindowFixture *fixture)
{
  static const FbOutsideTimes times = { 1, 1, 20, 40 };
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (fixture->receiver));
  FbOutsideWatch *watch = fb_outside_watch_new (fixture->receiver, check);

  fb_outside_watch_set_times (watch, &times);
  return watch;
}

static void
test_told (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (FbOutsideWatch) watch = make_watch (fixture);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  const DocumoReply down = { .status = 530 };
  g_autofree char *sentences =
    fb_join_sentences (fb_outside_result_get_sentence (FB_OUTSIDE_TUNNEL_DOWN),
                       fb_outside_result_get_advice (FB_OUTSIDE_TUNNEL_DOWN));

  fb_window_set_outside_watch (fixture->window, watch);
  start_receiver (fixture);
  documo_api_set (api, "/health", &down);
  documo_api_set (api, "/webhook", &down);
  g_assert_null (find_text (window, "Documo Can’t Reach This Computer"));

  fb_outside_watch_set_address (watch, address, FALSE);
  window_fixture_wait_for_text (window, "Documo Can’t Reach This Computer");
  window_fixture_wait_for_text (window, sentences);

  g_autofree char *own = fb_receiver_dup_url (fixture->receiver);
  fb_outside_watch_set_address (watch, own, FALSE);
  wait_until (fb_outside_watch_get_result (watch) == FB_OUTSIDE_REACHED_US);
  g_assert_null (find_text (window, "Documo Can’t Reach This Computer"));
  fb_outside_watch_stop (watch);
}

static void
assert_plain (const char *sentence)
{
  static const char *const jargon[] = {
    "tunnel", "proxy", "certificate", "authority", "TLS", "HTTP"
  };

  for (guint i = 0; i < G_N_ELEMENTS (jargon); i++)
    g_assert_null (strstr (sentence, jargon[i]));
}

/* Each result says something of its own, in the words of who reads it in the window and the tray.
 */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FB_N_OUTSIDE_RESULTS; i++)
    {
      const char *sentence = fb_outside_result_get_sentence ((FbOutsideResult) i);

      g_assert_true (g_hash_table_add (seen, (gpointer) sentence));
      assert_plain (sentence);
      assert_plain (fb_outside_result_get_advice ((FbOutsideResult) i));
    }
}

int
main (int argc, char *argv[])
{
  /* Whatever network this machine has. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/outside-bar/told", NULL, test_told);
  g_test_add_func ("/window/outside-bar/words", test_words);
  return g_test_run ();
}
