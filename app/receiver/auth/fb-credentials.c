/* fb-credentials.c
 *
 * Who may post: one user name, and the hash of one password, for whoever enters them at Documo by
 * hand; and besides them the sign-ins of webhooks that Faxbell has made itself.
 *
 * A hash that takes long to compute makes a stolen file useless, but would also let anybody stall
 * the receiver. So passwords that were verified are remembered. A password that this process sets
 * is remembered before it is first shown, so that it works at once under any load. Others are
 * verified by a few workers behind a short queue; the caller says how long it may be, and when it
 * is longer the caller has to try again later. A generated password can't be guessed and has a
 * quick hash: it is always checked at once.
 *
 * Each check asks whether the file has changed, so that a password that another process sets takes
 * effect at once. A failure to read it that may be temporary, such as a lack of descriptors, says
 * nothing about the password: the next check tries again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-credentials.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "fb-basic-authorization.h"
#include "fb-credentials-file.h"
#include "fb-verified-passwords.h"
#include "fb-password.h"

/* Of the file beside it. */
#define WEBHOOKS_SUFFIX ".webhooks"

/* yescrypt takes some 60 ms of a processor. */
#define MAX_WORKERS 2

/* A password that is being verified, and the tasks that wait for the result. */
typedef struct
{
  FbPasswordDigest digest;
  char *password;
  char *hash;
  guint generation;
  GPtrArray *tasks;
} Verification;

struct _FbCredentials
{
  GObject parent_instance;

  char *file_name;
  FbWebhookSignIns *sign_ins;
  GThreadPool *workers;

  GMutex mutex; /* guards all that follows */
  FbFileStamp stamp;
  gboolean was_read; /* what follows is what the file says, be it nothing */
  gboolean has_logged;
  guint generation; /* counts the changes of what follows */
  char *user;
  char *hash;
  FbVerifiedPasswords *passwords;
  GPtrArray *verifications;
};

G_DEFINE_FINAL_TYPE (FbCredentials, fb_credentials, G_TYPE_OBJECT)

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
verification_free (gpointer data)
{
  Verification *verification = data;

  wipe (&verification->password);
  wipe (&verification->hash);
  g_ptr_array_unref (verification->tasks);
  g_free (verification);
}

static void
forget (FbCredentials *self)
{
  self->generation++;
  g_clear_pointer (&self->user, g_free);
  wipe (&self->hash);
  fb_verified_passwords_forget (self->passwords);
}

