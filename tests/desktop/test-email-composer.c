/* test-email-composer.c
 *
 * A message that the portal is asked to begin, on a real bus with a portal that stands in for the
 * desktop's; and what is begun with a mailto: address where the portal can't.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-email-composer.h"

#include <glib/gstdio.h>
#include <string.h>

#define SUBJECT "An address & more"
#define BODY    "Hello,\nlet /webhook through: 100 %.\n"

typedef struct
{
  GDBusConnection *bus;
  guint name;
  guint object;
  guint32 response;
  gboolean refuses_calls;
  char *subject;
  char *body;
  char *opened;
  char *script;
  gboolean is_done;
  gboolean is_composed;
  GError *error;
} Fixture;

static const char interface_xml[] =
  "<node><interface name='org.freedesktop.portal.Email'>"
  "<method name='ComposeEmail'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method></interface></node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GVariant) options = NULL;
  const char *parent, *token;

  if (fixture->refuses_calls)
    {
      g_dbus_method_invocation_return_dbus_error (
        invocation, "org.freedesktop.DBus.Error.UnknownMethod", "There is no such method");
      return;
    }
  g_variant_get (parameters, "(&s@a{sv})", &parent, &options);
  g_assert_true (g_variant_lookup (options, "subject", "s", &fixture->subject));
  g_assert_true (g_variant_lookup (options, "body", "s", &fixture->body));
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));

  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request =
    g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_dbus_connection_emit_signal (
    connection, NULL, request, "org.freedesktop.portal.Request", "Response",
    g_variant_new ("(u@a{sv})", fixture->response,
                   g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
    NULL);
}

static void
on_owned (GDBusConnection *connection, const char *name, gpointer data)
{
  Fixture *fixture = data;

  fixture->is_done = TRUE;
}

static void
wait_until_done (Fixture *fixture)
{
  while (!fixture->is_done)
    g_main_context_iteration (NULL, TRUE);
  fixture->is_done = FALSE;
}

static void
own_portal (Fixture *fixture)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr (GError) error = NULL;

  fixture->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->object =
    g_dbus_connection_register_object (fixture->bus, "/org/freedesktop/portal/desktop",
                                       node->interfaces[0], &vtable, fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->name =
    g_bus_own_name_on_connection (fixture->bus, "org.freedesktop.portal.Desktop",
                                  G_BUS_NAME_OWNER_FLAGS_REPLACE, on_owned, NULL, fixture, NULL);
  wait_until_done (fixture);
}

/* An e-mail application that only writes down what it was given. */
static void
install_application (Fixture *fixture)
{
  const char *home = g_get_home_dir ();
  g_autofree char *folder = g_build_filename (home, ".local", "share", "applications", NULL);
  g_autofree char *entry = g_build_filename (folder, "mail.desktop", NULL);
  g_autofree char *config = g_build_filename (home, ".config", NULL);
  g_autofree char *defaults = g_build_filename (config, "mimeapps.list", NULL);

  fixture->opened = g_build_filename (home, "opened", NULL);
  fixture->script = g_build_filename (home, "mail", NULL);
  g_autofree char *code =
    g_strdup_printf ("#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s'\n", fixture->opened);
  g_autofree char *keys = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Mail\n"
                                           "Exec=%s %%u\nMimeType=x-scheme-handler/mailto;\n",
                                           fixture->script);
  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_no_errno (g_mkdir_with_parents (config, 0700));
  g_assert_true (g_file_set_contents (fixture->script, code, -1, NULL));
  g_assert_no_errno (g_chmod (fixture->script, 0700));
  g_assert_true (g_file_set_contents (entry, keys, -1, NULL));
  g_assert_true (g_file_set_contents (
    defaults, "[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n", -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  install_application (fixture);
  own_portal (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_bus_unown_name (fixture->name);
  g_dbus_connection_unregister_object (fixture->bus, fixture->object);
  g_clear_object (&fixture->bus);
  g_clear_error (&fixture->error);
  g_unlink (fixture->opened);
  g_free (fixture->opened);
  g_free (fixture->script);
  g_free (fixture->subject);
  g_free (fixture->body);
}

static void
on_composed (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->is_composed = fb_email_compose_finish (result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
compose (Fixture *fixture, GCancellable *cancellable)
{
  fb_email_compose_async (SUBJECT, BODY, cancellable, on_composed, fixture);
  wait_until_done (fixture);
}

static char *
wait_for_opened (Fixture *fixture)
{
  char *content = NULL;

  while (!g_file_get_contents (fixture->opened, &content, NULL, NULL) ||
         !g_str_has_suffix (content, "\n"))
    {
      g_clear_pointer (&content, g_free);
      g_usleep (20 * 1000);
    }
  return g_strchomp (content);
}

static void
assert_opened_uri (Fixture *fixture)
{
  g_autofree char *uri = wait_for_opened (fixture);

  g_assert_no_error (fixture->error);
  g_assert_true (fixture->is_composed);
  g_assert_cmpstr (uri, ==,
                   "mailto:?subject=An%20address%20%26%20more&body=Hello%2C%0D%0Alet%20%2Fwebhook"
                   "%20through%3A%20100%20%25.%0D%0A");
}

static void
test_portal (Fixture *fixture, gconstpointer data)
{
  compose (fixture, NULL);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->is_composed);
  g_assert_cmpstr (fixture->subject, ==, SUBJECT);
  g_assert_cmpstr (fixture->body, ==, BODY);
  g_assert_false (g_file_test (fixture->opened, G_FILE_TEST_EXISTS));
}

/* Who has closed the portal's dialog wants no other. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fixture->response = 1;
  compose (fixture, NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (fixture->is_composed);
  g_assert_false (g_file_test (fixture->opened, G_FILE_TEST_EXISTS));
}

static void
test_portal_fails (Fixture *fixture, gconstpointer data)
{
  fixture->response = 2;
  compose (fixture, NULL);
  assert_opened_uri (fixture);
}

static void
test_no_portal (Fixture *fixture, gconstpointer data)
{
  fixture->refuses_calls = TRUE;
  compose (fixture, NULL);
  assert_opened_uri (fixture);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  compose (fixture, cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->body);
  g_assert_false (g_file_test (fixture->opened, G_FILE_TEST_EXISTS));
}

#define EMAIL_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EMAIL_TEST ("/email-composer/portal", test_portal);
  EMAIL_TEST ("/email-composer/refused", test_refused);
  EMAIL_TEST ("/email-composer/portal-fails", test_portal_fails);
  EMAIL_TEST ("/email-composer/no-portal", test_no_portal);
  EMAIL_TEST ("/email-composer/cancelled", test_cancelled);
  return g_test_run ();
}
