/* The item in a real tray: registered whenever there is a tray, with a menu that all hosts can draw
 * and use. */

#include "config.h"

#include "tray-host.h"

#include <glib/gstdio.h>

#define N_RESTARTS 10

/* Of the sample of a received fax. */
#define INBOUND_ID "d7afa15d-a79-b013-18ec9c846ef3"

static void
start (TrayHost *host)
{
  running_faxbell_start (host->desktop.faxbell, "--background");
}

static void
end (TrayHost *host)
{
  running_faxbell_end (host->desktop.faxbell);
}

static void
post (TrayHost *host, const char *name, const char *document)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *path =
    document != NULL ? g_test_build_filename (G_TEST_BUILT, "data", document, NULL) : NULL;

  g_assert_cmpuint (desktop_post (&host->desktop, sample, path), ==, 200);
}

static void
mark_done (TrayHost *host, const char *message_id)
{
  desktop_activate_action (&host->desktop, "mark-fax-done", g_variant_new_string (message_id));
}

/* With the window closed there is nothing to see but the tray. */
static void
test_shown (TrayHost *host, gconstpointer data)
{
  start (host);
  tray_host_wait_for_items (host, 1);
  tray_host_wait_for_icon ();

  g_autoptr (GVariant) id = tray_host_get (host, "Id");
  g_autoptr (GVariant) is_menu = tray_host_get (host, "ItemIsMenu");
  g_autoptr (GVariant) name = tray_host_get (host, "IconName");
  g_autoptr (GVariant) pixmaps = tray_host_get (host, "IconPixmap");
  g_assert_cmpstr (g_variant_get_string (id, NULL), ==, APPLICATION_ID);
  g_assert_false (g_variant_get_boolean (is_menu));
  /* Run from its build folder, it has no installed icons. */
  g_assert_cmpstr (g_variant_get_string (name, NULL), ==, "");
  g_assert_cmpuint (g_variant_n_children (pixmaps), >=, 4);
  tray_host_wait_for_text (host, "Status", "Active");
  tray_host_wait_for_text (host, "ToolTip", "Receiving at http://127.0.0.1:");

  end (host);
  tray_host_wait_for_items (host, 0);
}

/* The icon shows whether there are open faxes. */
static void
test_drawn (TrayHost *host, gconstpointer data)
{
  ScreenArea changed;

  start (host);
  tray_host_wait_for_icon ();
  g_autoptr (ScreenPicture) nothing_new = screen_take_picture (tray_panel_get_area ());
  post (host, "fax-inbound.json", "fax.pdf");
  g_assert_true (screen_wait_for_change (nothing_new, 1, &changed));
  g_autoptr (ScreenPicture) open = screen_take_picture (tray_panel_get_area ());

  mark_done (host, INBOUND_ID);
  g_assert_true (screen_wait_for_change (open, 1, &changed));
  g_autoptr (ScreenPicture) done = screen_take_picture (tray_panel_get_area ());
  g_assert_true (screen_picture_is_equal (done, nothing_new));
  end (host);
}

/* With the pointer. */
static void
test_clicked (TrayHost *host, gconstpointer data)
{
  start (host);
  ScreenArea icon = tray_host_wait_for_icon ();
  screen_click (icon.x + icon.width / 2, icon.y + icon.height / 2, 1);
  desktop_wait_to_see ("No Faxes Yet");
  end (host);
}

/* The panel fetches the menu and draws it; its first line is the inbox. */
static void
test_menu_clicked (TrayHost *host, gconstpointer data)
{
  ScreenArea whole = { 0 }, menu;

  start (host);
  ScreenArea icon = tray_host_wait_for_icon ();
  screen_get_size (&whole.width, &whole.height);
  g_autoptr (ScreenPicture) before = screen_take_picture (whole);
  screen_click (icon.x + icon.width / 2, icon.y + icon.height / 2, 3);
  g_assert_true (screen_wait_for_change (before, 100, &menu));
  screen_click (menu.x + menu.width / 2, icon.y + icon.height + 15, 1);
  desktop_wait_to_see ("No Faxes Yet");
  end (host);
}

