/* fb-webhook-sign-ins.c
 *
 * The sign-ins of webhooks that Faxbell itself has made at Documo, one each, besides that which is
 * entered there by hand: making one must not shut out the other. All passwords were generated, so
 * their hashes are quick, and each is checked at once.
 *
 * A password is here only until it was given to Documo; what stays is its hash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-sign-ins.h"

#include <string.h>

#include "fb-credentials-file.h"
#include "fb-password.h"

/* Of webhooks, and of attempts of which nobody knows what became. */
#define MAX_SIGN_INS 64

#define USER_PREFIX    "faxbell-"
#define USER_ID_GROUPS 2
#define USER_ID_LENGTH 10

struct _FbWebhookSignIns
{
  GObject parent_instance;

  char *file_name;
  GMutex writing; /* one change at a time */

  GMutex mutex; /* guards what follows */
  FbFileStamp stamp;
  gboolean was_read;
  gboolean has_logged; /* that it can't be read */
  GHashTable *hashes;  /* user → hash */
};

G_DEFINE_FINAL_TYPE (FbWebhookSignIns, fb_webhook_sign_ins, G_TYPE_OBJECT)

static void
wipe (gpointer secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static GHashTable *
hashes_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe);
}

/**
 * fb_sign_in_free:
 * @sign_in: (transfer full): a sign-in
 *
 * Overwrites and frees it.
 */
void
fb_sign_in_free (FbSignIn *sign_in)
{
  g_free (sign_in->user);
  wipe (sign_in->password);
  g_free (sign_in);
}

/* Reading */

/* A line that is none doesn't shut out the others. */
static void
take_lines (GHashTable *hashes, char *text)
{
  char *rest = text;

  for (char *line; (line = strsep (&rest, "\n")) != NULL;)
    {
      char *user, *hash;

      if (!fb_credentials_file_split (line, &user, &hash))
        continue;
      if (fb_password_hash_is_quick (hash))
        {
          g_hash_table_replace (hashes, user, hash);
          continue;
        }
      g_free (user);
      wipe (hash);
    }
}

/* Without a file there are none. */
static GHashTable *
read_file (FbWebhookSignIns *self, FbFileStamp *stamp, GError **error)
{
  g_autoptr (GHashTable) hashes = hashes_new ();
  g_autoptr (GError) problem = NULL;
  char *text = fb_credentials_file_read_text (self->file_name, stamp, &problem);

  if (text == NULL && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (text != NULL)
    {
      const gsize length = strlen (text);

      take_lines (hashes, text);
      explicit_bzero (text, length);
      g_free (text);
    }
  return g_steal_pointer (&hashes);
}

/* What doesn't pass by itself: whoever may change the file could sign in. */
static gboolean
is_lasting (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static gboolean
is_current (FbWebhookSignIns *self)
{
  FbFileStamp stamp;

  fb_credentials_file_stamp (self->file_name, &stamp);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->was_read && fb_file_stamp_equal (&stamp, &self->stamp);
}

/* No lock is held while the file is read. */
static gboolean
refresh (FbWebhookSignIns *self, GError **error)
{
  FbFileStamp stamp;
  GError *problem = NULL;

  if (is_current (self))
    return TRUE;
  g_autoptr (GHashTable) hashes = read_file (self, &stamp, &problem);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_clear_pointer (&self->hashes, g_hash_table_unref);
  self->hashes = hashes != NULL ? g_steal_pointer (&hashes) : hashes_new ();
  self->stamp = stamp;
  self->was_read = problem == NULL || is_lasting (problem);
  if (problem == NULL)
    {
      self->has_logged = FALSE;
      return TRUE;
    }
  g_propagate_error (error, problem);
  return FALSE;
}

/* A failure that may pass is met at each request. */
static gboolean
must_log (FbWebhookSignIns *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const gboolean is_new = !self->has_logged;

  self->has_logged = TRUE;
  return is_new;
}

/**
 * fb_webhook_sign_ins_check:
 * @self: the sign-ins
 * @user: a user name
 * @password: a password
 *
 * Reads the file if it has changed.
 *
 * Returns: what they are
 */
FbSignInVerdict
fb_webhook_sign_ins_check (FbWebhookSignIns *self, const char *user, const char *password)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SIGN_INS (self), FB_SIGN_IN_UNKNOWN);
  g_return_val_if_fail (user != NULL, FB_SIGN_IN_UNKNOWN);
  g_return_val_if_fail (password != NULL, FB_SIGN_IN_UNKNOWN);

  g_autoptr (GError) error = NULL;

  if (!refresh (self, &error) && must_log (self))
    g_message ("The sign-ins of webhooks can't be read: %s", error->message);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  if (!self->was_read)
    return FB_SIGN_IN_UNREADABLE;
  const char *hash = g_hash_table_lookup (self->hashes, user);
  if (hash == NULL)
    return FB_SIGN_IN_UNKNOWN;
  return fb_password_matches (hash, password) ? FB_SIGN_IN_RIGHT : FB_SIGN_IN_WRONG;
}

/**
 * fb_webhook_sign_ins_dup_users:
 * @self: the sign-ins
 * @error: (optional): where to store the reason, as fb_credentials_file_read() has it
 *
 * Reads the file if it has changed, waiting for the disk.
 *
 * Returns: (transfer full) (nullable): the user names; %NULL on error
 */
GStrv
fb_webhook_sign_ins_dup_users (FbWebhookSignIns *self, GError **error)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SIGN_INS (self), NULL);

  if (!refresh (self, error))
    return NULL;

  g_autoptr (GStrvBuilder) users = g_strv_builder_new ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer user;

  g_hash_table_iter_init (&iter, self->hashes);
  while (g_hash_table_iter_next (&iter, &user, NULL))
    g_strv_builder_add (users, user);
  return g_strv_builder_end (users);
}

