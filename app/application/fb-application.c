/* fb-application.c
 *
 * The life of the application: what is made in which order, and how it ends. The store is opened
 * first and closed last; the receiver lives in between. The window comes and goes; the application
 * is there without it until it is told to quit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-private.h"

#include "fb-command-line.h"
#include "fb-damage-notice.h"
#include "fb-event-reader.h"

#include <glib-unix.h>

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif

G_DEFINE_FINAL_TYPE (FbApplication, fb_application, ADW_TYPE_APPLICATION)

/* The desktop's own setting; not every desktop has it. */
#define LOCK_SCREEN_SCHEMA "org.gnome.desktop.notifications"
#define LOCK_SCREEN_KEY    "show-in-lock-screen"

/* In seconds. */
#define REOPEN_INTERVAL 10

/* By FbAlertKind: the setting that says whether it rings. */
static const char *const alert_keys[] = {
  [FB_ALERT_NONE] = NULL,
  [FB_ALERT_RECEIVED] = "notify-received",
  [FB_ALERT_RECEIVE_FAILED] = "notify-receive-failed",
  [FB_ALERT_DELIVERED] = "notify-delivered",
  [FB_ALERT_SEND_FAILED] = "notify-send-failed",
  [FB_ALERT_UNREADABLE] = "notify-unreadable",
};

/* The window */

/**
 * fb_application_get_window:
 * @application: the application
 *
 * Returns: (transfer none) (nullable): the window, if there is one now
 */
FbWindow *
fb_application_get_window (FbApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (FB_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

/* Once for each time, and as soon as there is a window to tell it in. */
static void
tell_of_damage (FbApplication *self)
{
  FbWindow *window = fb_application_get_window (self);
  const char *damaged_file = fb_store_get_damaged_file (self->store);

  if (window == NULL || damaged_file == NULL || g_strcmp0 (damaged_file, self->told_damage) == 0)
    return;
  g_free (self->told_damage);
  self->told_damage = g_strdup (damaged_file);
  fb_damage_notice_show (GTK_WINDOW (window), damaged_file);
}

/* GTK 4.8 looks for the token with the display when it presents a window on Wayland, and asks for
 * one of its own if there is none, which is worth nothing. Later it is enough to tell the window.
 */
static void
use_token (GtkWindow *window, const char *activation_token)
{
#ifdef GDK_WINDOWING_WAYLAND
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));

  if (GDK_IS_WAYLAND_DISPLAY (display))
    gdk_wayland_display_set_startup_notification_id (display, activation_token);
#endif
  gtk_window_set_startup_id (window, activation_token);
}

/**
 * fb_application_present:
 * @application: the application
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Returns: (transfer none): the window, in front
 */
FbWindow *
fb_application_present (FbApplication *self, const char *activation_token)
{
  FbWindow *window = fb_application_get_window (self);

  if (window == NULL)
    {
      window = fb_window_new (ADW_APPLICATION (self), self->store, self->receiver,
                              self->credentials, self->settings);
      fb_window_set_store_problem (window, self->store_problem);
      fb_application_follow_window (self, window);
    }
  if (activation_token != NULL)
    use_token (GTK_WINDOW (window), activation_token);
  gtk_window_present (GTK_WINDOW (window));
  tell_of_damage (self);
  return window;
}

static void
follow_setting (FbApplication *self, const char *signal, void (*apply) (FbApplication *self))
{
  g_signal_connect_object (self->settings, signal, G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  apply (self);
}

/* Notifications */

static void
on_alert (FbApplication *self, FbFax *fax, guint kind)
{
  if (kind < G_N_ELEMENTS (alert_keys) && alert_keys[kind] != NULL &&
      !fb_do_not_disturb_is_active (self->do_not_disturb) &&
      g_settings_get_boolean (self->settings, alert_keys[kind]))
    fb_notifier_show (self->notifier, fax, (FbAlertKind) kind);
}

/* What has been read needs no notification any more. */
static void
on_faxes_changed (FbApplication *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      if (!fb_fax_get_unread (fax))
        fb_notifier_withdraw (self->notifier, fb_fax_get_message_id (fax));
    }
}

static void
on_show_inbox (FbApplication *self, const char *activation_token)
{
  fb_application_present (self, activation_token);
}

static gboolean
is_hidden_on_lock_screen (FbApplication *self)
{
  return self->lock_screen_settings != NULL &&
         !g_settings_get_boolean (self->lock_screen_settings, LOCK_SCREEN_KEY);
}

/* Whoever doesn't want notifications on the lock screen doesn't want names in them either. */
static void
apply_hide_sender (FbApplication *self)
{
  fb_notifier_set_hides_sender (self->notifier,
                                g_settings_get_boolean (self->settings, "notify-hide-sender") ||
                                  is_hidden_on_lock_screen (self));
}

static void
make_lock_screen_settings (FbApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (source, LOCK_SCREEN_SCHEMA, TRUE);

  if (schema == NULL || !g_settings_schema_has_key (schema, LOCK_SCREEN_KEY))
    return;
  self->lock_screen_settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->lock_screen_settings, "changed::" LOCK_SCREEN_KEY,
                           G_CALLBACK (apply_hide_sender), self, G_CONNECT_SWAPPED);
}

