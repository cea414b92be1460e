/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "fb-event.h"
#include "fb-spool-file.h"

G_BEGIN_DECLS

/* Stands in the names of documents of tests, before the direction. */
#define FB_DOCUMENT_TEST_WORD "test"

/**
 * FbDocumentFolder:
 *
 * The data folder, locked for this process.
 */
typedef struct _FbDocumentFolder FbDocumentFolder;

/**
 * FbFolders:
 *
 * The folders that a batch has changed, whose change is not on the disk yet.
 */
typedef struct _FbFolders FbFolders;

FbDocumentFolder *fb_document_folder_open (const char *path, GError **error);
void fb_document_folder_free (FbDocumentFolder *folder);
int fb_document_folder_get_spool (FbDocumentFolder *folder);
gboolean
fb_document_folder_get_free_space (FbDocumentFolder *folder, guint64 *bytes, GError **error);
gboolean fb_document_folder_check_space (FbDocumentFolder *folder,
                                         guint64 bytes,
                                         guint64 spare,
                                         GError **error);

char *fb_document_folder_place (FbDocumentFolder *folder,
                                FbSpoolFile *file,
                                const FbEvent *event,
                                const char *message_id,
                                gint64 received_at,
                                gboolean is_unreadable,
                                FbFolders *changed,
                                GError **error);
gboolean fb_document_folder_sync (FbDocumentFolder *folder, FbFolders *changed, GError **error);
void fb_document_folder_remove (FbDocumentFolder *folder,
                                const char *relative_path,
                                FbFileIdentity identity);

FbFolders *fb_folders_new (void);
void fb_folders_free (FbFolders *folders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocumentFolder, fb_document_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFolders, fb_folders_free)

G_END_DECLS
