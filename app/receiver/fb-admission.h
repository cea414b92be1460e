/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-answer.h"
#include "fb-receiver-limits.h"

G_BEGIN_DECLS

/**
 * FbBodyKind:
 * @FB_BODY_FORM: multipart/form-data
 * @FB_BODY_JSON: application/json
 */
typedef enum
{
  FB_BODY_FORM,
  FB_BODY_JSON,
} FbBodyKind;

const FbAnswer *fb_admission_check_framing (SoupMessageHeaders *headers, gboolean is_1_0);
const FbAnswer *fb_admission_check_request (SoupServerMessage *message, const char *path);
const FbAnswer *fb_admission_check_body (SoupServerMessage *message,
                                         const FbReceiverLimits *limits,
                                         FbBodyKind *kind);

G_END_DECLS
