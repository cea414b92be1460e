/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-bell.h"

G_BEGIN_DECLS

#define FB_TYPE_PORTAL_BELL (fb_portal_bell_get_type ())
G_DECLARE_FINAL_TYPE (FbPortalBell, fb_portal_bell, FB, PORTAL_BELL, GObject)

FbBell *fb_portal_bell_new (GApplication *application);

G_END_DECLS
