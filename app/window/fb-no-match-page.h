/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-filters.h"
#include "fb-view.h"

G_BEGIN_DECLS

#define FB_TYPE_NO_MATCH_PAGE (fb_no_match_page_get_type ())
G_DECLARE_FINAL_TYPE (FbNoMatchPage, fb_no_match_page, FB, NO_MATCH_PAGE, AdwBin)

/* Activates win.clear-filters, search.all and search.clear of a widget around it. */

void fb_no_match_page_show (FbNoMatchPage *self, FbFilters *filters, FbView view);

G_END_DECLS
