/* tray-host.c
 *
 * A real tray, and the calls that any host makes: reading the item's properties, fetching the menu
 * and choosing from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tray-host.h"

#define WATCHER      "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"
#define ITEM         "org.kde.StatusNotifierItem"
#define MENU         "com.canonical.dbusmenu"
#define PROPERTIES   "org.freedesktop.DBus.Properties"

/* The background of our icons. */
#define TILE_COLOR    0x1c71d8
#define MIN_ICON_SIZE 14

/* The panel */

static gboolean
has_watcher (gpointer data)
{
  TrayHost *host = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    host->desktop.session, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "NameHasOwner", g_variant_new ("(s)", WATCHER), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE,
    -1, NULL, NULL);
  gboolean has_owner = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

static gboolean
has_no_watcher (gpointer data)
{
  return !has_watcher (data);
}

void
tray_host_start_panel (TrayHost *host)
{
  g_assert_null (host->panel);
  host->panel = tray_panel_start ();
  g_assert_true (desktop_wait (has_watcher, host));
}

void
tray_host_kill_panel (TrayHost *host)
{
  g_subprocess_force_exit (host->panel);
  g_subprocess_wait (host->panel, NULL, NULL);
  g_clear_object (&host->panel);
  g_assert_true (desktop_wait (has_no_watcher, host));
}

static gboolean
has_icon (gpointer data)
{
  g_autoptr (ScreenPicture) picture = screen_take_picture (tray_panel_get_area ());
  ScreenArea *icon = data;

  *icon = screen_picture_find (picture, TILE_COLOR);
  return icon->width >= MIN_ICON_SIZE && icon->height >= MIN_ICON_SIZE;
}

/**
 * tray_host_wait_for_icon:
 *
 * Waits until the panel has drawn our icon, which is found by its colour.
 *
 * Returns: its place on the screen, in pixels
 */
ScreenArea
tray_host_wait_for_icon (void)
{
  ScreenArea icon;

  g_assert_true (desktop_wait (has_icon, &icon));
  return icon;
}

/* The item */

static char **
get_items (TrayHost *host)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (host->desktop.session, WATCHER, WATCHER_PATH, PROPERTIES, "Get",
                                 g_variant_new ("(ss)", WATCHER, "RegisteredStatusNotifierItems"),
                                 G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autoptr (GVariant) items = NULL;

  if (answer == NULL)
    return g_new0 (char *, 1);
  g_variant_get (answer, "(v)", &items);
  return g_variant_dup_strv (items, NULL);
}

guint
tray_host_count_items (TrayHost *host)
{
  g_auto (GStrv) items = get_items (host);

  return g_strv_length (items);
}

void
tray_host_wait_for_items (TrayHost *host, guint n_items)
{
  for (guint i = 0; i < 1000 && tray_host_count_items (host) != n_items; i++)
    g_usleep (20 * 1000);
  g_assert_cmpuint (tray_host_count_items (host), ==, n_items);
}

/**
 * tray_host_dup_item_name:
 * @host: the host, with one item
 *
 * A watcher lists an item as its bus name followed by its path.
 *
 * Returns: (transfer full): the bus name
 */
char *
tray_host_dup_item_name (TrayHost *host)
{
  tray_host_wait_for_items (host, 1);
  g_auto (GStrv) items = get_items (host);
  const char *path = strchr (items[0], '/');

  g_assert_cmpstr (path, ==, "/StatusNotifierItem");
  return g_strndup (items[0], (gsize) (path - items[0]));
}