/* The error lasts until the file is replaced. */
static gboolean
is_lasting (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static gboolean
is_current (FbCredentials *self)
{
  FbFileStamp stamp;

  fb_credentials_file_stamp (self->file_name, &stamp);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->was_read && fb_file_stamp_equal (&stamp, &self->stamp);
}

/* With the mutex held. Whatever is wrong with the file, its former contents don't count any more.
 * Should another thread have read a newer state of it meanwhile, the next check finds that out. */
static void
take_contents (FbCredentials *self,
               const FbFileStamp *stamp,
               char *user,
               char *hash,
               const GError *problem)
{
  if (self->was_read && problem == NULL && fb_file_stamp_equal (stamp, &self->stamp))
    {
      g_free (user);
      wipe (&hash);
      return;
    }
  forget (self);
  self->stamp = *stamp;
  self->user = user;
  self->hash = hash;
  self->was_read = problem == NULL || is_lasting (problem);
}

/* No lock is held while the file is read: a slow disk delays only those who need the contents. */
static gboolean
read_file (FbCredentials *self, GError **error)
{
  FbFileStamp stamp;
  char *user = NULL;
  char *hash = NULL;
  GError *problem = NULL;

  fb_credentials_file_read (self->file_name, &stamp, &user, &hash, &problem);
  g_mutex_lock (&self->mutex);
  take_contents (self, &stamp, user, hash, problem);
  g_mutex_unlock (&self->mutex);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* A failure that may pass is tried again at each request, and is logged once. */
static gboolean
must_log (FbCredentials *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean is_new = error != NULL && (self->was_read || !self->has_logged);

  self->has_logged = error != NULL;
  return is_new && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
refresh (FbCredentials *self)
{
  g_autoptr (GError) error = NULL;

  if (!is_current (self))
    read_file (self, &error);
  if (must_log (self, error))
    g_message ("No login is possible: %s", error->message);
}

/* The time that this takes depends on the length alone. */
static gboolean
user_is_right (const char *user, const FbBasicAuthorization *authorization)
{
  gsize length = strlen (user);

  return strlen (authorization->user) == length &&
         gnutls_memcmp (authorization->user, user, length) == 0;
}

/* In a worker. */
static void
verify (gpointer data, gpointer user_data)
{
  FbCredentials *self = user_data;
  Verification *verification = data;
  gboolean is_right = fb_password_matches (verification->hash, verification->password);

  g_mutex_lock (&self->mutex);
  if (verification->generation == self->generation)
    fb_verified_passwords_add (self->passwords, &verification->digest, is_right);
  g_ptr_array_remove_fast (self->verifications, verification);
  g_mutex_unlock (&self->mutex);

  /* No task can be added any more. Each keeps the credentials alive; the last one may free them,
   * possibly here. */
  for (guint i = 0; i < verification->tasks->len; i++)
    g_task_return_int (g_ptr_array_index (verification->tasks, i),
                       is_right ? FB_VERDICT_RIGHT : FB_VERDICT_WRONG);
  verification_free (verification);
}

static void
fb_credentials_finalize (GObject *object)
{
  FbCredentials *self = FB_CREDENTIALS (object);

  g_thread_pool_free (self->workers, TRUE, FALSE);
  g_object_unref (self->sign_ins);
  forget (self);
  fb_verified_passwords_free (self->passwords);
  g_ptr_array_unref (self->verifications);
  g_free (self->file_name);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (fb_credentials_parent_class)->finalize (object);
}

static void
fb_credentials_class_init (FbCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_credentials_finalize;
}

static void
fb_credentials_init (FbCredentials *self)
{
  g_mutex_init (&self->mutex);
  self->passwords = fb_verified_passwords_new ();
  self->verifications = g_ptr_array_new ();
  self->workers = g_thread_pool_new (verify, self, MAX_WORKERS, FALSE, NULL);
}

/**
 * fb_credentials_new:
 * @file_name: the credentials file
 *
 * For any thread, as are all functions of the credentials.
 *
 * Returns: (transfer full): credentials that have not been read yet
 */
FbCredentials *
fb_credentials_new (const char *file_name)
{
  g_return_val_if_fail (file_name != NULL, NULL);

  FbCredentials *self = g_object_new (FB_TYPE_CREDENTIALS, NULL);
  g_autofree char *sign_ins_name = g_strconcat (file_name, WEBHOOKS_SUFFIX, NULL);

  self->file_name = g_strdup (file_name);
  self->sign_ins = fb_webhook_sign_ins_new (sign_ins_name);
  return self;
}

/**
 * fb_credentials_get_webhook_sign_ins:
 * @self: the credentials
 *
 * Returns: (transfer none): the sign-ins of webhooks, which count as well
 */
FbWebhookSignIns *
fb_credentials_get_webhook_sign_ins (FbCredentials *self)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), NULL);

  return self->sign_ins;
}

/**
 * fb_credentials_dup_default_file_name:
 *
 * Returns: (transfer full): the path of the credentials file in the user's configuration
 */
char *
fb_credentials_dup_default_file_name (void)
{
  return g_build_filename (g_get_user_config_dir (), "faxbell", "credentials", NULL);
}

/**
 * fb_credentials_load:
 * @self: the credentials
 * @error: (optional): where to store the reason: %G_IO_ERROR_NOT_FOUND if none were set yet, or as
 *   fb_credentials_file_read() has it
 *
 * Reads the file, waiting for the disk. A check does that by itself; this tells what is wrong.
 *
 * Returns: whether there are credentials
 */
gboolean
fb_credentials_load (FbCredentials *self, GError **error)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), FALSE);

  return read_file (self, error);
}

/**
 * fb_credentials_are_set:
 * @self: the credentials
 *
 * Reads the file if it has changed, waiting for the disk.
 *
 * Returns: whether user name and password are set
 */
gboolean
fb_credentials_are_set (FbCredentials *self)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), FALSE);

  refresh (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->hash != NULL;
}

