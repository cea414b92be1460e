/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-do-not-disturb.h"

G_BEGIN_DECLS

#define FB_ACTION_DO_NOT_DISTURB_HOUR     "do-not-disturb-for-an-hour"
#define FB_ACTION_DO_NOT_DISTURB_TOMORROW "do-not-disturb-until-tomorrow"

void fb_do_not_disturb_add_actions (FbDoNotDisturb *do_not_disturb, GActionMap *map);

G_END_DECLS
