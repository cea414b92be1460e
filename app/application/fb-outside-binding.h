/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-outside-watch.h"
#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_OUTSIDE_BINDING (fb_outside_binding_get_type ())
G_DECLARE_FINAL_TYPE (FbOutsideBinding, fb_outside_binding, FB, OUTSIDE_BINDING, GObject)

FbOutsideBinding *
fb_outside_binding_new (FbReceiver *receiver, FbWindowPresenter *presenter, GSettings *settings);
FbOutsideWatch *fb_outside_binding_get_watch (FbOutsideBinding *self);

G_END_DECLS
