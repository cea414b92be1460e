/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-protocol.h"

G_BEGIN_DECLS

FbRenderStatus fb_file_copy (int from, int to);
FbRenderStatus fb_file_write (int fd, const void *data, gsize length);

G_END_DECLS
