/* test-test-fax.c
 *
 * The view that sends a fax to oneself: what it says before, meanwhile and after, for each thing
 * that can come of it, and what its buttons do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-fax-table.h"
#include "fb-test-fax-dialog.h"
#include "fb-test-fax-document.h"
#include "fb-test-fax-words.h"
#include "fb-webhook-address.h"
#include "window-fixture.h"

typedef struct
{
  WindowFixture window;
  FbDoNotDisturb *do_not_disturb;
  FbOutsideWatch *watch;
  GtkWidget *dialog;
  FbTestFaxView *view;
  char *opened; /* what app.open-fax was activated with */
  guint n_status;
  guint n_public_address;
} Fixture;

static void
on_open_fax (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (((Fixture *) data)->opened);
  ((Fixture *) data)->opened = g_variant_dup_string (parameter, NULL);
}

static void
on_status (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((Fixture *) data)->n_status++;
}

static void
on_public_address (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((Fixture *) data)->n_public_address++;
}

static void
add_actions (Fixture *fixture)
{
  static const GActionEntry entries[] = {
    { "open-fax", on_open_fax, "s", NULL, NULL, { 0 } },
    { "status", on_status, NULL, NULL, NULL, { 0 } },
    { "public-address", on_public_address, NULL, NULL, NULL, { 0 } },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window.window), "app",
                                  G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  WindowFixture *window = &fixture->window;

  window_fixture_set_up (window, NULL);
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (window->receiver));
  fixture->watch = fb_outside_watch_new (window->receiver, check);
  fixture->do_not_disturb = fb_do_not_disturb_new (window->settings);
  g_autoptr (FbTestFaxSender) sender = fb_test_fax_sender_new (
    window->receiver, fixture->watch, fixture->do_not_disturb, window->settings);
  add_actions (fixture);
  fixture->dialog = GTK_WIDGET (fb_test_fax_dialog_new (GTK_WINDOW (window->window), sender));
  fixture->view = FB_TEST_FAX_VIEW (find_widget (fixture->dialog, FB_TYPE_TEST_FAX_VIEW));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window.window), "app", NULL);
  g_clear_object (&fixture->watch);
  g_clear_object (&fixture->do_not_disturb);
  g_free (fixture->opened);
  window_fixture_tear_down (&fixture->window, NULL);
}

static void
start_receiver (Fixture *fixture)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  FbReceiver *receiver = fixture->window.receiver;

  options.port = 0;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (receiver, config);
  fb_receiver_start (receiver);
  wait_until (fb_receiver_get_state (receiver) == FB_RECEIVER_RECEIVING);
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  find_widgets (fixture->dialog, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (g_ptr_array_index (buttons, i)), label) == 0 &&
        gtk_widget_get_visible (g_ptr_array_index (buttons, i)))
      return g_ptr_array_index (buttons, i);
  return NULL;
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = find_button (fixture, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_said (Fixture *fixture, const char *title, const char *part)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  gboolean is_said = FALSE;

  g_assert_nonnull (find_text (fixture->dialog, title));
  find_widgets (fixture->dialog, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    is_said |= strstr (gtk_label_get_text (g_ptr_array_index (labels, i)), part) != NULL;
  if (!is_said)
    g_error ("Nothing says “%s”", part);
}

static FbTestFaxResult
send_and_wait (Fixture *fixture, const char *button)
{
  press (fixture, button);
  assert_said (fixture, "Sending the Test Fax…", "public address");
  wait_until (find_button (fixture, "_Cancel Test") == NULL);
  return fb_test_fax_view_get_result (fixture->view);
}

/* Each in words of its own, and with something to do where it failed. */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FB_N_TEST_FAX_RESULTS; i++)
    {
      const FbTestFaxResult result = (FbTestFaxResult) i;
      const gboolean is_failure = fb_test_fax_result_get_level (result) == FB_DIAGNOSTIC_ATTENTION;

      g_test_message ("Result %u", i);
      g_assert_true (g_hash_table_add (seen, (gpointer) fb_test_fax_result_get_sentence (result)));
      g_assert_nonnull (fb_test_fax_result_get_title (result));
      if (is_failure)
        g_assert_nonnull (fb_test_fax_result_get_advice (result));
      g_assert_cmpint (fb_test_fax_result_get_remedy (result), !=, FB_REMEDY_TEST_FAX);
    }
}

static void
test_document (void)
{
  g_autoptr (GBytes) document = fb_test_fax_document_make ();
  gsize size;
  const char *content = g_bytes_get_data (document, &size);

  g_assert_cmpuint (size, >, 1000);
  g_assert_true (strncmp (content, "%PDF-", 5) == 0);
}

