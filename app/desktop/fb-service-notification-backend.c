/* fb-service-notification-backend.c
 *
 * The desktop's notification service, through libnotify. Every call of libnotify waits for the
 * service, which may be slow, or just being started, or stuck; so all of them are made in a thread
 * of its own, and what the user clicks comes back to the thread that made it.
 *
 * Notifications are told apart by a number that the service gives. A service that is restarted
 * begins to count anew, so with its end every notification is forgotten: a click on somebody else's
 * must not open a fax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-service-notification-backend.h"

#include <libnotify/notify.h>

#define SERVICE_NAME   "org.freedesktop.Notifications"
#define ACTION_DEFAULT "default"
#define ACTION_SHOW    "show"

/* Notifications that can still be replaced, withdrawn or clicked. The service drops them earlier.
 */
#define MAX_REMEMBERED 100

struct _FbServiceNotificationBackend
{
  GObject parent_instance;

  char *desktop_entry;
  GMainContext *home;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;

  /* For the backend's thread alone. */
  GHashTable *shown; /* key → NotifyNotification */
  GQueue order;      /* keys, the oldest first */
  gboolean has_caps;
  gboolean has_actions;
  gboolean has_markup;
  guint service_watch;
};

typedef enum
{
  PROP_DESKTOP_ENTRY = 1,
} FbServiceNotificationBackendProperty;

static GParamSpec *properties[PROP_DESKTOP_ENTRY + 1];

static void fb_service_notification_backend_iface_init (FbNotificationBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbServiceNotificationBackend,
                               fb_service_notification_backend,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_NOTIFICATION_BACKEND,
                                                      fb_service_notification_backend_iface_init))

/* What goes from thread to thread. The backend itself is only weakly held there: its end is not
 * decided by a message that is under way. */

typedef struct
{
  FbServiceNotificationBackend *backend;
  FbNotification *notification;
  char *key;
} Order;

typedef struct
{
  GWeakRef backend;
  char *key;
  gboolean is_default;
  char *activation_token;
} Click;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->notification, fb_notification_free);
  g_free (order->key);
  g_free (order);
}

static void
click_free (gpointer data)
{
  Click *click = data;

  g_weak_ref_clear (&click->backend);
  g_free (click->key);
  g_free (click->activation_token);
  g_free (click);
}

static gboolean
on_click (gpointer data)
{
  Click *click = data;
  g_autoptr (FbServiceNotificationBackend) backend = g_weak_ref_get (&click->backend);

  if (backend != NULL)
    fb_notification_backend_emit_activated (FB_NOTIFICATION_BACKEND (backend), click->key,
                                            click->is_default, click->activation_token);
  return G_SOURCE_REMOVE;
}

/* In the backend's thread */

static void
forget (FbServiceNotificationBackend *self, const char *key)
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
forget_all (FbServiceNotificationBackend *self)
{
  g_queue_clear_full (&self->order, g_free);
  g_hash_table_remove_all (self->shown);
}

static void
on_service_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  FbServiceNotificationBackend *self = data;

  forget_all (self);
  self->has_caps = FALSE;
}

static void
on_action (NotifyNotification *shown, char *action, gpointer data)
{
  FbServiceNotificationBackend *self = data;
  Click *click = g_new0 (Click, 1);

  g_weak_ref_init (&click->backend, self);
  click->key = g_strdup (g_object_get_data (G_OBJECT (shown), "key"));
  click->is_default = g_str_equal (action, ACTION_DEFAULT);
  click->activation_token = g_strdup (notify_notification_get_activation_token (shown));
  g_main_context_invoke_full (self->home, G_PRIORITY_DEFAULT, on_click, click, click_free);
}

static void
on_closed (NotifyNotification *shown, gpointer data)
{
  FbServiceNotificationBackend *self = data;
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (shown), "key"));

  if (g_hash_table_lookup (self->shown, key) == shown)
    forget (self, key);
}

/* Asked once for each life of the service. */
static void
ask_caps (FbServiceNotificationBackend *self)
{
  if (self->has_caps)
    return;
  GList *caps = notify_get_server_caps ();
  self->has_caps = caps != NULL;
  self->has_actions = g_list_find_custom (caps, "actions", (GCompareFunc) g_strcmp0) != NULL;
  self->has_markup = g_list_find_custom (caps, "body-markup", (GCompareFunc) g_strcmp0) != NULL;
  g_list_free_full (caps, g_free);
}

/* A number from outside must not become markup, and a service without it must not show it. */
static char *
dup_body (FbServiceNotificationBackend *self, const FbNotification *notification)
{
  if (notification->body == NULL || !self->has_markup)
    return g_strdup (notification->body);
  return g_markup_escape_text (notification->body, -1);
}

