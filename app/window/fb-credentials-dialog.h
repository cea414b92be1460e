/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_CREDENTIALS_DIALOG (fb_credentials_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FbCredentialsDialog,
                      fb_credentials_dialog,
                      FB,
                      CREDENTIALS_DIALOG,
                      AdwMessageDialog)

/* Signal:
 *   kept: the password was copied, or somebody said that it is noted
 */

FbCredentialsDialog *fb_credentials_dialog_new (GtkWindow *parent,
                                                const char *url,
                                                const char *user,
                                                const char *password);

G_END_DECLS
