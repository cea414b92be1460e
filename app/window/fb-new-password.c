/* fb-new-password.c
 *
 * Creates a password and saves its hash, in a thread, for that waits for the disk. The password
 * itself is in memory only until it has been shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-new-password.h"

#include <string.h>

static void
free_password (gpointer password)
{
  explicit_bzero (password, strlen (password));
  g_free (password);
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FbCredentials *credentials = FB_CREDENTIALS (source);
  g_autoptr (GError) error = NULL;
  char *password = fb_credentials_set_generated_password (credentials, task_data, &error);

  if (password != NULL)
    g_task_return_pointer (task, password, free_password);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fb_new_password_async:
 * @credentials: what to set
 * @user: a valid user name
 * @callback: called in the caller's thread-default main context when the hash is on disk
 * @user_data: for @callback
 *
 * Replaces user name and password in a thread.
 */
void
fb_new_password_async (FbCredentials *credentials,
                       const char *user,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (FB_IS_CREDENTIALS (credentials));
  g_return_if_fail (fb_user_name_is_valid (user));

  g_autoptr (GTask) task = g_task_new (credentials, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_new_password_async);
  g_task_set_task_data (task, g_strdup (user), g_free);
  g_task_run_in_thread (task, keep_in_thread);
}

/**
 * fb_new_password_finish:
 * @credentials: what was set
 * @result: what the callback was given
 * @error: (optional): where to say why not, as fb_credentials_set_generated_password() does; the
 * old password is valid then
 *
 * Returns: (transfer full) (nullable): the new password, which can't be read again
 */
char *
fb_new_password_finish (FbCredentials *credentials, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, credentials), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
