/* fb-webhook-setup-tasks.c
 *
 * What is done about the webhook at Documo: looking, making, mending, removing, and asking which
 * numbers there are. Each looks up the key first; one at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-error.h"
#include "fb-documo-webhook-calls.h"
#include "fb-webhook-record.h"
#include "fb-webhook-setup-private.h"

/* How long what was found counts, where nobody asks for more. */
#define OLD_AFTER_SECONDS 180

/* What is asked for. */
typedef struct
{
  FbWebhookPlan plan;
  char *address;
  GStrv number_ids;
  char *url; /* of the API whose key is looked up */
  guint generation;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->address);
  g_free (request->url);
  g_strfreev (request->number_ids);
  g_free (request);
}

/* Doing */

static void
answer_waiting (FbWebhookSetup *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (self->problem != NULL)
        g_task_return_error (task, g_error_copy (self->problem));
      else
        g_task_return_boolean (task, TRUE);
    }
}

/* Takes @error. */
static void
end (GTask *task, FbWebhookFindings *findings, GError *error)
{
  FbWebhookSetup *self = g_task_get_source_object (task);
  const Request *request = g_task_get_task_data (task);

  g_object_freeze_notify (G_OBJECT (self));
  if (request->generation == self->generation)
    fb_webhook_setup_take_result (self, findings, error);
  fb_webhook_setup_set_busy (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
  answer_waiting (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookFindings findings;
  GError *error = NULL;

  fb_webhook_job_run_finish (FB_WEBHOOK_SIGN_INS (source), result, &findings, &error);
  end (task, &findings, error);
  fb_webhook_findings_clear (&findings);
}

static FbDocumoClient *
make_client (FbApiKey *api_key, GAsyncResult *result, const char *url, GError **error)
{
  char *key = fb_api_key_lookup_finish (api_key, result, error);
  FbDocumoClient *client = NULL;

  if (key == NULL)
    return NULL;
  /* A key is shown to the address that it is for, and to no other. */
  if (g_strcmp0 (fb_api_key_get_url (api_key), url) == 0)
    client = fb_documo_client_new (url, key, error);
  else
    g_propagate_error (error, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
  fb_api_key_free_text (key);
  return client;
}

/* Without an address there is nothing to be found but what is kept. */
static gboolean
has_nothing_to_ask (FbWebhookSetup *self, const Request *request)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, FB_WEBHOOKS_KEY);

  return request->address == NULL && g_variant_n_children (kept) == 0;
}

static void
end_without_asking (GTask *task)
{
  FbWebhookFindings none = { .webhooks = g_ptr_array_new (), .users = g_new0 (char *, 1) };

  end (task, &none, NULL);
  fb_webhook_findings_clear (&none);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookSetup *self = g_task_get_source_object (task);
  const Request *request = g_task_get_task_data (task);
  FbWebhookFindings none = { 0 };
  GError *error = NULL;
  g_autoptr (FbDocumoClient) client =
    make_client (FB_API_KEY (source), result, request->url, &error);

  if (client == NULL)
    end (task, &none, error);
  else if (has_nothing_to_ask (self, request))
    end_without_asking (task);
  else
    fb_webhook_job_run_async (self->sign_ins, client, self->settings, &request->plan,
                              g_task_get_cancellable (task), on_job_done, g_object_ref (task));
}

static Request *
request_new (FbWebhookSetup *self, FbWebhookJobKind kind, const char *const *number_ids)
{
  Request *request = g_new0 (Request, 1);

  request->address = fb_webhook_setup_dup_address (self);
  request->number_ids = g_strdupv ((char **) number_ids);
  request->url = g_strdup (fb_api_key_get_url (self->api_key));
  request->generation = self->generation;
  request->plan.kind = kind;
  request->plan.address = request->address;
  request->plan.number_ids = (const char *const *) request->number_ids;
  return request;
}

static gboolean
has_address (FbWebhookSetup *self)
{
  g_autofree char *address = fb_webhook_setup_dup_address (self);

  return address != NULL;
}

/* Takes @task. */
static void
begin (FbWebhookSetup *self,
       FbWebhookJobKind kind,
       const char *const *number_ids,
       gboolean may_prompt,
       GTask *task)
{
  g_autoptr (GTask) owned = task;
  const gboolean needs_address = kind == FB_WEBHOOK_JOB_MAKE || kind == FB_WEBHOOK_JOB_MEND;

  if (self->is_busy && kind == FB_WEBHOOK_JOB_LOOK)
    g_ptr_array_add (self->waiting, g_steal_pointer (&owned));
  else if (self->is_busy)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "Documo is being asked");
  else if (needs_address && !has_address (self))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                             "There is no public address");
  else
    {
      g_task_set_check_cancellable (task, FALSE);
      g_task_set_task_data (task, request_new (self, kind, number_ids), request_free);
      fb_webhook_setup_set_busy (self, TRUE);
      fb_api_key_lookup_async (self->api_key, may_prompt, g_task_get_cancellable (task), on_key,
                               g_steal_pointer (&owned));
    }
}

