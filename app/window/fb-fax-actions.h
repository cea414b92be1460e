/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-table.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_ACTIONS (fb_fax_actions_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxActions, fb_fax_actions, FB, FAX_ACTIONS, GObject)

/* Signal:
 *   toast (AdwToast): to be shown in the window
 */

FbFaxActions *fb_fax_actions_new (FbFaxTable *table, FbStore *store, GSettings *settings);
GActionGroup *fb_fax_actions_get_group (FbFaxActions *self);
void fb_fax_actions_install_keys (GtkWidgetClass *widget_class);

G_END_DECLS
