/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-receiver-limits.h"
#include "fb-response.h"
#include "fb-upload.h"

G_BEGIN_DECLS

const FbResponse *fb_request_check_framing (SoupMessageHeaders *headers, gboolean is_1_0);
gboolean fb_request_is_for_path (SoupServerMessage *message, const char *path);
const FbResponse *fb_request_check_target (SoupServerMessage *message, const char *path);
const FbResponse *fb_request_check_body (SoupServerMessage *message,
                                         const FbReceiverLimits *limits,
                                         FbBodyKind *kind);

G_END_DECLS
