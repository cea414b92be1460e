/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-render-launcher-private.h"
#include "fb-rendered-document.h"

G_BEGIN_DECLS

#define FB_TYPE_RENDER_SESSION (fb_render_session_get_type ())
G_DECLARE_FINAL_TYPE (FbRenderSession, fb_render_session, FB, RENDER_SESSION, GObject)

FbRenderSession *fb_render_session_new (FbRenderLauncher *launcher, int document);
FbRenderSession *fb_render_session_new_beside (FbRenderSession *other, int document);
int fb_render_session_get_document (FbRenderSession *self);
void fb_render_session_close (FbRenderSession *self);

void fb_render_session_ask_async (FbRenderSession *self,
                                  const FbRenderRequest *request,
                                  int fd,
                                  FbPageUrgency urgency,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_render_session_ask_finish (FbRenderSession *self,
                                       GAsyncResult *result,
                                       FbRenderAnswer *answer,
                                       GBytes **memory,
                                       GError **error);
FbRenderProcess *fb_render_session_get_process (FbRenderSession *self);

G_END_DECLS
