/* fb-portal-request.c
 *
 * A request to one of the desktop's portals, which may ask the user first. The reply to the call
 * says only that the request was accepted; its result is a signal of an object that exists for this
 * request alone. The object's path is made of our name on the bus and a token that we choose, so
 * the signal is subscribed to before the call and can't be missed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-portal-request.h"

#define BUS_NAME     "org.freedesktop.portal.Desktop"
#define OBJECT_PATH  "/org/freedesktop/portal/desktop"
#define REQUEST_PATH OBJECT_PATH "/request/"
#define REQUEST      "org.freedesktop.portal.Request"

/* What a request ends with, by the portal's documentation. */
typedef enum
{
  RESPONSE_SUCCESS,
  RESPONSE_CANCELLED,
  RESPONSE_OTHER,
} Response;

typedef struct
{
  char *interface;
  char *method;
  GVariant *options;

  GDBusConnection *connection; /* NULL until there is one */
  guint subscription;          /* 0 if there is none */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->connection);
  g_variant_unref (request->options);
  g_free (request->method);
  g_free (request->interface);
  g_free (request);
}

/* There is one response. Returns whether it was still awaited. */
static gboolean
stop_listening (Request *request)
{
  guint subscription = request->subscription;

  request->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, subscription);
  return subscription != 0;
}

static void
on_response (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  g_autoptr (GVariant) results = NULL;
  guint32 response = RESPONSE_OTHER;

  if (!stop_listening (g_task_get_task_data (task)))
    return;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == RESPONSE_SUCCESS)
    g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) g_variant_unref);
  else if (response == RESPONSE_CANCELLED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The user refused");
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The portal did not do it");
}

/* A call that failed is not followed by a response. */
static void
on_called (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (handle == NULL && stop_listening (g_task_get_task_data (task)))
    g_task_return_error (task, g_steal_pointer (&error));
}

static char *
dup_request_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strconcat (REQUEST_PATH, g_strdelimit (sender, ".", '_'), "/", token, NULL);
}

static GVariant *
add_token (GVariant *options, const char *token)
{
  GVariantDict dictionary;

  g_variant_dict_init (&dictionary, options);
  g_variant_dict_insert (&dictionary, "handle_token", "s", token);
  return g_variant_dict_end (&dictionary);
}

static void
call (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("faxbell%08x", g_random_int ());
  g_autofree char *path = dup_request_path (request->connection, token);

  request->subscription = g_dbus_connection_signal_subscribe (
    request->connection, BUS_NAME, REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
    on_response, g_object_ref (task), g_object_unref);
  /* The first argument is the window that a dialog belongs to: none. */
  g_dbus_connection_call (
    request->connection, BUS_NAME, OBJECT_PATH, request->interface, request->method,
    g_variant_new ("(s@a{sv})", "", add_token (request->options, token)), G_VARIANT_TYPE ("(o)"),
    G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), on_called, g_object_ref (task));
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  request->connection = g_bus_get_finish (result, &error);
  if (request->connection != NULL)
    call (task);
  else
    g_task_return_error (task, error);
}

/**
 * fb_portal_request_async:
 * @interface: an interface of the portal, such as "org.freedesktop.portal.Background"
 * @method: a method of it that takes a parent window and options, and returns a request
 * @options: (transfer floating): the options, an a{sv}
 * @cancellable: (nullable): cancels the call, but not a dialog that is already shown
 * @callback: called in the calling thread's main context when there is a result
 * @user_data: data for @callback
 *
 * The portal may ask the user, which may take any time.
 */
void
fb_portal_request_async (const char *interface,
                         const char *method,
                         GVariant *options,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (interface != NULL && method != NULL);
  g_return_if_fail (g_variant_is_of_type (options, G_VARIANT_TYPE_VARDICT));

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, fb_portal_request_async);
  request->interface = g_strdup (interface);
  request->method = g_strdup (method);
  request->options = g_variant_ref_sink (options);
  g_task_set_task_data (task, request, request_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, g_steal_pointer (&task));
}

/**
 * fb_portal_request_finish:
 * @result: the result that the callback received
 * @error: (optional): return location for an error: %G_IO_ERROR_CANCELLED if the user refused,
 *   %G_IO_ERROR_FAILED if the portal did, or that of the D-Bus call
 *
 * Returns: (transfer full) (nullable): the results, an a{sv}, or %NULL if it was not granted
 */
GVariant *
fb_portal_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
