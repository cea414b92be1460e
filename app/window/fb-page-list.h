/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_PAGE_LIST (fb_page_list_get_type ())
G_DECLARE_FINAL_TYPE (FbPageList, fb_page_list, FB, PAGE_LIST, GObject)

FbPageList *fb_page_list_new (void);
void fb_page_list_set_n_pages (FbPageList *self, guint n_pages);

G_END_DECLS
