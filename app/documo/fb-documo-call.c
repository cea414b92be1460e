/* fb-documo-call.c
 *
 * A call of Documo's API whose answer is short: sent, read whole, and judged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-call-private.h"

#include "fb-documo-error.h"

/* What came, and what it means if it isn't what was asked for. */
typedef struct
{
  GBytes *body;
  GError *problem;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_bytes_unref (answer->body);
  g_clear_error (&answer->problem);
  g_free (answer);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fb_documo_exchange_read_all_finish (exchange, result, &error);
  FbDocumoAnswer head;

  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fb_documo_exchange_get_answer (exchange, &head);
  g_autoptr (GError) problem = fb_documo_answer_dup_error (&head, body);
  if (!SOUP_STATUS_IS_SUCCESSFUL (head.status))
    {
      g_task_return_error (task, g_steal_pointer (&problem));
      return;
    }
  Answer *answer = g_new0 (Answer, 1);
  answer->body = g_steal_pointer (&body);
  answer->problem = g_steal_pointer (&problem);
  g_task_return_pointer (task, answer, answer_free);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_documo_exchange_send_finish (exchange, result, &error))
    fb_documo_exchange_read_all_async (exchange, on_read, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fb_documo_client_call_async:
 * @self: a client
 * @method: of HTTP
 * @path: of the call, from its slash on, and its query; escaped
 * @form: (nullable): what is sent with it
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Calls it once. No call that changes anything is repeated.
 */
void
fb_documo_client_call_async (FbDocumoClient *self,
                             const char *method,
                             const char *path,
                             GBytes *form,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_task_set_source_tag (task, fb_documo_client_call_async);
  g_autoptr (FbDocumoExchange) exchange =
    fb_documo_client_begin_call (self, method, path, form, cancellable, &error);

  if (exchange == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fb_documo_exchange_send_async (exchange, on_answered, g_steal_pointer (&task));
}

/**
 * fb_documo_client_call_finish:
 * @self: a client
 * @result: what the callback was given
 * @answer_problem: (out) (transfer full): what is wrong if the answer, which has a status of
 *   success, is not what was asked for: an #FbDocumoError
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what was answered with a status of success; %NULL on error
 */
GBytes *
fb_documo_client_call_finish (FbDocumoClient *self,
                              GAsyncResult *result,
                              GError **answer_problem,
                              GError **error)
{
  Answer *answer = g_task_propagate_pointer (G_TASK (result), error);

  if (answer == NULL)
    return NULL;
  GBytes *body = g_bytes_ref (answer->body);
  *answer_problem = g_steal_pointer (&answer->problem);
  answer_free (answer);
  return body;
}
