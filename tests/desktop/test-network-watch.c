/* Word of a network that changed, and of a computer that woke up. */

#include "config.h"

#include "fb-network-watch.h"

#define LOGIND "org.freedesktop.login1"

typedef struct
{
  FbNetworkWatch *watch;
  GDBusConnection *logind;
  guint n_changes;
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_changes++;
}

/* The system bus is the test's own, and on it we are the login manager. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->logind = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    fixture->logind, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", LOGIND, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
    &error);
  g_assert_no_error (error);
  fixture->watch = fb_network_watch_new ();
  g_signal_connect_swapped (fixture->watch, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->watch);
  g_clear_object (&fixture->logind);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
send_prepare_for_sleep (Fixture *fixture, GVariant *parameters)
{
  g_assert_true (g_dbus_connection_emit_signal (fixture->logind, NULL, "/org/freedesktop/login1",
                                                LOGIND ".Manager", "PrepareForSleep", parameters,
                                                NULL));
}

/* The watch listens once it has the bus: so it is sent until it is heard. */
static void
test_wakes_up (Fixture *fixture, gconstpointer data)
{
  while (fixture->n_changes == 0)
    {
      send_prepare_for_sleep (fixture, g_variant_new ("(b)", FALSE));
      g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_usleep (100 * 1000);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  /* Going to sleep is no change, and neither is nonsense; a last one shows that they were heard. */
  guint n_changes = fixture->n_changes;
  send_prepare_for_sleep (fixture, g_variant_new ("(b)", TRUE));
  send_prepare_for_sleep (fixture, g_variant_new ("(s)", "no"));
  send_prepare_for_sleep (fixture, g_variant_new ("(b)", FALSE));
  while (fixture->n_changes == n_changes)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_changes, ==, n_changes + 1);
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/network-watch/network", Fixture, NULL, set_up, test_network, tear_down);
  g_test_add ("/network-watch/wakes-up", Fixture, NULL, set_up, test_wakes_up, tear_down);
  return g_test_run ();
}
