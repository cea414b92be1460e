/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-setup-parts.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_ASSISTANT (fb_setup_assistant_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupAssistant, fb_setup_assistant, FB, SETUP_ASSISTANT, AdwWindow)

/* Signal:
 *   activate (const char *action): activate one of the application's actions
 */

FbSetupAssistant *fb_setup_assistant_new (GtkWindow *parent, const FbSetupParts *parts);
void fb_setup_assistant_show_page (FbSetupAssistant *self, const char *key);

G_END_DECLS
