/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * FbFileStamp:
 *
 * Identifies a file and its state: differs after each change.
 */
typedef struct
{
  dev_t device;
  ino_t inode;
  off_t size;
  struct timespec modified;
  struct timespec changed;
} FbFileStamp;

gboolean fb_file_stamp_equal (const FbFileStamp *a, const FbFileStamp *b);

void fb_credentials_file_stamp (const char *file_name, FbFileStamp *stamp);
gboolean fb_credentials_file_read (const char *file_name,
                                   FbFileStamp *stamp,
                                   char **user,
                                   char **hash,
                                   GError **error);
gboolean fb_credentials_file_split (const char *line, char **user, char **hash);
char *fb_credentials_file_read_text (const char *file_name, FbFileStamp *stamp, GError **error);
gboolean fb_credentials_file_write_text (const char *file_name, const char *text, GError **error);
gboolean fb_credentials_file_write (const char *file_name,
                                    const char *user,
                                    const char *hash,
                                    GError **error);

G_END_DECLS
