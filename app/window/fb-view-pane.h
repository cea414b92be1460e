/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-saved-views.h"

G_BEGIN_DECLS

#define FB_TYPE_VIEW_PANE (fb_view_pane_get_type ())
G_DECLARE_FINAL_TYPE (FbViewPane, fb_view_pane, FB, VIEW_PANE, AdwBin)

/* Signals:
 *   view-changed: another view is chosen
 *   chosen: the user has chosen a view, maybe the same again
 */

void fb_view_pane_set_counts (FbViewPane *self, const FbFaxCounts *counts);
void fb_view_pane_choose (FbViewPane *self, FbView view);
FbView fb_view_pane_get_view (FbViewPane *self);
guint fb_view_pane_get_count (FbViewPane *self, FbView view);
void fb_view_pane_set_saved_views (FbViewPane *self, FbSavedViews *saved_views);
void fb_view_pane_choose_saved_view (FbViewPane *self, guint index);
guint fb_view_pane_get_saved_view (FbViewPane *self);
const char *fb_view_pane_get_title (FbViewPane *self);

G_END_DECLS
