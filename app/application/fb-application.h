/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_APPLICATION (fb_application_get_type ())
/* Actions, with what they do:
 *   app.open-fax (s message id): opens its document, and marks it read
 *   app.show-fax (s message id): presents the window with that fax selected
 *   app.mark-fax-done (s message id): records that somebody has dealt with it; no window
 *   app.show-inbox, app.preferences, app.export, app.about, app.quit
 */
G_DECLARE_FINAL_TYPE (FbApplication, fb_application, FB, APPLICATION, AdwApplication)

FbApplication *fb_application_new (void);

G_END_DECLS
