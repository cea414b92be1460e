/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-fax-cell-private.h"
#include "fb-sorted-fax-list.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_COLUMNS (fb_fax_columns_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxColumns, fb_fax_columns, FB, FAX_COLUMNS, GObject)

const char *fb_fax_column_get_name (FbFaxColumn column);
const char *fb_fax_column_get_title (FbFaxColumn column, GtkColumnViewColumn *of_view);

FbFaxColumns *fb_fax_columns_new (GtkColumnView *view);
void fb_fax_columns_set_faxes (FbFaxColumns *self, FbSortedFaxList *faxes);
void fb_fax_columns_set_query (FbFaxColumns *self, FbSearchQuery *query);
void fb_fax_columns_update_days (FbFaxColumns *self, guint position, guint n_added);
void fb_fax_columns_set_settings (FbFaxColumns *self, GSettings *settings);
GActionGroup *fb_fax_columns_get_actions (FbFaxColumns *self);
GMenuModel *fb_fax_columns_get_menu (FbFaxColumns *self);

G_END_DECLS
