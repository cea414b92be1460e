/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-session-private.h"
#include "fb-rendered-document.h"

G_BEGIN_DECLS

FbRenderSession *fb_rendered_document_get_session (FbRenderedDocument *self);

G_END_DECLS
