/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-fax.h"
#include "fb-search-query.h"
#include "fb-sorted-fax-list.h"

G_BEGIN_DECLS

/**
 * FbFaxChange:
 * @FB_FAX_CHANGE_READ: mark as read
 * @FB_FAX_CHANGE_UNREAD: mark as unread
 * @FB_FAX_CHANGE_DONE: say that it is dealt with
 * @FB_FAX_CHANGE_REOPEN: say that it isn't
 *
 * What can be done with several faxes at once.
 */
typedef enum
{
  FB_FAX_CHANGE_READ,
  FB_FAX_CHANGE_UNREAD,
  FB_FAX_CHANGE_DONE,
  FB_FAX_CHANGE_REOPEN,
} FbFaxChange;

#define FB_TYPE_FAX_TABLE (fb_fax_table_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxTable, fb_fax_table, FB, FAX_TABLE, AdwBin)

/* Activates fax.open and fax.details of a widget around it for the faxes that are selected.
 *
 * Signal:
 *   selection-changed: other faxes are selected, or the ones that are have changed
 */

void fb_fax_table_set_faxes (FbFaxTable *self, FbSortedFaxList *faxes);
void fb_fax_table_set_query (FbFaxTable *self, FbSearchQuery *query);
void fb_fax_table_set_settings (FbFaxTable *self, GSettings *settings);
GActionGroup *fb_fax_table_get_column_actions (FbFaxTable *self);
GMenuModel *fb_fax_table_get_column_menu (FbFaxTable *self);
GActionGroup *fb_fax_table_get_sort_actions (FbFaxTable *self);
GMenuModel *fb_fax_table_get_sort_menu (FbFaxTable *self);
FbFax *fb_fax_table_get_selected (FbFaxTable *self);
FbFax *fb_fax_table_dup_only_selected (FbFaxTable *self);
guint fb_fax_table_get_n_selected (FbFaxTable *self);
gboolean fb_fax_table_may_change (FbFaxTable *self, FbFaxChange change);
GArray *fb_fax_table_dup_ids_to_change (FbFaxTable *self, FbFaxChange change);
void fb_fax_table_select_next_open (FbFaxTable *self);
void fb_fax_table_reveal (FbFaxTable *self, guint position);
void fb_fax_table_show (FbFaxTable *self, guint position);
void fb_fax_table_select (FbFaxTable *self, FbFax *fax);
void fb_fax_table_select_beside (FbFaxTable *self, int by);

G_END_DECLS
