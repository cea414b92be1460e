/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_BACKGROUND_STATUS (fb_background_status_get_type ())
G_DECLARE_FINAL_TYPE (FbBackgroundStatus, fb_background_status, FB, BACKGROUND_STATUS, GObject)

FbBackgroundStatus *fb_background_status_new (void);
void fb_background_status_set (FbBackgroundStatus *self, const char *message);

G_END_DECLS