GVariant *
tray_host_call_item (TrayHost *host, const char *method, GVariant *arguments)
{
  g_autofree char *name = tray_host_dup_item_name (host);
  g_autoptr (GError) error = NULL;
  GVariant *answer =
    g_dbus_connection_call_sync (host->desktop.session, name, "/StatusNotifierItem", ITEM, method,
                                 arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

GVariant *
tray_host_get (TrayHost *host, const char *property)
{
  g_autofree char *name = tray_host_dup_item_name (host);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (host->desktop.session, name, "/StatusNotifierItem", PROPERTIES,
                                 "Get", g_variant_new ("(ss)", ITEM, property),
                                 G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  GVariant *value;

  g_assert_no_error (error);
  g_variant_get (answer, "(v)", &value);
  return value;
}

/**
 * tray_host_wait_for_text:
 * @host: the host
 * @property: the name of one of the item's properties
 * @text: the text that it must contain, anywhere in its value
 */
void
tray_host_wait_for_text (TrayHost *host, const char *property, const char *text)
{
  g_autofree char *printed = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GVariant) value = tray_host_get (host, property);
      g_free (printed);
      printed = g_variant_print (value, FALSE);
      if (strstr (printed, text) != NULL)
        return;
      g_usleep (20 * 1000);
    }
  g_error ("%s is not “%s” but %s", property, text, printed);
}

/* The menu */

GVariant *
tray_host_call_menu (TrayHost *host, const char *method, GVariant *arguments, GError **error)
{
  g_autofree char *name = tray_host_dup_item_name (host);
  g_autoptr (GVariant) path = tray_host_get (host, "Menu");

  return g_dbus_connection_call_sync (host->desktop.session, name,
                                      g_variant_get_string (path, NULL), MENU, method, arguments,
                                      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}

/**
 * tray_host_get_layout:
 * @host: the host
 * @root: (out) (optional): the root, an (ia{sv}av)
 *
 * Returns: the menu's revision
 */
guint
tray_host_get_layout (TrayHost *host, GVariant **root)
{
  const char *const all[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    tray_host_call_menu (host, "GetLayout", g_variant_new ("(ii^as)", 0, -1, all), &error);
  g_autoptr (GVariant) layout = NULL;
  guint revision;

  g_assert_no_error (error);
  g_variant_get (answer, "(u@(ia{sv}av))", &revision, &layout);
  if (root != NULL)
    *root = g_steal_pointer (&layout);
  return revision;
}

/**
 * tray_host_find:
 * @host: the host
 * @label: how an item's label begins
 *
 * Returns: its id, or -1
 */
int
tray_host_find (TrayHost *host, const char *label)
{
  g_autoptr (GVariant) root = NULL;

  tray_host_get_layout (host, &root);
  g_autoptr (GVariant) children = g_variant_get_child_value (root, 2);
  for (gsize i = 0; i < g_variant_n_children (children); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (children, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);
      g_autoptr (GVariant) properties = g_variant_get_child_value (child, 1);
      const char *text;
      int id;

      g_variant_get_child (child, 0, "i", &id);
      if (g_variant_lookup (properties, "label", "&s", &text) && g_str_has_prefix (text, label))
        return id;
    }
  return -1;
}

int
tray_host_wait_to_find (TrayHost *host, const char *label)
{
  for (guint i = 0; i < 1000; i++)
    {
      int id = tray_host_find (host, label);
      if (id >= 0)
        return id;
      g_usleep (20 * 1000);
    }
  g_error ("There is no “%s” in the menu", label);
}

GVariant *
tray_host_get_property (TrayHost *host, int id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    tray_host_call_menu (host, "GetProperty", g_variant_new ("(is)", id, name), &error);
  GVariant *value;

  g_assert_no_error (error);
  g_variant_get (answer, "(v)", &value);
  return value;
}

void
tray_host_click (TrayHost *host, const char *label)
{
  g_autoptr (GError) error = NULL;
  int id = tray_host_wait_to_find (host, label);
  g_autoptr (GVariant) answer = tray_host_call_menu (
    host, "Event", g_variant_new ("(isvu)", id, "clicked", g_variant_new_int32 (0), 0), &error);

  g_assert_no_error (error);
}

/* The host */

void
tray_host_set_up (TrayHost *host, gconstpointer data)
{
  desktop_set_up (&host->desktop, NULL);
  tray_panel_configure ();
  tray_host_start_panel (host);
}

void
tray_host_tear_down (TrayHost *host, gconstpointer data)
{
  if (host->panel != NULL)
    tray_host_kill_panel (host);
  desktop_tear_down (&host->desktop, NULL);
}
