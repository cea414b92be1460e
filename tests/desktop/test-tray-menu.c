/* The exported menu: constant ids, a revision that increases, and a signal for each change. */

#include "config.h"

#include "fb-tray-menu.h"

#define MENU "com.canonical.dbusmenu"

typedef struct
{
  GDBusConnection *connection;
  GSimpleActionGroup *actions;
  GMenu *menu;
  GMenu *section;
  FbTrayMenu *tray_menu;
  char *chosen;
  guint n_layouts;
  GVariant *updated;
} Fixture;

/* Calls */

static void
on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **answer = data;

  *answer = g_object_ref (result);
}

static GVariant *
call (Fixture *fixture, const char *method, GVariant *arguments)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (
    fixture->connection, g_dbus_connection_get_unique_name (fixture->connection), "/menu", MENU,
    method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  GVariant *answer = g_dbus_connection_call_finish (fixture->connection, result, &error);
  g_assert_no_error (error);
  return answer;
}

static guint
get_layout (Fixture *fixture, GVariant **root)
{
  const char *const all[] = { NULL };
  g_autoptr (GVariant) answer = call (fixture, "GetLayout", g_variant_new ("(ii^as)", 0, -1, all));
  guint revision;

  g_variant_get (answer, "(u@(ia{sv}av))", &revision, root);
  return revision;
}

static GVariant *
get_child (GVariant *item, gsize position)
{
  g_autoptr (GVariant) children = g_variant_get_child_value (item, 2);
  g_autoptr (GVariant) boxed = g_variant_get_child_value (children, position);

  return g_variant_get_variant (boxed);
}

/* The item at a position: its id; its label, or its type. */
static int
look_at (Fixture *fixture, gsize position, char **what)
{
  g_autoptr (GVariant) root = NULL;
  get_layout (fixture, &root);
  g_autoptr (GVariant) child = get_child (root, position);
  g_autoptr (GVariant) properties = g_variant_get_child_value (child, 1);
  int id;

  g_variant_get_child (child, 0, "i", &id);
  if (what != NULL && !g_variant_lookup (properties, "label", "s", what))
    g_assert_true (g_variant_lookup (properties, "type", "s", what));
  return id;
}

static void
assert_line (Fixture *fixture, gsize position, const char *expected)
{
  g_autofree char *what = NULL;

  look_at (fixture, position, &what);
  g_assert_cmpstr (what, ==, expected);
}

static gboolean
needs_update (Fixture *fixture)
{
  g_autoptr (GVariant) answer = call (fixture, "AboutToShow", g_variant_new ("(i)", 0));
  gboolean needs;

  g_variant_get (answer, "(b)", &needs);
  return needs;
}

/* The menu */

static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  Fixture *fixture = data;

  if (g_str_equal (signal, "LayoutUpdated"))
    fixture->n_layouts++;
  if (g_str_equal (signal, "ItemsPropertiesUpdated"))
    {
      g_clear_pointer (&fixture->updated, g_variant_unref);
      fixture->updated = g_variant_ref (parameters);
    }
}

static void
on_activated (FbTrayMenu *menu, const char *action, GVariant *target, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *printed = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");

  g_free (fixture->chosen);
  fixture->chosen = g_strconcat (action, " ", printed, NULL);
}

static void
append_fax (Fixture *fixture, const char *label, const char *message_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "app.open", "s", message_id);
  g_menu_prepend_item (fixture->section, item);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "open", NULL, "s", NULL, NULL, { 0 } },
    { "quit", NULL, NULL, NULL, NULL, { 0 } },
    { "quiet", NULL, NULL, "false", NULL, { 0 } },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   NULL);
  fixture->menu = g_menu_new ();
  fixture->section = g_menu_new ();
  append_fax (fixture, "First", "1");
  g_menu_append_section (fixture->menu, NULL, G_MENU_MODEL (fixture->section));
  g_menu_append (fixture->menu, "Quiet", "app.quiet");
  g_menu_append (fixture->menu, "Quit", "app.quit");
  g_menu_append (fixture->menu, "Nothing", "app.no-such-action");
  fixture->tray_menu =
    fb_tray_menu_new (G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (fixture->actions), "app.");
  g_signal_connect (fixture->tray_menu, "activated", G_CALLBACK (on_activated), fixture);

  fixture->connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  fb_tray_menu_export (fixture->tray_menu, fixture->connection, "/menu", &error);
  g_assert_no_error (error);
  g_dbus_connection_signal_subscribe (fixture->connection, NULL, MENU, NULL, "/menu", NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, on_signal, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->tray_menu);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->menu);
  g_clear_object (&fixture->section);
  g_clear_pointer (&fixture->updated, g_variant_unref);
  g_free (fixture->chosen);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  assert_line (fixture, 0, "First");
  assert_line (fixture, 1, "Quiet");
  assert_line (fixture, 2, "Quit");
  assert_line (fixture, 3, "Nothing");
}

