/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbFaxColumn:
 *
 * The columns of the table of faxes, from the line's start to its end.
 */
typedef enum
{
  FB_FAX_COLUMN_DIRECTION,
  FB_FAX_COLUMN_STATUS,
  FB_FAX_COLUMN_NUMBER,
  FB_FAX_COLUMN_NAME,
  FB_FAX_COLUMN_PAGES,
  FB_FAX_COLUMN_DATE,
  FB_FAX_COLUMN_SUBJECT,
  FB_FAX_COLUMN_DOCUMENT,
} FbFaxColumn;

#define FB_N_FAX_COLUMNS 8

#define FB_TYPE_FAX_CELL (fb_fax_cell_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxCell, fb_fax_cell, FB, FAX_CELL, GtkWidget)

FbFaxCell *fb_fax_cell_new (FbFaxColumn column);
void fb_fax_cell_bind (FbFaxCell *self, GtkListItem *item);
void fb_fax_cell_unbind (FbFaxCell *self);
void fb_fax_cell_update (FbFaxCell *self);
FbFaxColumn fb_fax_cell_get_column (FbFaxCell *self);
guint fb_fax_cell_get_position (FbFaxCell *self);

G_END_DECLS
