/* fb-tray.c
 *
 * The item in the desktop's tray, a StatusNotifierItem. It has a bus connection of its own: the
 * tray identifies the item by that connection's name, so no other name must be owned, and closing
 * the connection is the only way to unregister.
 *
 * The service that manages the tray (the "watcher") may start late, end, and start again; the item
 * is registered each time. Without a watcher nothing happens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray.h"

#include "fb-status-notifier-dbus.h"
#include "fb-tray-menu.h"
#include "fb-tray-preparation-private.h"
#include "fb-tray-summary-private.h"

#include <glib/gi18n.h>

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"
#define ITEM_PATH    "/StatusNotifierItem"
#define MENU_PATH    "/StatusNotifierItem/Menu"

/* In bytes. Those of compositors have some dozens. */
#define MAX_TOKEN 256

#define SHOW_DELAY_MS 200

/* How often it is said anew for how long a fax has waited, in seconds. */
#define SUMMARY_INTERVAL 60

struct _FbTray
{
  GObject parent_instance;

  char *default_action;
  FbTrayMenu *menu;
  FbDBusStatusNotifierItem *item;

  GCancellable *cancellable;
  GDBusConnection *connection;
  FbDBusStatusNotifierWatcher *watcher;
  gboolean is_shown;

  const char *icon_names[FB_N_TRAY_ICONS];
  GVariant *pixmaps[FB_N_TRAY_ICONS];

  char *title;
  guint n_open;
  FbTraySummary *summary;
  guint show_source;
  int shown_icon; /* -1 before the first */
  gboolean is_receiving;
  char *sentence;
  gboolean do_not_disturb;
  char *activation_token;
};

typedef enum
{
  PROP_SHOWN = 1,
} FbTrayProperty;

static GParamSpec *properties[PROP_SHOWN + 1];
static guint activated_signal;

G_DEFINE_FINAL_TYPE (FbTray, fb_tray, G_TYPE_OBJECT)

/* Icon, status and tooltip */

static FbTrayIcon
choose_icon (FbTray *self)
{
  if (!self->is_receiving)
    return FB_TRAY_ICON_NOT_RECEIVING;
  if (self->n_open > 0)
    return FB_TRAY_ICON_OPEN;
  return self->do_not_disturb ? FB_TRAY_ICON_DO_NOT_DISTURB : FB_TRAY_ICON_NORMAL;
}

static void
show_icon (FbTray *self)
{
  FbTrayIcon icon = choose_icon (self);
  FbDBusStatusNotifierItem *item = self->item;

  if (self->shown_icon == (int) icon)
    return;
  self->shown_icon = (int) icon;
  fb_dbus_status_notifier_item_set_icon_name (item, self->icon_names[icon]);
  fb_dbus_status_notifier_item_set_icon_pixmap (item, self->pixmaps[icon]);
  fb_dbus_status_notifier_item_emit_new_icon (item);

  /* Hosts draw this one while the status is NeedsAttention, so it is the same. */
  fb_dbus_status_notifier_item_set_attention_icon_name (item, self->icon_names[icon]);
  fb_dbus_status_notifier_item_set_attention_icon_pixmap (item, self->pixmaps[icon]);
  fb_dbus_status_notifier_item_emit_new_attention_icon (item);
}

static void
show_status (FbTray *self)
{
  const char *status = self->n_open > 0 ? "NeedsAttention" : "Active";

  if (g_strcmp0 (status, fb_dbus_status_notifier_item_get_status (self->item)) == 0)
    return;
  fb_dbus_status_notifier_item_set_status (self->item, status);
  fb_dbus_status_notifier_item_emit_new_status (self->item, status);
}

/* By the specification the text may be markup, and the title may not. Some hosts show only the
 * title. */
