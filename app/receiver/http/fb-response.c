/* fb-response.c
 *
 * The receiver's HTTP responses, and the two ways of sending one. After a whole request libsoup
 * sends it. Before the body has been read libsoup can't, since it would read the body first; so the
 * connection is taken from it and closed with the response (see fb-lingering-close.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-response.h"

#include "fb-lingering-close.h"

#include <string.h>

const FbResponse fb_response_kept = { 200, "Kept", 0, NULL, NULL, FB_REFUSAL_NONE };
const FbResponse fb_response_alive = { 200, "Alive", 0, NULL, NULL, FB_REFUSAL_NONE };
const FbResponse fb_response_unauthorized = { 401,
                                              "A user name and a password are needed",
                                              0,
                                              "WWW-Authenticate",
                                              "Basic realm=\"Faxbell\", charset=\"UTF-8\"",
                                              FB_REFUSAL_WRONG_PASSWORD };
const FbResponse fb_response_no_password = { 401,
                                             "A user name and a password are needed",
                                             0,
                                             "WWW-Authenticate",
                                             "Basic realm=\"Faxbell\", charset=\"UTF-8\"",
                                             FB_REFUSAL_NO_PASSWORD };
const FbResponse fb_response_not_allowed = { 403,  "This address may not send", 0, NULL,
                                             NULL, FB_REFUSAL_WRONG_ADDRESS };
const FbResponse fb_response_too_many_failed = { 429,  "Too many wrong passwords",         60, NULL,
                                                 NULL, FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS };
const FbResponse fb_response_busy = { 503,  "Too many requests are under way",
                                      5,    NULL,
                                      NULL, FB_REFUSAL_BUSY };
const FbResponse fb_response_too_many_connections = {
  503, "Too many connections from this address", 5, NULL, NULL, FB_REFUSAL_BUSY
};
const FbResponse fb_response_logging_in = { 503,  "Too many passwords are being verified",
                                            5,    NULL,
                                            NULL, FB_REFUSAL_BUSY };
const FbResponse fb_response_not_judged = { 503,  "No password can be checked at the moment",
                                            30,   NULL,
                                            NULL, FB_REFUSAL_PASSWORD_NOT_CHECKED };
const FbResponse fb_response_closed = { 503,  "Nothing can be kept at the moment",
                                        30,   NULL,
                                        NULL, FB_REFUSAL_CLOSED };
const FbResponse fb_response_no_space = { 503,  "There is not enough space", 300, NULL,
                                          NULL, FB_REFUSAL_NO_SPACE };
const FbResponse fb_response_not_kept = { 503,  "It could not be kept", 30, NULL,
                                          NULL, FB_REFUSAL_NOT_KEPT };
const FbResponse fb_response_too_large = { 413,  "The request is too large", 0, NULL,
                                           NULL, FB_REFUSAL_TOO_LARGE };
const FbResponse fb_response_headers_too_large = { 431,  "The headers are too large", 0, NULL,
                                                   NULL, FB_REFUSAL_MALFORMED };
const FbResponse fb_response_malformed = { 400,  "The request is malformed", 0, NULL,
                                           NULL, FB_REFUSAL_MALFORMED };

static const FbResponse too_slow = { 408,  "The request took too long", 0, NULL,
                                     NULL, FB_REFUSAL_TOO_SLOW };
static const FbResponse too_many_waiting = { 503,  "Too many connections are open",
                                             5,    NULL,
                                             NULL, FB_REFUSAL_BUSY };
static const FbResponse only_https = { 400,  "This is an HTTPS server", 0, NULL,
                                       NULL, FB_REFUSAL_NOT_ENCRYPTED };

/* libsoup doesn't know those of RFC 6585. */
static const char *
phrase (guint status)
{
  if (status == 429)
    return "Too Many Requests";
  return status == 431 ? "Request Header Fields Too Large" : soup_status_get_phrase (status);
}

/**
 * fb_response_to_text:
 * @response: a response
 * @with_body: whether its body is included; not for a HEAD request
 *
 * For any thread.
 *
 * Returns: (transfer full): the whole response, as it is sent
 */
char *
fb_response_to_text (const FbResponse *response, gboolean with_body)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "HTTP/1.1 %u %s\r\n"
                          "Date: %s\r\n"
                          "Connection: close\r\n"
                          "Cache-Control: no-store\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                          response->status, phrase (response->status), date,
                          strlen (response->text) + 1);
  if (response->retry_after != 0)
    g_string_append_printf (text, "Retry-After: %u\r\n", response->retry_after);
  if (response->header != NULL)
    g_string_append_printf (text, "%s: %s\r\n", response->header, response->header_value);
  g_string_append (text, "\r\n");
  if (with_body)
    g_string_append_printf (text, "%s\n", response->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fb_response_send:
 * @response: a response
 * @message: a request that was read to its end
 *
 * Has libsoup send the response. For the receiver's thread.
 */
void
fb_response_send (const FbResponse *response, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char *body = g_strconcat (response->text, "\n", NULL);

  soup_server_message_set_status (message, response->status, phrase (response->status));
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (response->retry_after != 0)
    {
      char seconds[16];

      g_snprintf (seconds, sizeof seconds, "%u", response->retry_after);
      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (response->header != NULL)
    soup_message_headers_replace (headers, response->header, response->header_value);
}

/**
 * fb_response_dup_refusal:
 * @reason: why a connection ends before a request of it is served
 * @client: not used
 * @head: not used
 * @user_data: not used
 *
 * A #FbRefusalFunc.
 *
 * Returns: (transfer full): the response that is sent then
 */
char *
fb_response_dup_refusal (FbRefusalReason reason,
                         FbClient *client,
                         const char *head,
                         gpointer user_data)
{
  if (reason == FB_REFUSAL_BUSY)
    return fb_response_to_text (&too_many_waiting, TRUE);
  return fb_response_to_text (reason == FB_REFUSAL_NOT_ENCRYPTED ? &only_https : &too_slow, TRUE);
}

/**
 * fb_response_send_early:
 * @response: a response
 * @message: a request whose body was not read to its end; nothing may be done with it afterwards
 * @client: the client that made it
 * @max_discarded: how many bytes that the client still sends are discarded
 *
 * Sends the response and closes the connection, within the client's deadline. For the receiver's
 * thread.
 */
void
fb_response_send_early (const FbResponse *response,
                        SoupServerMessage *message,
                        FbClient *client,
                        guint64 max_discarded)
{
  gboolean with_body = soup_server_message_get_method (message) != SOUP_METHOD_HEAD;
  GIOStream *stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    fb_lingering_close (stream, fb_response_to_text (response, with_body), client, max_discarded);
}
