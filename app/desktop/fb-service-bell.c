/* fb-service-bell.c
 *
 * The desktop's notification service, through libnotify. Every call of libnotify waits for the
 * service, which may be slow, or just being started, or stuck; so all of them are made in a thread
 * of the bell's own, and what the user clicks comes back to the thread that made it.
 *
 * Notifications are told apart by a number that the service gives. A service that is restarted
 * begins to count anew, so with its end every notification is forgotten: a click on somebody else's
 * must not open a fax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-service-bell.h"

#include <libnotify/notify.h>

#define SERVICE_NAME   "org.freedesktop.Notifications"
#define ACTION_DEFAULT "default"
#define ACTION_SHOW    "show"

/* Notifications that can still be replaced, withdrawn or clicked. The service drops them earlier.
 */
#define MAX_REMEMBERED 100

struct _FbServiceBell
{
  GObject parent_instance;

  char *desktop_entry;
  GMainContext *home;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;

  /* The bell's thread alone uses these. */
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
} FbServiceBellProperty;

static GParamSpec *properties[PROP_DESKTOP_ENTRY + 1];

static void fb_service_bell_bell_init (FbBellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbServiceBell,
                               fb_service_bell,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_BELL, fb_service_bell_bell_init))

/* What goes from thread to thread. The bell itself is only weakly held there: its end is not
 * decided by a message that is under way. */

typedef struct
{
  FbServiceBell *bell;
  FbNotice *notice;
  char *key;
} Order;

typedef struct
{
  GWeakRef bell;
  char *key;
  gboolean is_default;
  char *activation_token;
} Click;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->notice, fb_notice_free);
  g_free (order->key);
  g_free (order);
}

static void
click_free (gpointer data)
{
  Click *click = data;

  g_weak_ref_clear (&click->bell);
  g_free (click->key);
  g_free (click->activation_token);
  g_free (click);
}

static gboolean
on_click (gpointer data)
{
  Click *click = data;
  g_autoptr (FbServiceBell) bell = g_weak_ref_get (&click->bell);

  if (bell != NULL)
    fb_bell_emit_activated (FB_BELL (bell), click->key, click->is_default, click->activation_token);
  return G_SOURCE_REMOVE;
}

/* In the bell's thread */

static void
forget (FbServiceBell *self, const char *key)
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
forget_all (FbServiceBell *self)
{
  g_queue_clear_full (&self->order, g_free);
  g_hash_table_remove_all (self->shown);
}

static void
on_service_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  FbServiceBell *self = data;

  forget_all (self);
  self->has_caps = FALSE;
}

static void
on_action (NotifyNotification *notification, char *action, gpointer data)
{
  FbServiceBell *self = data;
  Click *click = g_new0 (Click, 1);

  g_weak_ref_init (&click->bell, self);
  click->key = g_strdup (g_object_get_data (G_OBJECT (notification), "key"));
  click->is_default = g_str_equal (action, ACTION_DEFAULT);
  click->activation_token = g_strdup (notify_notification_get_activation_token (notification));
  g_main_context_invoke_full (self->home, G_PRIORITY_DEFAULT, on_click, click, click_free);
}

static void
on_closed (NotifyNotification *notification, gpointer data)
{
  FbServiceBell *self = data;
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (notification), "key"));

  if (g_hash_table_lookup (self->shown, key) == notification)
    forget (self, key);
}

/* Asked once for each life of the service. */
static void
ask_caps (FbServiceBell *self)
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
dup_body (FbServiceBell *self, const FbNotice *notice)
{
  if (notice->body == NULL || !self->has_markup)
    return g_strdup (notice->body);
  return g_markup_escape_text (notice->body, -1);
}

static NotifyNotification *
find_or_make (FbServiceBell *self, const FbNotice *notice, const char *body)
{
  NotifyNotification *notification = g_hash_table_lookup (self->shown, notice->key);

  if (notification != NULL)
    {
      notify_notification_update (notification, notice->summary, body, self->desktop_entry);
      notify_notification_clear_actions (notification);
      return notification;
    }
  notification = notify_notification_new (notice->summary, body, self->desktop_entry);
  g_object_set_data_full (G_OBJECT (notification), "key", g_strdup (notice->key), g_free);
  g_signal_connect (notification, "closed", G_CALLBACK (on_closed), self);
  g_hash_table_insert (self->shown, g_strdup (notice->key), notification);
  g_queue_push_tail (&self->order, g_strdup (notice->key));
  if (self->order.length > MAX_REMEMBERED)
    {
      g_autofree char *oldest = g_strdup (g_queue_peek_head (&self->order));
      forget (self, oldest);
    }
  return notification;
}