static GTask *
task_new (FbWebhookSetup *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

/**
 * fb_webhook_setup_look_async:
 * @self: a setup
 * @may_prompt: whether the desktop may ask the user to unlock the keyring
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks Documo how it stands. If it is being asked, the answer to that counts. Without a key nobody
 * is asked.
 */
void
fb_webhook_setup_look_async (FbWebhookSetup *self,
                             gboolean may_prompt,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  begin (self, FB_WEBHOOK_JOB_LOOK, NULL, may_prompt,
         task_new (self, fb_webhook_setup_look_async, cancellable, callback, user_data));
}

/**
 * fb_webhook_setup_look_finish:
 * @self: a setup
 * @result: what the callback was given
 * @error: (optional): why it isn't known, as fb_webhook_setup_get_problem() has it
 *
 * Returns: whether it is known how it stands
 */
gboolean
fb_webhook_setup_look_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_webhook_setup_look_if_old:
 * @self: a setup
 *
 * Looks if nobody has done so for some minutes. Nobody is asked to unlock the keyring.
 */
void
fb_webhook_setup_look_if_old (FbWebhookSetup *self)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  const gint64 age = g_get_monotonic_time () - self->looked_at;

  if (self->is_busy ||
      (self->state != FB_WEBHOOK_UNKNOWN && age < (gint64) OLD_AFTER_SECONDS * G_USEC_PER_SEC))
    return;
  fb_webhook_setup_look_async (self, FALSE, NULL, NULL, NULL);
}

/**
 * fb_webhook_setup_make_async:
 * @self: a setup
 * @number_ids: (nullable): the numbers whose faxes are delivered; %NULL for all of the account
 * @cancellable: (nullable): gives up; it may be made nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo make what is missing, each webhook with a sign-in of its own, and reads it back. Those
 * of a number bring only what is received. A second one is never made.
 */
void
fb_webhook_setup_make_async (FbWebhookSetup *self,
                             const char *const *number_ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  begin (self, FB_WEBHOOK_JOB_MAKE, number_ids, TRUE,
         task_new (self, fb_webhook_setup_make_async, cancellable, callback, user_data));
}

/**
 * fb_webhook_setup_make_finish:
 * @self: a setup
 * @result: what the callback was given
 * @error: (optional): as fb_webhook_setup_get_problem() has it; %G_IO_ERROR_PENDING while Documo is
 *   being asked, %G_IO_ERROR_INVALID_ARGUMENT without an address
 *
 * Returns: whether all is there; the state tells how
 */
gboolean
fb_webhook_setup_make_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_webhook_setup_mend_async:
 * @self: a setup
 * @cancellable: (nullable): gives up; it may be changed nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo change what is otherwise than it has to be, and switch on what is off.
 */
void
fb_webhook_setup_mend_async (FbWebhookSetup *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  begin (self, FB_WEBHOOK_JOB_MEND, NULL, TRUE,
         task_new (self, fb_webhook_setup_mend_async, cancellable, callback, user_data));
}

/**
 * fb_webhook_setup_mend_finish:
 * @self: a setup
 * @result: what the callback was given
 * @error: (optional): as in fb_webhook_setup_make_finish()
 *
 * Returns: whether Documo took all changes; the state tells whether they stuck
 */
gboolean
fb_webhook_setup_mend_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_webhook_setup_remove_async:
 * @self: a setup
 * @cancellable: (nullable): gives up; it may be removed nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has Documo delete Faxbell's webhooks; then their sign-ins are removed. What is gone already
 * counts as removed.
 */
void
fb_webhook_setup_remove_async (FbWebhookSetup *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  begin (self, FB_WEBHOOK_JOB_REMOVE, NULL, TRUE,
         task_new (self, fb_webhook_setup_remove_async, cancellable, callback, user_data));
}

/**
 * fb_webhook_setup_remove_finish:
 * @self: a setup
 * @result: what the callback was given
 * @error: (optional): as in fb_webhook_setup_make_finish()
 *
 * Returns: whether there are none any more
 */
gboolean
fb_webhook_setup_remove_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Numbers */

static void
on_numbers (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *numbers =
    fb_documo_client_list_numbers_finish (FB_DOCUMO_CLIENT (source), result, &error);

  if (numbers != NULL)
    g_task_return_pointer (task, numbers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_key_for_numbers (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (FbDocumoClient) client =
    make_client (FB_API_KEY (source), result, g_task_get_task_data (task), &error);

  if (client != NULL)
    fb_documo_client_list_numbers_async (client, g_task_get_cancellable (task), on_numbers,
                                         g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * fb_webhook_setup_list_numbers_async:
 * @self: a setup
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks Documo for the account's fax numbers.
 */
void
fb_webhook_setup_list_numbers_async (FbWebhookSetup *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (self));

  GTask *task =
    task_new (self, fb_webhook_setup_list_numbers_async, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (fb_api_key_get_url (self->api_key)), g_free);
  fb_api_key_lookup_async (self->api_key, TRUE, cancellable, on_key_for_numbers, task);
}

/**
 * fb_webhook_setup_list_numbers_finish:
 * @self: a setup
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, an #FbApiKeyError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type FbDocumoNumber): the numbers; %NULL on error
 */
GPtrArray *
fb_webhook_setup_list_numbers_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
