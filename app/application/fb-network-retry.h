/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

void fb_network_retry_connect (FbReceiver *receiver);

G_END_DECLS
