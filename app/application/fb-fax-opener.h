/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_OPENER (fb_fax_opener_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxOpener, fb_fax_opener, FB, FAX_OPENER, GObject)

FbFaxOpener *fb_fax_opener_new (FbStore *store,
                                FbWindowPresenter *presenter,
                                FbRenderLauncher *render_launcher,
                                GSettings *settings);
void fb_fax_opener_open (FbFaxOpener *self, const char *message_id, const char *activation_token);
void fb_fax_opener_open_elsewhere (FbFaxOpener *self,
                                   const char *message_id,
                                   gboolean as_pdf,
                                   const char *activation_token);
void fb_fax_opener_show (FbFaxOpener *self, const char *message_id, const char *activation_token);

G_END_DECLS
