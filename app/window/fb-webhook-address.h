/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

#define FB_PUBLIC_ADDRESS_KEY "public-address"

char *fb_public_address_dup (GSettings *settings);
char *fb_webhook_address_dup (FbReceiver *receiver, GSettings *settings);

G_END_DECLS
