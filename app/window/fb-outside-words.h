/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-outside-result.h"

G_BEGIN_DECLS

const char *fb_outside_result_get_sentence (FbOutsideResult result);
const char *fb_outside_result_get_advice (FbOutsideResult result);
const char *fb_outside_result_get_details (FbOutsideResult result);

G_END_DECLS
