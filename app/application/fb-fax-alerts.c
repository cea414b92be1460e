/* fb-fax-alerts.c
 *
 * Turns the store's alerts into notifications, as far as the settings want them, and withdraws
 * those of faxes that have been read or are done. What is clicked in a notification is opened, or
 * done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-alerts.h"

/* The desktop's own setting; not every desktop has it. */
#define LOCK_SCREEN_SCHEMA "org.gnome.desktop.notifications"
#define LOCK_SCREEN_KEY    "show-in-lock-screen"

/* By FbAlertKind: the setting that says whether there is a notification. */
static const char *const alert_keys[] = {
  [FB_ALERT_NONE] = NULL,
  [FB_ALERT_RECEIVED] = "notify-received",
  [FB_ALERT_RECEIVE_FAILED] = "notify-receive-failed",
  [FB_ALERT_DELIVERED] = "notify-delivered",
  [FB_ALERT_SEND_FAILED] = "notify-send-failed",
  [FB_ALERT_UNREADABLE] = "notify-unreadable",
};

struct _FbFaxAlerts
{
  GObject parent_instance;

  GSettings *settings;
  GSettings *lock_screen_settings; /* the desktop's; NULL where it has none */
  FbDoNotDisturb *do_not_disturb;
  FbNotifier *notifier;
};

G_DEFINE_FINAL_TYPE (FbFaxAlerts, fb_fax_alerts, G_TYPE_OBJECT)

static void
on_alert (FbFaxAlerts *self, FbFax *fax, guint kind)
{
  if (kind < G_N_ELEMENTS (alert_keys) && alert_keys[kind] != NULL &&
      !fb_do_not_disturb_is_active (self->do_not_disturb) &&
      g_settings_get_boolean (self->settings, alert_keys[kind]))
    fb_notifier_show (self->notifier, fax, (FbAlertKind) kind);
}

static void
on_faxes_changed (FbFaxAlerts *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    fb_notifier_update (self->notifier, g_ptr_array_index (faxes, i));
}

static gboolean
is_hidden_on_lock_screen (FbFaxAlerts *self)
{
  return self->lock_screen_settings != NULL &&
         !g_settings_get_boolean (self->lock_screen_settings, LOCK_SCREEN_KEY);
}

/* Who wants no notifications on the lock screen doesn't want names in them either. */
static void
apply_hide_sender (FbFaxAlerts *self)
{
  fb_notifier_set_hides_sender (self->notifier,
                                g_settings_get_boolean (self->settings, "notify-hide-sender") ||
                                  is_hidden_on_lock_screen (self));
}

static void
make_lock_screen_settings (FbFaxAlerts *self)
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

/* GObject */

static void
fb_fax_alerts_dispose (GObject *object)
{
  FbFaxAlerts *self = FB_FAX_ALERTS (object);

  g_clear_object (&self->notifier);
  g_clear_object (&self->do_not_disturb);
  g_clear_object (&self->lock_screen_settings);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_fax_alerts_parent_class)->dispose (object);
}

static void
fb_fax_alerts_class_init (FbFaxAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_fax_alerts_dispose;
}

static void
fb_fax_alerts_init (FbFaxAlerts *self)
{
  self->notifier = fb_notifier_new (APPLICATION_ID);
}

/**
 * fb_fax_alerts_new:
 * @store: whose alerts become notifications
 * @settings: the application's: which alerts do
 * @do_not_disturb: while it is active, none does
 * @opener: opens the fax whose notification is clicked
 * @done_recorder: records that a fax is done, where that is chosen in its notification
 * @presenter: presents the window when a notification is clicked that counts several faxes
 *
 * For the main thread.
 *
 * Returns: (transfer full): the alerts, which work as long as they exist
 */
FbFaxAlerts *
fb_fax_alerts_new (FbStore *store,
                   GSettings *settings,
                   FbDoNotDisturb *do_not_disturb,
                   FbFaxOpener *opener,
                   FbDoneRecorder *done_recorder,
                   FbWindowPresenter *presenter)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (do_not_disturb), NULL);
  g_return_val_if_fail (FB_IS_FAX_OPENER (opener), NULL);
  g_return_val_if_fail (FB_IS_DONE_RECORDER (done_recorder), NULL);
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);

  FbFaxAlerts *self = g_object_new (FB_TYPE_FAX_ALERTS, NULL);

  self->settings = g_object_ref (settings);
  self->do_not_disturb = g_object_ref (do_not_disturb);
  make_lock_screen_settings (self);
  g_signal_connect_object (settings, "changed::notify-hide-sender", G_CALLBACK (apply_hide_sender),
                           self, G_CONNECT_SWAPPED);
  apply_hide_sender (self);
  g_signal_connect_object (store, "alert", G_CALLBACK (on_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "open-fax", G_CALLBACK (fb_fax_opener_open), opener,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show-fax", G_CALLBACK (fb_fax_opener_show), opener,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "mark-done", G_CALLBACK (fb_done_recorder_record),
                           done_recorder, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show-inbox", G_CALLBACK (fb_window_presenter_present),
                           presenter, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_fax_alerts_get_notifier:
 * @self: the alerts
 *
 * Returns: (transfer none): what shows the notifications, also for what is about no fax
 */
FbNotifier *
fb_fax_alerts_get_notifier (FbFaxAlerts *self)
{
  g_return_val_if_fail (FB_IS_FAX_ALERTS (self), NULL);

  return self->notifier;
}
