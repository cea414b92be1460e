/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_LIST (fb_fax_list_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxList, fb_fax_list, FB, FAX_LIST, GObject)

FbFaxList *fb_fax_list_new (FbFaxSource *source);
void fb_fax_list_set_filter (FbFaxList *self, int direction, int status, gboolean only_unread);
int fb_fax_list_get_direction (FbFaxList *self);
int fb_fax_list_get_status (FbFaxList *self);
gboolean fb_fax_list_get_only_unread (FbFaxList *self);
gboolean fb_fax_list_is_loading (FbFaxList *self);
guint fb_fax_list_find (FbFaxList *self, gint64 id);

G_END_DECLS
