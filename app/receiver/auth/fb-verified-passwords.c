/* fb-verified-passwords.c
 *
 * Remembers the results of verifications as keyed digests, under a key that lives as long as the
 * process: the next request with the same password costs a microsecond. Wrong passwords are
 * remembered too, so that a flood of the same one costs nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-verified-passwords.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define KEY_BYTES 32
#define N_WRONG   64

struct _FbVerifiedPasswords
{
  guint8 key[KEY_BYTES];
  gboolean has_right;
  FbPasswordDigest right;
  FbPasswordDigest wrong[N_WRONG];
  guint n_wrong;
  guint next_wrong;
};

/**
 * fb_password_digest_equal:
 * @a: a digest
 * @b: another one
 *
 * Takes the same time wherever they differ.
 *
 * Returns: whether they are equal
 */
gboolean
fb_password_digest_equal (const FbPasswordDigest *a, const FbPasswordDigest *b)
{
  return gnutls_memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/**
 * fb_verified_passwords_new:
 *
 * Returns: (transfer full): an empty set with a new key
 */
FbVerifiedPasswords *
fb_verified_passwords_new (void)
{
  FbVerifiedPasswords *passwords = g_new0 (FbVerifiedPasswords, 1);

  if (gnutls_rnd (GNUTLS_RND_KEY, passwords->key, sizeof passwords->key) < 0)
    g_error ("There is no randomness");
  return passwords;
}

/**
 * fb_verified_passwords_free:
 * @passwords: (transfer full): verified passwords
 *
 * Overwrites and frees them.
 */
void
fb_verified_passwords_free (FbVerifiedPasswords *passwords)
{
  explicit_bzero (passwords, sizeof *passwords);
  g_free (passwords);
}

/**
 * fb_verified_passwords_digest:
 * @passwords: verified passwords
 * @user: a user name
 * @password: a password
 *
 * The digest is that of both strings, not of the header that has them, of which there are several
 * for one password. For any thread.
 *
 * Returns: their digest
 */
FbPasswordDigest
fb_verified_passwords_digest (const FbVerifiedPasswords *passwords,
                              const char *user,
                              const char *password)
{
  FbPasswordDigest digest = { 0 };
  gnutls_hmac_hd_t hmac;

  if (gnutls_hmac_init (&hmac, GNUTLS_MAC_SHA256, passwords->key, sizeof passwords->key) < 0)
    g_error ("There is no HMAC");
  gnutls_hmac (hmac, user, strlen (user));
  gnutls_hmac (hmac, ":", 1);
  gnutls_hmac (hmac, password, strlen (password));
  gnutls_hmac_deinit (hmac, digest.bytes);
  return digest;
}

/**
 * fb_verified_passwords_add:
 * @passwords: verified passwords
 * @digest: the digest of one that was verified
 * @is_right: the result
 *
 * Remembers the result. A right password replaces the one from before, a wrong one the oldest.
 */
void
fb_verified_passwords_add (FbVerifiedPasswords *passwords,
                           const FbPasswordDigest *digest,
                           gboolean is_right)
{
  if (is_right)
    {
      passwords->right = *digest;
      passwords->has_right = TRUE;
      return;
    }
  passwords->wrong[passwords->next_wrong] = *digest;
  passwords->next_wrong = (passwords->next_wrong + 1) % N_WRONG;
  passwords->n_wrong = MIN (passwords->n_wrong + 1, N_WRONG);
}

/**
 * fb_verified_passwords_has_right:
 * @passwords: verified passwords
 * @digest: a digest
 *
 * Returns: whether it is known to be that of the right password
 */
gboolean
fb_verified_passwords_has_right (const FbVerifiedPasswords *passwords,
                                 const FbPasswordDigest *digest)
{
  return passwords->has_right && fb_password_digest_equal (&passwords->right, digest);
}

/**
 * fb_verified_passwords_has_wrong:
 * @passwords: verified passwords
 * @digest: a digest
 *
 * Returns: whether it is known to be that of a wrong password
 */
gboolean
fb_verified_passwords_has_wrong (const FbVerifiedPasswords *passwords,
                                 const FbPasswordDigest *digest)
{
  for (guint i = 0; i < passwords->n_wrong; i++)
    if (fb_password_digest_equal (&passwords->wrong[i], digest))
      return TRUE;
  return FALSE;
}

/**
 * fb_verified_passwords_forget:
 * @passwords: verified passwords
 *
 * Drops all results, after another password was set.
 */
void
fb_verified_passwords_forget (FbVerifiedPasswords *passwords)
{
  passwords->has_right = FALSE;
  passwords->n_wrong = 0;
  passwords->next_wrong = 0;
}
