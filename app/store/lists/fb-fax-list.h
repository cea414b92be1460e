/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-filter.h"
#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_LIST (fb_fax_list_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxList, fb_fax_list, FB, FAX_LIST, GObject)

/* Properties:
 *   loading (gboolean): whether not all faxes that match are in it yet
 */

FbFaxList *fb_fax_list_new (FbFaxSource *source);
void fb_fax_list_set_filter (FbFaxList *self, const FbFaxFilter *filter);
const FbFaxFilter *fb_fax_list_get_filter (FbFaxList *self);
gboolean fb_fax_list_is_loading (FbFaxList *self);
guint fb_fax_list_find (FbFaxList *self, FbFax *fax);
guint fb_fax_list_find_entry (FbFaxList *self, const FbFaxEntry *entry);
const FbFaxEntry *fb_fax_list_get_entry (FbFaxList *self, guint position);

G_END_DECLS
