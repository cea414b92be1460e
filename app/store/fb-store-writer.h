/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-delivery.h"
#include "fb-document-folder.h"
#include "fb-news.h"
#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbStoreWriter:
 *
 * The threads that make deliveries durable, and the only writer of the database.
 */
typedef struct _FbStoreWriter FbStoreWriter;

/* Called in the writer's thread after a commit; the news is the callee's. */
typedef void (*FbNewsFunc) (FbNews *news, gpointer user_data);

FbStoreWriter *fb_store_writer_new (const char *path,
                                    FbDocumentFolder *folder,
                                    FbEventReader read_event,
                                    FbNewsFunc publish_news,
                                    gpointer user_data,
                                    GError **error);
void fb_store_writer_free (FbStoreWriter *writer);
void fb_store_writer_keep (FbStoreWriter *writer, FbDelivery *delivery);
void fb_store_writer_mark (FbStoreWriter *writer, GArray *ids, gboolean is_read, GTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStoreWriter, fb_store_writer_free)

G_END_DECLS
