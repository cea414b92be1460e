/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-outside-watch.h"

G_BEGIN_DECLS

#define FB_TYPE_OUTSIDE_BAR (fb_outside_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbOutsideBar, fb_outside_bar, FB, OUTSIDE_BAR, AdwBin)

/* Activates app.status of a widget around it. */

void fb_outside_bar_set_watch (FbOutsideBar *self, FbOutsideWatch *watch);

G_END_DECLS
