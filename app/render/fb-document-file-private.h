/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FB_DOCUMENT_FILE_READ,
  FB_DOCUMENT_FILE_READ_AGAIN,
  FB_DOCUMENT_FILE_CREATE,
} FbDocumentFileMode;

void fb_document_file_open_async (const char *path,
                                  FbDocumentFileMode mode,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void fb_document_file_open_again_async (int fd,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
int fb_document_file_open_finish (GAsyncResult *result, GError **error);
void fb_document_file_remove (const char *path);

G_END_DECLS
