/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-part-headers.h"

G_BEGIN_DECLS

/**
 * FbFormError:
 * @FB_FORM_ERROR_MALFORMED: the body is not valid, or incomplete
 * @FB_FORM_ERROR_TOO_LARGE: a size or a number exceeds its limit
 * @FB_FORM_ERROR_UNSUPPORTED: a part has an unknown encoding
 *
 * What is wrong with a body.
 */
typedef enum
{
  FB_FORM_ERROR_MALFORMED,
  FB_FORM_ERROR_TOO_LARGE,
  FB_FORM_ERROR_UNSUPPORTED,
} FbFormError;

#define FB_FORM_ERROR (fb_form_error_quark ())
GQuark fb_form_error_quark (void);

/**
 * FbFormHandler:
 * @begin_part: a part begins
 * @content: bytes of its content, decoded, as they come
 * @end_part: it is complete
 *
 * Functions that a parser calls for each part, one part after another. Each returns whether to
 * continue, and otherwise sets an error, which fb_form_parser_feed() passes on.
 */
typedef struct
{
  gboolean (*begin_part) (const FbPartHeaders *headers, gpointer user_data, GError **error);
  gboolean (*content) (const guint8 *data, gsize length, gpointer user_data, GError **error);
  gboolean (*end_part) (gpointer user_data, GError **error);
} FbFormHandler;

/**
 * FbFormParser:
 *
 * Parses multipart/form-data while it is received, in bounded memory. For one thread.
 */
typedef struct _FbFormParser FbFormParser;

FbFormParser *fb_form_parser_new (const char *content_type,
                                  guint max_parts,
                                  gsize max_header_bytes,
                                  const FbFormHandler *handler,
                                  gpointer user_data);
void fb_form_parser_free (FbFormParser *parser);
gboolean
fb_form_parser_feed (FbFormParser *parser, const guint8 *data, gsize length, GError **error);
gboolean fb_form_parser_finish (FbFormParser *parser, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFormParser, fb_form_parser_free)

G_END_DECLS
