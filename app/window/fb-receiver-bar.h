/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-receiver.h"

G_BEGIN_DECLS

#define FB_TYPE_RECEIVER_BAR (fb_receiver_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbReceiverBar, fb_receiver_bar, FB, RECEIVER_BAR, AdwBin)

/* Activates win.try-again, app.status and app.preferences of a widget around it. */

void fb_receiver_bar_update (FbReceiverBar *self,
                             FbReceiver *receiver,
                             GSettings *settings,
                             gboolean shows_problem);
const char *fb_receiver_bar_get_problem (FbReceiverBar *self);

G_END_DECLS
