/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fb_confine (guint n_descriptors, guint32 *confinement);

G_END_DECLS
