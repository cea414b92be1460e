/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-network-watch.h"
#include "fb-receiver.h"

G_BEGIN_DECLS

void fb_network_retry_connect (FbNetworkWatch *watch, FbReceiver *receiver);

G_END_DECLS
