/* fb-email-composer.c
 *
 * Has the user's e-mail application begin a message, which the user completes and sends. The
 * desktop's portal is asked first, as it works from within a sandbox, too; where there is none, or
 * it can't, the message goes into a mailto: address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-email-composer.h"

#include "fb-portal-request.h"

typedef struct
{
  char *subject;
  char *body;
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_free (message->subject);
  g_free (message->body);
  g_free (message);
}

/* By RFC 6068 lines end with CR and LF. */
static char *
dup_uri (const Message *message)
{
  g_auto (GStrv) lines = g_strsplit (message->body, "\n", -1);
  g_autofree char *body = g_strjoinv ("\r\n", lines);
  g_autofree char *escaped_body = g_uri_escape_string (body, NULL, FALSE);
  g_autofree char *escaped_subject = g_uri_escape_string (message->subject, NULL, FALSE);

  return g_strconcat ("mailto:?subject=", escaped_subject, "&body=", escaped_body, NULL);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) results = fb_portal_request_finish (result, &error);

  if (results != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_message ("The portal composed no message: %s", error->message);
  g_error_free (error);

  g_autofree char *uri = dup_uri (g_task_get_task_data (task));
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_app_info_launch_default_for_uri_async (uri, NULL, cancellable, on_launched,
                                           g_steal_pointer (&task));
}

/**
 * fb_email_compose_async:
 * @subject: the message's subject
 * @body: its text, with lines that end with "\n"
 * @cancellable: (nullable): cancels the call, but not an application that was already started
 * @callback: called in the calling thread's main context when there is a result
 * @user_data: data for @callback
 *
 * Has the user's e-mail application begin a message to nobody yet.
 */
void
fb_email_compose_async (const char *subject,
                        const char *body,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (subject != NULL);
  g_return_if_fail (body != NULL);

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Message *message = g_new0 (Message, 1);
  GVariantDict options;

  g_task_set_source_tag (task, fb_email_compose_async);
  message->subject = g_strdup (subject);
  message->body = g_strdup (body);
  g_task_set_task_data (task, message, message_free);

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "subject", "s", subject);
  g_variant_dict_insert (&options, "body", "s", body);
  fb_portal_request_async ("org.freedesktop.portal.Email", "ComposeEmail",
                           g_variant_dict_end (&options), cancellable, on_portal_answered, task);
}

/**
 * fb_email_compose_finish:
 * @result: the result that the callback received
 * @error: (optional): return location for an error: %G_IO_ERROR_CANCELLED if the user refused or it
 *   was cancelled, or else why no application could be started
 *
 * Returns: whether an application has begun the message, as far as the desktop tells
 */
gboolean
fb_email_compose_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