static void
show_tool_tip (FbTray *self)
{
  const char *summary = fb_tray_summary_get_text (self->summary);
  g_autofree char *text = self->do_not_disturb
                            ? g_strdup_printf ("%s\n%s", self->sentence, _ ("Do not disturb"))
                            : g_strdup (self->sentence);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  fb_dbus_status_notifier_item_set_tool_tip (
    self->item,
    g_variant_new ("(s@a(iiay)ss)", "", g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0),
                   summary != NULL ? summary : self->title, escaped));
  fb_dbus_status_notifier_item_emit_new_tool_tip (self->item);
}

static void
show_all (FbTray *self)
{
  if (self->connection == NULL)
    return;
  show_icon (self);
  show_status (self);
  show_tool_tip (self);
}

static gboolean
on_show (gpointer data)
{
  FbTray *self = data;

  self->show_source = 0;
  show_all (self);
  return G_SOURCE_REMOVE;
}

/* In a burst of faxes the number may change a thousand times a second, and each change would be
 * sent to the host. */
static void
show_soon (FbTray *self)
{
  if (self->show_source == 0)
    self->show_source = g_timeout_add (SHOW_DELAY_MS, on_show, self);
}

/* Calls of hosts */

static void
activate (FbTray *self, const char *action, GVariant *target)
{
  g_autofree char *activation_token = g_steal_pointer (&self->activation_token);

  g_signal_emit (self, activated_signal, 0, action, target, activation_token);
}

static gboolean
on_activate (FbTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  fb_dbus_status_notifier_item_complete_activate (self->item, invocation);
  activate (self, self->default_action, NULL);
  return TRUE;
}

static gboolean
on_secondary_activate (FbTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  fb_dbus_status_notifier_item_complete_secondary_activate (self->item, invocation);
  activate (self, self->default_action, NULL);
  return TRUE;
}

/* Hosts draw the exported menu themselves. */
static gboolean
on_context_menu (FbTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  fb_dbus_status_notifier_item_complete_context_menu (self->item, invocation);
  return TRUE;
}

static gboolean
on_scroll (FbTray *self, GDBusMethodInvocation *invocation, int delta, const char *orientation)
{
  fb_dbus_status_notifier_item_complete_scroll (self->item, invocation);
  return TRUE;
}

static gboolean
is_token (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length > 0 && length <= MAX_TOKEN;
}

/* Sent before a click, and valid for that one. */
static gboolean
on_provide_token (FbTray *self, GDBusMethodInvocation *invocation, const char *token)
{
  g_free (self->activation_token);
  self->activation_token = is_token (token) ? g_strdup (token) : NULL;
  fb_dbus_status_notifier_item_complete_provide_xdg_activation_token (self->item, invocation);
  return TRUE;
}

/* Registration */

static void
set_shown (FbTray *self, gboolean is_shown)
{
  if (self->is_shown == is_shown)
    return;
  self->is_shown = is_shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
on_registered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean is_registered =
    fb_dbus_status_notifier_watcher_call_register_status_notifier_item_finish (
      FB_DBUS_STATUS_NOTIFIER_WATCHER (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!is_registered)
    g_message ("The tray refused the item: %s", error->message);
  set_shown (data, is_registered);
}

static void
on_watcher_owner (FbTray *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->watcher));

  set_shown (self, FALSE);
  if (owner != NULL)
    fb_dbus_status_notifier_watcher_call_register_status_notifier_item (
      self->watcher, ITEM_PATH, self->cancellable, on_registered, self);
}

static void
on_watcher (GObject *object, GAsyncResult *result, gpointer data)
{
  FbTray *self = data;
  g_autoptr (GError) error = NULL;
  FbDBusStatusNotifierWatcher *watcher =
    fb_dbus_status_notifier_watcher_proxy_new_finish (result, &error);

  if (watcher == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The watcher of the tray can't be observed: %s", error->message);
      return;
    }
  self->watcher = watcher;
  g_signal_connect_object (watcher, "notify::g-name-owner", G_CALLBACK (on_watcher_owner), self,
                           G_CONNECT_SWAPPED);
  on_watcher_owner (self);
}