/**
 * fb_credentials_dup_user:
 * @self: the credentials
 *
 * Reads the file if it has changed, waiting for the disk.
 *
 * Returns: (transfer full) (nullable): the user name; %NULL if none is set
 */
char *
fb_credentials_dup_user (FbCredentials *self)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), NULL);

  refresh (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return g_strdup (self->user);
}

/* Stores @hash, which is consumed, and remembers the password. */
static gboolean
keep_hash (FbCredentials *self, const char *user, const char *password, char *hash, GError **error)
{
  if (hash == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The password can't be hashed");
      return FALSE;
    }
  gboolean is_ok = fb_credentials_file_write (self->file_name, user, hash, error) &&
                   fb_credentials_load (self, error);
  if (is_ok)
    {
      FbPasswordDigest digest = fb_verified_passwords_digest (self->passwords, user, password);
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

      /* Another process may have set another one meanwhile. */
      if (g_strcmp0 (self->hash, hash) == 0 && g_strcmp0 (self->user, user) == 0)
        fb_verified_passwords_add (self->passwords, &digest, TRUE);
    }
  wipe (&hash);
  return is_ok;
}

/**
 * fb_credentials_set_password:
 * @self: the credentials
 * @user: the user name; see fb_user_name_is_valid()
 * @password: the password
 * @error: (optional): where to store the reason: %G_IO_ERROR_INVALID_ARGUMENT if they can't be
 * used, any other #GIOErrorEnum if they can't be stored
 *
 * Replaces user name and password, at once and for all processes. Computes a slow hash and waits
 * for the disk.
 *
 * Returns: whether they are set and on disk
 */
gboolean
fb_credentials_set_password (FbCredentials *self,
                             const char *user,
                             const char *password,
                             GError **error)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), FALSE);
  g_return_val_if_fail (user != NULL, FALSE);
  g_return_val_if_fail (password != NULL, FALSE);

  return fb_password_check (user, password, error) &&
         keep_hash (self, user, password, fb_password_hash (password), error);
}

/**
 * fb_credentials_set_generated_password:
 * @self: the credentials
 * @user: the user name; see fb_user_name_is_valid()
 * @error: (optional): where to store the reason, as in fb_credentials_set_password()
 *
 * Like fb_credentials_set_password(), with a new password of 125 random bits, in groups that can be
 * read out. Such a password is always checked at once. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the password, once it is set and on disk; overwrite it
 * before it is freed
 */
char *
fb_credentials_set_generated_password (FbCredentials *self, const char *user, GError **error)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), NULL);
  g_return_val_if_fail (user != NULL, NULL);

  char *password = fb_password_generate ();
  if (!fb_password_check (user, password, error) ||
      !keep_hash (self, user, password, fb_password_hash_generated (password), error))
    wipe (&password);
  return password;
}

static FbVerdict
check_quick_hash (FbCredentials *self, const char *password, const FbPasswordDigest *digest)
{
  gboolean is_right = fb_password_matches (self->hash, password);

  fb_verified_passwords_add (self->passwords, digest, is_right);
  return is_right ? FB_VERDICT_RIGHT : FB_VERDICT_WRONG;
}

/* A user name is no secret: no hash is computed for a wrong one. */
static FbVerdict
check_known (FbCredentials *self,
             const FbBasicAuthorization *authorization,
             const FbPasswordDigest *digest)
{
  if (!self->was_read)
    return FB_VERDICT_UNAVAILABLE;
  if (self->hash == NULL || !user_is_right (self->user, authorization))
    return FB_VERDICT_WRONG;
  if (fb_verified_passwords_has_right (self->passwords, digest))
    return FB_VERDICT_RIGHT;
  if (fb_verified_passwords_has_wrong (self->passwords, digest))
    return FB_VERDICT_WRONG;
  return fb_password_hash_is_quick (self->hash)
           ? check_quick_hash (self, authorization->password, digest)
           : FB_VERDICT_UNKNOWN;
}

