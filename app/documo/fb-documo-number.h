/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FB_TYPE_DOCUMO_NUMBER (fb_documo_number_get_type ())

/**
 * FbDocumoNumber:
 * @id: names it at Documo
 * @number: (nullable): the fax number, fit to be shown
 * @name: (nullable): what it is called there, fit to be shown
 *
 * A fax number of an account. Immutable.
 */
typedef struct
{
  char *id;
  char *number;
  char *name;
} FbDocumoNumber;

GType fb_documo_number_get_type (void) G_GNUC_CONST;

GPtrArray *fb_documo_number_read_list (GBytes *json, guint *n_rows);
FbDocumoNumber *fb_documo_number_ref (FbDocumoNumber *number);
void fb_documo_number_unref (FbDocumoNumber *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocumoNumber, fb_documo_number_unref)

G_END_DECLS
