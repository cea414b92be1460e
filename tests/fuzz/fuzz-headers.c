/* fuzz-headers.c
 *
 * Any bytes as the headers of a request, of a part, of a login, and of proxies, and as a request as
 * it is scanned. The first byte says which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-request-check.h"
#include "fb-basic-authorization.h"
#include "fb-client-address.h"
#include "fb-header-scanner.h"
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
      fb_request_check_framing (headers, FALSE) == NULL)
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

/* Whatever proxies say, it comes from somewhere; and from who is at the listener, if that is no
 * proxy.
 */
static void
check_origin (const char *text)
{
  static const char *const names[] = { "0.0.0.0/0", "::/0", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (FbAddressList) all = fb_address_list_new (names);
  g_autoptr (FbAddressList) nobody = fb_address_list_new (none);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string ("192.0.2.1", 1);
  g_autoptr (GInetAddress) believed = fb_client_address_find (remote, text, all);
  g_autoptr (GInetAddress) seen = fb_client_address_find (remote, text, nobody);

  g_assert_nonnull (believed);
  g_assert_true (g_inet_address_equal (
    seen, g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))));
}

/* The grammar again, line by line, where libsoup finds the end of the headers. */
static gboolean
is_malformed (const char *text, gsize length)
{
  const char *token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  g_autofree char *request =
    g_strdup_printf ("\\A%s [^\\x00- \\x7f]+ [^\\x00- \\x7f]+\\r?\\z", token);
  g_autofree char *header = g_strdup_printf ("\\A%s:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*\\r?\\z", token);
  guint n = 0;

  for (const char *line = text, *end; line < text + length; line = end + 1)
    {
      end = memchr (line, '\n', (gsize) (text + length - line));
      if (end == NULL)
        break;
      gboolean is_empty = end == line || (end == line + 1 && *line == '\r');
      if (is_empty && n == 0 && line == text)
        continue;
      if (is_empty)
        return n == 0;

      g_autoptr (GRegex) regex = g_regex_new (n == 0 ? request : header, G_REGEX_RAW, 0, NULL);
      if (!g_regex_match_full (regex, line, end - line, 0, 0, NULL, NULL))
        return TRUE;
      n++;
    }
  return FALSE;
}

/* However the headers are cut, they are judged alike; and nothing is seen behind their end. */
static void
check_scanner (const char *text, gsize length)
{
  g_autoptr (FbHeaderScanner) whole = fb_header_scanner_new (4096);
  g_autoptr (FbHeaderScanner) pieces = fb_header_scanner_new (4096);
  gsize passed = fb_header_scanner_feed (whole, (const guint8 *) text, length);
  gsize n = 0;

  while (n < length && fb_header_scanner_feed (pieces, (const guint8 *) text + n, 1) == 1)
    n++;
  g_assert_cmpuint (passed, ==, n);
  g_assert_cmpint (fb_header_scanner_is_done (whole), ==, fb_header_scanner_is_done (pieces));
  g_assert_cmpint (fb_header_scanner_is_malformed (whole), ==,
                   fb_header_scanner_is_malformed (pieces));
  g_assert_cmpint (fb_header_scanner_is_too_large (whole), ==, passed < length);
  if (fb_header_scanner_is_done (whole) && !fb_header_scanner_is_too_large (whole))
    g_assert_cmpint (fb_header_scanner_is_malformed (whole), ==, is_malformed (text, length));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  gsize length = size - 1;
  g_autofree char *text = g_strndup ((const char *) data + 1, length);
  if (data[0] >= 0x80)
    {
      check_scanner (text, length);
      return 0;
    }
  switch (data[0] % 5)
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
    case 3:
      check_origin (text);
      break;
    default:
      g_free (fb_media_type_dup_parameter (text, "multipart/form-data", "boundary"));
      break;
    }
  return 0;
}
