/* fb-application.c
 *
 * The application's life: which objects it is made of, in which order they are made, and how it
 * ends. The store is opened first and closed last; the receiver is started and stopped in between.
 * The window comes and goes; the application runs without it until it is told to quit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application.h"

#include <glib-unix.h>

#include "fb-application-actions.h"
#include "fb-background.h"
#include "fb-command-line.h"
#include "fb-damage-notice.h"
#include "fb-do-not-disturb-actions.h"
#include "fb-document-sync.h"
#include "fb-documo-client.h"
#include "fb-event-reader.h"
#include "fb-fax-alerts.h"
#include "fb-network-retry.h"
#include "fb-outside-binding.h"
#include "fb-page-counter.h"
#include "fb-pdf-copy.h"
#include "fb-receiver-binding.h"
#include "fb-refusal-alerts.h"
#include "fb-store-opener.h"
#include "fb-tray-content.h"

struct _FbApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  FbDoNotDisturb *do_not_disturb;
  FbStore *store;
  FbStoreOpener *store_opener;
  FbCredentials *credentials;
  FbApiKey *api_key;
  FbDocumentSync *document_sync;
  FbWebhookSetup *webhook_setup;
  FbReceiver *receiver;
  FbReceiverBinding *receiver_binding;
  FbWindowPresenter *presenter;
  FbFaxOpener *fax_opener;
  FbRenderLauncher *render_launcher;
  FbPageCounter *page_counter;
  FbDoneRecorder *done_recorder;
  FbFaxAlerts *alerts;
  FbRefusalAlerts *refusal_alerts;
  FbOutsideBinding *outside_binding;
  FbDiagnostics *diagnostics;
  FbTestFaxSender *test_fax_sender;
  FbApplicationActions *actions;
  FbTrayContent *tray;
  FbBackground *background;
  FbDamageNotice *damage_notice;

  gboolean starts_hidden;
  gboolean is_quitting;
};

G_DEFINE_FINAL_TYPE (FbApplication, fb_application, ADW_TYPE_APPLICATION)

/* Quitting */

static void
on_store_closed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbApplication) self = data;

  fb_store_close_finish (self->store, result, NULL);
  g_application_quit (G_APPLICATION (self));
}

static void
on_receiver_stopped (GObject *object, GAsyncResult *result, gpointer data)
{
  FbApplication *self = data;

  fb_receiver_stop_finish (self->receiver, result, NULL);
  fb_store_close_async (self->store, on_store_closed, self);
}

static void
destroy_window (FbApplication *self)
{
  FbWindow *window = fb_window_presenter_get_window (self->presenter);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
}

/* What is being received is kept and answered first. */
static void
begin_quit (FbApplication *self)
{
  if (self->is_quitting)
    return;
  self->is_quitting = TRUE;
  fb_store_opener_stop (self->store_opener);
  fb_document_sync_stop (self->document_sync);
  fb_page_counter_stop (self->page_counter);
  destroy_window (self);
  fb_receiver_stop_async (self->receiver, on_receiver_stopped, g_object_ref (self));
}

static gboolean
on_unix_signal (gpointer data)
{
  begin_quit (data);
  return G_SOURCE_CONTINUE;
}

/* Starting */

static void
on_store_tried (FbApplication *self)
{
  const GError *problem = fb_store_opener_get_problem (self->store_opener);

  fb_window_presenter_set_store_problem (self->presenter, problem);
  fb_tray_content_set_store_problem (self->tray, problem != NULL);
  fb_diagnostics_set_store_problem (self->diagnostics, problem);
}

/* The user must see it, also where the application was started without a window. */
static void
on_store_retrying (FbApplication *self)
{
  fb_window_presenter_present (self->presenter, NULL);
}

static void
make_store (FbApplication *self)
{
  g_autofree char *folder = fb_store_dup_default_folder ();

  self->store = fb_store_new (folder);
  fb_store_set_event_reader (self->store, fb_event_read);
  self->store_opener = fb_store_opener_new (self->store);
  g_signal_connect_object (self->store_opener, "tried", G_CALLBACK (on_store_tried), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store_opener, "retrying", G_CALLBACK (on_store_retrying), self,
                           G_CONNECT_SWAPPED);
}

