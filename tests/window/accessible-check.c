/* accessible-check.c
 *
 * What a screen reader is told of the controls of a window: each needs a name, without the
 * underscore of its mnemonic. It is asked over AT-SPI, as a screen reader asks. The process asks
 * itself, so the questions come from a thread while the main loop turns, to answer them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "accessible-check.h"

#include <atspi/atspi-constants.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "window-fixture.h"

#define ACCESSIBLE_INTERFACE "org.a11y.atspi.Accessible"
#define ROOT_PATH            "/org/a11y/atspi/accessible/root"

/* Deeper than any tree of widgets; it ends a tree that is none. */
#define MAX_DEPTH 64

typedef struct
{
  GDBusConnection *connection;
  const char *bus_name;
  GPtrArray *way;      /* (element-type utf8): the paths of an object and of those around it */
  GPtrArray *failures; /* (element-type utf8) */
  guint n_controls;
} Check;

static const AtspiRole controls[] = {
  ATSPI_ROLE_CHECK_BOX,     ATSPI_ROLE_CHECK_MENU_ITEM,
  ATSPI_ROLE_COMBO_BOX,     ATSPI_ROLE_ENTRY,
  ATSPI_ROLE_LINK,          ATSPI_ROLE_LIST_ITEM,
  ATSPI_ROLE_MENU_ITEM,     ATSPI_ROLE_PAGE_TAB,
  ATSPI_ROLE_PASSWORD_TEXT, ATSPI_ROLE_PUSH_BUTTON,
  ATSPI_ROLE_RADIO_BUTTON,  ATSPI_ROLE_RADIO_MENU_ITEM,
  ATSPI_ROLE_SLIDER,        ATSPI_ROLE_SPIN_BUTTON,
  ATSPI_ROLE_TABLE_ROW,     ATSPI_ROLE_TEXT,
  ATSPI_ROLE_TOGGLE_BUTTON, ATSPI_ROLE_TREE_ITEM,
};

static gboolean
is_control (guint role)
{
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (role == (guint) controls[i])
      return TRUE;
  return FALSE;
}

/* NULL for what is gone meanwhile. */
static GVariant *
call (GDBusConnection *connection,
      const char *bus_name,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters)
{
  return g_dbus_connection_call_sync (connection, bus_name, path, interface, method, parameters,
                                      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static GVariant *
ask (Check *check, const char *path, const char *method)
{
  return call (check->connection, check->bus_name, path, ACCESSIBLE_INTERFACE, method, NULL);
}

static guint
get_role (Check *check, const char *path)
{
  g_autoptr (GVariant) reply = ask (check, path, "GetRole");
  guint role = ATSPI_ROLE_INVALID;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &role);
  return role;
}

static char *
dup_role_name (Check *check, const char *path)
{
  g_autoptr (GVariant) reply = ask (check, path, "GetRoleName");
  char *name = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(s)", &name);
  return name;
}

static char *
dup_name (Check *check, const char *path)
{
  g_autoptr (GVariant) reply =
    call (check->connection, check->bus_name, path, "org.freedesktop.DBus.Properties", "Get",
          g_variant_new ("(ss)", ACCESSIBLE_INTERFACE, "Name"));
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL)
    return g_strdup ("");
  g_variant_get (reply, "(v)", &value);
  return g_variant_dup_string (value, NULL);
}

static char *
describe_way (Check *check)
{
  GString *roles = g_string_new (NULL);

  for (guint i = 0; i < check->way->len; i++)
    {
      g_autofree char *role_name = dup_role_name (check, check->way->pdata[i]);
      g_string_append_printf (roles, "%s%s", i > 0 ? " > " : "", role_name);
    }
  return g_string_free (roles, FALSE);
}

static void
check_name (Check *check, const char *path)
{
  g_autofree char *name = dup_name (check, path);

  check->n_controls++;
  if (*name != '\0' && strchr (name, '_') == NULL)
    return;
  g_autofree char *way = describe_way (check);
  g_ptr_array_add (check->failures, g_strdup_printf ("%s is called “%s”", way, name));
}

