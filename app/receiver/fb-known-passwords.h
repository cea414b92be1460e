/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbPasswordDigest:
 *
 * Stands for a user name and a password as long as the process lives, and says nothing about them.
 */
typedef struct
{
  guint8 bytes[32];
} FbPasswordDigest;

gboolean fb_password_digest_equal (const FbPasswordDigest *a, const FbPasswordDigest *b);

/**
 * FbKnownPasswords:
 *
 * Which password is known to be right, and which of those that were tried last are known to be
 * wrong. Not for two threads at a time, but for fb_known_passwords_digest().
 */
typedef struct _FbKnownPasswords FbKnownPasswords;

FbKnownPasswords *fb_known_passwords_new (void);
void fb_known_passwords_free (FbKnownPasswords *known);

FbPasswordDigest
fb_known_passwords_digest (const FbKnownPasswords *known, const char *user, const char *password);
void
fb_known_passwords_add (FbKnownPasswords *known, const FbPasswordDigest *digest, gboolean is_right);
gboolean fb_known_passwords_has_right (const FbKnownPasswords *known,
                                       const FbPasswordDigest *digest);
gboolean fb_known_passwords_has_wrong (const FbKnownPasswords *known,
                                       const FbPasswordDigest *digest);
void fb_known_passwords_forget (FbKnownPasswords *known);

G_END_DECLS