static FbVerdict
check_own (FbCredentials *self, const FbBasicAuthorization *authorization)
{
  FbPasswordDigest digest =
    fb_verified_passwords_digest (self->passwords, authorization->user, authorization->password);

  refresh (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return check_known (self, authorization, &digest);
}

/**
 * fb_credentials_check:
 * @self: the credentials
 * @authorization: (nullable): the value of an Authorization header
 *
 * Checks them as far as that needs no slow hash. Reads the file if it has changed.
 *
 * Returns: the verdict; %FB_VERDICT_UNKNOWN if fb_credentials_verify_async() has to find out
 */
FbVerdict
fb_credentials_check (FbCredentials *self, const char *authorization)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (self), FB_VERDICT_WRONG);

  g_autoptr (FbBasicAuthorization) parsed = fb_basic_authorization_parse (authorization);
  if (parsed == NULL)
    return FB_VERDICT_WRONG;

  const FbSignInVerdict sign_in =
    fb_webhook_sign_ins_check (self->sign_ins, parsed->user, parsed->password);
  if (sign_in == FB_SIGN_IN_RIGHT)
    return FB_VERDICT_RIGHT;
  const FbVerdict verdict = check_own (self, parsed);
  return verdict == FB_VERDICT_WRONG && sign_in == FB_SIGN_IN_UNREADABLE ? FB_VERDICT_UNAVAILABLE
                                                                         : verdict;
}

static Verification *
find_verification (FbCredentials *self, const FbPasswordDigest *digest)
{
  for (guint i = 0; i < self->verifications->len; i++)
    {
      Verification *verification = g_ptr_array_index (self->verifications, i);

      if (verification->generation == self->generation &&
          fb_password_digest_equal (&verification->digest, digest))
        return verification;
    }
  return NULL;
}

static void
begin_verification (FbCredentials *self,
                    const char *password,
                    const FbPasswordDigest *digest,
                    GTask *task)
{
  Verification *verification = g_new0 (Verification, 1);

  verification->digest = *digest;
  verification->password = g_strdup (password);
  verification->hash = g_strdup (self->hash);
  verification->generation = self->generation;
  verification->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (verification->tasks, g_object_ref (task));
  g_ptr_array_add (self->verifications, verification);
  g_thread_pool_push (self->workers, verification, NULL);
}

/**
 * fb_credentials_verify_async:
 * @self: the credentials
 * @authorization: the value of an Authorization header
 * @max_verifications: how many passwords may be verified at a time, this one included
 * @cancellable: (nullable): to cancel it
 * @callback: called in the caller's thread-default main context
 * @user_data: for @callback
 *
 * Verifies what fb_credentials_check() could not. If @max_verifications are under way already, it
 * fails with %G_IO_ERROR_BUSY.
 */
void
fb_credentials_verify_async (FbCredentials *self,
                             const char *authorization,
                             guint max_verifications,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_CREDENTIALS (self));
  g_return_if_fail (authorization != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_credentials_verify_async);

  g_autoptr (FbBasicAuthorization) parsed = fb_basic_authorization_parse (authorization);
  if (parsed == NULL)
    {
      g_task_return_int (task, FB_VERDICT_WRONG);
      return;
    }

  FbPasswordDigest digest =
    fb_verified_passwords_digest (self->passwords, parsed->user, parsed->password);
  refresh (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  FbVerdict verdict = check_known (self, parsed, &digest);
  Verification *running = find_verification (self, &digest);

  /* Tasks call back from the main context, not with the mutex held. */
  if (verdict != FB_VERDICT_UNKNOWN)
    g_task_return_int (task, verdict);
  else if (running != NULL)
    g_ptr_array_add (running->tasks, g_object_ref (task));
  else if (self->verifications->len >= max_verifications)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             "Too many passwords are being verified");
  else
    begin_verification (self, parsed->password, &digest, task);
}

/**
 * fb_credentials_verify_finish:
 * @self: the credentials
 * @result: what the callback was given
 * @error: (optional): where to store why it isn't known: %G_IO_ERROR_BUSY or %G_IO_ERROR_CANCELLED
 *
 * Returns: %FB_VERDICT_RIGHT, %FB_VERDICT_WRONG or %FB_VERDICT_UNAVAILABLE; %FB_VERDICT_UNKNOWN
 *   with @error set
 */
FbVerdict
fb_credentials_verify_finish (FbCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FB_VERDICT_UNKNOWN);

  g_autoptr (GError) local_error = NULL;
  gssize verdict = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FB_VERDICT_UNKNOWN;
    }
  return (FbVerdict) verdict;
}
