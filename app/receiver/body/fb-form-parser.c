/* fb-form-parser.c
 *
 * Parses multipart/form-data (RFC 7578, RFC 2046) in chunks of any size, and passes the content of
 * each part on at once. Nothing is accumulated but the headers of one part.
 *
 * Parts are separated by the delimiter: CRLF, "--" and the boundary. A boundary contains no CR, so
 * within a delimiter only its first byte can begin another one. That makes the search simple: a
 * partial match is content, the search goes on after it, and between two chunks it suffices to
 * remember how many bytes have matched.
 *
 * What follows the delimiter decides whether it was one: blanks and CRLF begin a part, "--" ends
 * the form. After anything else it was content that only looked alike, and is passed on as such.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-form-parser.h"

#include <string.h>

/* RFC 2046, 5.1.1. */
#define MAX_BOUNDARY 70

/* Blanks after a boundary are added by relays; no more than a few. */
#define MAX_PADDING 128

#define DECODE_BYTES 4096

typedef enum
{
  STATE_PREAMBLE,
  STATE_DELIMITER, /* after a boundary that may be a part of the content */
  STATE_HEADERS,
  STATE_CONTENT,
  STATE_EPILOGUE,
} State;

struct _FbFormParser
{
  FbFormHandler handler;
  gpointer user_data;
  guint max_parts;
  gsize max_header_bytes;

  char delimiter[4 + MAX_BOUNDARY + 1];
  gsize delimiter_length;

  State state;
  gboolean in_part; /* whether content, and what only looks like a delimiter, belongs to a part */
  gsize matched;    /* bytes of the delimiter at the end of what was read */
  char tail[MAX_PADDING]; /* what was read after the boundary */
  gsize tail_length;
  GString *header_text;
  guint n_parts;
  FbTransferDecoder decoder;
};

G_DEFINE_QUARK (fb_form_error, fb_form_error)

static gboolean
fail (GError **error, FbFormError code, const char *message)
{
  g_set_error_literal (error, FB_FORM_ERROR, (int) code, message);
  return FALSE;
}

