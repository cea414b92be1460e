/* fb-notification-thread.c
 *
 * The thread in which libnotify is used. Each call of libnotify waits for the notification service,
 * which may be slow, or about to start, or hang; so none is made in the main thread. Requests are
 * handled in the order in which they were made. Clicks are reported in the thread that started this
 * one.
 *
 * What the thread needs is reference-counted and holds its owner only weakly: the owner may end
 * while the thread still waits for the service.
 *
 * The service numbers the notifications. One that is restarted begins with 1 again, so when the
 * service ends all notifications are forgotten: a click on another application's notification must
 * not open a fax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-notification-thread-private.h"

#include <libnotify/notify.h>

#define SERVICE_NAME "org.freedesktop.Notifications"

/* Of the actions, as the service has them; the first one's is the specification's. */
static const char *const action_keys[FB_N_NOTIFICATION_ACTIONS] = {
  [FB_NOTIFICATION_OPEN] = "default",
  [FB_NOTIFICATION_SHOW] = "show",
  [FB_NOTIFICATION_DONE] = "done",
};

/* How long the end of the thread is waited for. */
#define END_TIMEOUT G_TIME_SPAN_SECOND

/* Notifications that can still be replaced, withdrawn or clicked. Services drop them earlier. */
#define MAX_REMEMBERED 100

struct _FbNotificationThread
{
  /* Set before the thread starts, and not changed any more. */
  char *desktop_entry;
  GMainContext *owner_context;
  GMainContext *context;
  GWeakRef owner;
  FbNotificationActivated activated;
  GThread *thread;

  /* How it ends. */
  GMutex lock;
  GCond has_ended_cond;
  gboolean has_ended;
  gboolean is_abandoned;

  /* Used in the thread only. */
  GHashTable *shown; /* key → NotifyNotification */
  GQueue order;      /* keys, the oldest first */
  gboolean ends;
  gboolean has_caps;
  gboolean has_actions;
  gboolean has_markup;
};

typedef struct
{
  FbNotificationThread *thread;
  FbNotification *notification;
  char *key;
} Request;

typedef struct
{
  FbNotificationThread *thread;
  char *key;
  FbNotificationAction action;
  char *activation_token;
} Click;

static void
clear_thread (gpointer data)
{
  FbNotificationThread *self = data;

  g_weak_ref_clear (&self->owner);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner_context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->has_ended_cond);
  g_free (self->desktop_entry);
}

static void
release_thread (FbNotificationThread *self)
{
  g_atomic_rc_box_release_full (self, clear_thread);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->notification, fb_notification_free);
  g_free (request->key);
  release_thread (request->thread);
  g_free (request);
}

static void
click_free (gpointer data)
{
  Click *click = data;

  g_free (click->key);
  g_free (click->activation_token);
  release_thread (click->thread);
  g_free (click);
}

/* In the thread of the owner: it is not freed in another one. */
static gboolean
on_click (gpointer data)
{
  Click *click = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&click->thread->owner);

  if (owner != NULL)
    click->thread->activated (owner, click->key, click->action, click->activation_token);
  return G_SOURCE_REMOVE;
}

/* In the notification thread */

static void
forget (FbNotificationThread *self, const char *key)
{
  GList *link = g_queue_find_custom (&self->order, key, (GCompareFunc) g_strcmp0);

  if (link != NULL)
    {
      g_free (link->data);
      g_queue_delete_link (&self->order, link);
    }
  g_hash_table_remove (self->shown, key);
}

static void
forget_all (FbNotificationThread *self)
{
  g_queue_clear_full (&self->order, g_free);
  g_hash_table_remove_all (self->shown);
}

static void
on_service_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  FbNotificationThread *self = data;

  forget_all (self);
  self->has_caps = FALSE;
}

static FbNotificationAction
find_action (const char *key)
{
  for (guint i = 0; i < FB_N_NOTIFICATION_ACTIONS; i++)
    if (g_str_equal (action_keys[i], key))
      return (FbNotificationAction) i;
  /* libnotify calls back for the actions only that were added. */
  g_assert_not_reached ();
}

static void
on_action (NotifyNotification *shown, char *key, gpointer data)
{
  FbNotificationThread *self = data;
  Click *click = g_new0 (Click, 1);

  click->thread = g_atomic_rc_box_acquire (self);
  click->key = g_strdup (g_object_get_data (G_OBJECT (shown), "key"));
  click->action = find_action (key);
  click->activation_token = g_strdup (notify_notification_get_activation_token (shown));
  g_main_context_invoke_full (self->owner_context, G_PRIORITY_DEFAULT, on_click, click, click_free);
}