static void
add_actions (FbServiceBell *self, NotifyNotification *notification, const FbNotice *notice)
{
  if (!self->has_actions)
    return;
  notify_notification_add_action (notification, ACTION_DEFAULT, notice->default_label, on_action,
                                  self, NULL);
  if (notice->show_label != NULL)
    notify_notification_add_action (notification, ACTION_SHOW, notice->show_label, on_action, self,
                                    NULL);
}

static gboolean
ring (gpointer data)
{
  Order *order = data;
  FbServiceBell *self = order->bell;
  const FbNotice *notice = order->notice;
  g_autoptr (GError) error = NULL;

  ask_caps (self);
  g_autofree char *body = dup_body (self, notice);
  NotifyNotification *notification = find_or_make (self, notice, body);
  notify_notification_set_urgency (notification, notice->is_urgent ? NOTIFY_URGENCY_CRITICAL
                                                                   : NOTIFY_URGENCY_NORMAL);
  notify_notification_set_category (notification, notice->category);
  notify_notification_set_hint (notification, "desktop-entry",
                                g_variant_new_string (self->desktop_entry));
  add_actions (self, notification, notice);
  if (!notify_notification_show (notification, &error))
    {
      g_message ("A notification could not be shown: %s", error->message);
      forget (self, notice->key);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
withdraw (gpointer data)
{
  Order *order = data;
  NotifyNotification *notification = g_hash_table_lookup (order->bell->shown, order->key);

  if (notification != NULL)
    {
      g_object_ref (notification);
      forget (order->bell, order->key);
      notify_notification_close (notification, NULL);
      g_object_unref (notification);
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
bell_main (gpointer data)
{
  FbServiceBell *self = data;

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

/* FbBell */

static void
give_order (FbServiceBell *self, GSourceFunc function, gpointer data, GDestroyNotify free_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, free_data);
  g_source_attach (source, self->context);
}

static void
fb_service_bell_ring (FbBell *bell, FbNotice *notice)
{
  FbServiceBell *self = FB_SERVICE_BELL (bell);
  Order *order = g_new0 (Order, 1);

  order->bell = self;
  order->notice = notice;
  give_order (self, ring, order, order_free);
}

static void
fb_service_bell_withdraw (FbBell *bell, const char *key)
{
  FbServiceBell *self = FB_SERVICE_BELL (bell);
  Order *order = g_new0 (Order, 1);

  order->bell = self;
  order->key = g_strdup (key);
  give_order (self, withdraw, order, order_free);
}

static void
fb_service_bell_bell_init (FbBellInterface *iface)
{
  iface->ring = fb_service_bell_ring;
  iface->withdraw = fb_service_bell_withdraw;
}

/* GObject */

static void
fb_service_bell_constructed (GObject *object)
{
  FbServiceBell *self = FB_SERVICE_BELL (object);

  G_OBJECT_CLASS (fb_service_bell_parent_class)->constructed (object);

  self->thread = g_thread_new ("bell", bell_main, self);
}

static void
fb_service_bell_finalize (GObject *object)
{
  FbServiceBell *self = FB_SERVICE_BELL (object);

  /* Orders run in their turn, so those that were given are carried out first. */
  give_order (self, quit, self->loop, NULL);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  g_free (self->desktop_entry);

  G_OBJECT_CLASS (fb_service_bell_parent_class)->finalize (object);
}

static void
fb_service_bell_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  FbServiceBell *self = FB_SERVICE_BELL (object);

  switch ((FbServiceBellProperty) property_id)
    {
    case PROP_DESKTOP_ENTRY:
      self->desktop_entry = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_service_bell_class_init (FbServiceBellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fb_service_bell_constructed;
  object_class->finalize = fb_service_bell_finalize;
  object_class->set_property = fb_service_bell_set_property;

  properties[PROP_DESKTOP_ENTRY] =
    g_param_spec_string ("desktop-entry", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_service_bell_init (FbServiceBell *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_queue_init (&self->order);
}

/**
 * fb_service_bell_new:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 *
 * Returns: (transfer full): a bell
 */
FbBell *
fb_service_bell_new (const char *desktop_entry)
{
  return g_object_new (FB_TYPE_SERVICE_BELL, "desktop-entry", desktop_entry, NULL);
}
