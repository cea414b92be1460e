/* fb-documo-webhook-calls.c
 *
 * The calls of Documo's API about webhooks, and about the numbers that they may be for. The
 * password of a webhook is sent once, in a form that is overwritten afterwards, to the address that
 * the client was made for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-webhook-calls.h"

#include <string.h>

#include "fb-documo-call-private.h"
#include "fb-documo-error.h"
#include "fb-documo-form-private.h"
#include "fb-documo-list-private.h"

#define PATH "/webhooks"

static gpointer
ref_webhook (gpointer webhook)
{
  return fb_documo_webhook_ref (webhook);
}

static void
unref_webhook (gpointer webhook)
{
  fb_documo_webhook_unref (webhook);
}

static gpointer
ref_number (gpointer number)
{
  return fb_documo_number_ref (number);
}

static void
unref_number (gpointer number)
{
  fb_documo_number_unref (number);
}

static const FbDocumoList webhooks = {
  PATH "?",
  fb_documo_webhook_read_list,
  ref_webhook,
  unref_webhook,
};

static const FbDocumoList numbers = {
  "/v1/numbers?type=assigned&",
  fb_documo_number_read_list,
  ref_number,
  unref_number,
};

/* Lists */

/**
 * fb_documo_client_list_webhooks_async:
 * @self: a client
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks for all webhooks that the key may see, those of others too. What isn't known of one that is
 * not in the list could be decided wrongly: a list that may lack some counts as none.
 */
void
fb_documo_client_list_webhooks_async (FbDocumoClient *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));

  fb_documo_client_list_async (self, &webhooks, cancellable, callback, user_data);
}

/**
 * fb_documo_client_list_webhooks_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type FbDocumoWebhook): the webhooks; %NULL on error
 */
GPtrArray *
fb_documo_client_list_webhooks_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  gboolean is_complete;
  g_autoptr (GPtrArray) list = fb_documo_client_list_finish (self, result, &is_complete, error);

  if (list == NULL || is_complete)
    return g_steal_pointer (&list);
  g_propagate_error (error, fb_documo_error_new (FB_DOCUMO_ERROR_NOT_API));
  return NULL;
}

/**
 * fb_documo_client_list_numbers_async:
 * @self: a client
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks for the account's own fax numbers.
 */
void
fb_documo_client_list_numbers_async (FbDocumoClient *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));

  fb_documo_client_list_async (self, &numbers, cancellable, callback, user_data);
}

/**
 * fb_documo_client_list_numbers_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type FbDocumoNumber): the numbers, as many as came;
 *   %NULL on error
 */
GPtrArray *
fb_documo_client_list_numbers_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  gboolean is_complete;

  return fb_documo_client_list_finish (self, result, &is_complete, error);
}

/* Changes */

static GBytes *
make_form (const FbDocumoWebhookFields *fields)
{
  g_autofree char *events = fields->events != 0 ? fb_documo_events_dup_json (fields->events) : NULL;
  char *auth = fields->user != NULL && fields->password != NULL
                 ? g_strconcat (fields->user, ":", fields->password, NULL)
                 : NULL;
  const FbDocumoField form_fields[] = {
    { "name", fields->name },
    { "url", fields->url },
    { "events", events },
    { "auth", auth },
    { "numberId", fields->number_id },
    { "attachmentEnabled", fields->attach ? "true" : NULL },
    { "enabled", fields->enable ? "true" : NULL },
  };
  GBytes *form = fb_documo_form_new (form_fields, G_N_ELEMENTS (form_fields));

  if (auth != NULL)
    explicit_bzero (auth, strlen (auth));
  g_free (auth);
  return form;
}

