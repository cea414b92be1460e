/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-friendly-time.h"
#include "fb-refusal.h"

G_BEGIN_DECLS

const char *fb_refusal_reason_get_words (FbRefusalReason reason);
const char *fb_refusal_reason_get_advice (FbRefusalReason reason);
char *fb_refusal_dup_title (const FbRefusal *refusal, GDateTime *now, FbClockFormat clock);

G_END_DECLS
