/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-refusals.h"

G_BEGIN_DECLS

#define FB_TYPE_REFUSAL_BAR (fb_refusal_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbRefusalBar, fb_refusal_bar, FB, REFUSAL_BAR, AdwBin)

/* Activates app.status of a widget around it. */

void fb_refusal_bar_set_refusals (FbRefusalBar *self, FbRefusals *refusals);

G_END_DECLS
