/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbVcardLines:
 *
 * The lines of a vCard file, one after another.
 */
typedef struct
{
  const char *at;
  const char *end;
} FbVcardLines;

/**
 * FbVcardProperty:
 * @name: its name in capitals, without its group
 * @value: its value: valid UTF-8, its escapes as they came
 *
 * A property of a vCard.
 */
typedef struct
{
  char *name;
  char *value;
} FbVcardProperty;

char *fb_vcard_decode_file (GBytes *file, gsize *length);
gboolean fb_vcard_lines_next (FbVcardLines *lines, FbVcardProperty *property);
void fb_vcard_property_clear (FbVcardProperty *property);

G_END_DECLS
