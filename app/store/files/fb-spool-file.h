/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The largest piece that a spool file holds in memory. A fax of some pages fits. */
#define FB_SPOOL_BLOCK (64 * 1024)

/**
 * FbSpoolFile:
 *
 * A document that is being received: hashed as it grows, in memory while it is small, a file of its
 * own in `spool/` as soon as it isn't. Used by one thread at a time. Freed without having been
 * stored, it takes its file with it.
 */
typedef struct _FbSpoolFile FbSpoolFile;

/**
 * FbFileIdentity:
 *
 * What tells a file from every other, by whatever name it goes.
 */
typedef struct
{
  dev_t device;
  ino_t inode;
} FbFileIdentity;

FbSpoolFile *fb_spool_file_new (int folder_fd);
void fb_spool_file_free (FbSpoolFile *file);
void fb_spool_file_throw_away (FbSpoolFile *file);
gboolean fb_spool_file_write (FbSpoolFile *file, const void *data, gsize length, GError **error);
guint64 fb_spool_file_get_size (const FbSpoolFile *file);
const char *fb_spool_file_get_media_type (FbSpoolFile *file);

gboolean fb_spool_file_settle (FbSpoolFile *file, GError **error);
gboolean fb_spool_file_sync (FbSpoolFile *file, GError **error);
gboolean fb_spool_file_rename (FbSpoolFile *file,
                               int folder_fd,
                               const char *name,
                               guint flags,
                               GError **error);
const char *fb_spool_file_get_sha256 (const FbSpoolFile *file);
FbFileIdentity fb_spool_file_get_identity (const FbSpoolFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSpoolFile, fb_spool_file_free)

G_END_DECLS
