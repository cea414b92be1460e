/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *fb_tiff_directories_find (int fd, gboolean *has_more);

G_END_DECLS
