/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-api-key.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMO_GROUP (fb_documo_group_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumoGroup, fb_documo_group, FB, DOCUMO_GROUP, AdwPreferencesGroup)

/* Signal:
 *   entry-changed: what is entered as the key is another
 */

void fb_documo_group_bind (FbDocumoGroup *self, FbApiKey *api_key);
void fb_documo_group_focus_key (FbDocumoGroup *self);
gboolean fb_documo_group_has_entry (FbDocumoGroup *self);
void fb_documo_group_apply (FbDocumoGroup *self);
void fb_documo_group_unbind (FbDocumoGroup *self);

G_END_DECLS
