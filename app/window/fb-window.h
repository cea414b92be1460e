/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-render-launcher.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_WINDOW (fb_window_get_type ())
G_DECLARE_FINAL_TYPE (FbWindow, fb_window, FB, WINDOW, AdwApplicationWindow)

FbWindow *fb_window_new (AdwApplication *application,
                         FbStore *store,
                         FbReceiver *receiver,
                         FbCredentials *credentials,
                         FbDocumentSync *document_sync,
                         FbRenderLauncher *render_launcher,
                         GSettings *settings);
void fb_window_show_fax (FbWindow *self, const char *message_id);
void fb_window_open_fax (FbWindow *self, const char *message_id);
void fb_window_add_toast (FbWindow *self, const char *title);
void fb_window_set_store_problem (FbWindow *self, const GError *problem);
void fb_window_set_outside_watch (FbWindow *self, FbOutsideWatch *watch);

G_END_DECLS