static void
make_receiver (FbApplication *self)
{
  g_autofree char *file_name = fb_credentials_dup_default_file_name ();

  self->credentials = fb_credentials_new (file_name);
  self->receiver = fb_receiver_new (self->store, self->credentials);
  self->receiver_binding = fb_receiver_binding_new (self->receiver, self->store, self->settings);
  fb_network_retry_connect (self->receiver);
}

static void
on_prefer_tiff_changed (FbApplication *self)
{
  fb_document_sync_set_prefer_tiff (self->document_sync,
                                    g_settings_get_boolean (self->settings, "prefer-tiff"));
}

static void
make_api_key (FbApplication *self)
{
  self->api_key = fb_api_key_new (FB_DOCUMO_DEFAULT_URL);
  g_settings_bind (self->settings, "documo-api-url", self->api_key, "url", G_SETTINGS_BIND_GET);
  self->document_sync = fb_document_sync_new (self->store, self->api_key);
  self->webhook_setup = fb_webhook_setup_new (self->api_key, self->credentials, self->settings);
  g_signal_connect_object (self->settings, "changed::prefer-tiff",
                           G_CALLBACK (on_prefer_tiff_changed), self, G_CONNECT_SWAPPED);
  on_prefer_tiff_changed (self);
}

/* The build tree and tests have the helper elsewhere. */
static void
make_render_launcher (FbApplication *self)
{
  const char *path = g_getenv ("FAXBELL_RENDER");

  self->render_launcher =
    fb_render_launcher_new (path != NULL ? path : LIBEXEC_DIR "/faxbell-render");
  self->page_counter = fb_page_counter_new (self->store, self->render_launcher);
  fb_pdf_copies_remove_async ();
}

static void
make_window_parts (FbApplication *self)
{
  self->presenter =
    fb_window_presenter_new (ADW_APPLICATION (self), self->store, self->receiver, self->credentials,
                             self->document_sync, self->render_launcher, self->settings);
  self->fax_opener =
    fb_fax_opener_new (self->store, self->presenter, self->render_launcher, self->settings);
  self->done_recorder = fb_done_recorder_new (self->store, self->presenter, self->settings);
  self->alerts = fb_fax_alerts_new (self->store, self->settings, self->do_not_disturb,
                                    self->fax_opener, self->done_recorder, self->presenter);
  self->outside_binding = fb_outside_binding_new (self->receiver, self->presenter, self->settings);
  self->refusal_alerts =
    fb_refusal_alerts_new (fb_receiver_get_refusals (self->receiver),
                           fb_fax_alerts_get_notifier (self->alerts), self->do_not_disturb);
  self->damage_notice = fb_damage_notice_new (self->store, self->presenter);
}

static void
make_actions (FbApplication *self)
{
  self->actions = fb_application_actions_new (
    self->presenter, self->fax_opener, self->done_recorder, self->store, self->receiver,
    self->credentials, self->api_key, self->webhook_setup, self->settings);
  self->diagnostics = fb_diagnostics_new (
    self->store, self->receiver, fb_outside_binding_get_watch (self->outside_binding),
    self->document_sync, self->api_key, self->webhook_setup, self->settings);
  fb_application_actions_set_diagnostics (self->actions, self->diagnostics);
  self->test_fax_sender =
    fb_test_fax_sender_new (self->receiver, fb_outside_binding_get_watch (self->outside_binding),
                            self->do_not_disturb, self->settings);
  fb_application_actions_set_test_fax_sender (self->actions, self->test_fax_sender);
  fb_application_actions_set_outside_watch (self->actions,
                                            fb_outside_binding_get_watch (self->outside_binding));
  fb_application_actions_add_to (self->actions, G_ACTION_MAP (self));
  fb_do_not_disturb_add_actions (self->do_not_disturb, G_ACTION_MAP (self));
  g_signal_connect_object (self->actions, "quit", G_CALLBACK (begin_quit), self, G_CONNECT_SWAPPED);
}

static void
on_tray_activated (FbApplication *self,
                   const char *action,
                   GVariant *target,
                   const char *activation_token)
{
  fb_application_actions_activate (self->actions, G_ACTION_GROUP (self), action, target,
                                   activation_token);
}

