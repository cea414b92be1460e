/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-list.h"
#include "fb-fax-table.h"
#include "fb-filters.h"
#include "fb-panes.h"
#include "fb-search-bar.h"
#include "fb-view-pane.h"
#include "fb-window-focus.h"

G_BEGIN_DECLS

/**
 * FbFaxSearchParts:
 * @bar: where the user writes
 * @panes: have the list
 * @views: which faxes the list is of
 * @table: shows what was found
 * @pages: have the table
 * @focus: the keyboard's
 *
 * What of a window has to do with searching.
 */
typedef struct
{
  FbSearchBar *bar;
  FbPanes *panes;
  FbViewPane *views;
  FbFaxTable *table;
  GtkWidget *pages;
  FbWindowFocus *focus;
} FbFaxSearchParts;

#define FB_TYPE_FAX_SEARCH (fb_fax_search_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxSearch, fb_fax_search, FB, FAX_SEARCH, GObject)

FbFaxSearch *
fb_fax_search_new (const FbFaxSearchParts *parts, FbFilters *filters, FbFaxList *faxes);
void fb_fax_search_install_keys (GtkWidgetClass *widget_class);
GActionGroup *fb_fax_search_get_actions (FbFaxSearch *self);
void fb_fax_search_set_available (FbFaxSearch *self, gboolean is_available);
void fb_fax_search_keep_selected (FbFaxSearch *self);
void fb_fax_search_update (FbFaxSearch *self);

G_END_DECLS