static void
on_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  FbTray *self = data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_finish (result, &error);

  if (connection == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("There is no tray without a session bus: %s", error->message);
      return;
    }
  self->connection = connection;
  show_all (self);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->item), connection,
                                         ITEM_PATH, &error) ||
      !fb_tray_menu_export (self->menu, connection, MENU_PATH, &error))
    {
      g_warning ("The tray's item could not be exported: %s", error->message);
      return;
    }
  fb_dbus_status_notifier_watcher_proxy_new (
    connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START | G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES,
    WATCHER_NAME, WATCHER_PATH, self->cancellable, on_watcher, self);
}

static void
on_prepared (GObject *object, GAsyncResult *result, gpointer data)
{
  FbTray *self = FB_TRAY (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbTrayPreparation) preparation = fb_tray_prepare_finish (result, &error);

  if (preparation == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("There is no tray without a session bus: %s", error->message);
      return;
    }
  for (guint i = 0; i < FB_N_TRAY_ICONS; i++)
    {
      self->icon_names[i] = preparation->icon_names[i];
      self->pixmaps[i] = g_steal_pointer (&preparation->pixmaps[i]);
    }
  g_dbus_connection_new_for_address (preparation->bus_address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, on_connected, self);
}

/* GObject */

static void
fb_tray_dispose (GObject *object)
{
  FbTray *self = FB_TRAY (object);

  /* Callbacks of calls under way don't touch the tray once these are cancelled. */
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->show_source, g_source_remove);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->item));
  g_clear_object (&self->summary);
  g_clear_object (&self->menu);
  g_clear_object (&self->watcher);
  if (self->connection != NULL)
    g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (fb_tray_parent_class)->dispose (object);
}

static void
fb_tray_finalize (GObject *object)
{
  FbTray *self = FB_TRAY (object);

  for (guint i = 0; i < FB_N_TRAY_ICONS; i++)
    g_clear_pointer (&self->pixmaps[i], g_variant_unref);
  g_clear_object (&self->item);
  g_clear_object (&self->cancellable);
  g_free (self->default_action);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->activation_token);

  G_OBJECT_CLASS (fb_tray_parent_class)->finalize (object);
}

