/* fb-notifier.c
 *
 * Decides which notifications are shown. A fax that comes alone gets one of its own, at once, with
 * a button that says that it is done. Those that follow shortly after are a burst: one notification
 * takes the place of the first fax's and counts them all, so that forty faxes in the morning are
 * not forty notifications.
 *
 * A fax needs attention while it is open and unread. Its own notification is withdrawn when it
 * needs none any more; one that counts is withdrawn when that is so for all faxes that it counts.
 * Sent faxes that were delivered never need it: they don't keep it.
 *
 * A test always gets one of its own, which is what is tested, and is in no burst.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-notifier.h"

#include "fb-notification-backend.h"
#include "fb-notification-text-private.h"
#include "fb-portal-notification-backend.h"
#include "fb-sandbox.h"
#include "fb-service-notification-backend.h"

#include <glib/gi18n.h>
#include <string.h>

/* Faxes that come within this time of the last one are one burst. */
#define BURST_TIME (5 * G_TIME_SPAN_SECOND)

/* How often the counting notification is renewed while a burst goes on. */
#define RENEW_MS 400

#define BURST_KEY_PREFIX   "burst "
#define PROBLEM_KEY_PREFIX "problem "

struct _FbNotifier
{
  GObject parent_instance;

  FbNotificationBackend *backend;
  gboolean hides_sender;
  GHashTable *shown_faxes; /* message ids that have a notification of their own */
  GHashTable *counted;     /* message id of a fax that needs attention → burst that counts it */
  GHashTable *n_waiting;   /* number of a burst → its faxes that need attention */

  /* The current burst: its number, its first fax while that has a notification of its own, its
   * faxes (none: there is no burst), and when the last one came (monotonic, in microseconds). */
  guint burst;
  char *first_id;
  guint counts[FB_N_ALERT_KINDS];
  guint n_faxes;
  gint64 last_at;
  guint renew_source;
};

typedef enum
{
  SIGNAL_OPEN_FAX,
  SIGNAL_SHOW_FAX,
  SIGNAL_MARK_DONE,
  SIGNAL_SHOW_INBOX,
  N_SIGNALS,
} FbNotifierSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbNotifier, fb_notifier, G_TYPE_OBJECT)

static FbNotifierSignal
get_signal (FbNotificationAction action)
{
  switch (action)
    {
    case FB_NOTIFICATION_SHOW:
      return SIGNAL_SHOW_FAX;
    case FB_NOTIFICATION_DONE:
      return SIGNAL_MARK_DONE;
    case FB_NOTIFICATION_OPEN:
    default:
      return SIGNAL_OPEN_FAX;
    }
}

static void
on_activated (FbNotifier *self, const char *key, guint action, const char *activation_token)
{
  if (g_str_has_prefix (key, BURST_KEY_PREFIX) || g_str_has_prefix (key, PROBLEM_KEY_PREFIX))
    g_signal_emit (self, signals[SIGNAL_SHOW_INBOX], 0, activation_token);
  else
    g_signal_emit (self, signals[get_signal ((FbNotificationAction) action)], 0, key,
                   activation_token);
}

static void
set_label (FbNotification *notification, FbNotificationAction action, const char *label)
{
  notification->labels[action] = g_strdup (label);
}

static FbNotification *
make_notification (FbNotifier *self, FbFax *fax, FbAlertKind kind)
{
  FbNotification *notification = fb_notification_new (fb_fax_get_message_id (fax));
  gboolean has_document = fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE;
  gboolean is_bad = kind != FB_ALERT_RECEIVED && kind != FB_ALERT_DELIVERED;

  notification->message_id = g_strdup (fb_fax_get_message_id (fax));
  notification->summary = fb_notification_dup_summary (fax, kind, self->hides_sender);
  notification->body = fb_notification_dup_body (fax, kind, self->hides_sender);
  notification->category = is_bad ? "transfer.error" : "transfer.complete";
  notification->is_urgent = kind == FB_ALERT_SEND_FAILED;
  set_label (notification, FB_NOTIFICATION_OPEN, has_document ? _ ("Open") : _ ("Show"));
  if (has_document)
    set_label (notification, FB_NOTIFICATION_SHOW, _ ("Show in Inbox"));
  if (fb_fax_get_open (fax))
    /* Translators: a button: somebody has dealt with the fax */
    set_label (notification, FB_NOTIFICATION_DONE, _ ("Done"));
  return notification;
}

static char *
dup_burst_key (guint burst)
{
  return g_strdup_printf (BURST_KEY_PREFIX "%u", burst);
}

