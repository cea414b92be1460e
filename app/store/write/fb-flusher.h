/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-committer.h"
#include "fb-delivery.h"
#include "fb-document-folder.h"

G_BEGIN_DECLS

/**
 * FbFlusher:
 *
 * The thread that flushes documents and folders to the disk, and hands deliveries on to the
 * committer.
 */
typedef struct _FbFlusher FbFlusher;

FbFlusher *fb_flusher_new (FbDocumentFolder *folder, FbCommitter *committer);
void fb_flusher_free (FbFlusher *flusher);
void fb_flusher_keep (FbFlusher *flusher, FbDelivery *delivery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFlusher, fb_flusher_free)

G_END_DECLS
