/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint fb_descriptor_limit_raise (guint n_descriptors);

G_END_DECLS
