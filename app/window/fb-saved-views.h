/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-view.h"

G_BEGIN_DECLS

/* Longer names are cut: they stand in the sidebar. */
#define FB_SAVED_VIEW_NAME_LENGTH 60

#define FB_TYPE_SAVED_VIEWS (fb_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (FbSavedViews, fb_saved_views, FB, SAVED_VIEWS, GObject)

/* Signal:
 *   changed: there are others, or one has another name
 */

FbSavedViews *fb_saved_views_new (GSettings *settings);
guint fb_saved_views_get_n (FbSavedViews *self);
const char *fb_saved_views_get_name (FbSavedViews *self, guint index);
FbView fb_saved_views_get_view (FbSavedViews *self, guint index);
GVariant *fb_saved_views_get_filters (FbSavedViews *self, guint index);
guint fb_saved_views_find (FbSavedViews *self, const char *name);
guint fb_saved_views_save (FbSavedViews *self, const char *name, FbView view, GVariant *filters);
void fb_saved_views_rename (FbSavedViews *self, guint index, const char *name);
void fb_saved_views_remove (FbSavedViews *self, guint index);

G_END_DECLS
