/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-fax.h"
#include "fb-search-query.h"

G_BEGIN_DECLS

/**
 * FbDayHeading:
 * @FB_DAY_UNSORTED: rows are not in the order of days, so each says its own
 * @FB_DAY_CONTINUES: the row's day is that of the row above it
 * @FB_DAY_STARTS: the row is the first one of its day, and has the day above it
 *
 * Whether a day stands on a row. GTK has sections of lists only from 4.12 on.
 */
typedef enum
{
  FB_DAY_UNSORTED,
  FB_DAY_CONTINUES,
  FB_DAY_STARTS,
} FbDayHeading;

/**
 * FbFaxColumn:
 *
 * The columns of the table of faxes, from the line's start to its end. The last one says in two
 * lines what the others say in one, and stands alone where there is no room for them.
 */
typedef enum
{
  FB_FAX_COLUMN_DATE,
  FB_FAX_COLUMN_DIRECTION,
  FB_FAX_COLUMN_NAME,
  FB_FAX_COLUMN_NUMBER,
  FB_FAX_COLUMN_PAGES,
  FB_FAX_COLUMN_STATUS,
  FB_FAX_COLUMN_WAITING,
  FB_FAX_COLUMN_SUBJECT,
  FB_FAX_COLUMN_NOTE,
  FB_FAX_COLUMN_DOCUMENT,
  FB_FAX_COLUMN_SUMMARY,
} FbFaxColumn;

#define FB_N_FAX_COLUMNS 11

#define FB_TYPE_FAX_CELL (fb_fax_cell_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxCell, fb_fax_cell, FB, FAX_CELL, GtkWidget)

int fb_fax_column_get_width (FbFaxColumn column);

FbFaxCell *fb_fax_cell_new (FbFaxColumn column);
void fb_fax_cell_bind (FbFaxCell *self, GtkListItem *item);
void fb_fax_cell_unbind (FbFaxCell *self);
void fb_fax_cell_update (FbFaxCell *self);
void fb_fax_cell_set_waiting_limit (FbFaxCell *self, guint limit);
void fb_fax_cell_set_query (FbFaxCell *self, FbSearchQuery *query);
void fb_fax_cell_set_heading (FbFaxCell *self, FbDayHeading heading);
FbFaxColumn fb_fax_cell_get_column (FbFaxCell *self);
guint fb_fax_cell_get_position (FbFaxCell *self);

G_END_DECLS