static NotifyNotification *
find_or_make (FbServiceNotificationBackend *self,
              const FbNotification *notification,
              const char *body)
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
add_actions (FbServiceNotificationBackend *self,
             NotifyNotification *shown,
             const FbNotification *notification)
{
  if (!self->has_actions)
    return;
  notify_notification_add_action (shown, ACTION_DEFAULT, notification->default_label, on_action,
                                  self, NULL);
  if (notification->show_label != NULL)
    notify_notification_add_action (shown, ACTION_SHOW, notification->show_label, on_action, self,
                                    NULL);
}

static gboolean
show (gpointer data)
{
  Order *order = data;
  FbServiceNotificationBackend *self = order->backend;
  const FbNotification *notification = order->notification;
  g_autoptr (GError) error = NULL;

  ask_caps (self);
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
withdraw (gpointer data)
{
  Order *order = data;
  NotifyNotification *shown = g_hash_table_lookup (order->backend->shown, order->key);

  if (shown != NULL)
    {
      g_object_ref (shown);
      forget (order->backend, order->key);
      notify_notification_close (shown, NULL);
      g_object_unref (shown);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gpointer
backend_main (gpointer data)
{
  FbServiceNotificationBackend *self = data;

  g_main_context_push_thread_default (self->context);
  notify_init ("Faxbell");
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->service_watch =
    g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                      on_service_vanished, self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unwatch_name (self->service_watch);
  forget_all (self);
  g_hash_table_unref (self->shown);
  notify_uninit ();
  /* GDBus frees what it had subscribed to only when the context turns once more. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* FbNotificationBackend */

static void
give_order (FbServiceNotificationBackend *self,
            GSourceFunc function,
            gpointer data,
            GDestroyNotify free_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, free_data);
  g_source_attach (source, self->context);
}

static void
fb_service_notification_backend_show (FbNotificationBackend *backend, FbNotification *notification)
{
  FbServiceNotificationBackend *self = FB_SERVICE_NOTIFICATION_BACKEND (backend);
  Order *order = g_new0 (Order, 1);

  order->backend = self;
  order->notification = notification;
  give_order (self, show, order, order_free);
}

static void
fb_service_notification_backend_withdraw (FbNotificationBackend *backend, const char *key)
{
  FbServiceNotificationBackend *self = FB_SERVICE_NOTIFICATION_BACKEND (backend);
  Order *order = g_new0 (Order, 1);

  order->backend = self;
  order->key = g_strdup (key);
  give_order (self, withdraw, order, order_free);
}

static void
fb_service_notification_backend_iface_init (FbNotificationBackendInterface *iface)
{
  iface->show = fb_service_notification_backend_show;
  iface->withdraw = fb_service_notification_backend_withdraw;
}

/* GObject */

static void
fb_service_notification_backend_constructed (GObject *object)
{
  FbServiceNotificationBackend *self = FB_SERVICE_NOTIFICATION_BACKEND (object);

  G_OBJECT_CLASS (fb_service_notification_backend_parent_class)->constructed (object);

  self->thread = g_thread_new ("notifications", backend_main, self);
}

static void
fb_service_notification_backend_finalize (GObject *object)
{
  FbServiceNotificationBackend *self = FB_SERVICE_NOTIFICATION_BACKEND (object);

  /* Orders run in their turn, so those that were given are carried out first. */
  give_order (self, quit, self->loop, NULL);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  g_free (self->desktop_entry);

  G_OBJECT_CLASS (fb_service_notification_backend_parent_class)->finalize (object);
}

static void
fb_service_notification_backend_set_property (GObject *object,
                                              guint property_id,
                                              const GValue *value,
                                              GParamSpec *pspec)
{
  FbServiceNotificationBackend *self = FB_SERVICE_NOTIFICATION_BACKEND (object);

  switch ((FbServiceNotificationBackendProperty) property_id)
    {
    case PROP_DESKTOP_ENTRY:
      self->desktop_entry = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_service_notification_backend_class_init (FbServiceNotificationBackendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fb_service_notification_backend_constructed;
  object_class->finalize = fb_service_notification_backend_finalize;
  object_class->set_property = fb_service_notification_backend_set_property;

  properties[PROP_DESKTOP_ENTRY] =
    g_param_spec_string ("desktop-entry", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_service_notification_backend_init (FbServiceNotificationBackend *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_queue_init (&self->order);
}

/**
 * fb_service_notification_backend_new:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 *
 * Returns: (transfer full): a notification backend
 */
FbNotificationBackend *
fb_service_notification_backend_new (const char *desktop_entry)
{
  return g_object_new (FB_TYPE_SERVICE_NOTIFICATION_BACKEND, "desktop-entry", desktop_entry, NULL);
}
