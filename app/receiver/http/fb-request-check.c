/* fb-request-check.c
 *
 * What the headers of a request decide by themselves: whether its body is read at all.
 *
 * libsoup accepts framing that has more than one meaning (the last of several lengths, a length
 * beside a transfer coding, "+3"). A proxy in front may read it otherwise; so it is refused here.
 * Authentication happens between the two steps in this file, and is not part of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-check.h"

#include <string.h>

#define HEALTH_PATH "/health"

static const FbResponse bad_framing = { 400,  "The request's framing is ambiguous",
                                        0,    NULL,
                                        NULL, FB_REFUSAL_MALFORMED };
static const FbResponse not_found = { 404,  "There is nothing here", 0, NULL,
                                      NULL, FB_REFUSAL_WRONG_PATH };
static const FbResponse only_post = { 405,    "Webhooks are posted",  0, "Allow",
                                      "POST", FB_REFUSAL_WRONG_METHOD };
static const FbResponse only_get = { 405,         "This can only be read", 0, "Allow",
                                     "GET, HEAD", FB_REFUSAL_WRONG_METHOD };
static const FbResponse web_page = { 403,  "Web pages may not send", 0, NULL,
                                     NULL, FB_REFUSAL_WEB_PAGE };
static const FbResponse no_length = { 411,  "The request's length is needed",
                                      0,    NULL,
                                      NULL, FB_REFUSAL_MALFORMED };
static const FbResponse wrong_type = { 415,  "Neither multipart/form-data nor application/json",
                                       0,    NULL,
                                       NULL, FB_REFUSAL_WRONG_TYPE };
static const FbResponse encoded = { 415,  "A content encoding is not understood",
                                    0,    NULL,
                                    NULL, FB_REFUSAL_WRONG_TYPE };
static const FbResponse expects = { 417,  "Only 100-continue can be expected",
                                    0,    NULL,
                                    NULL, FB_REFUSAL_MALFORMED };

/* What was found in the headers. */
typedef struct
{
  guint n_hosts;
  guint n_lengths;
  guint n_codings;
  guint n_authorizations;
  guint n_types;
  gboolean has_range;
  gboolean has_odd_length;
  gboolean has_odd_coding;
  gboolean has_odd_expectation;
} Framing;

/* RFC 9110, 8.6: 1*DIGIT, and here no more than fit. */
static gboolean
is_length (const char *value)
{
  gsize n = strspn (value, "0123456789");

  return n > 0 && n <= 15 && value[n] == '\0';
}

static void
note_header (Framing *framing, const char *name, const char *value)
{
  if (g_ascii_strcasecmp (name, "Host") == 0)
    framing->n_hosts++;
  else if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      framing->n_lengths++;
      framing->has_odd_length |= !is_length (value);
    }
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    {
      framing->n_codings++;
      framing->has_odd_coding |= g_ascii_strcasecmp (value, "chunked") != 0;
    }
  else if (g_ascii_strcasecmp (name, "Authorization") == 0)
    framing->n_authorizations++;
  else if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    framing->n_types++;
  else if (g_ascii_strcasecmp (name, "Range") == 0)
    framing->has_range = TRUE;
  else if (g_ascii_strcasecmp (name, "Expect") == 0)
    framing->has_odd_expectation |= g_ascii_strcasecmp (value, "100-continue") != 0;
}

/**
 * fb_request_check_framing:
 * @headers: the headers of a request
 * @is_1_0: whether it is a request of HTTP/1.0
 *
 * For any thread.
 *
 * Returns: (nullable) (transfer none): the refusal, if it isn't certain where the request ends;
 *   otherwise %NULL
 */
const FbResponse *
fb_request_check_framing (SoupMessageHeaders *headers, gboolean is_1_0)
{
  Framing framing = { 0 };
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    note_header (&framing, name, value);

  if (framing.n_hosts > 1 || (framing.n_hosts == 0 && !is_1_0) || framing.n_lengths > 1 ||
      framing.n_codings > 1 || (framing.n_lengths > 0 && framing.n_codings > 0) ||
      (framing.n_codings > 0 && is_1_0) || framing.n_authorizations > 1 || framing.n_types > 1 ||
      framing.has_range || framing.has_odd_length || framing.has_odd_coding)
    return &bad_framing;
  return framing.has_odd_expectation ? &expects : NULL;
}