static void
test_watcher_restarts (TrayHost *host, gconstpointer data)
{
  tray_host_kill_panel (host);
  start (host);
  for (guint i = 0; i < N_RESTARTS; i++)
    {
      tray_host_start_panel (host);
      tray_host_wait_for_items (host, 1);
      tray_host_wait_for_text (host, "Status", "Active");
      tray_host_kill_panel (host);
    }
  end (host);
}

static void
test_activate (TrayHost *host, gconstpointer data)
{
  start (host);
  tray_host_wait_for_items (host, 1);
  g_assert_false (desktop_sees ("No Faxes Yet"));
  g_variant_unref (
    tray_host_call_item (host, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-1")));
  g_variant_unref (tray_host_call_item (host, "ContextMenu", g_variant_new ("(ii)", 1, 1)));
  g_variant_unref (tray_host_call_item (host, "Scroll", g_variant_new ("(is)", 1, "vertical")));
  g_assert_false (desktop_sees ("No Faxes Yet"));
  g_variant_unref (tray_host_call_item (host, "Activate", g_variant_new ("(ii)", 1, 1)));
  desktop_wait_to_see ("No Faxes Yet");
  end (host);
}

/* As hosts do: first the layout, then the properties of all items, then a click. */
static void
test_menu (TrayHost *host, gconstpointer data)
{
  const char *const label_only[] = { "label", NULL };
  g_autoptr (GError) error = NULL;

  start (host);
  tray_host_wait_for_items (host, 1);
  g_autoptr (GVariant) answer =
    tray_host_call_menu (host, "GetLayout", g_variant_new ("(ii^as)", 0, 1, label_only), &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) root = g_variant_get_child_value (answer, 1);
  g_autoptr (GVariant) children = g_variant_get_child_value (root, 2);
  g_autoptr (GVariant) boxed = g_variant_get_child_value (children, 0);
  g_autoptr (GVariant) first = g_variant_get_variant (boxed);
  g_autofree char *printed = g_variant_print (first, FALSE);
  g_assert_nonnull (strstr (printed, "{'label': <'_Open Inbox'>}"));

  int quit = tray_host_find (host, "_Quit");
  int preferences = tray_host_find (host, "_Preferences");
  const int ids[] = { quit, preferences, 4711 };
  g_autoptr (GVariant) group = tray_host_call_menu (
    host, "GetGroupProperties",
    g_variant_new ("(@ai^as)", g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, ids, 3, 4),
                   label_only),
    &error);
  g_assert_no_error (error);
  g_autofree char *group_text = g_variant_print (group, FALSE);
  g_autofree char *expected = g_strdup_printf (
    "([(%d, {'label': <'_Quit'>}), (%d, {'label': <'_Preferences'>})],)", quit, preferences);
  g_assert_cmpstr (group_text, ==, expected);

  g_autoptr (GVariant) enabled =
    tray_host_get_property (host, tray_host_find (host, "Receiving at"), "enabled");
  g_assert_false (g_variant_get_boolean (enabled));

  tray_host_click (host, "_Open Inbox");
  desktop_wait_to_see ("No Faxes Yet");
  tray_host_click (host, "_Quit");
  g_subprocess_wait_check (host->desktop.faxbell->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&host->desktop.faxbell->process);
  tray_host_wait_for_items (host, 0);
}

/* As the menu writes the date of fax-outbound.json, of another year. */
static char *
dup_date (void)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_iso8601 ("2021-05-14T16:43:59Z", NULL);
  g_autoptr (GDateTime) local = g_date_time_to_local (created);

  return g_date_time_format (local, "%-e %b %Y");
}

