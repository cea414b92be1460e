/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_DAMAGE_NOTICE (fb_damage_notice_get_type ())
G_DECLARE_FINAL_TYPE (FbDamageNotice, fb_damage_notice, FB, DAMAGE_NOTICE, GObject)

FbDamageNotice *fb_damage_notice_new (FbStore *store, FbWindowPresenter *presenter);

G_END_DECLS
