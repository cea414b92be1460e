/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbSpoolFile:
 *
 * A document that is being received: a file of its own in `spool/`, hashed as it grows. Used by one
 * thread at a time. Freed without being kept, it takes its file with it.
 */
typedef struct _FbSpoolFile FbSpoolFile;

FbSpoolFile *fb_spool_file_new (int folder_fd, GError **error);
void fb_spool_file_free (FbSpoolFile *file);
gboolean
fb_spool_file_write (FbSpoolFile *file, const void *data, gsize length, GError **error);
guint64 fb_spool_file_get_size (const FbSpoolFile *file);
const char *fb_spool_file_get_media_type (FbSpoolFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSpoolFile, fb_spool_file_free)

G_END_DECLS
