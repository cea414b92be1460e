/* fb-application-actions.c
 *
 * The application's actions: what may be activated from the window, the tray, a notification, the
 * desktop's menu, or over D-Bus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-actions.h"

#include <glib/gi18n.h>

#include "fb-autostart.h"
#include "fb-contact-dialogs.h"
#include "fb-diagnostics-window.h"
#include "fb-export-dialog.h"
#include "fb-preferences-window.h"
#include "fb-setup-assistant.h"
#include "fb-startup-page.h"
#include "fb-test-fax-dialog.h"

struct _FbApplicationActions
{
  GObject parent_instance;

  FbWindowPresenter *presenter;
  FbFaxOpener *opener;
  FbDoneRecorder *done_recorder;
  FbStore *store;
  FbReceiver *receiver;
  FbCredentials *credentials;
  FbApiKey *api_key;
  FbWebhookSetup *webhook_setup;
  GSettings *settings;
  FbDiagnostics *diagnostics;       /* nullable */
  FbTestFaxSender *test_fax_sender; /* nullable */
  FbOutsideWatch *outside_watch;    /* nullable */
  char *activation_token;           /* while an action runs that was activated with one */
};

enum
{
  QUIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbApplicationActions, fb_application_actions, G_TYPE_OBJECT)

static FbWindow *
present_window (FbApplicationActions *self)
{
  return fb_window_presenter_present (self->presenter, self->activation_token);
}

static void
open_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;
  const char *message_id;
  gboolean as_pdf;

  g_variant_get (parameter, "(&sb)", &message_id, &as_pdf);
  fb_fax_opener_open_elsewhere (self->opener, message_id, as_pdf, self->activation_token);
}

static void
open_fax_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_fax_opener_open (self->opener, g_variant_get_string (parameter, NULL), self->activation_token);
}

static void
show_fax_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_fax_opener_show (self->opener, g_variant_get_string (parameter, NULL), self->activation_token);
}

static void
mark_fax_done_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_done_recorder_record (self->done_recorder, g_variant_get_string (parameter, NULL),
                           self->activation_token);
}

static void
show_inbox_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present_window (data);
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_export_dialog_present (self->presenter, fb_store_get_folder (self->store),
                            self->activation_token);
}

static void
import_names_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_contact_import_dialog_present (self->presenter, self->store, self->settings,
                                    self->activation_token);
}

static void
export_names_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_contact_export_dialog_present (self->presenter, self->store, self->activation_token);
}

/* There is one at most. It is a dialog, so it isn't among the application's windows. */
static GtkWindow *
find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type))
      return link->data;
  return NULL;
}

/* A dialog above it that has to be closed before it can be used, if there is one. */
static GtkWindow *
find_modal_of (GtkWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == window && gtk_window_get_modal (link->data) &&
        gtk_widget_get_mapped (link->data) && !FB_IS_DIAGNOSTICS_WINDOW (link->data))
      return link->data;
  return NULL;
}

static GtkWindow *
find_topmost (GtkWindow *window)
{
  for (GtkWindow *above = find_modal_of (window); above != NULL; above = find_modal_of (above))
    window = above;
  return window;
}

/* A modal window lets none but another one, above it, be used. */
static void
put_above (GtkWindow *dialog, GtkWindow *window)
{
  gtk_window_set_transient_for (dialog, window);
  gtk_window_set_modal (dialog, gtk_window_get_modal (window));
}

/* FbAutostart lives as long as the page: while it exists, it looks at a folder every few seconds.
 */
static FbPreferencesWindow *
make_preferences (FbApplicationActions *self, GtkWindow *window)
{
  g_autoptr (FbAutostart) autostart = fb_autostart_new (self->settings);
  FbPreferencesWindow *preferences = fb_preferences_window_new (
    window, self->receiver, self->credentials, self->api_key, self->webhook_setup, self->settings);

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences),
                              ADW_PREFERENCES_PAGE (fb_startup_page_new (autostart)));
  return preferences;
}

static FbPreferencesWindow *
present_preferences (FbApplicationActions *self)
{
  FbWindow *window = present_window (self);
  GtkWindow *preferences = find_dialog (FB_TYPE_PREFERENCES_WINDOW);
  GtkWindow *diagnostics = find_dialog (FB_TYPE_DIAGNOSTICS_WINDOW);

  if (diagnostics != NULL)
    put_above (diagnostics, GTK_WINDOW (window));
  if (preferences == NULL)
    preferences = GTK_WINDOW (make_preferences (self, GTK_WINDOW (window)));
  gtk_window_present (preferences);
  return FB_PREFERENCES_WINDOW (preferences);
}

static void
account_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_preferences_window_show_account (present_preferences (data));
}

static void
public_address_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_preferences_window_show_public_address (present_preferences (data));
}

