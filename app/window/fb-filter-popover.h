/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-filters.h"

G_BEGIN_DECLS

#define FB_TYPE_FILTER_POPOVER (fb_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (FbFilterPopover, fb_filter_popover, FB, FILTER_POPOVER, GtkPopover)

void fb_filter_popover_set_filters (FbFilterPopover *self, FbFilters *filters);

G_END_DECLS
