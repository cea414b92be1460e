/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbTransferEncoding:
 * @FB_TRANSFER_IDENTITY: `7bit`, `8bit` and `binary`: the bytes as they are
 * @FB_TRANSFER_BASE64: `base64`
 * @FB_TRANSFER_QUOTED_PRINTABLE: `quoted-printable`
 * @FB_TRANSFER_UNKNOWN: any that RFC 2045 doesn't define
 *
 * The value of Content-Transfer-Encoding.
 */
typedef enum
{
  FB_TRANSFER_IDENTITY,
  FB_TRANSFER_BASE64,
  FB_TRANSFER_QUOTED_PRINTABLE,
  FB_TRANSFER_UNKNOWN,
} FbTransferEncoding;

/**
 * FbTransferDecoder:
 *
 * The state of a decoder between two chunks. Start with fb_transfer_decoder_init().
 */
typedef struct
{
  FbTransferEncoding encoding;
  guint32 bits;
  guint8 n_symbols;
  guint8 n_padding;
  guint8 held[2];
  guint8 n_held;
} FbTransferDecoder;

FbTransferEncoding fb_transfer_encoding_from_string (const char *name);

void fb_transfer_decoder_init (FbTransferDecoder *decoder, FbTransferEncoding encoding);
gssize fb_transfer_decoder_step (FbTransferDecoder *decoder,
                                 const guint8 *data,
                                 gsize length,
                                 guint8 *decoded);
gboolean fb_transfer_decoder_is_complete (const FbTransferDecoder *decoder);

/* A step yields no more than it was given, plus what was kept from the one before. */
#define FB_TRANSFER_DECODER_SPARE 3

G_END_DECLS