/* Changing */

static gboolean
write_hashes (FbWebhookSignIns *self, GHashTable *hashes, GError **error)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer user, hash;

  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &user, &hash))
    g_string_append_printf (text, "%s:%s\n", (char *) user, (char *) hash);
  const gboolean is_ok = fb_credentials_file_write_text (self->file_name, text->str, error);
  explicit_bzero (text->str, text->len);
  g_string_free (text, TRUE);
  return is_ok && refresh (self, error);
}

/**
 * fb_webhook_sign_ins_is_user:
 * @text: anything at all
 *
 * For any thread.
 *
 * Returns: whether it has the form of the user names that are made here, which no word has
 */
gboolean
fb_webhook_sign_ins_is_user (const char *text)
{
  gboolean has_digit = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_str_has_prefix (text, USER_PREFIX))
    return FALSE;
  const char *id = text + strlen (USER_PREFIX);
  for (const char *c = id; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      has_digit = TRUE;
    else if (!g_ascii_islower (*c))
      return FALSE;
  return has_digit && strlen (id) == USER_ID_LENGTH;
}

/* From the groups of letters and digits of a password that is used for nothing else. */
static char *
generate_candidate (void)
{
  char *random = fb_password_generate ();
  g_auto (GStrv) groups = g_strsplit (random, "-", -1);
  GString *user = g_string_new (USER_PREFIX);

  wipe (random);
  for (guint i = 0; i < USER_ID_GROUPS; i++)
    g_string_append (user, groups[i]);
  g_assert (user->len == strlen (USER_PREFIX) + USER_ID_LENGTH);
  return g_string_free (user, FALSE);
}

/* Few have no digit. */
static char *
generate_user (void)
{
  char *user = generate_candidate ();

  while (!fb_webhook_sign_ins_is_user (user))
    {
      g_free (user);
      user = generate_candidate ();
    }
  return user;
}

static FbSignIn *
sign_in_new (char **hash)
{
  FbSignIn *sign_in = g_new0 (FbSignIn, 1);

  sign_in->user = generate_user ();
  sign_in->password = fb_password_generate ();
  *hash = fb_password_hash_generated (sign_in->password);
  return sign_in;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, message);
  return FALSE;
}

/* With the lock for writing held. Takes the hash. */
static gboolean
add_hash (FbWebhookSignIns *self, const char *user, char *hash, GError **error)
{
  FbFileStamp stamp;
  g_autoptr (GHashTable) hashes = read_file (self, &stamp, error);

  if (hashes == NULL || hash == NULL || g_hash_table_size (hashes) >= MAX_SIGN_INS)
    {
      wipe (hash);
      if (hashes == NULL)
        return FALSE;
      return fail (error, hash == NULL ? "The password can't be hashed"
                                       : "There are too many sign-ins of webhooks");
    }
  g_hash_table_replace (hashes, g_strdup (user), hash);
  return write_hashes (self, hashes, error);
}

/**
 * fb_webhook_sign_ins_add:
 * @self: the sign-ins
 * @error: (optional): where to store the reason, a #GIOErrorEnum
 *
 * Makes a sign-in, which works from then on. Waits for the disk. For any thread.
 *
 * Returns: (transfer full) (nullable): the sign-in, once its hash is on disk
 */
FbSignIn *
fb_webhook_sign_ins_add (FbWebhookSignIns *self, GError **error)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SIGN_INS (self), NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  char *hash;
  g_autoptr (FbSignIn) sign_in = sign_in_new (&hash);

  return add_hash (self, sign_in->user, hash, error) ? g_steal_pointer (&sign_in) : NULL;
}

/**
 * fb_webhook_sign_ins_remove:
 * @self: the sign-ins
 * @user: the user name of one; if there is none, nothing is done
 * @error: (optional): where to store the reason, a #GIOErrorEnum
 *
 * Removes a sign-in, which no longer works from then on. Waits for the disk. For any thread.
 *
 * Returns: whether there is none on disk
 */
gboolean
fb_webhook_sign_ins_remove (FbWebhookSignIns *self, const char *user, GError **error)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SIGN_INS (self), FALSE);
  g_return_val_if_fail (user != NULL, FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  FbFileStamp stamp;
  g_autoptr (GHashTable) hashes = read_file (self, &stamp, error);

  if (hashes == NULL)
    return FALSE;
  return !g_hash_table_remove (hashes, user) || write_hashes (self, hashes, error);
}

/* GObject */

static void
fb_webhook_sign_ins_finalize (GObject *object)
{
  FbWebhookSignIns *self = FB_WEBHOOK_SIGN_INS (object);

  g_clear_pointer (&self->hashes, g_hash_table_unref);
  g_free (self->file_name);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->writing);

  G_OBJECT_CLASS (fb_webhook_sign_ins_parent_class)->finalize (object);
}

static void
fb_webhook_sign_ins_class_init (FbWebhookSignInsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_webhook_sign_ins_finalize;
}

static void
fb_webhook_sign_ins_init (FbWebhookSignIns *self)
{
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->writing);
  self->hashes = hashes_new ();
}

/**
 * fb_webhook_sign_ins_new:
 * @file_name: their file, which is made with the first of them
 *
 * For any thread, as are all functions of the sign-ins.
 *
 * Returns: (transfer full): sign-ins that have not been read yet
 */
FbWebhookSignIns *
fb_webhook_sign_ins_new (const char *file_name)
{
  g_return_val_if_fail (file_name != NULL, NULL);

  FbWebhookSignIns *self = g_object_new (FB_TYPE_WEBHOOK_SIGN_INS, NULL);
  self->file_name = g_strdup (file_name);
  return self;
}
