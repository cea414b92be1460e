/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-transfer-decoder.h"

G_BEGIN_DECLS

/**
 * FbPartHeaders:
 * @name: (nullable): the form's field; %NULL in a part that is no `form-data`
 * @file_name: (nullable): the file's name at the sender: valid UTF-8 for display, never a path to
 * use
 * @encoding: how the content is encoded
 *
 * The headers of one part of a form.
 */
typedef struct
{
  char *name;
  char *file_name;
  FbTransferEncoding encoding;
} FbPartHeaders;

gboolean fb_part_headers_parse (FbPartHeaders *headers, const char *text, gsize length);
void fb_part_headers_clear (FbPartHeaders *headers);

char *fb_media_type_dup_parameter (const char *value, const char *media_type, const char *name);

G_END_DECLS