static void
test_not_receiving (Fixture *fixture, gconstpointer data)
{
  assert_said (fixture, "Send a Test Fax", "only this computer is tested");
  press (fixture, "_Send Test Fax");
  wait_until (find_button (fixture, "Send _Again") != NULL);
  assert_said (fixture, "The Test Fax Did Not Arrive", "isn’t receiving");
  g_assert_null (find_button (fixture, "_Open Test Fax"));
  press (fixture, "Is It Working?");
  g_assert_cmpuint (fixture->n_status, ==, 1);
}

static void
test_arrived (Fixture *fixture, gconstpointer data)
{
  start_receiver (fixture);
  g_assert_cmpint (send_and_wait (fixture, "_Send Test Fax"), ==, FB_TEST_FAX_ARRIVED);
  assert_said (fixture, "The Test Fax Arrived", "A notification says so, too.");
  assert_said (fixture, "The Test Fax Arrived", "Only this computer was tested");
  press (fixture, "Set Public Address");
  g_assert_cmpuint (fixture->n_public_address, ==, 1);
  press (fixture, "_Open Test Fax");
  g_assert_true (g_str_has_prefix (fixture->opened, FB_TEST_PREFIX));

  /* It is the only fax, and in the list. */
  window_fixture_wait_for_page (&fixture->window, "faxes");
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window.window), "Test Fax");
  g_autofree char *first = g_strdup (fixture->opened);
  g_assert_cmpint (send_and_wait (fixture, "Send _Again"), ==, FB_TEST_FAX_ARRIVED);
  press (fixture, "_Open Test Fax");
  g_assert_cmpstr (fixture->opened, !=, first);
}

static void
test_bell (Fixture *fixture, gconstpointer data)
{
  start_receiver (fixture);
  fb_do_not_disturb_set_until (fixture->do_not_disturb, g_get_real_time () / G_USEC_PER_SEC + 3600);
  send_and_wait (fixture, "_Send Test Fax");
  assert_said (fixture, "The Test Fax Arrived", "as Do Not Disturb is on");
  g_settings_set_boolean (fixture->window.settings, "notify-received", FALSE);
  send_and_wait (fixture, "Send _Again");
  assert_said (fixture, "The Test Fax Arrived", "turned off in Preferences");
}

/* By the public address, which something else has. */
static void
test_public (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;

  start_receiver (fixture);
  address = fb_receiver_dup_url (fixture->window.receiver);
  g_settings_set_string (fixture->window.settings, FB_PUBLIC_ADDRESS_KEY, address);
  fb_outside_watch_set_address (fixture->watch, address, FALSE);
  g_assert_cmpint (send_and_wait (fixture, "_Send Test Fax"), ==, FB_TEST_FAX_ARRIVED);
  g_assert_null (find_button (fixture, "Set Public Address"));
  g_assert_cmpint (fb_outside_watch_get_result (fixture->watch), ==, FB_OUTSIDE_REACHED_US);

  g_autofree char *other = g_strconcat (address, "/other", NULL);
  g_settings_set_string (fixture->window.settings, FB_PUBLIC_ADDRESS_KEY, other);
  g_assert_cmpint (send_and_wait (fixture, "Send _Again"), ==, FB_TEST_FAX_PATH_WRONG);
  assert_said (fixture, "The Test Fax Did Not Arrive", "the end of the address");
  g_assert_null (find_button (fixture, "_Open Test Fax"));
  press (fixture, "Set Public Address");
  g_assert_cmpuint (fixture->n_public_address, ==, 1);
}

static DocumoApi *
begin_held (Fixture *fixture)
{
  DocumoApi *api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);

  start_receiver (fixture);
  documo_api_hold (api, TRUE);
  g_settings_set_string (fixture->window.settings, FB_PUBLIC_ADDRESS_KEY, url);
  press (fixture, "_Send Test Fax");
  return api;
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DocumoApi) api = begin_held (fixture);
  FbTestLog *log = fb_receiver_get_tests (fixture->window.receiver);

  g_assert_cmpuint (fb_test_log_get_n_expected (log), ==, 1);
  press (fixture, "_Cancel Test");
  wait_until (find_button (fixture, "Send _Again") != NULL);
  assert_said (fixture, "Test Cancelled", "may have arrived all the same");
  g_assert_cmpuint (fb_test_log_get_n_expected (log), ==, 0);
  documo_api_hold (api, FALSE);
}

static void
test_closed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DocumoApi) api = begin_held (fixture);
  FbTestLog *log = fb_receiver_get_tests (fixture->window.receiver);

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->dialog)));
  wait_until (fb_test_log_get_n_expected (log) == 0);
  documo_api_hold (api, FALSE);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/window/test-fax/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/window/test-fax/words", test_words);
  g_test_add_func ("/window/test-fax/document", test_document);
  ADD ("not-receiving", test_not_receiving);
  ADD ("arrived", test_arrived);
  ADD ("bell", test_bell);
  ADD ("public", test_public);
  ADD ("cancelled", test_cancelled);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  return g_test_run ();
}