static void
delivery_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_preferences_window_show_delivery (present_preferences (data));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present_preferences (data);
}

static void
status_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  if (self->diagnostics == NULL)
    return;

  GtkWindow *window = find_topmost (GTK_WINDOW (present_window (self)));
  GtkWindow *dialog = find_dialog (FB_TYPE_DIAGNOSTICS_WINDOW);
  if (dialog == NULL)
    dialog = GTK_WINDOW (fb_diagnostics_window_new (window, self->diagnostics));
  put_above (dialog, window);
  gtk_window_present (dialog);
}

static void
test_fax_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  if (self->test_fax_sender == NULL)
    return;

  FbWindow *window = present_window (self);
  GtkWindow *dialog = find_dialog (FB_TYPE_TEST_FAX_DIALOG);
  if (dialog == NULL)
    dialog = GTK_WINDOW (fb_test_fax_dialog_new (GTK_WINDOW (window), self->test_fax_sender));
  gtk_window_present (dialog);
}

static void
on_assistant_activate (FbApplicationActions *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), action, NULL);
}

static GtkWindow *
make_assistant (FbApplicationActions *self, GtkWindow *window)
{
  g_autoptr (FbAutostart) autostart = fb_autostart_new (self->settings);
  const FbSetupParts parts = {
    .receiver = self->receiver,
    .outside_watch = self->outside_watch,
    .credentials = self->credentials,
    .api_key = self->api_key,
    .webhook_setup = self->webhook_setup,
    .test_fax_sender = self->test_fax_sender,
    .autostart = autostart,
    .settings = self->settings,
  };
  FbSetupAssistant *assistant = fb_setup_assistant_new (window, &parts);

  g_signal_connect_object (assistant, "activate", G_CALLBACK (on_assistant_activate), self,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (assistant);
}

/* It may have outlived its window. */
static void
set_up_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  if (self->outside_watch == NULL || self->test_fax_sender == NULL)
    return;

  GtkWindow *window = GTK_WINDOW (present_window (self));
  GtkWindow *dialog = find_dialog (FB_TYPE_SETUP_ASSISTANT);
  if (dialog == NULL)
    dialog = make_assistant (self, window);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;
  static const char *const developers[] = { "The Faxbell developers", NULL };

  adw_show_about_window (
    GTK_WINDOW (present_window (self)), "application-name", _ ("Faxbell"), "application-icon",
    APPLICATION_ID, "version", PACKAGE_VERSION, "developer-name", _ ("The Faxbell developers"),
    "developers", developers, "comments",
    _ ("Receives faxes from Documo, keeps them safe and notifies you."), "license-type",
    GTK_LICENSE_GPL_3_0, "translator-credits", _ ("translator-credits"), NULL);
}

/* From the command line, which is another process. */
static void
api_key_changed_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplicationActions *self = data;

  fb_api_key_forget_state (self->api_key);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[QUIT], 0);
}

/* GObject */

static void
fb_application_actions_dispose (GObject *object)
{
  FbApplicationActions *self = FB_APPLICATION_ACTIONS (object);
  GtkWindow *assistant = find_dialog (FB_TYPE_SETUP_ASSISTANT);

  if (assistant != NULL)
    gtk_window_destroy (assistant);
  g_clear_object (&self->outside_watch);
  g_clear_object (&self->presenter);
  g_clear_object (&self->opener);
  g_clear_object (&self->done_recorder);
  g_clear_object (&self->store);
  g_clear_object (&self->receiver);
  g_clear_object (&self->credentials);
  g_clear_object (&self->api_key);
  g_clear_object (&self->webhook_setup);
  g_clear_object (&self->settings);
  g_clear_object (&self->diagnostics);
  g_clear_object (&self->test_fax_sender);

  G_OBJECT_CLASS (fb_application_actions_parent_class)->dispose (object);
}

