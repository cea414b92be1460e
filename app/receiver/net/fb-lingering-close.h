/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"

G_BEGIN_DECLS

void fb_lingering_close (GIOStream *stream, char *text, FbClient *client, guint64 max_bytes);

G_END_DECLS
