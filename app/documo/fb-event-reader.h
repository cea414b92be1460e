/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-event.h"

G_BEGIN_DECLS

FbEvent *fb_event_read (GBytes *json, const char *event_name);
gboolean fb_event_is_complete (GBytes *json);

G_END_DECLS
