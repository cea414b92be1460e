/* fb-new-password.c
 *
 * Makes a new password and keeps its hash. That waits for the disk, so it happens in a thread; the
 * password itself lives only until it has been shown.
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
 * @user: the user name
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Replaces user name and password.
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
 * @error: why the password could not be kept; the old one is still good then
 *
 * Returns: (transfer full) (nullable): the new password; nobody can get it again
 */
char *
fb_new_password_finish (FbCredentials *credentials, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, credentials), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
