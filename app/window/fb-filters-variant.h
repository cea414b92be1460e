/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-filters.h"

G_BEGIN_DECLS

GVariant *fb_filters_to_variant (FbFilters *filters);
void fb_filters_from_variant (FbFilters *filters, GVariant *variant);

G_END_DECLS
