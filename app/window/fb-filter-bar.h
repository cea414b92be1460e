/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-filters.h"

G_BEGIN_DECLS

#define FB_TYPE_FILTER_BAR (fb_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbFilterBar, fb_filter_bar, FB, FILTER_BAR, AdwBin)

void fb_filter_bar_set_filters (FbFilterBar *self, FbFilters *filters);

G_END_DECLS
