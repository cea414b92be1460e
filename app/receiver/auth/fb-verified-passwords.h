/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbPasswordDigest:
 *
 * The keyed digest of a user name and a password. The key lives as long as the process.
 */
typedef struct
{
  guint8 bytes[32];
} FbPasswordDigest;

gboolean fb_password_digest_equal (const FbPasswordDigest *a, const FbPasswordDigest *b);

/**
 * FbVerifiedPasswords:
 *
 * The password that is known to be right, and the last ones that are known to be wrong. Not
 * thread-safe, except for fb_verified_passwords_digest().
 */
typedef struct _FbVerifiedPasswords FbVerifiedPasswords;

FbVerifiedPasswords *fb_verified_passwords_new (void);
void fb_verified_passwords_free (FbVerifiedPasswords *passwords);

FbPasswordDigest fb_verified_passwords_digest (const FbVerifiedPasswords *passwords,
                                               const char *user,
                                               const char *password);
void fb_verified_passwords_add (FbVerifiedPasswords *passwords,
                                const FbPasswordDigest *digest,
                                gboolean is_right);
gboolean fb_verified_passwords_has_right (const FbVerifiedPasswords *passwords,
                                          const FbPasswordDigest *digest);
gboolean fb_verified_passwords_has_wrong (const FbVerifiedPasswords *passwords,
                                          const FbPasswordDigest *digest);
void fb_verified_passwords_forget (FbVerifiedPasswords *passwords);

G_END_DECLS
