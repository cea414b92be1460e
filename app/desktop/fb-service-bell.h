/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-bell.h"

G_BEGIN_DECLS

#define FB_TYPE_SERVICE_BELL (fb_service_bell_get_type ())
G_DECLARE_FINAL_TYPE (FbServiceBell, fb_service_bell, FB, SERVICE_BELL, GObject)

FbBell *fb_service_bell_new (const char *desktop_entry);

G_END_DECLS
