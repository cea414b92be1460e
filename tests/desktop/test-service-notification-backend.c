/* A notification service that has its name on the bus and never answers. Who quits meanwhile does
 * not wait for it.
 *
 * No time is measured: every call that is not answered is given up by libnotify after a time and
 * followed by the next one. Who did not wait has made one call only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-service-notification-backend.h"
#include "running-faxbell.h"

#include <string.h>

#define SERVICE_NAME "org.freedesktop.Notifications"
#define TIMEOUT      (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  GDBusConnection *connection;
  GMutex lock;
  gboolean answers;
  GPtrArray *calls; /* of GDBusMessage */
} Service;

/* libnotify makes some calls just to learn what the service is. */
static void
answer (Service *service, GDBusMessage *call)
{
  const char *const caps[] = { "actions", "body", NULL };
  const char *member = g_dbus_message_get_member (call);
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_reply (call);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (member, "GetCapabilities") == 0)
    g_dbus_message_set_body (reply, g_variant_new ("(^as)", caps));
  else if (g_strcmp0 (member, "GetServerInformation") == 0)
    g_dbus_message_set_body (reply, g_variant_new ("(ssss)", "Slow", "Nobody", "1", "1.2"));
  else
    g_dbus_message_set_body (reply, g_variant_new ("(u)", 1));
  g_dbus_connection_send_message (service->connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL,
                                  &error);
  g_assert_no_error (error);
}

/* In the connection's thread. */
static GDBusMessage *
on_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  Service *service = data;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  g_mutex_lock (&service->lock);
  g_ptr_array_add (service->calls, message);
  if (service->answers)
    answer (service, message);
  g_mutex_unlock (&service->lock);
  return NULL;
}

static void
set_up (Service *service, gconstpointer data)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&service->lock);
  service->calls = g_ptr_array_new_with_free_func (g_object_unref);
  service->connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (service->connection, on_message, service, NULL);
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    service->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", SERVICE_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
    &error);
  g_assert_no_error (error);
}

static void
tear_down (Service *service, gconstpointer data)
{
  g_dbus_connection_close_sync (service->connection, NULL, NULL);
  g_clear_object (&service->connection);
  g_ptr_array_unref (service->calls);
  g_mutex_clear (&service->lock);
}

static guint
count_calls (Service *service)
{
  g_mutex_lock (&service->lock);
  guint n_calls = service->calls->len;
  g_mutex_unlock (&service->lock);
  return n_calls;
}

static gboolean
has_call (gpointer data)
{
  return count_calls (data) > 0;
}

/* The name of a thread is in its `comm` file, cut to 15 bytes. */
static gboolean
has_no_notification_thread (gpointer data)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  g_assert_nonnull (threads);
  while ((id = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
      g_autofree char *name = NULL;
      if (g_file_get_contents (path, &name, NULL, NULL) && g_str_has_prefix (name, "notifications"))
        return FALSE;
    }
  return TRUE;
}

static void
wait_until (gboolean (*is_true) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + TIMEOUT;

  while (!is_true (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * 1000);
    }
}

static void
begin_to_answer (Service *service)
{
  g_mutex_lock (&service->lock);
  service->answers = TRUE;
  for (guint i = 0; i < service->calls->len; i++)
    answer (service, g_ptr_array_index (service->calls, i));
  g_mutex_unlock (&service->lock);
}

static gboolean
was_called (Service *service, const char *member)
{
  gboolean was_called = FALSE;

  g_mutex_lock (&service->lock);
  for (guint i = 0; i < service->calls->len; i++)
    was_called |=
      g_strcmp0 (g_dbus_message_get_member (g_ptr_array_index (service->calls, i)), member) == 0;
  g_mutex_unlock (&service->lock);
  return was_called;
}

static void
show (FbNotificationBackend *backend, const char *key)
{
  FbNotification *notification = fb_notification_new (key);

  notification->summary = g_strdup ("Fax received");
  notification->category = "transfer.complete";
  notification->labels[FB_NOTIFICATION_OPEN] = g_strdup ("Open");
  fb_notification_backend_show (backend, notification);
}

/* The answer comes when the backend is gone: its thread ends, and shows nothing any more. */
static void
test_answers_too_late (Service *service, gconstpointer data)
{
  FbNotificationBackend *backend = fb_service_notification_backend_new (APPLICATION_ID);

  show (backend, "first");
  show (backend, "second");
  fb_notification_backend_withdraw (backend, "first");
  wait_until (has_call, service);
  g_test_expect_message ("faxbell-desktop", G_LOG_LEVEL_MESSAGE, "*does not answer*");
  g_object_unref (backend);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_calls (service), ==, 1);
  g_assert_false (has_no_notification_thread (NULL));

  begin_to_answer (service);
  wait_until (has_no_notification_thread, NULL);
  g_assert_false (was_called (service, "Notify"));
}

static void
post (RunningFaxbell *faxbell, const char *message_id)
{
  g_autofree char *url = running_faxbell_dup_url (faxbell, "/webhook");
  g_autofree char *event = g_strdup_printf ("data={\"messageId\":\"%s\",\"direction\":\"inbound\","
                                            "\"status\":\"success\",\"pagesCount\":1}",
                                            message_id);
  const char *const command[] = { "curl",
                                  "--silent",
                                  "--fail",
                                  "--output",
                                  "/dev/null",
                                  "--user",
                                  RUNNING_USER ":" RUNNING_PASSWORD,
                                  "--form",
                                  event,
                                  url,
                                  NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
test_quits (Service *service, gconstpointer data)
{
  g_autoptr (RunningFaxbell) faxbell = running_faxbell_new ();

  running_faxbell_start (faxbell, "--background");
  post (faxbell, "first");
  post (faxbell, "second");
  wait_until (has_call, service);
  running_faxbell_end (faxbell);
  g_assert_cmpuint (count_calls (service), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/service-notification-backend/answers-too-late", Service, NULL, set_up,
              test_answers_too_late, tear_down);
  g_test_add ("/service-notification-backend/quits", Service, NULL, set_up, test_quits, tear_down);
  return g_test_run ();
}