/* Sections are separated; an empty one has no separator. */
static void
test_separators (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) second = g_menu_new ();

  g_menu_append (second, "Last", "app.quit");
  g_menu_append_section (fixture->menu, NULL, G_MENU_MODEL (second));
  assert_line (fixture, 4, "separator");
  assert_line (fixture, 5, "Last");
  g_menu_remove_all (second);
  assert_line (fixture, 3, "Nothing");
  g_autoptr (GVariant) root = NULL;
  get_layout (fixture, &root);
  g_autoptr (GVariant) children = g_variant_get_child_value (root, 2);
  g_assert_cmpuint (g_variant_n_children (children), ==, 4);
}

static void
test_ids_stay (Fixture *fixture, gconstpointer data)
{
  int first = look_at (fixture, 0, NULL);
  int quit = look_at (fixture, 2, NULL);
  g_autoptr (GVariant) root = NULL;
  guint revision = get_layout (fixture, &root);

  g_assert_false (needs_update (fixture));
  append_fax (fixture, "Second", "2");
  g_assert_true (needs_update (fixture));
  g_assert_cmpint (look_at (fixture, 1, NULL), ==, first);
  g_assert_cmpint (look_at (fixture, 3, NULL), ==, quit);
  int second = look_at (fixture, 0, NULL);
  g_assert_cmpint (second, !=, first);
  g_assert_false (needs_update (fixture));
  while (fixture->n_layouts == 0)
    g_main_context_iteration (NULL, TRUE);

  /* The id of a removed item is not used again. */
  g_menu_remove (fixture->section, 0);
  assert_line (fixture, 0, "First");
  append_fax (fixture, "Third", "3");
  g_assert_cmpint (look_at (fixture, 0, NULL), !=, second);
  g_clear_pointer (&root, g_variant_unref);
  g_assert_cmpuint (get_layout (fixture, &root), >, revision);
}

/* Changed properties are signalled for each item, without a new layout. */
static void
test_properties (Fixture *fixture, gconstpointer data)
{
  GAction *quiet = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "quiet");
  int id = look_at (fixture, 1, NULL);
  int checked;

  g_simple_action_set_state (G_SIMPLE_ACTION (quiet), g_variant_new_boolean (TRUE));
  while (fixture->updated == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_layouts, ==, 0);
  g_autoptr (GVariant) items = g_variant_get_child_value (fixture->updated, 0);
  g_assert_cmpuint (g_variant_n_children (items), ==, 1);
  g_autoptr (GVariant) item = g_variant_get_child_value (items, 0);
  g_autoptr (GVariant) properties = g_variant_get_child_value (item, 1);
  g_variant_get_child (item, 0, "i", &checked);
  g_assert_cmpint (checked, ==, id);
  g_assert_true (g_variant_lookup (properties, "toggle-state", "i", &checked));
  g_assert_cmpint (checked, ==, 1);
  g_assert_true (needs_update (fixture));
}

static void
click (Fixture *fixture, gsize position)
{
  g_variant_unref (call (fixture, "Event",
                         g_variant_new ("(isvu)", look_at (fixture, position, NULL), "clicked",
                                        g_variant_new_int32 (0), 0)));
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  GAction *quit = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "quit");

  click (fixture, 3);
  g_assert_null (fixture->chosen);
  click (fixture, 0);
  g_assert_cmpstr (fixture->chosen, ==, "open '1'");
  click (fixture, 2);
  g_assert_cmpstr (fixture->chosen, ==, "quit ");
  click (fixture, 1);
  g_assert_cmpstr (fixture->chosen, ==, "quiet ");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (quit), FALSE);
  click (fixture, 2);
  g_assert_cmpstr (fixture->chosen, ==, "quiet ");
}

static void
test_submenu (Fixture *fixture, gconstpointer data)
{
  const char *const all[] = { NULL };
  g_autoptr (GMenu) submenu = g_menu_new ();

  g_menu_append (submenu, "Inside", "app.quit");
  g_menu_append_submenu (fixture->menu, "More", G_MENU_MODEL (submenu));
  int more = look_at (fixture, 4, NULL);
  g_autoptr (GVariant) root = NULL;
  get_layout (fixture, &root);
  g_autoptr (GVariant) child = get_child (root, 4);
  g_autoptr (GVariant) inside = get_child (child, 0);
  g_autofree char *printed = g_variant_print (inside, FALSE);
  g_assert_nonnull (strstr (printed, "'Inside'"));

  /* No deeper than requested. */
  g_autoptr (GVariant) shallow =
    call (fixture, "GetLayout", g_variant_new ("(ii^as)", more, 0, all));
  g_autofree char *shallow_text = g_variant_print (shallow, FALSE);
  g_assert_null (strstr (shallow_text, "'Inside'"));

  g_menu_append (submenu, "Another", "app.quiet");
  g_clear_pointer (&root, g_variant_unref);
  get_layout (fixture, &root);
  g_autofree char *all_text = g_variant_print (root, FALSE);
  g_assert_nonnull (strstr (all_text, "'Another'"));
}

#define MENU_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  MENU_TEST ("/tray-menu/layout", test_layout);
  MENU_TEST ("/tray-menu/separators", test_separators);
  MENU_TEST ("/tray-menu/ids-stay", test_ids_stay);
  MENU_TEST ("/tray-menu/properties", test_properties);
  MENU_TEST ("/tray-menu/click", test_click);
  MENU_TEST ("/tray-menu/submenu", test_submenu);
  return g_test_run ();
}
