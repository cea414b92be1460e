/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-transfer-decoder.h"

G_BEGIN_DECLS

/**
 * FbPartHeaders:
 * @name: (nullable): the form's field; %NULL in a part that is no `form-data`
 * @file_name: (nullable): what the sender calls the file: text, valid UTF-8, never a path to use
 * @encoding: how the content is encoded
 *
 * What the headers of one part of a form say.
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