static void
on_closed (NotifyNotification *shown, gpointer data)
{
  FbNotificationThread *self = data;
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (shown), "key"));

  if (g_hash_table_lookup (self->shown, key) == shown)
    forget (self, key);
}

/* Asked once for each start of the service. */
static void
get_caps (FbNotificationThread *self)
{
  if (self->has_caps)
    return;
  GList *caps = notify_get_server_caps ();
  self->has_caps = caps != NULL;
  self->has_actions = g_list_find_custom (caps, "actions", (GCompareFunc) g_strcmp0) != NULL;
  self->has_markup = g_list_find_custom (caps, "body-markup", (GCompareFunc) g_strcmp0) != NULL;
  g_list_free_full (caps, g_free);
}

/* Text from outside must not be read as markup, and a service without markup must not show the
 * escapes. */
static char *
dup_body (FbNotificationThread *self, const FbNotification *notification)
{
  if (notification->body == NULL || !self->has_markup)
    return g_strdup (notification->body);
  return g_markup_escape_text (notification->body, -1);
}

static NotifyNotification *
find_or_make (FbNotificationThread *self, const FbNotification *notification, const char *body)
{
  NotifyNotification *shown = g_hash_table_lookup (self->shown, notification->key);

  if (shown != NULL)
    {
      notify_notification_update (shown, notification->summary, body, self->desktop_entry);
      notify_notification_clear_actions (shown);
      return shown;
    }
  shown = notify_notification_new (notification->summary, body, self->desktop_entry);
  g_object_set_data_full (G_OBJECT (shown), "key", g_strdup (notification->key), g_free);
  g_signal_connect (shown, "closed", G_CALLBACK (on_closed), self);
  g_hash_table_insert (self->shown, g_strdup (notification->key), shown);
  g_queue_push_tail (&self->order, g_strdup (notification->key));
  if (self->order.length > MAX_REMEMBERED)
    {
      g_autofree char *oldest = g_strdup (g_queue_peek_head (&self->order));
      forget (self, oldest);
    }
  return shown;
}

static void
add_actions (FbNotificationThread *self,
             NotifyNotification *shown,
             const FbNotification *notification)
{
  for (guint i = 0; self->has_actions && i < FB_N_NOTIFICATION_ACTIONS; i++)
    if (notification->labels[i] != NULL)
      notify_notification_add_action (shown, action_keys[i], notification->labels[i], on_action,
                                      self, NULL);
}

/* What was requested before the end is still done, unless the end was not waited for. */
static gboolean
is_abandoned (FbNotificationThread *self)
{
  g_mutex_lock (&self->lock);
  gboolean is_abandoned = self->is_abandoned;
  g_mutex_unlock (&self->lock);
  return is_abandoned;
}

