/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-rendered-document.h"

G_BEGIN_DECLS

FbRenderedPage *
fb_rendered_page_new (GBytes *pixels, guint width, guint height, FbRenderFlags flags);

G_END_DECLS