static void
test_fax (TrayHost *host, gconstpointer data)
{
  g_autofree char *date = dup_date ();
  g_autofree char *sent = g_strconcat ("Fax to 18582io · Delivered · ", date, NULL);

  running_faxbell_set (host->desktop.faxbell, "open-with='other-application'");
  start (host);
  tray_host_wait_for_items (host, 1);
  guint revision = tray_host_get_layout (host, NULL);
  int quit = tray_host_find (host, "_Quit");

  post (host, "fax-inbound.json", "fax.pdf");
  tray_host_wait_for_text (host, "ToolTip", "1 open fax");
  tray_host_wait_for_text (host, "Status", "NeedsAttention");
  tray_host_wait_to_find (host, "New fax from 702432");
  g_assert_cmpuint (tray_host_get_layout (host, NULL), >, revision);
  g_assert_cmpint (tray_host_find (host, "_Quit"), ==, quit);

  post (host, "fax-outbound.json", NULL);
  tray_host_wait_to_find (host, sent);
  int fax = tray_host_find (host, "New fax from 702432");
  tray_host_click (host, "New fax from 702432");
  g_autofree char *opened = desktop_wait_for_opened (&host->desktop);
  g_assert_true (g_str_has_suffix (opened, ".pdf"));
  tray_host_wait_for_text (host, "ToolTip", "1 open fax");
  mark_done (host, INBOUND_ID);
  tray_host_wait_for_text (host, "Status", "Active");
  g_assert_cmpint (tray_host_wait_to_find (host, "Fax from 702432"), ==, fax);
  end (host);
}

/* Sent at least three and a half days ago, and not four. */
static void
post_failed (TrayHost *host)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_hours (now, -84);
  g_autofree char *time = g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *path = g_build_filename (host->desktop.faxbell->home, "event.json", NULL);
  g_autofree char *event =
    g_strdup_printf ("{\"messageId\":\"failed\",\"direction\":\"outbound\",\"status\":\"failed\","
                     "\"faxNumber\":\"+15550100\",\"createdAt\":\"%s\",\"resolvedDate\":\"%s\"}",
                     time, time);

  g_assert_true (g_file_set_contents (path, event, -1, NULL));
  g_assert_cmpuint (desktop_post (&host->desktop, path, NULL), ==, 200);
}

/* Faxes that wait for somebody to deal with them: those that came in, and those of one's own that
 * failed. Another document makes a fax open again. */
static void
test_open (TrayHost *host, gconstpointer data)
{
  start (host);
  tray_host_wait_for_text (host, "ToolTip", "No open faxes");
  post (host, "fax-outbound.json", NULL);
  tray_host_wait_to_find (host, "Fax to 18582io");
  tray_host_wait_for_text (host, "ToolTip", "No open faxes");

  post_failed (host);
  tray_host_wait_for_text (host, "ToolTip", "1 open fax, waiting 3 days");
  tray_host_wait_for_text (host, "Status", "NeedsAttention");
  post (host, "fax-inbound.json", "fax.pdf");
  tray_host_wait_for_text (host, "ToolTip", "2 open faxes, the oldest waits ");
  tray_host_wait_to_find (host, "New fax from 702432");

  mark_done (host, INBOUND_ID);
  tray_host_wait_for_text (host, "ToolTip", "1 open fax, waiting 3 days");
  tray_host_wait_to_find (host, "Fax from 702432");
  post (host, "fax-inbound.json", "fax.tiff");
  tray_host_wait_for_text (host, "ToolTip", "2 open faxes, the oldest waits ");
  tray_host_wait_to_find (host, "New fax from 702432");

  mark_done (host, INBOUND_ID);
  mark_done (host, "failed");
  tray_host_wait_for_text (host, "ToolTip", "No open faxes");
  tray_host_wait_for_text (host, "Status", "Active");
  end (host);
}

