/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-filters.h"

G_BEGIN_DECLS

#define FB_TYPE_SEARCH_BAR (fb_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbSearchBar, fb_search_bar, FB, SEARCH_BAR, AdwBin)

/* Properties:
 *   results (char *, read-only): what is known of how many faxes were found; "" without a search
 *
 * It is open while it is visible; nothing is searched for otherwise.
 *
 * Signals:
 *   results-wanted: the user goes on from the entry to what was found
 *   closed: the user has closed the bar
 */

void fb_search_bar_set_filters (FbSearchBar *self, FbFilters *filters);
void fb_search_bar_capture_keys (FbSearchBar *self, GtkWidget *list);
void fb_search_bar_open (FbSearchBar *self);
void fb_search_bar_close (FbSearchBar *self);
void fb_search_bar_set_results (FbSearchBar *self, guint n_results, gboolean is_loading);

G_END_DECLS
