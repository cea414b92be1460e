/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-diagnostics.h"

G_BEGIN_DECLS

#define FB_TYPE_DIAGNOSTICS_WINDOW (fb_diagnostics_window_get_type ())
G_DECLARE_FINAL_TYPE (FbDiagnosticsWindow, fb_diagnostics_window, FB, DIAGNOSTICS_WINDOW, AdwWindow)

/* Activates app.preferences, app.public-address, app.account, app.delivery and win.try-again of its
 * parent. */

FbDiagnosticsWindow *fb_diagnostics_window_new (GtkWindow *parent, FbDiagnostics *diagnostics);

G_END_DECLS
