/* test-account.c
 *
 * The preferences' group about the account at Documo, with a real keyring and a stand-in for
 * Documo's API: a key is tried at once, and words say what came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "documo-api.h"
#include "fb-preferences-window.h"
#include "keyring.h"
#include "window-fixture.h"

#define KEY       "a-right_key.0123456789"
#define CONNECTED "Connected to Clinic (desk@example.com)."
#define NO_KEY    "No API key is stored."

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

typedef struct
{
  WindowFixture window;
  DocumoApi *api;
  char *url;
  GtkWidget *preferences;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  window_fixture_set_up (&fixture->window, NULL);
  fixture->api = documo_api_new (KEY);
  fixture->url = documo_api_dup_url (fixture->api);
  documo_api_set (fixture->api, "/v1/me", &me);
  fb_api_key_set_url (fixture->window.api_key, fixture->url);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  window_fixture_tear_down (&fixture->window, NULL);
  documo_api_free (fixture->api);
  g_free (fixture->url);
}

/* The page that has the group. */
static GtkWidget *
present (Fixture *fixture)
{
  WindowFixture *window = &fixture->window;
  FbPreferencesWindow *preferences =
    fb_preferences_window_new (GTK_WINDOW (window->window), window->receiver, window->credentials,
                               window->api_key, window->webhook_setup, window->settings);

  fixture->preferences = GTK_WIDGET (preferences);
  GtkWidget *row = find_entry (fixture->preferences, "API Key");
  GtkWidget *page = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_PAGE);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (preferences),
                                           ADW_PREFERENCES_PAGE (page));
  gtk_window_present (GTK_WINDOW (preferences));
  wait_until (gtk_widget_get_mapped (row));
  return row;
}

static void
type (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static void
wait_for_text (Fixture *fixture, const char *text)
{
  window_fixture_wait_for_text (fixture->preferences, text);
}

static void
click (Fixture *fixture, const char *label)
{
  GtkWidget *text = find_text (fixture->preferences, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

static void
test_set_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  GtkWidget *row = present (fixture);

  wait_for_text (fixture, NO_KEY);
  g_assert_null (find_text (fixture->preferences, "Remove Key"));
  type (row, "  " KEY "\n ");
  wait_for_text (fixture, CONNECTED);
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  click (fixture, "Remove Key");
  wait_for_text (fixture, NO_KEY);
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 0);
  g_assert_null (find_text (fixture->preferences, "Remove Key"));
}

/* It stays there to be corrected, and takes no other's place. */
static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  const char *words = "Documo doesn’t accept this key. Copy it from Documo again.";
  g_autoptr (Keyring) keyring = keyring_start ();
  GtkWidget *row = present (fixture);

  wait_for_text (fixture, NO_KEY);
  type (row, "wrong");
  wait_for_text (fixture, words);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "wrong");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 0);
  g_assert_null (find_text (fixture->preferences, "Try Again"));

  type (row, KEY);
  wait_for_text (fixture, CONNECTED);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  type (row, "wrong");
  wait_for_text (fixture, words);
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);
}

static void
test_unchecked (Fixture *fixture, gconstpointer data)
{
  const DocumoReply broken = { 503, NULL, NULL, "" };
  const DocumoReply weak = {
    403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"admin only\"}}"
  };
  g_autoptr (Keyring) keyring = keyring_start ();

  documo_api_set (fixture->api, "/v1/me", &broken);
  type (present (fixture), KEY);
  wait_for_text (fixture,
                 "The API key was stored, but not checked. Documo can’t be reached right now.");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);

  documo_api_set (fixture->api, "/v1/me", &weak);
  click (fixture, "Try Again");
  wait_for_text (fixture,
                 "This key doesn’t allow that. Create one with the level “admin” in Documo.");
  documo_api_set (fixture->api, "/v1/me", &me);
  click (fixture, "Try Again");
  wait_for_text (fixture, CONNECTED);
}

/* The next time that the window is opened, and when the key changes under it. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();

  type (present (fixture), KEY);
  wait_for_text (fixture, CONNECTED);
  gtk_window_destroy (GTK_WINDOW (fixture->preferences));
  present (fixture);
  wait_for_text (fixture, CONNECTED);
  g_assert_null (find_text (fixture->preferences, KEY));

  fb_api_key_set_url (fixture->window.api_key, "https://127.0.0.1:9");
  wait_for_text (fixture, NO_KEY);
  fb_api_key_set_url (fixture->window.api_key, fixture->url);
  wait_for_text (fixture, CONNECTED);
  documo_api_set_key (fixture->api, "another");
  fb_api_key_forget_state (fixture->window.api_key);
  wait_for_text (fixture, "Documo doesn’t accept this key. Copy it from Documo again.");
  g_assert_nonnull (find_text (fixture->preferences, "Remove Key"));
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();

  type (present (fixture), KEY);
  wait_for_text (fixture, CONNECTED);
  keyring_lock (keyring);
  fb_api_key_forget_state (fixture->window.api_key);
  wait_for_text (fixture, "Your keyring is locked. Unlock it and try again.");
  g_assert_nonnull (find_text (fixture->preferences, "Try Again"));
}

static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = present (fixture);

  wait_for_text (fixture, "This desktop has no keyring to store the key in.");
  type (row, KEY);
  wait_until (gtk_widget_has_css_class (row, "error"));
  wait_for_text (fixture, "This desktop has no keyring to store the key in.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, KEY);
}

/* What was asked for is kept, though nobody waits for it. */
static void
test_close_meanwhile (Fixture *fixture, gconstpointer data)
{
  const DocumoReply slow = { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .drip_ms = 50 };
  g_autoptr (Keyring) keyring = keyring_start ();

  documo_api_set (fixture->api, "/v1/me", &slow);
  type (present (fixture), KEY);
  wait_for_text (fixture, "Checking…");
  gtk_window_destroy (GTK_WINDOW (fixture->preferences));
  wait_until (keyring_count (keyring, fixture->url) == 1);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  TEST ("/window/account/set-and-remove", test_set_and_remove);
  TEST ("/window/account/wrong-key", test_wrong_key);
  TEST ("/window/account/unchecked", test_unchecked);
  TEST ("/window/account/follows", test_follows);
  TEST ("/window/account/locked", test_locked);
  TEST ("/window/account/no-keyring", test_no_keyring);
  TEST ("/window/account/close-meanwhile", test_close_meanwhile);
  return g_test_run ();
}
