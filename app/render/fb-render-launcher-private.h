/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-launcher.h"
#include "fb-render-process-private.h"

G_BEGIN_DECLS

/**
 * FbRenderLimits:
 * @ready: how long a helper may take to shut itself in, milliseconds; as the next six
 * @open: to open a document
 * @sizes: to tell the shapes of some pages
 * @page: to draw a page
 * @text: to read one
 * @pdf: to write a PDF, and
 * @pdf_page: for each page of it
 * @idle: how long a document's helper is kept that has nothing to do, milliseconds
 * @spare_delay: how long after a helper was taken the next spare one is started, milliseconds
 * @document_crashes: after how many crashes a document is given up
 * @crashes: how many helpers may crash within @crash_window before no more are started
 * @crash_window: milliseconds
 *
 * How long, and how often.
 */
typedef struct
{
  guint ready;
  guint open;
  guint sizes;
  guint page;
  guint text;
  guint pdf;
  guint pdf_page;
  guint idle;
  guint spare_delay;
  guint document_crashes;
  guint crashes;
  guint crash_window;
} FbRenderLimits;

#define FB_RENDER_LIMITS_DEFAULT                                                                   \
  {                                                                                                \
    .ready = 10000, .open = 15000, .sizes = 10000, .page = 10000, .text = 10000, .pdf = 120000,    \
    .pdf_page = 100, .idle = 300000, .spare_delay = 300, .document_crashes = 3, .crashes = 12,     \
    .crash_window = 60000                                                                          \
  }

void fb_render_launcher_set_limits (FbRenderLauncher *self, const FbRenderLimits *limits);
const FbRenderLimits *fb_render_launcher_get_limits (FbRenderLauncher *self);
FbRenderProcess *fb_render_launcher_get_spare (FbRenderLauncher *self);

void fb_render_launcher_take_async (FbRenderLauncher *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
FbRenderProcess *
fb_render_launcher_take_finish (FbRenderLauncher *self, GAsyncResult *result, GError **error);
void fb_render_launcher_give_back (FbRenderLauncher *self, FbRenderProcess *process);
void fb_render_launcher_count_crash (FbRenderLauncher *self);

G_END_DECLS