/* RFC 2046: 1 to 70 of bchars, and no space at the end. */
static gboolean
boundary_is_valid (const char *boundary)
{
  gsize length = strlen (boundary);

  if (length == 0 || length > MAX_BOUNDARY || boundary[length - 1] == ' ')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (boundary[i]) && strchr ("'()+_,-./:=? ", boundary[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * fb_form_parser_new:
 * @content_type: the request's Content-Type
 * @max_parts: how many parts are accepted
 * @max_header_bytes: how many bytes the headers of one part may have
 * @handler: functions that the parser calls; copied
 * @user_data: for the handler
 *
 * Returns: (transfer full) (nullable): a parser, or %NULL if @content_type is not that of a form,
 *   or has no valid boundary
 */
FbFormParser *
fb_form_parser_new (const char *content_type,
                    guint max_parts,
                    gsize max_header_bytes,
                    const FbFormHandler *handler,
                    gpointer user_data)
{
  g_return_val_if_fail (content_type != NULL, NULL);
  g_return_val_if_fail (handler != NULL, NULL);

  g_autofree char *boundary =
    fb_media_type_dup_parameter (content_type, "multipart/form-data", "boundary");
  if (boundary == NULL || !boundary_is_valid (boundary))
    return NULL;

  FbFormParser *parser = g_new0 (FbFormParser, 1);
  parser->handler = *handler;
  parser->user_data = user_data;
  parser->max_parts = max_parts;
  parser->max_header_bytes = max_header_bytes;
  parser->delimiter_length =
    (gsize) g_snprintf (parser->delimiter, sizeof parser->delimiter, "\r\n--%s", boundary);
  /* The first boundary may stand at the very beginning: as if a line had just ended. */
  parser->matched = strlen ("\r\n");
  parser->header_text = g_string_new (NULL);
  return parser;
}

/**
 * fb_form_parser_free:
 * @parser: (nullable) (transfer full): a parser
 *
 * Frees it.
 */
void
fb_form_parser_free (FbFormParser *parser)
{
  if (parser == NULL)
    return;
  g_string_free (parser->header_text, TRUE);
  g_free (parser);
}

static gboolean
emit_decoded (FbFormParser *parser, const guint8 *data, gsize length, GError **error)
{
  guint8 decoded[DECODE_BYTES + FB_TRANSFER_DECODER_SPARE];

  while (length > 0)
    {
      gsize step = MIN (length, DECODE_BYTES);
      gssize n = fb_transfer_decoder_step (&parser->decoder, data, step, decoded);

      if (n < 0)
        return fail (error, FB_FORM_ERROR_MALFORMED, "A part is not encoded as it says");
      if (n > 0 && !parser->handler.content (decoded, (gsize) n, parser->user_data, error))
        return FALSE;
      data += step;
      length -= step;
    }
  return TRUE;
}

static gboolean
emit (FbFormParser *parser, const void *data, gsize length, GError **error)
{
  if (!parser->in_part || length == 0)
    return TRUE;
  if (parser->decoder.encoding != FB_TRANSFER_IDENTITY)
    return emit_decoded (parser, data, length, error);
  return parser->handler.content (data, length, parser->user_data, error);
}

static gboolean
begin_part (FbFormParser *parser, GError **error)
{
  FbPartHeaders headers;
  gboolean is_ok = FALSE;

  if (++parser->n_parts > parser->max_parts)
    return fail (error, FB_FORM_ERROR_TOO_LARGE, "The form has too many parts");

  if (!fb_part_headers_parse (&headers, parser->header_text->str, parser->header_text->len))
    fail (error, FB_FORM_ERROR_MALFORMED, "The headers of a part are malformed");
  else if (headers.encoding == FB_TRANSFER_UNKNOWN)
    fail (error, FB_FORM_ERROR_UNSUPPORTED, "A part has an unknown Content-Transfer-Encoding");
  else
    is_ok = parser->handler.begin_part (&headers, parser->user_data, error);

  fb_transfer_decoder_init (&parser->decoder, headers.encoding);
  fb_part_headers_clear (&headers);
  g_string_truncate (parser->header_text, 0);
  parser->in_part = TRUE;
  parser->state = STATE_CONTENT;
  return is_ok;
}

static gboolean
end_part (FbFormParser *parser, GError **error)
{
  if (!parser->in_part)
    return TRUE;
  parser->in_part = FALSE;
  if (!fb_transfer_decoder_is_complete (&parser->decoder))
    return fail (error, FB_FORM_ERROR_MALFORMED, "The encoding of a part breaks off");
  return parser->handler.end_part (parser->user_data, error);
}

/* Continues a delimiter that began in the chunk before. Returns how many bytes match. */
static gsize
continue_delimiter (FbFormParser *parser, const guint8 *data, gsize length)
{
  gsize n = 0;

  while (n < length && parser->matched < parser->delimiter_length &&
         data[n] == (guint8) parser->delimiter[parser->matched])
    {
      parser->matched++;
      n++;
    }
  return n;
}

/* How many bytes at the end of @data could begin a delimiter. */
static gsize
match_at_end (FbFormParser *parser, const guint8 *data, gsize length)
{
  gsize window = MIN (length, parser->delimiter_length - 1);
  const guint8 *start = memrchr (data + length - window, '\r', window);
  if (start == NULL)
    return 0;

  gsize n = (gsize) (data + length - start);
  return memcmp (start, parser->delimiter, n) == 0 ? n : 0;
}

static void
enter_delimiter (FbFormParser *parser)
{
  parser->matched = 0;
  parser->tail_length = 0;
  parser->state = STATE_DELIMITER;
}

/* Content, or the preamble, up to the next delimiter. */
static gboolean
read_content (FbFormParser *parser, const guint8 **data, gsize *length, GError **error)
{
  if (parser->matched > 0)
    {
      gsize n = continue_delimiter (parser, *data, *length);

      *data += n;
      *length -= n;
      if (parser->matched == parser->delimiter_length)
        {
          enter_delimiter (parser);
          return TRUE;
        }
      if (*length == 0)
        return TRUE;

      gsize broken = parser->matched;
      parser->matched = 0;
      return emit (parser, parser->delimiter, broken, error);
    }

  const guint8 *found = memmem (*data, *length, parser->delimiter, parser->delimiter_length);
  gsize n_content;
  if (found != NULL)
    n_content = (gsize) (found - *data);
  else
    n_content = *length - match_at_end (parser, *data, *length);

  if (!emit (parser, *data, n_content, error))
    return FALSE;
  if (found != NULL)
    {
      enter_delimiter (parser);
      *data = found + parser->delimiter_length;
      *length -= n_content + parser->delimiter_length;
      return TRUE;
    }
  parser->matched = *length - n_content;
  *length = 0;
  return TRUE;
}

/* It only looked like a delimiter: it is content, and so is what follows. */
static gboolean
reject_delimiter (FbFormParser *parser, GError **error)
{
  parser->state = parser->in_part ? STATE_CONTENT : STATE_PREAMBLE;
  return emit (parser, parser->delimiter, parser->delimiter_length, error) &&
         emit (parser, parser->tail, parser->tail_length, error);
}

static gboolean
tail_is_closing (const FbFormParser *parser)
{
  return parser->tail_length >= 2 && parser->tail[0] == '-' && parser->tail[1] == '-';
}

/* After the boundary: "--" closes the form; blanks, then CRLF, begin a part. The line of the
 * closing one may end in any way, since nothing after it is read. */
static gboolean
read_delimiter (FbFormParser *parser, const guint8 **data, gsize *length, GError **error)
{
  while (*length > 0)
    {
      char c = (char) **data;
      char last = parser->tail_length > 0 ? parser->tail[parser->tail_length - 1] : '\0';
      gboolean is_closing = tail_is_closing (parser);
      gboolean is_blank = c == ' ' || c == '\t';

      if (is_closing && (c == '\r' || c == '\n'))
        {
          parser->state = STATE_EPILOGUE;
          return end_part (parser, error);
        }
      if (last == '\r' && c == '\n')
        {
          (*data)++;
          (*length)--;
          parser->state = STATE_HEADERS;
          return end_part (parser, error);
        }

      gboolean may_go_on;
      if (c == '-')
        may_go_on = parser->tail_length == 0 || (parser->tail_length == 1 && last == '-');
      else
        may_go_on = (is_blank || c == '\r') && last != '\r' && (last != '-' || is_closing);
      if (!may_go_on)
        return reject_delimiter (parser, error);
      if (parser->tail_length == sizeof parser->tail)
        return fail (error, FB_FORM_ERROR_MALFORMED, "Too many blanks after a boundary");

      parser->tail[parser->tail_length++] = c;
      (*data)++;
      (*length)--;
    }
  return TRUE;
}

/* Whether the headers end here: an empty line, which may be the first. */
static gboolean
headers_are_complete (const GString *text)
{
  return g_str_equal (text->str, "\r\n") ||
         (text->len >= 4 && memcmp (text->str + text->len - 4, "\r\n\r\n", 4) == 0);
}

static gboolean
read_headers (FbFormParser *parser, const guint8 **data, gsize *length, GError **error)
{
  GString *text = parser->header_text;

  while (*length > 0)
    {
      const guint8 *newline = memchr (*data, '\n', *length);
      gsize n = newline != NULL ? (gsize) (newline - *data) + 1 : *length;

      if (text->len + n > parser->max_header_bytes)
        return fail (error, FB_FORM_ERROR_TOO_LARGE, "The headers of a part are too long");
      g_string_append_len (text, (const char *) *data, (gssize) n);
      *data += n;
      *length -= n;
      if (newline != NULL && headers_are_complete (text))
        {
          g_string_truncate (text, text->len - 2);
          return begin_part (parser, error);
        }
    }
  return TRUE;
}

/**
 * fb_form_parser_feed:
 * @parser: a parser
 * @data: the next bytes of the body
 * @length: the number of bytes
 * @error: (optional): where to store the reason: an %FB_FORM_ERROR, or an error of the handler
 *
 * Returns: whether more may follow; after %FALSE the parser must not be used any more, except to
 * free it
 */
gboolean
fb_form_parser_feed (FbFormParser *parser, const guint8 *data, gsize length, GError **error)
{
  gboolean is_ok = TRUE;

  g_return_val_if_fail (parser != NULL, FALSE);

  while (is_ok && length > 0)
    switch (parser->state)
      {
      case STATE_PREAMBLE:
      case STATE_CONTENT:
        is_ok = read_content (parser, &data, &length, error);
        break;
      case STATE_DELIMITER:
        is_ok = read_delimiter (parser, &data, &length, error);
        break;
      case STATE_HEADERS:
        is_ok = read_headers (parser, &data, &length, error);
        break;
      case STATE_EPILOGUE:
      default:
        return TRUE;
      }
  return is_ok;
}

/**
 * fb_form_parser_finish:
 * @parser: a parser that was fed the whole body
 * @error: (optional): where to store the reason, as in fb_form_parser_feed()
 *
 * The closing boundary may be the end of the body.
 *
 * Returns: whether the form is complete
 */
gboolean
fb_form_parser_finish (FbFormParser *parser, GError **error)
{
  g_return_val_if_fail (parser != NULL, FALSE);

  if (parser->state == STATE_DELIMITER && tail_is_closing (parser))
    {
      parser->state = STATE_EPILOGUE;
      return end_part (parser, error);
    }
  if (parser->state != STATE_EPILOGUE)
    return fail (error, FB_FORM_ERROR_MALFORMED, "The form breaks off");
  return TRUE;
}
