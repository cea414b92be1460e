/* fuzz-headers.c
 *
 * Any bytes as the headers of a request, of a part, and of a login. The first byte says which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-admission.h"
#include "fb-basic-authorization.h"
#include "fb-part-headers.h"
#include "fuzz.h"

static guint
count (SoupMessageHeaders *headers, const char *name)
{
  SoupMessageHeadersIter iter;
  const char *header;
  const char *value;
  guint n = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &header, &value))
    n += g_ascii_strcasecmp (header, name) == 0;
  return n;
}

/* What passes has one meaning. */
static void
check_request (const char *text, gsize length)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  if (length < G_MAXINT && soup_headers_parse (text, (int) length, headers) &&
      fb_admission_check_framing (headers, FALSE) == NULL)
    {
      g_assert_cmpuint (count (headers, "Host"), ==, 1);
      g_assert_cmpuint (count (headers, "Authorization"), <=, 1);
      g_assert_cmpuint (count (headers, "Content-Length") + count (headers, "Transfer-Encoding"),
                        <=, 1);
    }
  soup_message_headers_unref (headers);
}

static void
check_part (const char *text, gsize length)
{
  FbPartHeaders headers = { 0 };

  if (fb_part_headers_parse (&headers, text, length))
    {
      g_assert_true (headers.name == NULL || strlen (headers.name) <= length);
      g_assert_true (headers.file_name == NULL || g_utf8_validate (headers.file_name, -1, NULL));
    }
  fb_part_headers_clear (&headers);
}

/* The other way round it is the same: no two headers for one password but for the scheme. */
static void
check_authorization (const char *text)
{
  g_autoptr (FbBasicAuthorization) authorization = fb_basic_authorization_parse (text);

  if (authorization == NULL)
    return;
  g_assert_null (strchr (authorization->user, ':'));
  g_autofree char *pair = g_strconcat (authorization->user, ":", authorization->password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_assert_nonnull (strstr (text, encoded));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  gsize length = size - 1;
  g_autofree char *text = g_strndup ((const char *) data + 1, length);
  switch (data[0] % 4)
    {
    case 0:
      check_request (text, length);
      break;
    case 1:
      check_part (text, length);
      break;
    case 2:
      check_authorization (text);
      break;
    default:
      g_free (fb_media_type_dup_parameter (text, "multipart/form-data", "boundary"));
      break;
    }
  return 0;
}