static char *
dup_path (const char *uuid)
{
  g_autofree char *escaped = g_uri_escape_string (uuid, NULL, FALSE);

  return g_strconcat (PATH "/", escaped, NULL);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
    fb_documo_client_call_finish (FB_DOCUMO_CLIENT (source), result, &problem, &error);
  FbDocumoWebhook *webhook = body != NULL ? fb_documo_webhook_read (body) : NULL;

  if (webhook != NULL)
    g_task_return_pointer (task, webhook, unref_webhook);
  else
    g_task_return_error (task,
                         body != NULL ? g_steal_pointer (&problem) : g_steal_pointer (&error));
}

/**
 * fb_documo_client_create_webhook_async:
 * @self: a client
 * @fields: what it shall be like
 * @cancellable: (nullable): gives up; it may be made nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo make a webhook.
 */
void
fb_documo_client_create_webhook_async (FbDocumoClient *self,
                                       const FbDocumoWebhookFields *fields,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));
  g_return_if_fail (fields != NULL);

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GBytes) form = make_form (fields);

  g_task_set_source_tag (task, fb_documo_client_create_webhook_async);
  fb_documo_client_call_async (self, SOUP_METHOD_POST, PATH, form, cancellable, on_created,
                               g_steal_pointer (&task));
}

/**
 * fb_documo_client_create_webhook_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED; see
 *   fb_documo_error_is_certain()
 *
 * Returns: (transfer full) (nullable): the webhook as it is at Documo; %NULL on error
 */
FbDocumoWebhook *
fb_documo_client_create_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *uuid = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
    fb_documo_client_call_finish (FB_DOCUMO_CLIENT (source), result, &problem, &error);
  g_autoptr (FbDocumoWebhook) webhook = body != NULL ? fb_documo_webhook_read (body) : NULL;

  if (body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (webhook != NULL && g_str_equal (webhook->uuid, uuid))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&problem));
}

/* Whatever else Documo says with a status of success, it is none of its errors. */
static gboolean
is_accepted (const GError *problem)
{
  return g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_WRONG_TYPE);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
    fb_documo_client_call_finish (FB_DOCUMO_CLIENT (source), result, &problem, &error);

  if (body == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_accepted (problem))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&problem));
}

/**
 * fb_documo_client_update_webhook_async:
 * @self: a client
 * @uuid: names the webhook
 * @fields: what shall be otherwise
 * @cancellable: (nullable): gives up; it may be changed nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo change a webhook.
 */
void
fb_documo_client_update_webhook_async (FbDocumoClient *self,
                                       const char *uuid,
                                       const FbDocumoWebhookFields *fields,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));
  g_return_if_fail (uuid != NULL && *uuid != '\0');
  g_return_if_fail (fields != NULL);

  g_autoptr (GBytes) form = make_form (fields);
  g_autofree char *path = dup_path (uuid);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_documo_client_update_webhook_async);
  g_task_set_task_data (task, g_strdup (uuid), g_free);
  fb_documo_client_call_async (self, "PATCH", path, form, cancellable, on_updated, task);
}

/**
 * fb_documo_client_update_webhook_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, %FB_DOCUMO_ERROR_GONE if there is no such webhook, or
 *   %G_IO_ERROR_CANCELLED; see fb_documo_error_is_certain()
 *
 * Returns: whether Documo answers with the webhook; read back what has come of the change
 */
gboolean
fb_documo_client_update_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_documo_client_delete_webhook_async:
 * @self: a client
 * @uuid: names the webhook
 * @cancellable: (nullable): gives up; it may be deleted nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo delete a webhook.
 */
void
fb_documo_client_delete_webhook_async (FbDocumoClient *self,
                                       const char *uuid,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));
  g_return_if_fail (uuid != NULL && *uuid != '\0');

  g_autofree char *path = dup_path (uuid);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_documo_client_delete_webhook_async);
  fb_documo_client_call_async (self, SOUP_METHOD_DELETE, path, NULL, cancellable, on_deleted, task);
}

/**
 * fb_documo_client_delete_webhook_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, %FB_DOCUMO_ERROR_GONE if there is no such webhook, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether Documo says that it has deleted it
 */
gboolean
fb_documo_client_delete_webhook_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
