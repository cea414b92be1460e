/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_FAX_SELECTION (fb_fax_selection_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxSelection, fb_fax_selection, FB, FAX_SELECTION, GObject)

FbFaxSelection *fb_fax_selection_new (GListModel *faxes);
GListModel *fb_fax_selection_get_model (FbFaxSelection *self);

G_END_DECLS