static void
make_notifier (FbApplication *self)
{
  self->notifier = fb_notifier_new (APPLICATION_ID);
  make_lock_screen_settings (self);
  follow_setting (self, "changed::notify-hide-sender", apply_hide_sender);
  g_signal_connect_object (self->notifier, "open-fax", G_CALLBACK (fb_application_open_fax), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show-fax", G_CALLBACK (fb_application_show_fax), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show-inbox", G_CALLBACK (on_show_inbox), self,
                           G_CONNECT_SWAPPED);
}

/* The store */

static gboolean on_reopen (gpointer data);

static void
on_store_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbApplication) self = data;
  FbWindow *window = fb_application_get_window (self);

  g_clear_error (&self->store_problem);
  if (!fb_store_open_finish (self->store, result, &self->store_problem))
    {
      g_warning ("The store could not be opened: %s", self->store_problem->message);
      if (!self->is_quitting)
        self->reopen_source = g_timeout_add_seconds (REOPEN_INTERVAL, on_reopen, self);
    }
  if (window != NULL)
    fb_window_set_store_problem (window, self->store_problem);
  fb_application_show_store_problem (self);

  /* Without a store it answers "later", which is better than no answer. */
  if (!self->is_quitting && fb_receiver_get_state (self->receiver) == FB_RECEIVER_STOPPED)
    fb_receiver_start (self->receiver);
}

/* Another Faxbell may just be ending, a disk may be mounted late. If it goes on, it must be seen.
 */
static gboolean
on_reopen (gpointer data)
{
  FbApplication *self = data;

  self->reopen_source = 0;
  if (!self->has_shown_store_problem)
    fb_application_present (self, NULL);
  self->has_shown_store_problem = TRUE;
  fb_store_open_async (self->store, NULL, on_store_opened, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
make_store (FbApplication *self)
{
  g_autofree char *folder = fb_store_dup_default_folder ();

  self->store = fb_store_new (folder);
  fb_store_set_event_reader (self->store, fb_event_read);
  g_signal_connect_object (self->store, "alert", G_CALLBACK (on_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::damaged-file", G_CALLBACK (tell_of_damage), self,
                           G_CONNECT_SWAPPED);
  fb_store_open_async (self->store, NULL, on_store_opened, g_object_ref (self));
}

/* The end */

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

/**
 * fb_application_begin_quit:
 * @application: the application
 *
 * Ends it, after what is in flight has been kept and answered.
 */
void
fb_application_begin_quit (FbApplication *self)
{
  FbWindow *window = fb_application_get_window (self);

  if (self->is_quitting)
    return;
  self->is_quitting = TRUE;
  g_clear_handle_id (&self->reopen_source, g_source_remove);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  fb_receiver_stop_async (self->receiver, on_receiver_stopped, g_object_ref (self));
}

static gboolean
on_unix_signal (gpointer data)
{
  fb_application_begin_quit (data);
  return G_SOURCE_CONTINUE;
}

/* GApplication */

static void
fb_application_startup (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);

  G_APPLICATION_CLASS (fb_application_parent_class)->startup (application);

  /* There until it quits, with a window or without. */
  g_application_hold (application);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_unix_signal_add (SIGTERM, on_unix_signal, self);
  g_unix_signal_add (SIGINT, on_unix_signal, self);
  g_unix_signal_add (SIGHUP, on_unix_signal, self);

  self->settings = g_settings_new (APPLICATION_ID);
  self->do_not_disturb = fb_do_not_disturb_new (self->settings);
  make_notifier (self);
  make_store (self);
  fb_application_make_receiver (self);
  fb_application_add_actions (self);
  fb_application_add_tray (self);
  fb_application_add_background (self);
}

static void
fb_application_activate (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);
  gboolean is_hidden = self->starts_hidden;

  self->starts_hidden = FALSE;
  if (!is_hidden && !self->is_quitting)
    fb_application_present (self, NULL);
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
  /* One that runs already need not be told to run in the background. */
  self->starts_hidden = TRUE;
  return g_application_get_is_remote (application) ? 0 : FB_COMMAND_LINE_GO_ON;
}

static void
fb_application_shutdown (GApplication *application)
{
  FbApplication *self = FB_APPLICATION (application);
  FbWindow *window = fb_application_get_window (self);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  fb_application_remove_background (self);
  fb_application_remove_tray (self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->do_not_disturb);
  g_clear_object (&self->receiver);
  g_clear_object (&self->credentials);
  g_clear_object (&self->store);
  g_clear_object (&self->lock_screen_settings);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (fb_application_parent_class)->shutdown (application);
}

/* GObject */

static void
fb_application_finalize (GObject *object)
{
  g_clear_error (&FB_APPLICATION (object)->store_problem);
  g_clear_pointer (&FB_APPLICATION (object)->told_damage, g_free);

  G_OBJECT_CLASS (fb_application_parent_class)->finalize (object);
}

static void
fb_application_class_init (FbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fb_application_finalize;

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
