/* fb-transfer-decoder.c
 *
 * Decodes Content-Transfer-Encoding (RFC 2045, 6) in chunks of any size. It is strict: a document
 * that can't be decoded without guessing is refused, so that it is sent again, rather than kept
 * wrongly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-transfer-decoder.h"

#include <string.h>

/**
 * fb_transfer_encoding_from_string:
 * @name: (nullable): the value of a Content-Transfer-Encoding header; without one it is binary
 *
 * For any thread.
 *
 * Returns: the encoding
 */
FbTransferEncoding
fb_transfer_encoding_from_string (const char *name)
{
  if (name == NULL || g_ascii_strcasecmp (name, "binary") == 0 ||
      g_ascii_strcasecmp (name, "8bit") == 0 || g_ascii_strcasecmp (name, "7bit") == 0)
    return FB_TRANSFER_IDENTITY;
  if (g_ascii_strcasecmp (name, "base64") == 0)
    return FB_TRANSFER_BASE64;
  if (g_ascii_strcasecmp (name, "quoted-printable") == 0)
    return FB_TRANSFER_QUOTED_PRINTABLE;
  return FB_TRANSFER_UNKNOWN;
}

/**
 * fb_transfer_decoder_init:
 * @decoder: (out caller-allocates): a decoder
 * @encoding: what to decode
 *
 * Prepares it for the beginning of a part.
 */
void
fb_transfer_decoder_init (FbTransferDecoder *decoder, FbTransferEncoding encoding)
{
  memset (decoder, 0, sizeof *decoder);
  decoder->encoding = encoding;
}

static int
base64_value (guint8 symbol)
{
  if (symbol >= 'A' && symbol <= 'Z')
    return symbol - 'A';
  if (symbol >= 'a' && symbol <= 'z')
    return symbol - 'a' + 26;
  if (symbol >= '0' && symbol <= '9')
    return symbol - '0' + 52;
  if (symbol == '+')
    return 62;
  return symbol == '/' ? 63 : -1;
}

static gboolean
is_space (guint8 byte)
{
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Four symbols are three bytes; what "=" stands for is cut off again. */
static guint8 *
end_base64_group (FbTransferDecoder *decoder, guint8 *out)
{
  guint n_bytes = 3u - decoder->n_padding;

  for (guint i = 0; i < n_bytes; i++)
    *out++ = (guint8) (decoder->bits >> (16 - 8 * i));
  decoder->bits = 0;
  decoder->n_symbols = 0;
  return out;
}

static gssize
step_base64 (FbTransferDecoder *decoder, const guint8 *data, gsize length, guint8 *decoded)
{
  guint8 *out = decoded;

  for (gsize i = 0; i < length; i++)
    {
      if (is_space (data[i]))
        continue;

      int value = 0;
      if (data[i] == '=')
        {
          if (decoder->n_symbols < 2)
            return -1;
          decoder->n_padding++;
        }
      else if (decoder->n_padding > 0 || (value = base64_value (data[i])) < 0)
        return -1;

      decoder->bits = decoder->bits << 6 | (guint32) value;
      if (++decoder->n_symbols == 4)
        out = end_base64_group (decoder, out);
    }
  return out - decoded;
}

/* "=" is kept until it is known whether two digits follow, or the end of the line. */
static gssize
step_quoted_printable (FbTransferDecoder *decoder,
                       const guint8 *data,
                       gsize length,
                       guint8 *decoded)
{
  guint8 *out = decoded;

  for (gsize i = 0; i < length; i++)
    {
      if (decoder->n_held == 0)
        {
          if (data[i] == '=')
            decoder->held[decoder->n_held++] = '=';
          else
            *out++ = data[i];
        }
      else if (decoder->n_held == 1)
        {
          /* A mail relay may have padded the line after the "=". */
          if (data[i] == '\n')
            decoder->n_held = 0;
          else if (data[i] != ' ' && data[i] != '\t')
            decoder->held[decoder->n_held++] = data[i];
        }
      else if (decoder->held[1] == '\r')
        {
          if (data[i] != '\n')
            return -1;
          decoder->n_held = 0;
        }
      else
        {
          int high = g_ascii_xdigit_value ((char) decoder->held[1]);
          int low = g_ascii_xdigit_value ((char) data[i]);

          if (high < 0 || low < 0)
            return -1;
          *out++ = (guint8) (high << 4 | low);
          decoder->n_held = 0;
        }
    }
  return out - decoded;
}

/**
 * fb_transfer_decoder_step:
 * @decoder: a decoder of base64 or quoted-printable
 * @data: the next bytes
 * @length: the number of bytes
 * @decoded: (out caller-allocates): room for @length + %FB_TRANSFER_DECODER_SPARE bytes
 *
 * Returns: how many bytes were written to @decoded, or -1 if @data is malformed
 */
gssize
fb_transfer_decoder_step (FbTransferDecoder *decoder,
                          const guint8 *data,
                          gsize length,
                          guint8 *decoded)
{
  switch (decoder->encoding)
    {
    case FB_TRANSFER_BASE64:
      return step_base64 (decoder, data, length, decoded);
    case FB_TRANSFER_QUOTED_PRINTABLE:
      return step_quoted_printable (decoder, data, length, decoded);
    case FB_TRANSFER_IDENTITY:
    case FB_TRANSFER_UNKNOWN:
    default:
      g_return_val_if_reached (-1);
    }
}

/**
 * fb_transfer_decoder_is_complete:
 * @decoder: a decoder
 *
 * Returns: whether the content may end here
 */
gboolean
fb_transfer_decoder_is_complete (const FbTransferDecoder *decoder)
{
  return decoder->n_symbols == 0 && decoder->n_held == 0;
}