static gboolean
on_show (gpointer data)
{
  Request *request = data;
  FbNotificationThread *self = request->thread;
  const FbNotification *notification = request->notification;
  g_autoptr (GError) error = NULL;

  if (!is_abandoned (self))
    get_caps (self);
  /* Getting them may have taken long. */
  if (is_abandoned (self))
    return G_SOURCE_REMOVE;
  g_autofree char *body = dup_body (self, notification);
  NotifyNotification *shown = find_or_make (self, notification, body);
  notify_notification_set_urgency (shown, notification->is_urgent ? NOTIFY_URGENCY_CRITICAL
                                                                  : NOTIFY_URGENCY_NORMAL);
  notify_notification_set_category (shown, notification->category);
  notify_notification_set_hint (shown, "desktop-entry", g_variant_new_string (self->desktop_entry));
  add_actions (self, shown, notification);
  if (!notify_notification_show (shown, &error))
    {
      g_message ("A notification could not be shown: %s", error->message);
      forget (self, notification->key);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
on_withdraw (gpointer data)
{
  Request *request = data;
  FbNotificationThread *self = request->thread;
  NotifyNotification *shown = g_hash_table_lookup (self->shown, request->key);

  if (shown != NULL && !is_abandoned (self))
    {
      g_object_ref (shown);
      forget (self, request->key);
      notify_notification_close (shown, NULL);
      g_object_unref (shown);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
on_end (gpointer data)
{
  Request *request = data;

  request->thread->ends = TRUE;
  return G_SOURCE_REMOVE;
}

static void
report_end (FbNotificationThread *self)
{
  g_mutex_lock (&self->lock);
  self->has_ended = TRUE;
  g_cond_signal (&self->has_ended_cond);
  g_mutex_unlock (&self->lock);
}

static gpointer
thread_main (gpointer data)
{
  FbNotificationThread *self = data;

  g_main_context_push_thread_default (self->context);
  notify_init ("Faxbell");
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  guint service_watch =
    g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                      on_service_vanished, self, NULL);
  while (!self->ends)
    g_main_context_iteration (self->context, TRUE);
  g_bus_unwatch_name (service_watch);
  forget_all (self);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  notify_uninit ();
  /* GDBus frees its subscriptions in an iteration of the context. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  report_end (self);
  release_thread (self);
  return NULL;
}

/* In the thread of the owner */

static void
send_request (FbNotificationThread *self, GSourceFunc function, Request *request)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  request->thread = g_atomic_rc_box_acquire (self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, request, request_free);
  g_source_attach (source, self->context);
}

/**
 * fb_notification_thread_start:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 * @owner: the object that receives the clicks; it is held weakly
 * @activated: called for each click, in the calling thread's default main context, while @owner
 *   exists
 *
 * Starts a thread that shows notifications by the desktop's notification service. The calling
 * thread is the one that ends it and that runs @activated.
 *
 * Returns: (transfer full): the thread; end it with fb_notification_thread_end()
 */
FbNotificationThread *
fb_notification_thread_start (const char *desktop_entry,
                              GObject *owner,
                              FbNotificationActivated activated)
{
  g_return_val_if_fail (desktop_entry != NULL, NULL);
  g_return_val_if_fail (G_IS_OBJECT (owner), NULL);
  g_return_val_if_fail (activated != NULL, NULL);

  FbNotificationThread *self = g_atomic_rc_box_new0 (FbNotificationThread);
  self->desktop_entry = g_strdup (desktop_entry);
  self->owner_context = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->activated = activated;
  g_weak_ref_init (&self->owner, owner);
  g_mutex_init (&self->lock);
  g_cond_init (&self->has_ended_cond);
  g_queue_init (&self->order);
  self->thread = g_thread_new ("notifications", thread_main, g_atomic_rc_box_acquire (self));
  return self;
}

/**
 * fb_notification_thread_show:
 * @self: a notification thread
 * @notification: (transfer full): the notification
 *
 * Requests that a notification is shown, in place of the one with the same key, if there is one.
 * Returns at once; that it can't be shown is logged.
 */
void
fb_notification_thread_show (FbNotificationThread *self, FbNotification *notification)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (notification != NULL);

  Request *request = g_new0 (Request, 1);
  request->notification = notification;
  send_request (self, on_show, request);
}

/**
 * fb_notification_thread_withdraw:
 * @self: a notification thread
 * @key: the key of a notification
 *
 * Requests that a notification is taken away, if it is shown. Returns at once.
 */
void
fb_notification_thread_withdraw (FbNotificationThread *self, const char *key)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL);

  Request *request = g_new0 (Request, 1);
  request->key = g_strdup (key);
  send_request (self, on_withdraw, request);
}

static gboolean
wait_for_end (FbNotificationThread *self)
{
  gint64 deadline = g_get_monotonic_time () + END_TIMEOUT;
  gboolean is_waiting = TRUE;

  g_mutex_lock (&self->lock);
  while (!self->has_ended && is_waiting)
    is_waiting = g_cond_wait_until (&self->has_ended_cond, &self->lock, deadline);
  gboolean has_ended = self->has_ended;
  self->is_abandoned = !has_ended;
  g_mutex_unlock (&self->lock);
  return has_ended;
}

/**
 * fb_notification_thread_end:
 * @self: (transfer full): a notification thread
 *
 * Ends the thread after it has handled all requests, and blocks until then, but no longer than a
 * second. A thread that still waits for the service by then ends by itself once the service has
 * answered or libnotify gives up, and does nothing else; nor does it keep the process from ending.
 */
void
fb_notification_thread_end (FbNotificationThread *self)
{
  g_return_if_fail (self != NULL);

  send_request (self, on_end, g_new0 (Request, 1));
  GThread *thread = g_steal_pointer (&self->thread);
  if (wait_for_end (self))
    g_thread_join (thread);
  else
    {
      g_message ("The notification service does not answer. It is not waited for");
      g_thread_unref (thread);
    }
  release_thread (self);
}
