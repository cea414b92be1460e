/* fb-api-key-setup.c
 *
 * Tries an API key at Documo: the one that the keyring has, or one that was typed, which is then
 * kept unless Documo says that it is wrong. Whether Documo can be reached right now is no reason to
 * have it typed again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-api-key-setup.h"

#include <string.h>

#include "fb-documo-client.h"
#include "fb-documo-error.h"

/* Checking */

static void
on_account (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  FbDocumoAccount *account =
    fb_documo_client_get_account_finish (FB_DOCUMO_CLIENT (source), result, &error);

  if (account != NULL)
    g_task_return_pointer (task, account, (GDestroyNotify) fb_documo_account_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (GTask *task, const char *url, const char *key, GAsyncReadyCallback callback)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoClient) client = fb_documo_client_new (url, key, &error);

  if (client != NULL)
    fb_documo_client_get_account_async (client, g_task_get_cancellable (task), callback,
                                        g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbApiKey *api_key = FB_API_KEY (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *key = fb_api_key_lookup_finish (api_key, result, &error);
  const char *url = fb_api_key_get_url (api_key);

  if (key == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_strcmp0 (url, g_task_get_task_data (task)) != 0)
    /* A key is shown to the address that it is for, and to no other. */
    g_task_return_error (task, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
  else
    ask (task, url, key, on_account);
  fb_api_key_free_text (key);
}

/**
 * fb_api_key_check_async:
 * @api_key: an API key
 * @may_prompt: whether the desktop may ask the user to unlock the keyring
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks Documo whose account the keyring's key belongs to.
 */
void
fb_api_key_check_async (FbApiKey *api_key,
                        gboolean may_prompt,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_API_KEY (api_key));

  g_autoptr (GTask) task = g_task_new (api_key, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_api_key_check_async);
  g_task_set_task_data (task, g_strdup (fb_api_key_get_url (api_key)), g_free);
  fb_api_key_lookup_async (api_key, may_prompt, cancellable, on_looked_up, g_steal_pointer (&task));
}

/**
 * fb_api_key_check_finish:
 * @api_key: an API key
 * @result: what the callback was given
 * @error: (optional): an #FbApiKeyError if there is no key, an #FbDocumoError if Documo doesn't
 * take it, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the account; %NULL on error
 */
FbDocumoAccount *
fb_api_key_check_finish (FbApiKey *api_key, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api_key), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Setting up */

typedef struct
{
  char *url;
  char *key;
  FbDocumoAccount *account; /* nullable */
  GError *problem;          /* nullable */
} Setup;

static void
setup_free (gpointer data)
{
  Setup *setup = data;

  explicit_bzero (setup->key, strlen (setup->key));
  g_free (setup->key);
  g_free (setup->url);
  g_clear_pointer (&setup->account, fb_documo_account_unref);
  g_clear_error (&setup->problem);
  g_free (setup);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_api_key_store_finish (FB_API_KEY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* A weak key is right, and may be made stronger at Documo. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain != FB_DOCUMO_ERROR ||
         g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG) ||
         g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_EXPIRED);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbApiKey *api_key = g_task_get_source_object (task);
  Setup *setup = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  setup->account = fb_documo_client_get_account_finish (FB_DOCUMO_CLIENT (source), result, &error);
  if (error != NULL && is_refusal (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_strcmp0 (setup->url, fb_api_key_get_url (api_key)) != 0)
    {
      g_task_return_error (task, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
      return;
    }
  setup->problem = g_steal_pointer (&error);
  fb_api_key_store_async (api_key, setup->key, g_task_get_cancellable (task), on_stored,
                          g_object_ref (task));
}

/**
 * fb_api_key_set_up_async:
 * @api_key: where to keep it
 * @key: a key as it was typed
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Tries a key at Documo and has the keyring keep it, unless Documo says that it is wrong.
 */
void
fb_api_key_set_up_async (FbApiKey *api_key,
                         const char *key,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_API_KEY (api_key));
  g_return_if_fail (key != NULL);

  g_autoptr (GTask) task = g_task_new (api_key, cancellable, callback, user_data);
  Setup *setup = g_new0 (Setup, 1);

  g_task_set_source_tag (task, fb_api_key_set_up_async);
  g_task_set_task_data (task, setup, setup_free);
  setup->key = g_strdup (key);
  setup->url = g_strdup (fb_api_key_get_url (api_key));
  if (setup->url == NULL)
    g_task_return_error (task, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
  else
    ask (task, setup->url, setup->key, on_tried);
}

/**
 * fb_api_key_set_up_finish:
 * @api_key: where to keep it
 * @result: what the callback was given
 * @account: (out) (optional) (nullable) (transfer full): whose account it is, if Documo said so
 * @problem: (out) (optional) (nullable) (transfer full): if it didn't: why; an #FbDocumoError
 * @error: (optional): why the key is not kept: an #FbDocumoError if it is wrong, an #FbApiKeyError
 * if the keyring doesn't take it, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the keyring has the key now
 */
gboolean
fb_api_key_set_up_finish (FbApiKey *api_key,
                          GAsyncResult *result,
                          FbDocumoAccount **account,
                          GError **problem,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api_key), FALSE);

  Setup *setup = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (account != NULL)
    *account = g_steal_pointer (&setup->account);
  if (problem != NULL)
    *problem = g_steal_pointer (&setup->problem);
  return TRUE;
}
