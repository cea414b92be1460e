/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-tray.h"
#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_BACKGROUND (fb_background_get_type ())
G_DECLARE_FINAL_TYPE (FbBackground, fb_background, FB, BACKGROUND, GObject)

/* Signal:
 *   quit: the user wants the application to quit, not to go on without a window
 */

FbBackground *fb_background_new (FbWindowPresenter *presenter, FbTray *tray, GSettings *settings);

G_END_DECLS
