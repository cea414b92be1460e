/* fb-document.c
 *
 * A document that is on disk, and what kind of document it is: judged by its first bytes, never by
 * what the sender calls it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (FbDocument, fb_document, fb_document_ref, fb_document_unref)

/**
 * fb_document_new:
 * @path: an absolute path
 * @media_type: by content
 * @size: bytes
 * @sha256: lower-case hexadecimal
 *
 * Its pages are not counted, and it is seen as it is.
 *
 * Returns: (transfer full): the document
 */
FbDocument *
fb_document_new (const char *path, const char *media_type, gint64 size, const char *sha256)
{
  return fb_document_new_full (path, media_type, size, sha256, FB_PAGES_NOT_COUNTED, 0, FALSE);
}

/**
 * fb_document_new_full:
 * @path: an absolute path
 * @media_type: by content
 * @size: bytes
 * @sha256: lower-case hexadecimal
 * @n_pages: how many pages it has by its content, %FB_PAGES_UNREADABLE or %FB_PAGES_NOT_COUNTED;
 *   any other number counts as the last
 * @rotation: by how many degrees it is seen turned; one that is not valid counts as 0
 * @is_inverted: whether it is seen inverted
 *
 * Returns: (transfer full): the document
 */
FbDocument *
fb_document_new_full (const char *path,
                      const char *media_type,
                      gint64 size,
                      const char *sha256,
                      int n_pages,
                      guint rotation,
                      gboolean is_inverted)
{
  g_return_val_if_fail (path != NULL, NULL);

  FbDocument *document = g_atomic_rc_box_new0 (FbDocument);
  document->path = g_strdup (path);
  document->media_type = g_strdup (media_type);
  document->size = size;
  document->sha256 = g_strdup (sha256);
  document->n_pages = MAX (n_pages, FB_PAGES_NOT_COUNTED);
  document->rotation = fb_rotation_is_valid (rotation) ? rotation : 0;
  document->is_inverted = is_inverted != FALSE;
  return document;
}

/**
 * fb_rotation_is_valid:
 * @rotation: degrees
 *
 * Returns: whether a document can be seen turned by so many: 0, 90, 180 or 270
 */
gboolean
fb_rotation_is_valid (gint64 rotation)
{
  return rotation >= 0 && rotation < 360 && rotation % 90 == 0;
}

/**
 * fb_document_ref:
 * @document: a document
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same document
 */
FbDocument *
fb_document_ref (FbDocument *document)
{
  return g_atomic_rc_box_acquire (document);
}

static void
fb_document_clear (gpointer data)
{
  FbDocument *document = data;

  g_free (document->path);
  g_free (document->media_type);
  g_free (document->sha256);
}

/**
 * fb_document_unref:
 * @document: (transfer full): a document
 *
 * Any thread may call it.
 */
void
fb_document_unref (FbDocument *document)
{
  g_atomic_rc_box_release_full (document, fb_document_clear);
}

/**
 * fb_document_get_format_label:
 * @document: a document
 *
 * Returns: what people call the document's format
 */
const char *
fb_document_get_format_label (const FbDocument *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  if (g_str_equal (document->media_type, FB_MEDIA_TYPE_PDF))
    return "PDF";
  if (g_str_equal (document->media_type, FB_MEDIA_TYPE_TIFF))
    return "TIFF";
  return _ ("Unknown format");
}

/**
 * fb_media_type_from_content:
 * @start: (array length=length): the document's first bytes
 * @length: how many there are; %FB_MEDIA_TYPE_PROBE are enough
 *
 * PDF allows other bytes before its header within the first 1024 bytes (ISO 32000-1, H.3 3.4.1);
 * TIFF 6.0 and BigTIFF begin with their byte order and version.
 *
 * Returns: the media type; %FB_MEDIA_TYPE_UNKNOWN for anything but PDF and TIFF
 */
const char *
fb_media_type_from_content (const guint8 *start, gsize length)
{
  static const char *const tiff_magics[] = { "II*\0", "MM\0*", "II+\0", "MM\0+" };

  g_return_val_if_fail (start != NULL || length == 0, FB_MEDIA_TYPE_UNKNOWN);

  if (length >= 4)
    for (guint i = 0; i < G_N_ELEMENTS (tiff_magics); i++)
      if (memcmp (start, tiff_magics[i], 4) == 0)
        return FB_MEDIA_TYPE_TIFF;
  if (length > 0 && memmem (start, MIN (length, FB_MEDIA_TYPE_PROBE), "%PDF-", 5) != NULL)
    return FB_MEDIA_TYPE_PDF;
  return FB_MEDIA_TYPE_UNKNOWN;
}

/**
 * fb_media_type_is_document:
 * @media_type: a media type
 *
 * Returns: whether it is one that a fax comes in
 */
gboolean
fb_media_type_is_document (const char *media_type)
{
  return g_strcmp0 (media_type, FB_MEDIA_TYPE_PDF) == 0 ||
         g_strcmp0 (media_type, FB_MEDIA_TYPE_TIFF) == 0;
}

/**
 * fb_media_type_get_extension:
 * @media_type: a media type
 *
 * Returns: the file name's ending, with its dot
 */
const char *
fb_media_type_get_extension (const char *media_type)
{
  if (g_strcmp0 (media_type, FB_MEDIA_TYPE_PDF) == 0)
    return ".pdf";
  if (g_strcmp0 (media_type, FB_MEDIA_TYPE_TIFF) == 0)
    return ".tiff";
  return ".bin";
}
