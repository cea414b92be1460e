/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_CLOCK_WATCH (fb_clock_watch_get_type ())
G_DECLARE_FINAL_TYPE (FbClockWatch, fb_clock_watch, FB, CLOCK_WATCH, GObject)

/* Signal:
 *   jumped: the computer was resumed, or its clock was set
 */

FbClockWatch *fb_clock_watch_new (void);

G_END_DECLS
