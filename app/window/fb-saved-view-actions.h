/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-filters.h"
#include "fb-saved-views.h"
#include "fb-view-pane.h"

G_BEGIN_DECLS

#define FB_TYPE_SAVED_VIEW_ACTIONS (fb_saved_view_actions_get_type ())
G_DECLARE_FINAL_TYPE (FbSavedViewActions, fb_saved_view_actions, FB, SAVED_VIEW_ACTIONS, GObject)

/* Signal:
 *   toast (AdwToast): something to tell the user
 */

FbSavedViewActions *
fb_saved_view_actions_new (FbViewPane *pane, FbFilters *filters, FbSavedViews *saved_views);
GActionGroup *fb_saved_view_actions_get_group (FbSavedViewActions *self);

G_END_DECLS
