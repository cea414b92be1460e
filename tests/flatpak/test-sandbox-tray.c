/* The sandboxed application's item in a real tray outside: registered without a name of its own, by
 * the connection that Flatpak's proxy passes on, and as usable as any other's. */

#include "config.h"

#include "sandbox.h"

/* What the panel paints symbolic icons with that it has found in the icon theme. */
#define TEXT_COLOR    0x2e3436
#define MIN_ICON_SIZE 14

static void
assert_named (Sandbox *sandbox, const char *property, const char *expected)
{
  g_autoptr (GVariant) value = tray_host_get (&sandbox->host, property);

  g_assert_cmpstr (g_variant_get_string (value, NULL), ==, expected);
}

static gboolean
shows_icon (gpointer unused)
{
  g_autoptr (ScreenPicture) picture = screen_take_picture (tray_panel_get_area ());
  ScreenArea icon = screen_picture_find (picture, TEXT_COLOR);

  return icon.width >= MIN_ICON_SIZE && icon.height >= MIN_ICON_SIZE;
}

static void
test_shown (Sandbox *sandbox, gconstpointer data)
{
  TrayHost *host = &sandbox->host;

  g_assert_false (shows_icon (NULL));
  sandbox_start (sandbox, "--background");
  g_autofree char *name = tray_host_dup_item_name (host);
  g_assert_true (g_dbus_is_unique_name (name));
  assert_named (sandbox, "Id", APPLICATION_ID);
  /* What Flatpak exports, the host's icon theme has. */
  assert_named (sandbox, "IconName", APPLICATION_ID "-symbolic");
  g_autoptr (GVariant) pixmaps = tray_host_get (host, "IconPixmap");
  g_assert_cmpuint (g_variant_n_children (pixmaps), >=, 4);
  tray_host_wait_for_text (host, "ToolTip", "Receiving");
  tray_host_wait_for_text (host, "Status", "Active");
  g_assert_true (desktop_wait (shows_icon, NULL));

  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  tray_host_wait_for_text (host, "ToolTip", "1 open fax");
  tray_host_wait_for_text (host, "Status", "NeedsAttention");
  sandbox_quit (sandbox);
  tray_host_wait_for_items (host, 0);
}

static void
test_activate (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, "--background");
  tray_host_wait_for_items (&sandbox->host, 1);
  g_assert_false (sandbox_has_window (NULL));
  g_variant_unref (tray_host_call_item (&sandbox->host, "Activate", g_variant_new ("(ii)", 1, 1)));
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  desktop_wait_to_see ("No Faxes Yet");
  sandbox_quit (sandbox);
}

static void
test_menu (Sandbox *sandbox, gconstpointer data)
{
  TrayHost *host = &sandbox->host;

  sandbox_start (sandbox, "--background");
  tray_host_wait_for_items (host, 1);
  guint revision = tray_host_get_layout (host, NULL);
  g_autoptr (GVariant) label =
    tray_host_get_property (host, tray_host_find (host, "Receiving at"), "enabled");
  g_assert_false (g_variant_get_boolean (label));

  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  tray_host_wait_to_find (host, "New fax from 702432");
  g_assert_cmpuint (tray_host_get_layout (host, NULL), >, revision);
  tray_host_click (host, "New fax from 702432");
  sandbox_assert_opened (sandbox, "fax.pdf");
  tray_host_click (host, "_Open Inbox");
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  tray_host_click (host, "_Quit");
  sandbox_wait_for_end (sandbox);
  tray_host_wait_for_items (host, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SANDBOX_TEST ("/sandbox-tray/shown", test_shown);
  SANDBOX_TEST ("/sandbox-tray/activate", test_activate);
  SANDBOX_TEST ("/sandbox-tray/menu", test_menu);
  return g_test_run ();
}