static void
fb_application_actions_class_init (FbApplicationActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_application_actions_dispose;

  signals[QUIT] = g_signal_new ("quit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
fb_application_actions_init (FbApplicationActions *self)
{
}

/**
 * fb_application_actions_new:
 * @presenter: presents the window
 * @opener: opens faxes
 * @done_recorder: records that faxes are done
 * @store: keeps the faxes
 * @receiver: for the preferences
 * @credentials: for the preferences
 * @api_key: for the preferences
 * @webhook_setup: for the preferences
 * @settings: the application's
 *
 * For the main thread.
 *
 * Returns: (transfer full): the actions; add them to the application
 */
FbApplicationActions *
fb_application_actions_new (FbWindowPresenter *presenter,
                            FbFaxOpener *opener,
                            FbDoneRecorder *done_recorder,
                            FbStore *store,
                            FbReceiver *receiver,
                            FbCredentials *credentials,
                            FbApiKey *api_key,
                            FbWebhookSetup *webhook_setup,
                            GSettings *settings)
{
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);
  g_return_val_if_fail (FB_IS_FAX_OPENER (opener), NULL);
  g_return_val_if_fail (FB_IS_DONE_RECORDER (done_recorder), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (FB_IS_API_KEY (api_key), NULL);
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (webhook_setup), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbApplicationActions *self = g_object_new (FB_TYPE_APPLICATION_ACTIONS, NULL);

  self->presenter = g_object_ref (presenter);
  self->opener = g_object_ref (opener);
  self->done_recorder = g_object_ref (done_recorder);
  self->store = g_object_ref (store);
  self->receiver = g_object_ref (receiver);
  self->credentials = g_object_ref (credentials);
  self->api_key = g_object_ref (api_key);
  self->webhook_setup = g_object_ref (webhook_setup);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * fb_application_actions_set_diagnostics:
 * @self: the actions, which have none yet
 * @diagnostics: asks whether everything works; the action "status" shows it
 */
void
fb_application_actions_set_diagnostics (FbApplicationActions *self, FbDiagnostics *diagnostics)
{
  g_return_if_fail (FB_IS_APPLICATION_ACTIONS (self));
  g_return_if_fail (FB_IS_DIAGNOSTICS (diagnostics));

  g_set_object (&self->diagnostics, diagnostics);
}

/**
 * fb_application_actions_set_test_fax_sender:
 * @self: the actions, which have none yet
 * @sender: sends faxes to oneself; the action "test-fax" offers it
 */
void
fb_application_actions_set_test_fax_sender (FbApplicationActions *self, FbTestFaxSender *sender)
{
  g_return_if_fail (FB_IS_APPLICATION_ACTIONS (self));
  g_return_if_fail (FB_IS_TEST_FAX_SENDER (sender));

  g_set_object (&self->test_fax_sender, sender);
}

/**
 * fb_application_actions_set_outside_watch:
 * @self: the actions, which have none yet
 * @watch: knows whether Documo can reach this computer; the action "set-up" needs it
 */
void
fb_application_actions_set_outside_watch (FbApplicationActions *self, FbOutsideWatch *watch)
{
  g_return_if_fail (FB_IS_APPLICATION_ACTIONS (self));
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (watch));

  g_set_object (&self->outside_watch, watch);
}

/**
 * fb_application_actions_add_to:
 * @self: the actions, which must live as long as @map
 * @map: the application
 */
void
fb_application_actions_add_to (FbApplicationActions *self, GActionMap *map)
{
  static const GActionEntry entries[] = {
    { "open-fax", open_fax_action, "s", NULL, NULL, { 0 } },
    { "open-document", open_document_action, "(sb)", NULL, NULL, { 0 } },
    { "show-fax", show_fax_action, "s", NULL, NULL, { 0 } },
    { "mark-fax-done", mark_fax_done_action, "s", NULL, NULL, { 0 } },
    { "show-inbox", show_inbox_action, NULL, NULL, NULL, { 0 } },
    { "delivery", delivery_action, NULL, NULL, NULL, { 0 } },
    { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
    { "public-address", public_address_action, NULL, NULL, NULL, { 0 } },
    { "status", status_action, NULL, NULL, NULL, { 0 } },
    { "set-up", set_up_action, NULL, NULL, NULL, { 0 } },
    { "test-fax", test_fax_action, NULL, NULL, NULL, { 0 } },
    { "export", export_action, NULL, NULL, NULL, { 0 } },
    { "import-names", import_names_action, NULL, NULL, NULL, { 0 } },
    { "export-names", export_names_action, NULL, NULL, NULL, { 0 } },
    { "account", account_action, NULL, NULL, NULL, { 0 } },
    { "api-key-changed", api_key_changed_action, NULL, NULL, NULL, { 0 } },
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  };

  g_return_if_fail (FB_IS_APPLICATION_ACTIONS (self));
  g_return_if_fail (G_IS_ACTION_MAP (map));

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}

/**
 * fb_application_actions_activate:
 * @self: the actions
 * @group: the application, which may have other actions, too
 * @action: the action's name, without a prefix
 * @target: (nullable): its parameter
 * @activation_token: (nullable): what lets the action's window take the focus
 *
 * Activates an action of @group with an activation token, which an action's parameter has no place
 * for.
 */
void
fb_application_actions_activate (FbApplicationActions *self,
                                 GActionGroup *group,
                                 const char *action,
                                 GVariant *target,
                                 const char *activation_token)
{
  g_return_if_fail (FB_IS_APPLICATION_ACTIONS (self));
  g_return_if_fail (G_IS_ACTION_GROUP (group));
  g_return_if_fail (action != NULL);

  /* The group runs it before it returns. */
  self->activation_token = g_strdup (activation_token);
  g_action_group_activate_action (group, action, target);
  g_clear_pointer (&self->activation_token, g_free);
}
