/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_DO_NOT_DISTURB (fb_do_not_disturb_get_type ())
G_DECLARE_FINAL_TYPE (FbDoNotDisturb, fb_do_not_disturb, FB, DO_NOT_DISTURB, GObject)

/* Properties:
 *   active (gboolean): whether notifications are suspended now
 *   until (gint64): when that ends, in seconds since 1970 UTC; 0 if they are not
 */

FbDoNotDisturb *fb_do_not_disturb_new (GSettings *settings);
gboolean fb_do_not_disturb_is_active (FbDoNotDisturb *self);
gint64 fb_do_not_disturb_get_until (FbDoNotDisturb *self);
void fb_do_not_disturb_set_until (FbDoNotDisturb *self, gint64 until);

gint64 fb_do_not_disturb_in_an_hour (GDateTime *now);
gint64 fb_do_not_disturb_tomorrow (GDateTime *now);

G_END_DECLS
