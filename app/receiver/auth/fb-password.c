/* fb-password.c
 *
 * User names and passwords: which can be used, hashes, generated passwords. Copies of secrets are
 * overwritten.
 *
 * A slow hash makes it expensive to try passwords that people choose. 125 random bits can't be
 * tried out, however quick the hash; so a generated password gets a quick one, and is verified at
 * once even while others guess.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-password.h"

#include <crypt.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

/* 125 bits; without letters and digits that look alike. */
#define PASSWORD_GROUPS       5
#define PASSWORD_GROUP_LENGTH 5
#define PASSWORD_LENGTH       (PASSWORD_GROUPS * (PASSWORD_GROUP_LENGTH + 1) - 1)
#define PASSWORD_ALPHABET     "abcdefghijkmnpqrstuvwxyz23456789"

/* SHA-256 crypt with the fewest rounds that crypt(3) allows: some 0.3 ms of CPU time. */
#define QUICK_PREFIX "$5$"
#define QUICK_ROUNDS 1000
#define QUICK_START  "$5$rounds=1000$"

#define MAX_USER_BYTES 256

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

/**
 * fb_user_name_is_valid:
 * @user: a user name
 *
 * HTTP Basic authentication (RFC 7617) ends a user name at its first colon, and allows no control
 * characters in it; the receiver asks for UTF-8.
 *
 * Returns: whether it can be used: not empty, nor longer than 256 bytes
 */
gboolean
fb_user_name_is_valid (const char *user)
{
  g_return_val_if_fail (user != NULL, FALSE);

  return *user != '\0' && strlen (user) <= MAX_USER_BYTES && strchr (user, ':') == NULL &&
         !has_control (user) && g_utf8_validate (user, -1, NULL);
}

/**
 * fb_password_check:
 * @user: a user name
 * @password: a password
 * @error: (optional): where to store what is wrong with them: %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether they can be used
 */
gboolean
fb_password_check (const char *user, const char *password, GError **error)
{
  const char *problem = NULL;

  if (!fb_user_name_is_valid (user))
    problem = "The user name is empty or too long, or has a colon or a control character in it";
  else if (*password == '\0')
    problem = "The password is empty";
  else if (strlen (password) >= CRYPT_MAX_PASSPHRASE_SIZE)
    problem = "The password is too long";
  else if (has_control (password))
    problem = "The password has a control character in it";

  if (problem != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
  return problem == NULL;
}

/* With a salt from the kernel. */
static char *
make_hash (const char *password, const char *prefix, gulong cost)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  struct crypt_data data = { 0 };
  char *hash = NULL;

  if (crypt_gensalt_rn (prefix, cost, NULL, 0, setting, (int) sizeof setting) != NULL)
    hash = g_strdup (crypt_rn (password, setting, &data, (int) sizeof data));
  explicit_bzero (&data, sizeof data);
  return hash;
}

/**
 * fb_password_hash:
 * @password: a password that a person has chosen
 *
 * Takes some 60 ms of CPU time. For any thread.
 *
 * Returns: (transfer full) (nullable): its hash by yescrypt at its default cost, in the format of
 *   crypt(3)
 */
char *
fb_password_hash (const char *password)
{
  return make_hash (password, "$y$", 0);
}

/**
 * fb_password_hash_generated:
 * @password: a result of fb_password_generate()
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): a quick hash of it, in the format of crypt(3)
 */
char *
fb_password_hash_generated (const char *password)
{
  return make_hash (password, QUICK_PREFIX, QUICK_ROUNDS);
}

/**
 * fb_password_hash_is_quick:
 * @hash: a hash in the format of crypt(3)
 *
 * Returns: whether fb_password_matches() takes less than a millisecond with it
 */
gboolean
fb_password_hash_is_quick (const char *hash)
{
  return g_str_has_prefix (hash, QUICK_START);
}

/**
 * fb_password_matches:
 * @hash: a hash in the format of crypt(3)
 * @password: any password
 *
 * Takes as long as making the hash did; that grows with the length of the password, sixfold up to
 * the greatest that is allowed. A quick hash, which is computed for every guess, is computed only
 * for a password of the length of generated ones. For any thread.
 *
 * Returns: whether @hash is the hash of @password
 */
gboolean
fb_password_matches (const char *hash, const char *password)
{
  if (fb_password_hash_is_quick (hash) && strlen (password) != PASSWORD_LENGTH)
    return FALSE;

  struct crypt_data data = { 0 };
  const char *computed = crypt_rn (password, hash, &data, (int) sizeof data);
  gsize length = strlen (hash);
  gboolean is_right =
    computed != NULL && strlen (computed) == length && gnutls_memcmp (computed, hash, length) == 0;

  explicit_bzero (&data, sizeof data);
  return is_right;
}

/**
 * fb_password_generate:
 *
 * For any thread.
 *
 * Returns: (transfer full): a new password of 125 random bits, in groups that can be read out;
 *   overwrite it before it is freed
 */
char *
fb_password_generate (void)
{
  guint8 random[PASSWORD_GROUPS * PASSWORD_GROUP_LENGTH];
  g_autoptr (GString) password = g_string_new (NULL);

  G_STATIC_ASSERT (sizeof PASSWORD_ALPHABET - 1 == 32);
  if (gnutls_rnd (GNUTLS_RND_KEY, random, sizeof random) < 0)
    g_error ("There is no randomness");
  for (guint i = 0; i < sizeof random; i++)
    {
      if (i > 0 && i % PASSWORD_GROUP_LENGTH == 0)
        g_string_append_c (password, '-');
      g_string_append_c (password, PASSWORD_ALPHABET[random[i] % 32]);
    }
  explicit_bzero (random, sizeof random);
  return g_string_free (g_steal_pointer (&password), FALSE);
}
