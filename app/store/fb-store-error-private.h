/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

gboolean fb_store_fail (int saved_errno, const char *what, GError **error);

G_END_DECLS
