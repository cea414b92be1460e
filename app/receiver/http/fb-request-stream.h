/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-header-scanner.h"

G_BEGIN_DECLS

GIOStream *fb_request_stream_new (GIOStream *base, GSocketAddress *remote);
FbHeaderScanner *fb_request_stream_get_scanner (GSocketAddress *remote);

G_END_DECLS