/* As long as it is not known how many are open, it doesn't say that none is. */
static void
test_not_known (TrayHost *host, gconstpointer data)
{
  g_autofree char *folder = running_faxbell_dup_folder (host->desktop.faxbell);
  g_autofree char *database = g_build_filename (folder, "faxbell.db", NULL);

  /* A folder is no database. */
  g_assert_no_errno (g_mkdir_with_parents (database, 0700));
  start (host);
  tray_host_wait_for_text (host, "ToolTip", "Faxes can’t be saved.");
  tray_host_wait_for_text (host, "ToolTip", "'Faxbell'");
  end (host);
}

static gboolean
is_checked (TrayHost *host, const char *label)
{
  g_autoptr (GVariant) state =
    tray_host_get_property (host, tray_host_find (host, label), "toggle-state");

  return g_variant_get_int32 (state) == 1;
}

static void
test_do_not_disturb (TrayHost *host, gconstpointer data)
{
  start (host);
  tray_host_wait_for_items (host, 1);
  g_assert_false (is_checked (host, "Do Not Disturb Until"));
  tray_host_click (host, "Do Not Disturb Until");
  tray_host_wait_for_text (host, "ToolTip", "Do not disturb");
  g_assert_true (is_checked (host, "Do Not Disturb Until"));
  g_assert_false (is_checked (host, "Do Not Disturb for"));
  end (host);
  tray_host_wait_for_items (host, 0);

  /* Also after a restart; new faxes are counted as before. */
  start (host);
  tray_host_wait_for_text (host, "ToolTip", "Do not disturb");
  post (host, "fax-inbound.json", "fax.pdf");
  tray_host_wait_for_text (host, "ToolTip", "1 open fax");
  g_assert_true (is_checked (host, "Do Not Disturb Until"));
  tray_host_click (host, "Do Not Disturb Until");
  for (guint i = 0; i < 500 && is_checked (host, "Do Not Disturb Until"); i++)
    g_usleep (20 * 1000);

  g_autofree char *path = g_build_filename (host->desktop.faxbell->home, "event.json", NULL);
  g_assert_true (
    g_file_set_contents (path,
                         "{\"messageId\":\"loud\",\"direction\":\"inbound\",\"status\":\"success\","
                         "\"faxCallerId\":\"+15550199\"}",
                         -1, NULL));
  g_assert_cmpuint (desktop_post (&host->desktop, path, NULL), ==, 200);
  const Notice *notification = desktop_wait_for_notification (&host->desktop, 0);
  g_assert_cmpstr (notification->summary, ==, "Fax from +15550199");
  end (host);
}

static void
test_not_receiving (TrayHost *host, gconstpointer data)
{
  RunningFaxbell *faxbell = host->desktop.faxbell;
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, faxbell->port);
  g_autofree char *expected =
    g_strdup_printf ("Port %u is taken by another program.", faxbell->port);
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (other, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 NULL, &error);
  g_assert_no_error (error);
  start (host);
  tray_host_wait_for_text (host, "ToolTip", expected);
  tray_host_wait_to_find (host, expected);
  end (host);
}

static void
assert_refused (TrayHost *host, const char *method, GVariant *arguments, GDBusError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = tray_host_call_menu (host, method, arguments, &error);

  g_assert_error (error, G_DBUS_ERROR, (int) code);
}

