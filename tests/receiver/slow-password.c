/* slow-password.c
 *
 * Credentials that take half a second to verify rather than a twentieth: long enough for a test to
 * do something meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "slow-password.h"

#include <crypt.h>

#include "fb-credentials-file.h"

#define COST 8 /* three more than crypt(3) takes by itself; each doubles the time */

void
slow_password_write (const char *file_name, const char *user, const char *password)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  struct crypt_data data = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (crypt_gensalt_rn ("$y$", COST, NULL, 0, setting, (int) sizeof setting));
  const char *hash = crypt_rn (password, setting, &data, (int) sizeof data);
  g_assert_nonnull (hash);
  fb_credentials_file_write (file_name, user, hash, &error);
  g_assert_no_error (error);
}
