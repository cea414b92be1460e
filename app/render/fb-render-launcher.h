/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Starts helper processes, each for one document, and keeps a spare one ready. For the main thread.
 */
#define FB_TYPE_RENDER_LAUNCHER (fb_render_launcher_get_type ())
G_DECLARE_FINAL_TYPE (FbRenderLauncher, fb_render_launcher, FB, RENDER_LAUNCHER, GObject)

FbRenderLauncher *fb_render_launcher_new (const char *helper_path);
void fb_render_launcher_prepare (FbRenderLauncher *self);

G_END_DECLS
