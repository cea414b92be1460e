/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window.h"

G_BEGIN_DECLS

#define FB_TYPE_WINDOW_PRESENTER (fb_window_presenter_get_type ())
G_DECLARE_FINAL_TYPE (FbWindowPresenter, fb_window_presenter, FB, WINDOW_PRESENTER, GObject)

/* Signals:
 *   window-created (FbWindow): there is a new window, which isn't presented yet
 *   presented (FbWindow): the window was presented
 */

FbWindowPresenter *fb_window_presenter_new (AdwApplication *application,
                                            FbStore *store,
                                            FbReceiver *receiver,
                                            FbCredentials *credentials,
                                            FbDocumentSync *document_sync,
                                            FbRenderLauncher *render_launcher,
                                            GSettings *settings);
FbWindow *fb_window_presenter_get_window (FbWindowPresenter *self);
FbWindow *fb_window_presenter_present (FbWindowPresenter *self, const char *activation_token);
void fb_window_presenter_set_store_problem (FbWindowPresenter *self, const GError *problem);

G_END_DECLS
