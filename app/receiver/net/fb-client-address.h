/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-address-list.h"

G_BEGIN_DECLS

GInetAddress *fb_client_address_find (GSocketAddress *remote,
                                      const char *forwarded_for,
                                      const FbAddressList *proxies);

G_END_DECLS
