/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-request-context.h"

G_BEGIN_DECLS

#define FB_TYPE_REQUEST (fb_request_get_type ())
G_DECLARE_FINAL_TYPE (FbRequest, fb_request, FB, REQUEST, GObject)

void fb_request_begin (FbRequestContext *context, SoupServerMessage *message);
FbRequest *fb_request_from_message (SoupServerMessage *message);
void fb_request_keep (FbRequest *self);

G_END_DECLS
