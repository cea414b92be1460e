/* fb-request-refusal.c
 *
 * Remembers a refused request, or a connection that was refused before its first one, together with
 * whether it looked like Documo's. Nothing else of its headers is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-refusal.h"

#include <string.h>

#include "fb-delivery-signs.h"
#include "fb-response.h"

static gboolean
is_from_browser (SoupMessageHeaders *headers)
{
  static const char *const names[] = { "Origin", "Referer", "Cookie", "Accept-Language",
                                       "Sec-Fetch-Site" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (soup_message_headers_get_list (headers, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_like_documo (SoupMessageHeaders *headers,
                const char *method,
                const char *path,
                const char *webhook_path,
                GInetAddress *address,
                gboolean is_form_a_sign)
{
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char *text = address != NULL ? g_inet_address_to_string (address) : NULL;
  const FbDeliverySigns signs = {
    .method = method,
    .address = text,
    .is_webhook_path = g_strcmp0 (path, webhook_path) == 0,
    .content_type = is_form_a_sign ? soup_message_headers_get_one (headers, "Content-Type") : NULL,
    .event_name = soup_message_headers_get_one (headers, FB_DOCUMO_EVENT_HEADER),
    .user_agent = soup_message_headers_get_one (headers, "User-Agent"),
    .has_basic_authorization =
      authorization != NULL && g_ascii_strncasecmp (authorization, "Basic ", 6) == 0,
    .is_from_browser = is_from_browser (headers),
  };

  return fb_delivery_signs_are_documo (&signs);
}

/* Who tries something by hand has the right password, too, but sends no fax. */
static gboolean
may_be_a_fax (FbRefusalReason reason)
{
  return reason != FB_REFUSAL_WRONG_TYPE && reason != FB_REFUSAL_MALFORMED;
}

/**
 * fb_request_refusal_note:
 * @context: what all requests share
 * @message: a request whose headers have been received
 * @address: (nullable): the address that it comes from, behind all trusted proxies
 * @is_authenticated: whether it has brought the right password: a browser may know it, too
 * @reason: why it is refused
 *
 * Remembers it. For the receiver's thread.
 */
void
fb_request_refusal_note (FbRequestContext *context,
                         SoupServerMessage *message,
                         GInetAddress *address,
                         gboolean is_authenticated,
                         FbRefusalReason reason)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  /* Anybody can send a form to an address that they don't belong to. */
  const gboolean is_like =
    (is_authenticated && may_be_a_fax (reason) && !is_from_browser (headers)) ||
    is_like_documo (headers, soup_server_message_get_method (message),
                    uri != NULL ? g_uri_get_path (uri) : NULL, context->config->path, address,
                    reason != FB_REFUSAL_WRONG_ADDRESS);

  fb_refusal_log_add (context->refusals, reason, address, is_like);
}

/* Of what was sent in plain text, as far as it has come by now. */
static gboolean
is_head_like_documo (const FbRequestContext *context, const char *head, GInetAddress *address)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL;
  g_autofree char *path = NULL;
  const char *end = strstr (head, "\r\n\r\n");

  if (end == NULL || soup_headers_parse_request (head, (int) (end - head) + 2, headers, &method,
                                                 &path, NULL) != SOUP_STATUS_OK)
    return FALSE;
  return is_like_documo (headers, method, path, context->config->path, address, TRUE);
}

/**
 * fb_request_refusal_dup_response:
 * @reason: why a connection ends before a request of it is served
 * @client: its client
 * @head: (nullable): what the client has sent, if it is known
 * @user_data: what all requests share: a #FbRequestContext
 *
 * A #FbRefusalFunc. For the receiver's thread.
 *
 * Returns: (transfer full): what is sent
 */
char *
fb_request_refusal_dup_response (FbRefusalReason reason,
                                 FbClient *client,
                                 const char *head,
                                 gpointer user_data)
{
  FbRequestContext *context = user_data;
  /* A proxy's says nothing of who is behind it. */
  GInetAddress *address = fb_client_is_shared (client) ? NULL : fb_client_get_address (client);
  const gboolean is_like = head != NULL && is_head_like_documo (context, head, address);

  /* A request whose body breaks off remembers that itself. */
  if (reason != FB_REFUSAL_BROKEN_OFF)
    fb_refusal_log_add (context->refusals, reason, address, is_like);
  return fb_response_dup_refusal (reason, client, head, user_data);
}
