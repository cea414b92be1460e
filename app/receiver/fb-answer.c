/* fb-answer.c
 *
 * What the receiver says to a sender, and the two ways of saying it. After a whole request libsoup
 * says it. Before the body has been read libsoup can't: it would read the body first. So the
 * connection is taken from it, the answer written, and what the sender still sends is drained for a
 * while: closing at once would reset the connection, and the answer might never be seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-answer.h"

#include <string.h>

#define DRAIN_BYTES (1024 * 1024)
#define DRAIN_STEP  16384

const FbAnswer fb_answer_kept = { 200, "Kept", 0, NULL, NULL };
const FbAnswer fb_answer_alive = { 200, "Alive", 0, NULL, NULL };
const FbAnswer fb_answer_unauthorized = { 401, "A user name and a password are needed", 0,
                                          "WWW-Authenticate",
                                          "Basic realm=\"Faxbell\", charset=\"UTF-8\"" };
const FbAnswer fb_answer_not_allowed = { 403, "This address may not send", 0, NULL, NULL };
const FbAnswer fb_answer_too_many_failed = { 429, "Too many wrong passwords", 60, NULL, NULL };
const FbAnswer fb_answer_busy = { 503, "Too many requests are under way", 5, NULL, NULL };
const FbAnswer fb_answer_logging_in = { 503, "Too many are logging in", 5, NULL, NULL };
const FbAnswer fb_answer_not_judged = { 503, "No password can be checked at the moment", 30, NULL,
                                        NULL };
const FbAnswer fb_answer_closed = { 503, "Nothing can be kept at the moment", 30, NULL, NULL };
const FbAnswer fb_answer_no_space = { 503, "There is not enough space", 300, NULL, NULL };
const FbAnswer fb_answer_not_kept = { 503, "It could not be kept", 30, NULL, NULL };
const FbAnswer fb_answer_too_slow = { 408, "The request took too long", 0, NULL, NULL };
const FbAnswer fb_answer_too_many = { 503, "Too many connections from this address", 5, NULL,
                                      NULL };
const FbAnswer fb_answer_too_large = { 413, "The request is too large", 0, NULL, NULL };
const FbAnswer fb_answer_malformed = { 400, "The request is malformed", 0, NULL, NULL };

static const char *
phrase (guint status)
{
  return status == 429 ? "Too Many Requests" : soup_status_get_phrase (status);
}

/**
 * fb_answer_to_text:
 * @answer: an answer
 * @with_body: whether its body is sent, too; not to a HEAD request
 *
 * Returns: (transfer full): all of it, as it goes over the wire
 */
char *
fb_answer_to_text (const FbAnswer *answer, gboolean with_body)
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
                          answer->status, phrase (answer->status), date, strlen (answer->text) + 1);
  if (answer->retry_after != 0)
    g_string_append_printf (text, "Retry-After: %u\r\n", answer->retry_after);
  if (answer->header != NULL)
    g_string_append_printf (text, "%s: %s\r\n", answer->header, answer->header_value);
  g_string_append (text, "\r\n");
  if (with_body)
    g_string_append_printf (text, "%s\n", answer->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fb_answer_give:
 * @answer: an answer
 * @message: a request that was read to its end
 */
void
fb_answer_give (const FbAnswer *answer, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char *body = g_strconcat (answer->text, "\n", NULL);

  soup_server_message_set_status (message, answer->status, phrase (answer->status));
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (answer->retry_after != 0)
    {
      char seconds[16];

      g_snprintf (seconds, sizeof seconds, "%u", answer->retry_after);
      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (answer->header != NULL)
    soup_message_headers_replace (headers, answer->header, answer->header_value);
}

/* A connection that was taken from libsoup: it lives until its reference in the pending call goes.
 */
typedef struct
{
  GIOStream *stream;
  FbVisit *visit;
  char *text;
  gsize drained;
  guint8 buffer[DRAIN_STEP];
} Parting;

static void
parting_free (Parting *parting)
{
  g_io_stream_close (parting->stream, NULL, NULL);
  g_object_unref (parting->stream);
  fb_visit_unref (parting->visit);
  g_free (parting->text);
  g_free (parting);
}

static void
on_drained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Parting *parting = user_data;
  GInputStream *input = G_INPUT_STREAM (source);
  gssize n = g_input_stream_read_finish (input, result, NULL);

  if (n > 0)
    parting->drained += (gsize) n;
  if (n <= 0 || parting->drained >= DRAIN_BYTES)
    parting_free (parting);
  else
    g_input_stream_read_async (input, parting->buffer, sizeof parting->buffer, G_PRIORITY_DEFAULT,
                               NULL, on_drained, parting);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Parting *parting = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      parting_free (parting);
      return;
    }
  /* Over TLS this says goodbye; only then may the connection be shut. */
  g_output_stream_close (G_OUTPUT_STREAM (source), NULL, NULL);
  fb_visit_shut_output (parting->visit);
  g_input_stream_read_async (g_io_stream_get_input_stream (parting->stream), parting->buffer,
                             sizeof parting->buffer, G_PRIORITY_DEFAULT, NULL, on_drained, parting);
}

/**
 * fb_answer_give_on_stream:
 * @answer: an answer
 * @with_body: whether its body is sent, too
 * @stream: (transfer full): a connection that nobody else uses any more; it will be closed
 * @visit: the visit that bounds the time of all this
 */
void
fb_answer_give_on_stream (const FbAnswer *answer,
                          gboolean with_body,
                          GIOStream *stream,
                          FbVisit *visit)
{
  Parting *parting = g_new0 (Parting, 1);

  parting->stream = stream;
  parting->visit = fb_visit_ref (visit);
  parting->text = fb_answer_to_text (answer, with_body);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), parting->text,
                                   strlen (parting->text), G_PRIORITY_DEFAULT, NULL, on_written,
                                   parting);
}

/**
 * fb_answer_give_early:
 * @answer: an answer
 * @message: a request whose body was not read to its end; it is over with this call
 * @visit: the visit in which it was made
 */
void
fb_answer_give_early (const FbAnswer *answer, SoupServerMessage *message, FbVisit *visit)
{
  gboolean with_body = soup_server_message_get_method (message) != SOUP_METHOD_HEAD;
  GIOStream *stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    fb_answer_give_on_stream (answer, with_body, stream, visit);
}
