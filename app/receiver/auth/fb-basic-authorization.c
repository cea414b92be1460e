/* fb-basic-authorization.c
 *
 * Parses the Authorization header of HTTP Basic authentication (RFC 7617). The scheme's name is
 * case-insensitive; what follows is parsed strictly, since GLib's Base64 decoder skips characters
 * that it doesn't know and ignores bits after the last byte, so that one password would have many
 * headers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-basic-authorization.h"

#include <string.h>

/* More than the longest user name and password that can be set. */
#define MAX_ENCODED 4096

static const char *
skip_scheme (const char *header)
{
  gsize length = strlen ("Basic");

  header += strspn (header, " \t");
  if (g_ascii_strncasecmp (header, "Basic", length) != 0 || header[length] != ' ')
    return NULL;
  header += length;
  return header + strspn (header, " ");
}

static gboolean
is_base64 (const char *text, gsize length)
{
  gsize n_symbols = 0;

  while (n_symbols < length &&
         (g_ascii_isalnum (text[n_symbols]) || text[n_symbols] == '+' || text[n_symbols] == '/'))
    n_symbols++;

  gsize n_padding = length - n_symbols;
  return length > 0 && length % 4 == 0 && n_padding <= 2 &&
         strspn (text + n_symbols, "=") >= n_padding;
}

static void
wipe (char *secret, gsize length)
{
  if (secret != NULL)
    explicit_bzero (secret, length);
  g_free (secret);
}

static gboolean
is_encoding_of (const char *encoded, const char *decoded, gsize size)
{
  char *again = g_base64_encode ((const guchar *) decoded, size);
  gboolean is_same = g_str_equal (encoded, again);

  wipe (again, strlen (again));
  return is_same;
}

/**
 * fb_basic_authorization_parse:
 * @header: (nullable): the header's value
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): user name and password, or %NULL if it is not Basic
 *   authentication or is malformed
 */
FbBasicAuthorization *
fb_basic_authorization_parse (const char *header)
{
  const char *encoded = header != NULL ? skip_scheme (header) : NULL;
  if (encoded == NULL)
    return NULL;

  gsize length = strcspn (encoded, " \t");
  if (encoded[length + strspn (encoded + length, " \t")] != '\0' || length > MAX_ENCODED ||
      !is_base64 (encoded, length))
    return NULL;

  gsize size;
  g_autofree char *copy = g_strndup (encoded, length);
  char *decoded = (char *) g_base64_decode (copy, &size);
  gboolean is_canonical = is_encoding_of (copy, decoded, size);
  explicit_bzero (copy, length);

  FbBasicAuthorization *authorization = NULL;
  const char *colon = memchr (decoded, ':', size);
  if (is_canonical && colon != NULL && memchr (decoded, '\0', size) == NULL)
    {
      gsize user_length = (gsize) (colon - decoded);

      authorization = g_new (FbBasicAuthorization, 1);
      authorization->user = g_strndup (decoded, user_length);
      authorization->password = g_strndup (colon + 1, size - user_length - 1);
    }
  wipe (decoded, size);
  return authorization;
}

/**
 * fb_basic_authorization_free:
 * @authorization: (nullable) (transfer full): user name and password
 *
 * Overwrites and frees them.
 */
void
fb_basic_authorization_free (FbBasicAuthorization *authorization)
{
  if (authorization == NULL)
    return;
  wipe (authorization->user, strlen (authorization->user));
  wipe (authorization->password, strlen (authorization->password));
  g_free (authorization);
}
