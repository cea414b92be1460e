/* desktop-fixture.c
 *
 * A desktop around the application: a notification service, a bus that is listened to, and
 * a viewer that only writes down what it is asked to open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"

#include "screen.h"

#include <atspi/atspi.h>
#include <glib/gstdio.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

#define TIMEOUT       (20 * G_TIME_SPAN_SECOND)
#define NOTIFICATIONS "org.freedesktop.Notifications"

/**
 * desktop_wait:
 * @is_true: what is waited for
 * @data: for @is_true
 *
 * Returns: whether it has become true
 */
gboolean
desktop_wait (gboolean (*is_true) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + TIMEOUT;

  while (!is_true (data))
    {
      if (g_get_monotonic_time () > deadline)
        return FALSE;
      /* libatspi hears of what is new here. */
      __lsan_disable ();
      while (g_main_context_iteration (NULL, FALSE))
        ;
      __lsan_enable ();
      g_usleep (100 * 1000);
    }
  return TRUE;
}

/* Notifications */

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_free (notice->summary);
  g_free (notice->body);
  g_strfreev (notice->actions);
  g_free (notice);
}

/* Of the notification specification: app_name, replaces_id, app_icon, summary, body, actions, … */
static GDBusMessage *
on_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  Desktop *desktop = data;
  GVariant *body = g_dbus_message_get_body (message);

  if (incoming && g_strcmp0 (g_dbus_message_get_member (message), "Notify") == 0 && body != NULL &&
      g_variant_is_of_type (body, G_VARIANT_TYPE ("(susssasa{sv}i)")))
    {
      Notice *notice = g_new0 (Notice, 1);
      g_variant_get (body, "(susss^asa{sv}i)", NULL, NULL, NULL, &notice->summary, &notice->body,
                     &notice->actions, NULL, NULL);
      g_mutex_lock (&desktop->lock);
      g_ptr_array_add (desktop->notices, notice);
      g_mutex_unlock (&desktop->lock);
    }
  else if (incoming && g_strcmp0 (g_dbus_message_get_member (message), "NotificationClosed") == 0 &&
           body != NULL && g_variant_is_of_type (body, G_VARIANT_TYPE ("(uu)")))
    {
      g_mutex_lock (&desktop->lock);
      g_variant_get (body, "(uu)", NULL, &desktop->close_reason);
      desktop->n_withdrawn += desktop->close_reason == NOTICE_WITHDRAWN;
      g_mutex_unlock (&desktop->lock);
    }
  /* A monitor may not answer. */
  g_object_unref (message);
  return NULL;
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
monitor_bus (Desktop *desktop)
{
  const char *const rules[] = { "interface='" NOTIFICATIONS "'", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  desktop->monitor = connect_to_bus ();
  answer = g_dbus_connection_call_sync (desktop->monitor, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring",
                                        "BecomeMonitor", g_variant_new ("(^asu)", rules, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (desktop->monitor, on_message, desktop, NULL);
}

static gboolean
has_service (gpointer data)
{
  Desktop *desktop = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    desktop->session, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "NameHasOwner", g_variant_new ("(s)", NOTIFICATIONS), G_VARIANT_TYPE ("(b)"),
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has_owner = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

guint
desktop_count_notifications (Desktop *desktop)
{
  g_mutex_lock (&desktop->lock);
  guint n_notices = desktop->notices->len;
  g_mutex_unlock (&desktop->lock);
  return n_notices;
}

guint
desktop_get_close_reason (Desktop *desktop)
{
  g_mutex_lock (&desktop->lock);
  guint reason = desktop->close_reason;
  g_mutex_unlock (&desktop->lock);
  return reason;
}

/**
 * desktop_count_withdrawn:
 * @desktop: the desktop
 *
 * Returns: how many notifications went because the application withdrew them
 */
guint
desktop_count_withdrawn (Desktop *desktop)
{
  g_mutex_lock (&desktop->lock);
  guint n_withdrawn = desktop->n_withdrawn;
  g_mutex_unlock (&desktop->lock);
  return n_withdrawn;
}

/**
 * desktop_wait_for_notification:
 * @desktop: the desktop
 * @number: which of them, from 0
 *
 * Returns: (transfer none): a notification that went over the bus
 */
const Notice *
desktop_wait_for_notification (Desktop *desktop, guint number)
{
  gint64 deadline = g_get_monotonic_time () + TIMEOUT;

  while (desktop_count_notifications (desktop) <= number)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (100 * 1000);
    }
  g_mutex_lock (&desktop->lock);
  const Notice *notice = g_ptr_array_index (desktop->notices, number);
  g_mutex_unlock (&desktop->lock);
  return notice;
}

static gboolean
shows_notification (gpointer data)
{
  return notification_service_shows (data);
}

static gboolean
shows_no_notification (gpointer data)
{
  return !shows_notification (data);
}

/**
 * desktop_wait_for_bubble:
 * @desktop: the desktop
 * @is_shown: whether a notification is to be on the screen, or none any more
 */
void
desktop_wait_for_bubble (Desktop *desktop, gboolean is_shown)
{
  g_assert_true (desktop_wait (is_shown ? shows_notification : shows_no_notification,
                               (gpointer) desktop->notification_service));
}

/**
 * desktop_click_notification:
 * @desktop: the desktop
 *
 * Clicks the newest notification, once it is on the screen.
 */
void
desktop_click_notification (Desktop *desktop)
{
  desktop_wait_for_bubble (desktop, TRUE);
  notification_service_click (desktop->notification_service, &desktop->notification_service->open);
}

/**
 * desktop_click_done:
 * @desktop: the desktop
 *
 * Chooses "Done" in the newest notification, once it is on the screen.
 */
void
desktop_click_done (Desktop *desktop)
{
  desktop_wait_for_bubble (desktop, TRUE);
  screen_wait_until_still ();
  notification_service_click (desktop->notification_service, &desktop->notification_service->done);
}

/* The viewer */

static void
install_viewer (Desktop *desktop)
{
  const char *home = desktop->faxbell->home;
  g_autofree char *folder = g_build_filename (home, ".local", "share", "applications", NULL);
  g_autofree char *entry = g_build_filename (folder, "viewer.desktop", NULL);
  g_autofree char *script = g_build_filename (home, "viewer", NULL);
  g_autofree char *defaults = g_build_filename (home, ".config", "mimeapps.list", NULL);
  g_autofree char *code =
    g_strdup_printf ("#!/bin/sh\nprintf '%%s\\n' \"$1\" >>'%s'\n", desktop->opened);
  g_autofree char *keys =
    g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Viewer\nExec=%s %%f\n"
                     "MimeType=application/pdf;image/tiff;\n",
                     script);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (script, code, -1, NULL));
  g_assert_no_errno (g_chmod (script, 0700));
  g_assert_true (g_file_set_contents (entry, keys, -1, NULL));
  g_assert_true (g_file_set_contents (defaults,
                                      "[Default Applications]\napplication/pdf=viewer.desktop\n"
                                      "image/tiff=viewer.desktop\n",
                                      -1, NULL));
}

static gboolean
has_opened (gpointer data)
{
  g_autofree char *content = NULL;

  return g_file_get_contents (data, &content, NULL, NULL) && g_str_has_suffix (content, "\n");
}

/**
 * desktop_wait_for_opened:
 * @desktop: the desktop
 *
 * Returns: (transfer full): the file that the viewer was asked to open, and no other
 */
char *
desktop_wait_for_opened (Desktop *desktop)
{
  char *content = NULL;

  g_assert_true (desktop_wait (has_opened, desktop->opened));
  g_assert_true (g_file_get_contents (desktop->opened, &content, NULL, NULL));
  g_unlink (desktop->opened);
  return g_strchomp (content);
}

/* Telling it */

/**
 * desktop_activate_action:
 * @desktop: the desktop, with Faxbell running
 * @action: one of the application's actions
 * @target: (nullable): its parameter
 *
 * Does what desktops do with the actions of a desktop file, and of a notification.
 */
void
desktop_activate_action (Desktop *desktop, const char *action, GVariant *target)
{
  GVariantBuilder targets;
  g_autoptr (GError) error = NULL;

  g_variant_builder_init (&targets, G_VARIANT_TYPE ("av"));
  if (target != NULL)
    g_variant_builder_add (&targets, "v", target);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    desktop->session, APPLICATION_ID, "/io/github/faxbell/Faxbell", "org.freedesktop.Application",
    "ActivateAction",
    g_variant_new ("(sav@a{sv})", action, &targets,
                   g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
    NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* The desktop */

/**
 * desktop_set_up:
 * @desktop: the desktop
 * @data: (nullable): the notification service that it has; dunst if it doesn't matter
 */
void
desktop_set_up (Desktop *desktop, gconstpointer data)
{
  desktop->faxbell = running_faxbell_new ();
  desktop->opened = g_build_filename (desktop->faxbell->home, "opened", NULL);
  desktop->notices = g_ptr_array_new_with_free_func (notice_free);
  g_mutex_init (&desktop->lock);
  install_viewer (desktop);
  /* What is shown in place of pages, by itself and by a click, can be read by every test. */
  running_faxbell_set (desktop->faxbell, "show-fax-details=true");
  running_faxbell_set (desktop->faxbell, "open-with='other-application'");

  desktop->session = connect_to_bus ();
  desktop->notification_service = data != NULL ? data : &notification_service_dunst;
  desktop->service = notification_service_start (desktop->notification_service);
  g_assert_true (desktop_wait (has_service, desktop));
  monitor_bus (desktop);
  /* What is looked at may be gone in the next moment; libatspi warns of it. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  atspi_init ();
}

void
desktop_tear_down (Desktop *desktop, gconstpointer data)
{
  g_subprocess_force_exit (desktop->service);
  g_subprocess_wait (desktop->service, NULL, NULL);
  g_clear_object (&desktop->service);
  g_dbus_connection_close_sync (desktop->monitor, NULL, NULL);
  g_clear_object (&desktop->monitor);
  g_clear_object (&desktop->session);
  g_clear_pointer (&desktop->faxbell, running_faxbell_free);
  g_ptr_array_unref (desktop->notices);
  g_mutex_clear (&desktop->lock);
  g_free (desktop->opened);
}