static gboolean
on_renew (gpointer data)
{
  FbNotifier *self = data;
  g_autofree char *key = dup_burst_key (self->burst);
  FbNotification *notification = fb_notification_new (key);

  self->renew_source = 0;
  /* The first fax's own notification is replaced. */
  if (self->first_id != NULL && g_hash_table_remove (self->shown_faxes, self->first_id))
    fb_notification_backend_withdraw (self->backend, self->first_id);
  g_clear_pointer (&self->first_id, g_free);

  notification->summary = fb_notification_dup_count_summary (self->counts);
  notification->body = fb_notification_dup_count_body (self->counts);
  notification->category = "transfer";
  notification->is_urgent = self->counts[FB_ALERT_SEND_FAILED] > 0;
  set_label (notification, FB_NOTIFICATION_OPEN, _ ("Show Inbox"));
  fb_notification_backend_show (self->backend, notification);
  return G_SOURCE_REMOVE;
}

static void
begin_burst (FbNotifier *self)
{
  g_clear_pointer (&self->first_id, g_free);
  memset (self->counts, 0, sizeof self->counts);
  self->n_faxes = 0;
  self->burst++;
}

static void
end_burst (FbNotifier *self)
{
  g_clear_handle_id (&self->renew_source, g_source_remove);
  self->n_faxes = 0;
}

static gboolean
needs_attention (FbFax *fax)
{
  return fb_fax_get_open (fax) && fb_fax_get_unread (fax);
}

/* The last fax of a burst that needs attention takes the burst's notification with it. */
static void
uncount (FbNotifier *self, const char *message_id)
{
  gpointer burst = g_hash_table_lookup (self->counted, message_id);

  if (!g_hash_table_remove (self->counted, message_id))
    return;
  guint n_waiting = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_waiting, burst)) - 1;
  if (n_waiting > 0)
    {
      g_hash_table_insert (self->n_waiting, burst, GUINT_TO_POINTER (n_waiting));
      return;
    }
  g_hash_table_remove (self->n_waiting, burst);
  if (GPOINTER_TO_UINT (burst) == self->burst)
    end_burst (self);
  g_autofree char *key = dup_burst_key (GPOINTER_TO_UINT (burst));
  fb_notification_backend_withdraw (self->backend, key);
}

/* A fax is counted once, by the newest burst that it is in. */
static void
count (FbNotifier *self, FbFax *fax, FbAlertKind kind)
{
  const char *message_id = fb_fax_get_message_id (fax);
  gpointer burst = GUINT_TO_POINTER (self->burst);

  self->counts[kind]++;
  self->n_faxes++;
  if (!needs_attention (fax) || g_hash_table_lookup (self->counted, message_id) == burst)
    return;
  uncount (self, message_id);
  guint n_waiting = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_waiting, burst));
  g_hash_table_insert (self->n_waiting, burst, GUINT_TO_POINTER (n_waiting + 1));
  g_hash_table_insert (self->counted, g_strdup (message_id), burst);
}

/* GObject */

static void
fb_notifier_dispose (GObject *object)
{
  FbNotifier *self = FB_NOTIFIER (object);

  /* What is not shown yet is shown now. */
  if (self->renew_source != 0)
    {
      g_clear_handle_id (&self->renew_source, g_source_remove);
      on_renew (self);
    }
  g_clear_object (&self->backend);
  g_clear_pointer (&self->shown_faxes, g_hash_table_unref);
  g_clear_pointer (&self->counted, g_hash_table_unref);
  g_clear_pointer (&self->n_waiting, g_hash_table_unref);
  g_clear_pointer (&self->first_id, g_free);

  G_OBJECT_CLASS (fb_notifier_parent_class)->dispose (object);
}

