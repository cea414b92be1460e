/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_FAX_COLUMNS (fb_fax_columns_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxColumns, fb_fax_columns, FB, FAX_COLUMNS, GObject)

FbFaxColumns *fb_fax_columns_new (GtkColumnView *view);

G_END_DECLS
