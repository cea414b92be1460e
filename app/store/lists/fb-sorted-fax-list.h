/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-list.h"
#include "fb-fax-order.h"

G_BEGIN_DECLS

#define FB_TYPE_SORTED_FAX_LIST (fb_sorted_fax_list_get_type ())
G_DECLARE_FINAL_TYPE (FbSortedFaxList, fb_sorted_fax_list, FB, SORTED_FAX_LIST, GObject)

/* Signals:
 *   sorting: all rows are about to be put in order; they go and come again
 *   sorted: they are in order
 */

FbSortedFaxList *fb_sorted_fax_list_new (FbFaxSource *source, FbFaxList *faxes);
void fb_sorted_fax_list_set_order (FbSortedFaxList *self, FbFaxOrder order);
FbFaxOrder fb_sorted_fax_list_get_order (FbSortedFaxList *self);
guint fb_sorted_fax_list_find (FbSortedFaxList *self, FbFax *fax);
const FbFaxEntry *fb_sorted_fax_list_get_entry (FbSortedFaxList *self, guint position);

G_END_DECLS
