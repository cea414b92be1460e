/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-render-error.h"
#include "fb-render-protocol.h"

G_BEGIN_DECLS

/* Signals:
 *   ended: it ended though nothing was being asked
 */
#define FB_TYPE_RENDER_PROCESS (fb_render_process_get_type ())
G_DECLARE_FINAL_TYPE (FbRenderProcess, fb_render_process, FB, RENDER_PROCESS, GObject)

void fb_render_process_start_async (const char *path,
                                    guint timeout,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
FbRenderProcess *fb_render_process_start_finish (GAsyncResult *result, GError **error);

gboolean fb_render_process_has_ended (FbRenderProcess *self);
FbRenderConfinement fb_render_process_get_confinement (FbRenderProcess *self);
const char *fb_render_process_get_identifier (FbRenderProcess *self);

void fb_render_process_ask_async (FbRenderProcess *self,
                                  const FbRenderRequest *request,
                                  int fd,
                                  guint timeout,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_render_process_ask_finish (FbRenderProcess *self,
                                       GAsyncResult *result,
                                       FbRenderAnswer *answer,
                                       GError **error);
void fb_render_process_end (FbRenderProcess *self);

G_END_DECLS
