/* window-fixture.c
 *
 * A window on a display, with a store, a receiver and credentials that are real.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "fb-fax-table.h"

/* So that a wait for something that never comes goes on turning, until the test's time is over. */
#define TICK_MILLISECONDS 20

/* Nothing that reads a file runs in the thread that draws: the linker has every call go through
 * here. */
static void
assert_not_main_thread (void)
{
  g_assert_false (g_main_context_is_owner (g_main_context_default ()));
}

char *__real_fb_credentials_dup_user (FbCredentials *self);
char *__wrap_fb_credentials_dup_user (FbCredentials *self);

char *
__wrap_fb_credentials_dup_user (FbCredentials *self)
{
  assert_not_main_thread ();
  return __real_fb_credentials_dup_user (self);
}

gboolean __real_fb_credentials_load (FbCredentials *self, GError **error);
gboolean __wrap_fb_credentials_load (FbCredentials *self, GError **error);

gboolean
__wrap_fb_credentials_load (FbCredentials *self, GError **error)
{
  assert_not_main_thread ();
  return __real_fb_credentials_load (self, error);
}

char *
window_fixture_dup_user (WindowFixture *fixture)
{
  return __real_fb_credentials_dup_user (fixture->credentials);
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* libadwaita 1.7 measures the heading of a message dialog for less than the width that it told, and
 * GTK 4.18 complains. Everything else that is complained of ends a test. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") &&
        g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel "))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

void
window_fixture_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  adw_init ();
  g_timeout_add (TICK_MILLISECONDS, on_tick, NULL);
}

static void
make_credentials (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->store.folder);
  g_autoptr (GError) error = NULL;

  fixture->credentials_file = g_build_filename (parent, "credentials", NULL);
  fixture->credentials = fb_credentials_new (fixture->credentials_file);
  if (data != WITHOUT_CREDENTIALS)
    fb_credentials_set_password (fixture->credentials, "documo", "secret", &error);
  g_assert_no_error (error);
  if (data == LOOSE_CREDENTIALS)
    g_assert_cmpint (g_chmod (fixture->credentials_file, 0620), ==, 0);
}

/* A process has one application, however many tests it runs. */
static AdwApplication *
get_application (void)
{
  static AdwApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = adw_application_new ("io.github.faxbell.FaxbellTest", G_APPLICATION_NON_UNIQUE);
  /* Where the style is. */
  g_application_set_resource_base_path (G_APPLICATION (application), "/io/github/faxbell/Faxbell");
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

/* Most tests are about faxes, whether somebody has dealt with them or not. */
static void
present_window (WindowFixture *fixture)
{
  fixture->window = fb_window_new (get_application (), fixture->store.store, fixture->receiver,
                                   fixture->credentials, fixture->document_sync,
                                   fixture->render_launcher, fixture->settings);
  fb_view_pane_choose (window_fixture_get_views (fixture), FB_VIEW_ALL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
}

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->store, NULL);
  make_credentials (fixture, data);
  fixture->api_key = fb_api_key_new ("http://127.0.0.1:9");
  fixture->document_sync = fb_document_sync_new (fixture->store.store, fixture->api_key);
  fixture->receiver = fb_receiver_new (fixture->store.store, fixture->credentials);
  fixture->render_launcher = fb_render_launcher_new (g_getenv ("FAXBELL_RENDER"));
  fixture->settings = g_settings_new ("io.github.faxbell.Faxbell");
  fixture->webhook_setup =
    fb_webhook_setup_new (fixture->api_key, fixture->credentials, fixture->settings);
  if (data == NARROW)
    g_settings_set_int (fixture->settings, "window-width", 400);
  g_settings_set_boolean (fixture->settings, "show-details", data == WITH_DETAILS);
  g_settings_set_boolean (fixture->settings, "show-fax-details", TRUE);
  present_window (fixture);
}

/* Closed and opened again. */
void
window_fixture_renew_window (WindowFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  present_window (fixture);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_stopped = user_data;

  fb_receiver_stop_finish (FB_RECEIVER (source), result, NULL);
  *is_stopped = TRUE;
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer data)
{
  gboolean is_stopped = FALSE;

  for (GtkWidget *toplevel; (toplevel = find_toplevel (GTK_TYPE_WINDOW)) != NULL;)
    gtk_window_destroy (GTK_WINDOW (toplevel));
  fb_receiver_stop_async (fixture->receiver, on_stopped, &is_stopped);
  wait_until (is_stopped);
  g_clear_object (&fixture->receiver);
  g_clear_object (&fixture->credentials);
  g_clear_object (&fixture->webhook_setup);
  g_clear_object (&fixture->document_sync);
  g_clear_object (&fixture->render_launcher);
  g_clear_object (&fixture->api_key);
  g_settings_reset (fixture->settings, "window-width");
  g_settings_reset (fixture->settings, "window-height");
  g_settings_reset (fixture->settings, "show-details");
  g_settings_reset (fixture->settings, "columns");
  g_settings_reset (fixture->settings, "order");
  g_settings_reset (fixture->settings, "saved-views");
  g_settings_reset (fixture->settings, "public-address");
  g_settings_reset (fixture->settings, "setup-page");
  g_settings_reset (fixture->settings, "setup-password-lost");
  g_settings_reset (fixture->settings, "setup-documo-told");
  g_settings_reset (fixture->settings, "webhooks");
  g_clear_object (&fixture->settings);
  g_autofree char *sign_ins_file = g_strconcat (fixture->credentials_file, ".webhooks", NULL);
  g_unlink (sign_ins_file);
  g_unlink (fixture->credentials_file);
  g_free (fixture->credentials_file);
  store_fixture_tear_down (&fixture->store, NULL);
}

void
window_fixture_keep (WindowFixture *fixture,
                     const char *message_id,
                     FbDirection direction,
                     FbStatus status)
{
  store_fixture_keep_ok (&fixture->store, store_fixture_event (message_id, direction, status),
                         NULL);
}

GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In their order; those in one that was found are not looked for. */
void
find_widgets (GtkWidget *root, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      g_ptr_array_add (found, root);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_widgets (child, type, found);
}

/* Only what can be seen. */
GtkWidget *
find_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find_toplevel (GType type)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type))
      return link->data;
  return NULL;
}

const char *
window_fixture_get_page (WindowFixture *fixture)
{
  GtkWidget *table = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE);
  GtkWidget *stack = gtk_widget_get_ancestor (table, GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

FbViewPane *
window_fixture_get_views (WindowFixture *fixture)
{
  return FB_VIEW_PANE (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_VIEW_PANE));
}

void
window_fixture_wait_for_page (WindowFixture *fixture, const char *page)
{
  wait_until (g_strcmp0 (window_fixture_get_page (fixture), page) == 0);
}

void
window_fixture_wait_for_text (GtkWidget *widget, const char *text)
{
  wait_until (find_text (widget, text) != NULL);
}
