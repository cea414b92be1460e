/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_RECENT_FAXES (fb_recent_faxes_get_type ())
G_DECLARE_FINAL_TYPE (FbRecentFaxes, fb_recent_faxes, FB, RECENT_FAXES, GObject)

FbRecentFaxes *fb_recent_faxes_new (FbStore *store, const char *action);
GMenuModel *fb_recent_faxes_get_menu (FbRecentFaxes *self);

G_END_DECLS
