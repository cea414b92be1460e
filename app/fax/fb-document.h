/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT (fb_document_get_type ())

/**
 * FbDocument:
 * @path: where the document is, an absolute path
 * @media_type: by its content: "application/pdf", "image/tiff", or "application/octet-stream"
 * @size: bytes
 * @sha256: of its content, lower-case hexadecimal
 * @n_pages: how many pages it has by its content; %FB_PAGES_UNREADABLE where it turned out not to
 *   be a document that can be shown, %FB_PAGES_NOT_COUNTED as long as nobody has looked
 * @rotation: by how many degrees clockwise somebody wants to see it turned: 0, 90, 180 or 270
 * @is_inverted: whether somebody wants to see it with black and white exchanged
 *
 * A document that is on disk. Immutable.
 */
typedef struct
{
  char *path;
  char *media_type;
  gint64 size;
  char *sha256;
  int n_pages;
  guint rotation;
  gboolean is_inverted;
} FbDocument;

/* Of what is no number of pages. */
#define FB_PAGES_UNREADABLE  (-1)
#define FB_PAGES_NOT_COUNTED (-2)

GType fb_document_get_type (void) G_GNUC_CONST;

FbDocument *
fb_document_new (const char *path, const char *media_type, gint64 size, const char *sha256);
FbDocument *fb_document_new_full (const char *path,
                                  const char *media_type,
                                  gint64 size,
                                  const char *sha256,
                                  int n_pages,
                                  guint rotation,
                                  gboolean is_inverted);
FbDocument *fb_document_ref (FbDocument *document);
void fb_document_unref (FbDocument *document);
const char *fb_document_get_format_label (const FbDocument *document);
gboolean fb_rotation_is_valid (gint64 rotation);

const char *fb_media_type_from_content (const guint8 *start, gsize length);
gboolean fb_media_type_is_document (const char *media_type);
const char *fb_media_type_get_extension (const char *media_type);

#define FB_MEDIA_TYPE_PDF     "application/pdf"
#define FB_MEDIA_TYPE_TIFF    "image/tiff"
#define FB_MEDIA_TYPE_UNKNOWN "application/octet-stream"

/* How much of a document's start fb_media_type_from_content() wants to see. */
#define FB_MEDIA_TYPE_PROBE 1024

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocument, fb_document_unref)

G_END_DECLS
