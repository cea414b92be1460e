/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-sorted-fax-list.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_SORTING (fb_fax_sorting_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxSorting, fb_fax_sorting, FB, FAX_SORTING, GObject)

FbFaxSorting *fb_fax_sorting_new (GtkColumnView *view);
void fb_fax_sorting_set_faxes (FbFaxSorting *self, FbSortedFaxList *faxes);
void fb_fax_sorting_set_settings (FbFaxSorting *self, GSettings *settings);
GActionGroup *fb_fax_sorting_get_actions (FbFaxSorting *self);
GMenuModel *fb_fax_sorting_get_menu (FbFaxSorting *self);

G_END_DECLS
