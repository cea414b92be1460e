/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "screen.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void tray_panel_configure (void);
GSubprocess *tray_panel_start (void);
ScreenArea tray_panel_get_area (void);

G_END_DECLS
