/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *fb_sealed_memory_new (gsize size, int *fd, GError **error);

G_END_DECLS