/* A browser may know the password, once somebody has entered it there, and sends it for any page
 * that posts to us. It can't be kept from saying where a request comes from; other clients don't
 * say so. */
static gboolean
is_from_web_page (SoupMessageHeaders *headers)
{
  const char *site = soup_message_headers_get_list (headers, "Sec-Fetch-Site");

  return soup_message_headers_get_list (headers, "Origin") != NULL ||
         (site != NULL && !g_str_equal (site, "none"));
}

static gboolean
path_is (const char *path, const char *expected)
{
  if (g_str_equal (path, expected))
    return TRUE;

  g_autofree char *decoded = g_uri_unescape_string (path, NULL);
  return g_strcmp0 (decoded, expected) == 0;
}

/**
 * fb_request_is_for_path:
 * @message: a request whose headers have been received
 * @path: where webhooks are posted to
 *
 * For the receiver's thread.
 *
 * Returns: whether it is for that path
 */
gboolean
fb_request_is_for_path (SoupServerMessage *message, const char *path)
{
  GUri *uri = soup_server_message_get_uri (message);

  return uri != NULL && path_is (g_uri_get_path (uri), path);
}

/**
 * fb_request_check_target:
 * @message: a request whose headers have been received
 * @path: where webhooks are posted to
 *
 * Checks framing, path and method, and that no web page has sent it. For the receiver's thread.
 *
 * Returns: (nullable) (transfer none): the response, if no webhook is posted; %NULL if the request
 * is to be authenticated
 */
const FbResponse *
fb_request_check_target (SoupServerMessage *message, const char *path)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *method = soup_server_message_get_method (message);
  const FbResponse *bad =
    fb_request_check_framing (soup_server_message_get_request_headers (message),
                              soup_server_message_get_http_version (message) == SOUP_HTTP_1_0);

  if (bad != NULL)
    return bad;
  if (uri == NULL)
    return &fb_response_malformed;
  if (fb_request_is_for_path (message, path))
    {
      if (method == SOUP_METHOD_POST)
        return is_from_web_page (soup_server_message_get_request_headers (message)) ? &web_page
                                                                                    : NULL;
      if (!g_str_equal (path, HEALTH_PATH))
        return &only_post;
    }
  if (!g_str_equal (g_uri_get_path (uri), HEALTH_PATH))
    return &not_found;
  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    return &only_get;
  return &fb_response_alive;
}

static gboolean
is_media_type (const char *value, const char *media_type)
{
  gsize length = strlen (media_type);

  return value != NULL && g_ascii_strncasecmp (value, media_type, length) == 0 &&
         (value[length] == '\0' || strchr ("; \t", value[length]) != NULL);
}

static const FbResponse *
check_type (SoupMessageHeaders *headers, FbBodyKind *kind)
{
  const char *type = soup_message_headers_get_one (headers, "Content-Type");
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    return &encoded;
  if (is_media_type (type, "application/json"))
    *kind = FB_BODY_JSON;
  else if (is_media_type (type, "multipart/form-data"))
    *kind = FB_BODY_FORM;
  else
    return &wrong_type;
  return NULL;
}

/**
 * fb_request_check_body:
 * @message: a request that was authenticated
 * @limits: the sizes, in bytes, that are accepted
 * @kind: (out): what the body is; set if the body is to be read
 *
 * For the receiver's thread.
 *
 * Returns: (nullable) (transfer none): the refusal, if the body will not be read; otherwise %NULL
 */
const FbResponse *
fb_request_check_body (SoupServerMessage *message, const FbReceiverLimits *limits, FbBodyKind *kind)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const FbResponse *bad = check_type (headers, kind);

  if (bad != NULL)
    return bad;
  switch (soup_message_headers_get_encoding (headers))
    {
    case SOUP_ENCODING_CHUNKED:
      return NULL;
    case SOUP_ENCODING_CONTENT_LENGTH:
      {
        guint64 length = (guint64) soup_message_headers_get_content_length (headers);
        guint64 limit = *kind == FB_BODY_JSON ? limits->json_bytes : limits->body_bytes;

        return length > limit ? &fb_response_too_large : NULL;
      }
    case SOUP_ENCODING_UNRECOGNIZED:
    case SOUP_ENCODING_NONE:
    case SOUP_ENCODING_EOF:
    case SOUP_ENCODING_BYTERANGES:
    default:
      return &no_length;
    }
}