static void
make_tray (FbApplication *self)
{
  self->tray = fb_tray_content_new (self->store, self->receiver, self->settings,
                                    self->do_not_disturb, G_ACTION_GROUP (self));
  fb_tray_content_set_outside_watch (self->tray,
                                     fb_outside_binding_get_watch (self->outside_binding));
  g_signal_connect_object (self->tray, "activated", G_CALLBACK (on_tray_activated), self,
                           G_CONNECT_SWAPPED);
  self->background =
    fb_background_new (self->presenter, fb_tray_content_get_tray (self->tray), self->settings);
  g_signal_connect_object (self->background, "quit", G_CALLBACK (begin_quit), self,
                           G_CONNECT_SWAPPED);
}

/* GApplication */

static void
fb_application_startup (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);

  G_APPLICATION_CLASS (fb_application_parent_class)->startup (application);

  /* It runs until it quits, with a window or without. */
  g_application_hold (application);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_unix_signal_add (SIGTERM, on_unix_signal, self);
  g_unix_signal_add (SIGINT, on_unix_signal, self);
  g_unix_signal_add (SIGHUP, on_unix_signal, self);

  self->settings = g_settings_new (APPLICATION_ID);
  self->do_not_disturb = fb_do_not_disturb_new (self->settings);
  make_store (self);
  make_receiver (self);
  make_api_key (self);
  make_render_launcher (self);
  make_window_parts (self);
  make_actions (self);
  make_tray (self);
  /* Until the store is open the receiver answers "later", which is better than no answer. */
  fb_receiver_start (self->receiver);
  fb_store_opener_start (self->store_opener);
  fb_document_sync_start (self->document_sync);
}

static void
fb_application_activate (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);
  gboolean is_hidden = self->starts_hidden;

  self->starts_hidden = FALSE;
  if (!is_hidden && !self->is_quitting)
    fb_window_presenter_present (self->presenter, NULL);
}

static int
fb_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  FbApplication *self = FB_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  int status = fb_command_line_run (options);

  if (status != FB_COMMAND_LINE_GO_ON || !g_variant_dict_contains (options, "background"))
    return status;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("faxbell: %s\n", error->message);
      return 1;
    }
  /* An instance that runs already need not be told to run in the background. */
  self->starts_hidden = TRUE;
  return g_application_get_is_remote (application) ? 0 : FB_COMMAND_LINE_GO_ON;
}

static void
fb_application_shutdown (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);

  destroy_window (self);
  g_clear_object (&self->damage_notice);
  g_clear_object (&self->background);
  g_clear_object (&self->tray);
  g_clear_object (&self->actions);
  g_clear_object (&self->test_fax_sender);
  g_clear_object (&self->diagnostics);
  g_clear_object (&self->refusal_alerts);
  g_clear_object (&self->outside_binding);
  g_clear_object (&self->alerts);
  g_clear_object (&self->done_recorder);
  g_clear_object (&self->fax_opener);
  g_clear_object (&self->page_counter);
  g_clear_object (&self->render_launcher);
  g_clear_object (&self->presenter);
  g_clear_object (&self->receiver_binding);
  g_clear_object (&self->receiver);
  g_clear_object (&self->credentials);
  g_clear_object (&self->webhook_setup);
  g_clear_object (&self->document_sync);
  g_clear_object (&self->api_key);
  g_clear_object (&self->store_opener);
  g_clear_object (&self->store);
  g_clear_object (&self->do_not_disturb);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (fb_application_parent_class)->shutdown (application);
}

static void
fb_application_class_init (FbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = fb_application_startup;
  application_class->activate = fb_application_activate;
  application_class->handle_local_options = fb_application_handle_local_options;
  application_class->shutdown = fb_application_shutdown;
}

static void
fb_application_init (FbApplication *self)
{
  fb_command_line_add_options (G_APPLICATION (self));
}

/**
 * fb_application_new:
 *
 * Returns: (transfer full): the application
 */
FbApplication *
fb_application_new (void)
{
  return g_object_new (FB_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                       "/io/github/faxbell/Faxbell", NULL);
}
