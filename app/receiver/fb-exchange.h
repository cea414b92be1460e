/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-reception.h"

G_BEGIN_DECLS

#define FB_TYPE_EXCHANGE (fb_exchange_get_type ())
G_DECLARE_FINAL_TYPE (FbExchange, fb_exchange, FB, EXCHANGE, GObject)

void fb_exchange_begin (FbReception *reception, SoupServerMessage *message);
FbExchange *fb_exchange_of (SoupServerMessage *message);
void fb_exchange_keep (FbExchange *self);

G_END_DECLS
