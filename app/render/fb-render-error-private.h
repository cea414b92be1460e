/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-error.h"
#include "fb-render-protocol.h"

G_BEGIN_DECLS

GError *fb_render_error_new (FbRenderError code);
GError *fb_render_error_new_of_status (FbRenderStatus status);

G_END_DECLS
