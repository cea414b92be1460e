/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FB_DOCUMO_FORM_TYPE "application/x-www-form-urlencoded"

/**
 * FbDocumoField:
 * @name: of a form's field: needs no escaping
 * @value: (nullable): what is in it; without one the field is left out
 *
 * A field of a form.
 */
typedef struct
{
  const char *name;
  const char *value;
} FbDocumoField;

GBytes *fb_documo_form_new (const FbDocumoField *fields, guint n_fields);

G_END_DECLS