static void
fb_notifier_class_init (FbNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_notifier_dispose;

  signals[SIGNAL_OPEN_FAX] =
    g_signal_new ("open-fax", FB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SHOW_FAX] =
    g_signal_new ("show-fax", FB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_MARK_DONE] =
    g_signal_new ("mark-done", FB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SHOW_INBOX] = g_signal_new ("show-inbox", FB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fb_notifier_init (FbNotifier *self)
{
  self->shown_faxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->n_waiting = g_hash_table_new (NULL, NULL);
}

/* In a sandbox the notification service can't be reached, only the portal. */
static FbNotificationBackend *
make_backend (const char *desktop_entry)
{
  GApplication *application = g_application_get_default ();

  if (fb_is_sandboxed () && application != NULL)
    return fb_portal_notification_backend_new (application);
  return fb_service_notification_backend_new (desktop_entry);
}

/**
 * fb_notifier_new:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 *
 * In a sandbox notifications are shown by the portal, through the default #GApplication, and
 * elsewhere by the notification service. For the main thread; so are its functions and signals.
 * Dropping the last reference shows what is not shown yet, and may block for a second.
 *
 * Returns: (transfer full): a notifier
 */
FbNotifier *
fb_notifier_new (const char *desktop_entry)
{
  FbNotifier *self = g_object_new (FB_TYPE_NOTIFIER, NULL);

  self->backend = make_backend (desktop_entry);
  g_signal_connect_object (self->backend, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Those that count have no names in them. */
static void
withdraw_all (FbNotifier *self)
{
  GHashTableIter iter;
  gpointer message_id;

  g_hash_table_iter_init (&iter, self->shown_faxes);
  while (g_hash_table_iter_next (&iter, &message_id, NULL))
    fb_notification_backend_withdraw (self->backend, message_id);
  g_hash_table_remove_all (self->shown_faxes);
}

/**
 * fb_notifier_set_hides_sender:
 * @notifier: a notifier
 * @hides_sender: whether notifications leave out names, numbers and contents
 *
 * Setting it withdraws the notifications that have names or numbers.
 */
void
fb_notifier_set_hides_sender (FbNotifier *self, gboolean hides_sender)
{
  g_return_if_fail (FB_IS_NOTIFIER (self));

  if (hides_sender && !self->hides_sender)
    withdraw_all (self);
  self->hides_sender = hides_sender;
}

static void
show_alone (FbNotifier *self, FbFax *fax, FbAlertKind kind)
{
  g_hash_table_add (self->shown_faxes, g_strdup (fb_fax_get_message_id (fax)));
  fb_notification_backend_show (self->backend, make_notification (self, fax, kind));
}

/**
 * fb_notifier_show:
 * @notifier: a notifier
 * @fax: the fax that the notification is about; not held
 * @kind: why it is shown; not %FB_ALERT_NONE
 *
 * Shows a notification, or counts the fax in the one of the current burst. Does not wait for the
 * desktop; that it could not be shown is logged only.
 */
void
fb_notifier_show (FbNotifier *self, FbFax *fax, FbAlertKind kind)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (FB_IS_NOTIFIER (self));
  g_return_if_fail (kind > FB_ALERT_NONE && kind < FB_N_ALERT_KINDS);

  if (fb_fax_is_test (fax))
    {
      show_alone (self, fax, kind);
      return;
    }
  if (self->n_faxes == 0 || now - self->last_at > BURST_TIME)
    begin_burst (self);
  self->last_at = now;
  count (self, fax, kind);

  if (self->n_faxes == 1)
    {
      self->first_id = g_strdup (fb_fax_get_message_id (fax));
      show_alone (self, fax, kind);
    }
  else if (self->renew_source == 0)
    self->renew_source = g_timeout_add (RENEW_MS, on_renew, self);
}

/**
 * fb_notifier_update:
 * @notifier: a notifier
 * @fax: a fax that is new or has changed; not held
 *
 * If the fax was read or is done, takes its own notification away, if it has one; and the one that
 * counts it, if no other fax that this one counts needs attention either. Does not wait for the
 * desktop.
 */
void
fb_notifier_update (FbNotifier *self, FbFax *fax)
{
  g_return_if_fail (FB_IS_NOTIFIER (self));
  g_return_if_fail (FB_IS_FAX (fax));

  const char *message_id = fb_fax_get_message_id (fax);

  if (needs_attention (fax))
    return;
  if (g_hash_table_remove (self->shown_faxes, message_id) ||
      fb_notification_backend_outlasts_process (self->backend))
    fb_notification_backend_withdraw (self->backend, message_id);
  uncount (self, message_id);
}

/**
 * fb_notifier_show_problem:
 * @notifier: a notifier
 * @name: names the problem; another one with the same name replaces it
 * @summary: what is wrong, in a line
 * @body: what to do, as plain text
 *
 * Shows a notification that is about no fax and stays until it is closed or withdrawn. Does not
 * wait for the desktop.
 */
void
fb_notifier_show_problem (FbNotifier *self, const char *name, const char *summary, const char *body)
{
  g_return_if_fail (FB_IS_NOTIFIER (self));
  g_return_if_fail (name != NULL && summary != NULL);

  g_autofree char *key = g_strconcat (PROBLEM_KEY_PREFIX, name, NULL);
  FbNotification *notification = fb_notification_new (key);

  notification->summary = g_strdup (summary);
  notification->body = g_strdup (body);
  notification->category = "network.error";
  notification->is_urgent = TRUE;
  set_label (notification, FB_NOTIFICATION_OPEN, _ ("Show Inbox"));
  fb_notification_backend_show (self->backend, notification);
}

/**
 * fb_notifier_withdraw_problem:
 * @notifier: a notifier
 * @name: names a problem
 *
 * Takes its notification away, if it is shown. Does not wait for the desktop.
 */
void
fb_notifier_withdraw_problem (FbNotifier *self, const char *name)
{
  g_return_if_fail (FB_IS_NOTIFIER (self));
  g_return_if_fail (name != NULL);

  g_autofree char *key = g_strconcat (PROBLEM_KEY_PREFIX, name, NULL);
  fb_notification_backend_withdraw (self->backend, key);
}