static void
test_hostile (TrayHost *host, gconstpointer data)
{
  const char *const all[] = { NULL };
  g_autofree gint32 *many = g_new0 (gint32, 100000);
  g_autofree char *long_token = g_strnfill (100000, 'x');
  const int ids[] = { 0, 4711 };
  g_autoptr (GError) error = NULL;

  start (host);
  tray_host_wait_for_items (host, 1);
  assert_refused (host, "GetLayout", g_variant_new ("(ii^as)", -1, -1, all),
                  G_DBUS_ERROR_INVALID_ARGS);
  assert_refused (host, "GetProperty", g_variant_new ("(is)", 4711, "label"),
                  G_DBUS_ERROR_INVALID_ARGS);
  assert_refused (host, "GetProperty", g_variant_new ("(is)", 0, "no such"),
                  G_DBUS_ERROR_INVALID_ARGS);
  assert_refused (host, "AboutToShow", g_variant_new ("(i)", G_MAXINT32),
                  G_DBUS_ERROR_INVALID_ARGS);
  assert_refused (host, "Event",
                  g_variant_new ("(isvu)", G_MININT32, "clicked", g_variant_new_int32 (0), 0),
                  G_DBUS_ERROR_INVALID_ARGS);
  assert_refused (
    host, "AboutToShowGroup",
    g_variant_new ("(@ai)", g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, many, 100000, 4)),
    G_DBUS_ERROR_LIMITS_EXCEEDED);
  assert_refused (host, "GetGroupProperties",
                  g_variant_new ("(@ai^as)",
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, many, 100000, 4),
                                 all),
                  G_DBUS_ERROR_LIMITS_EXCEEDED);

  g_autoptr (GVariant) deep =
    tray_host_call_menu (host, "GetLayout", g_variant_new ("(ii^as)", 0, G_MAXINT32, all), &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) shown = tray_host_call_menu (
    host, "AboutToShowGroup",
    g_variant_new ("(@ai)", g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, ids, 2, 4)), &error);
  g_assert_no_error (error);
  g_autofree char *printed = g_variant_print (shown, FALSE);
  g_assert_cmpstr (printed, ==, "([], [4711])");

  /* The root and disabled items can't be clicked; unknown events have no effect. */
  GVariantBuilder events;
  g_variant_builder_init (&events, G_VARIANT_TYPE ("a(isvu)"));
  g_variant_builder_add (&events, "(isvu)", 0, "clicked", g_variant_new_string (""), 0);
  g_variant_builder_add (&events, "(isvu)", tray_host_find (host, "Receiving"), "clicked",
                         g_variant_new_string (""), 0);
  g_variant_builder_add (&events, "(isvu)", tray_host_find (host, "_Quit"), "no such event",
                         g_variant_new_string (""), 0);
  g_variant_builder_add (&events, "(isvu)", 4711, "clicked", g_variant_new_string (""), 0);
  g_autoptr (GVariant) group =
    tray_host_call_menu (host, "EventGroup", g_variant_new ("(a(isvu))", &events), &error);
  g_assert_no_error (error);
  g_autofree char *group_text = g_variant_print (group, FALSE);
  g_assert_cmpstr (group_text, ==, "([4711],)");

  g_variant_unref (
    tray_host_call_item (host, "ProvideXdgActivationToken", g_variant_new ("(s)", long_token)));
  g_variant_unref (
    tray_host_call_item (host, "ProvideXdgActivationToken", g_variant_new ("(s)", "a\nb")));
  g_variant_unref (tray_host_call_item (host, "SecondaryActivate",
                                        g_variant_new ("(ii)", G_MAXINT32, G_MININT32)));
  desktop_wait_to_see ("No Faxes Yet");
  end (host);
}

#define TRAY_TEST(path, function)                                                                  \
  g_test_add (path, TrayHost, NULL, tray_host_set_up, function, tray_host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRAY_TEST ("/tray/shown", test_shown);
  TRAY_TEST ("/tray/drawn", test_drawn);
  TRAY_TEST ("/tray/clicked", test_clicked);
  TRAY_TEST ("/tray/menu-clicked", test_menu_clicked);
  TRAY_TEST ("/tray/watcher-restarts", test_watcher_restarts);
  TRAY_TEST ("/tray/activate", test_activate);
  TRAY_TEST ("/tray/menu", test_menu);
  TRAY_TEST ("/tray/fax", test_fax);
  TRAY_TEST ("/tray/open", test_open);
  TRAY_TEST ("/tray/not-known", test_not_known);
  TRAY_TEST ("/tray/do-not-disturb", test_do_not_disturb);
  TRAY_TEST ("/tray/not-receiving", test_not_receiving);
  TRAY_TEST ("/tray/hostile", test_hostile);
  return g_test_run ();
}