static void
check_children (Check *check, const char *path)
{
  g_autoptr (GVariant) reply =
    check->way->len < MAX_DEPTH ? ask (check, path, "GetChildren") : NULL;
  g_autoptr (GVariantIter) children = NULL;
  const char *child;

  if (reply == NULL)
    return;
  g_variant_get (reply, "(a(so))", &children);
  while (g_variant_iter_next (children, "(&s&o)", NULL, &child))
    {
      g_ptr_array_add (check->way, g_strdup (child));
      if (is_control (get_role (check, child)))
        check_name (check, child);
      check_children (check, child);
      g_ptr_array_set_size (check->way, (int) check->way->len - 1);
    }
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) reply =
    call (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL);
  const char *address;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(&s)", &address);
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* The bus has other applications, too. */
static gboolean
is_own (GDBusConnection *connection, const char *bus_name)
{
  g_autoptr (GVariant) reply =
    call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
          "GetConnectionUnixProcessID", g_variant_new ("(s)", bus_name));
  guint32 process = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &process);
  return process == (guint32) getpid ();
}

static char *
find_own_name (GDBusConnection *connection)
{
  g_autoptr (GVariant) reply = call (connection, "org.a11y.atspi.Registry", ROOT_PATH,
                                     ACCESSIBLE_INTERFACE, "GetChildren", NULL);
  g_autoptr (GVariantIter) applications = NULL;
  const char *bus_name;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(a(so))", &applications);
  while (g_variant_iter_next (applications, "(&s&o)", &bus_name, NULL))
    if (is_own (connection, bus_name))
      return g_strdup (bus_name);
  return NULL;
}

static void
hide (GtkWidget *widget, GPtrArray *hidden)
{
  g_autofree char *state =
    gtk_test_accessible_check_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);

  if (state == NULL)
    return;
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_ptr_array_add (hidden, g_object_ref (widget));
}

static void
hide_children (GtkWidget *widget, gboolean but_mapped, GPtrArray *hidden)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (but_mapped && gtk_widget_get_mapped (child))
      hide_children (child, TRUE, hidden);
    else
      hide (child, hidden);
}

/* GTK 4.8 tells of nothing in a window whether it is showing, and has names for buttons that nobody
 * has seen yet: the accessible tree shall have nothing but what the window shows. */
static void
hide_all_but (GtkWidget *window, GPtrArray *hidden)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    hide_children (link->data, link->data == window, hidden);
}

static void
show_again (GPtrArray *hidden)
{
  for (guint i = 0; i < hidden->len; i++)
    gtk_accessible_reset_state (GTK_ACCESSIBLE (hidden->pdata[i]), GTK_ACCESSIBLE_STATE_HIDDEN);
}

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *check = task_data;
  g_autoptr (GDBusConnection) connection = connect_to_bus ();
  g_autofree char *bus_name = find_own_name (connection);

  g_assert_nonnull (bus_name);
  check->connection = connection;
  check->bus_name = bus_name;
  check_children (check, ROOT_PATH);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * accessible_check:
 * @window: a window that is shown
 * @where: what it shows, for messages
 *
 * Looks for controls in the window that have no name, or one with an underscore; the test
 * has a message for each. It takes GTK_A11Y=atspi.
 *
 * Returns: how many there are
 */
guint
accessible_check (GtkWidget *window, const char *where)
{
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) way = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func (g_free);
  Check check = { .way = way, .failures = failures };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  hide_all_but (window, hidden);
  g_task_set_task_data (task, &check, NULL);
  g_task_run_in_thread (task, run);
  wait_until (g_task_get_completed (task));
  show_again (hidden);
  g_assert_cmpuint (check.n_controls, >, 0);
  for (guint i = 0; i < failures->len; i++)
    g_test_message ("%s: %s", where, (const char *) failures->pdata[i]);
  return failures->len;
}
