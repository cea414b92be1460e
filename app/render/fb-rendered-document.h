/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-page-text.h"
#include "fb-render-error.h"
#include "fb-render-launcher.h"

G_BEGIN_DECLS

#define FB_TYPE_RENDERED_DOCUMENT (fb_rendered_document_get_type ())
G_DECLARE_FINAL_TYPE (FbRenderedDocument, fb_rendered_document, FB, RENDERED_DOCUMENT, GObject)

/**
 * FbPageUrgency:
 * @FB_PAGE_VISIBLE: somebody looks at where it belongs
 * @FB_PAGE_NEAR: it will be looked at next
 * @FB_PAGE_THUMBNAIL: small, at the side
 * @FB_PAGE_BACKGROUND: whenever there is time
 *
 * Which request is taken first.
 */
typedef enum
{
  FB_PAGE_VISIBLE,
  FB_PAGE_NEAR,
  FB_PAGE_THUMBNAIL,
  FB_PAGE_BACKGROUND,
} FbPageUrgency;

/**
 * FbRenderedPage:
 * @pixels: rows of @width pixels of 4 bytes each, in cairo's RGB24, which is
 *   GDK_MEMORY_B8G8R8A8_PREMULTIPLIED on little-endian machines; read-only
 * @width: pixels
 * @height: pixels
 * @flags: what a reader has to be told
 *
 * A page that was drawn. Counted.
 */
typedef struct
{
  GBytes *pixels;
  guint width;
  guint height;
  FbRenderFlags flags;
} FbRenderedPage;

#define FB_TYPE_RENDERED_PAGE (fb_rendered_page_get_type ())
GType fb_rendered_page_get_type (void) G_GNUC_CONST;
FbRenderedPage *fb_rendered_page_ref (FbRenderedPage *page);
void fb_rendered_page_unref (FbRenderedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRenderedPage, fb_rendered_page_unref)

/* Signals:
 *   sizes-changed (guint first, guint n): the shapes of these pages are known now
 */

void fb_rendered_document_open_async (FbRenderLauncher *launcher,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
FbRenderedDocument *fb_rendered_document_open_finish (GAsyncResult *result, GError **error);

guint fb_rendered_document_get_n_pages (FbRenderedDocument *self);
gboolean fb_rendered_document_has_more_pages (FbRenderedDocument *self);
/* Until the shape of a page is known, it is that of the first page, which is known at once. */
FbRenderSize fb_rendered_document_get_size (FbRenderedDocument *self, guint page);

void fb_rendered_document_render_async (FbRenderedDocument *self,
                                        guint page,
                                        guint width,
                                        guint height,
                                        FbPageUrgency urgency,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
FbRenderedPage *
fb_rendered_document_render_finish (FbRenderedDocument *self, GAsyncResult *result, GError **error);

void fb_rendered_document_read_text_async (FbRenderedDocument *self,
                                           guint page,
                                           FbPageUrgency urgency,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
FbPageText *fb_rendered_document_read_text_finish (FbRenderedDocument *self,
                                                   GAsyncResult *result,
                                                   GError **error);

void fb_rendered_document_write_pdf_async (FbRenderedDocument *self,
                                           const char *path,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean fb_rendered_document_write_pdf_finish (FbRenderedDocument *self,
                                                GAsyncResult *result,
                                                FbRenderFlags *flags,
                                                GError **error);

G_END_DECLS