static void
fb_tray_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbTray *self = FB_TRAY (object);

  switch ((FbTrayProperty) property_id)
    {
    case PROP_SHOWN:
      g_value_set_boolean (value, self->is_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_tray_class_init (FbTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_tray_dispose;
  object_class->finalize = fb_tray_finalize;
  object_class->get_property = fb_tray_get_property;

  properties[PROP_SHOWN] =
    g_param_spec_boolean ("shown", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FbTray::activated:
   * @tray: the item in the tray
   * @action: the name of the action that was chosen, without its prefix
   * @target: (nullable): the parameter of the action
   * @activation_token: (nullable): lets a window take the focus
   *
   * Emitted when the item or one of its menu was chosen; the action is not activated yet.
   */
  activated_signal =
    g_signal_new ("activated", FB_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_STRING);
}

static void
fb_tray_init (FbTray *self)
{
  self->shown_icon = -1;
  const struct
  {
    const char *signal;
    GCallback callback;
  } calls[] = {
    { "handle-activate", G_CALLBACK (on_activate) },
    { "handle-secondary-activate", G_CALLBACK (on_secondary_activate) },
    { "handle-context-menu", G_CALLBACK (on_context_menu) },
    { "handle-scroll", G_CALLBACK (on_scroll) },
    { "handle-provide-xdg-activation-token", G_CALLBACK (on_provide_token) },
  };

  self->cancellable = g_cancellable_new ();
  self->sentence = g_strdup ("");
  self->is_receiving = TRUE;
  self->summary = fb_tray_summary_new (SUMMARY_INTERVAL);
  g_signal_connect_object (self->summary, "notify::text", G_CALLBACK (show_soon), self,
                           G_CONNECT_SWAPPED);
  self->item = fb_dbus_status_notifier_item_skeleton_new ();
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->item, calls[i].signal, calls[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
set_up_item (FbTray *self)
{
  FbDBusStatusNotifierItem *item = self->item;
  GVariant *no_pixmaps =
    g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0));

  fb_dbus_status_notifier_item_set_category (item, "Communications");
  fb_dbus_status_notifier_item_set_id (item, APPLICATION_ID);
  fb_dbus_status_notifier_item_set_title (item, self->title);
  fb_dbus_status_notifier_item_set_menu (item, MENU_PATH);
  fb_dbus_status_notifier_item_set_icon_theme_path (item, "");
  fb_dbus_status_notifier_item_set_overlay_icon_name (item, "");
  fb_dbus_status_notifier_item_set_overlay_icon_pixmap (item, no_pixmaps);
  fb_dbus_status_notifier_item_set_attention_movie_name (item, "");
  g_variant_unref (no_pixmaps);
}

/**
 * fb_tray_new:
 * @title: the application's name
 * @menu: the menu of the item
 * @actions: the actions of the menu's items
 * @prefix: the prefix of the actions' names in @menu, with its dot
 * @default_action: the action of a click on the item itself, without the prefix
 *
 * Holds references to @menu and @actions. The item appears in the tray as soon as there is one, now
 * or later; errors are logged only. For the main thread; so are its functions and signals.
 *
 * Returns: (transfer full): an item in the tray
 */
FbTray *
fb_tray_new (const char *title,
             GMenuModel *menu,
             GActionGroup *actions,
             const char *prefix,
             const char *default_action)
{
  FbTray *self = g_object_new (FB_TYPE_TRAY, NULL);

  self->title = g_strdup (title);
  self->default_action = g_strdup (default_action);
  self->menu = fb_tray_menu_new (menu, actions, prefix);
  g_signal_connect_object (self->menu, "activated", G_CALLBACK (activate), self, G_CONNECT_SWAPPED);
  set_up_item (self);

  fb_tray_prepare_async (G_OBJECT (self), self->cancellable, on_prepared, NULL);
  return self;
}

/**
 * fb_tray_set_open:
 * @tray: the item in the tray
 * @n_open: the number of open faxes
 * @open_since: since when the oldest of them waits, microseconds since 1970 UTC
 *
 * Until this is called the tooltip doesn't say how many there are. Shown after a fifth of a second,
 * so that many changes are signalled to the host as one.
 */
void
fb_tray_set_open (FbTray *self, guint n_open, gint64 open_since)
{
  g_return_if_fail (FB_IS_TRAY (self));

  self->n_open = n_open;
  fb_tray_summary_set (self->summary, n_open, open_since);
}

/**
 * fb_tray_set_state:
 * @tray: the item in the tray
 * @is_receiving: whether faxes can be received
 * @sentence: plain text that says what the receiver is doing, or why it can't receive
 */
void
fb_tray_set_state (FbTray *self, gboolean is_receiving, const char *sentence)
{
  g_return_if_fail (FB_IS_TRAY (self));
  g_return_if_fail (sentence != NULL);

  if (self->is_receiving == is_receiving && g_str_equal (self->sentence, sentence))
    return;
  self->is_receiving = is_receiving;
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
  show_all (self);
}

/**
 * fb_tray_set_do_not_disturb:
 * @tray: the item in the tray
 * @do_not_disturb: whether notifications are suspended
 */
void
fb_tray_set_do_not_disturb (FbTray *self, gboolean do_not_disturb)
{
  g_return_if_fail (FB_IS_TRAY (self));

  if (self->do_not_disturb == do_not_disturb)
    return;
  self->do_not_disturb = do_not_disturb;
  show_all (self);
}

/**
 * fb_tray_is_shown:
 * @tray: the item in the tray
 *
 * Returns: whether a tray has accepted the item
 */
gboolean
fb_tray_is_shown (FbTray *self)
{
  g_return_val_if_fail (FB_IS_TRAY (self), FALSE);

  return self->is_shown;
}
