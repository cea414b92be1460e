/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

#define FB_TYPE_RECEIVER_BINDING (fb_receiver_binding_get_type ())
G_DECLARE_FINAL_TYPE (FbReceiverBinding, fb_receiver_binding, FB, RECEIVER_BINDING, GObject)

FbReceiverBinding *
fb_receiver_binding_new (FbReceiver *receiver, FbStore *store, GSettings *settings);

G_END_DECLS
