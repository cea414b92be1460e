/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-document-folder.h"
#include "fb-event.h"
#include "fb-spool-file.h"

G_BEGIN_DECLS

/**
 * FbStoredDocument:
 * @path: relative to the data folder
 * @media_type: by content
 * @size: bytes
 * @sha256: of its content
 * @identity: which file it is, whatever is at @path later
 * @is_needed: whether the database refers to it
 *
 * A document in its place.
 */
typedef struct
{
  char *path;
  const char *media_type;
  guint64 size;
  char *sha256;
  FbFileIdentity identity;
  gboolean is_needed;
} FbStoredDocument;

/**
 * FbDelivery:
 * @event: what came
 * @documents: (element-type FbSpoolFile): what came with it
 * @body: (nullable): the whole delivery, if it could not be understood
 * @received_at: microseconds since 1970 UTC
 * @message_id: names the fax; an unreadable delivery gets a name of ours
 * @placed: (element-type FbStoredDocument): the documents in their places
 * @digest: tells a delivery that was seen before
 * @already_kept: whether it was
 * @is_found: whether its documents were found on the disk, where they have been since @received_at
 * @error: (nullable): why it is not kept
 * @task: who waits for it
 *
 * One delivery on its way through the writers.
 */
typedef struct
{
  FbEvent *event;
  GPtrArray *documents;
  FbSpoolFile *body;
  gint64 received_at;
  char *message_id;
  GPtrArray *stored;
  GBytes *digest;
  gboolean already_kept;
  gboolean is_found;
  GError *error;
  GTask *task;
} FbDelivery;

/* Begins the name that we give to a delivery that could not be understood. */
#define FB_UNREADABLE_PREFIX "unreadable-"

void fb_stored_document_free (FbStoredDocument *stored);

FbDelivery *fb_delivery_new (FbEvent *event, GPtrArray *documents, FbSpoolFile *body, GTask *task);
void fb_delivery_free (FbDelivery *delivery);

void fb_delivery_settle (FbDelivery *delivery);
void fb_delivery_sync (FbDelivery *delivery);
void fb_delivery_place (FbDelivery *delivery, FbDocumentFolder *folder, FbFolders *changed);
void fb_delivery_fail (FbDelivery *delivery, const GError *error);
void fb_delivery_reply (FbDelivery *delivery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDelivery, fb_delivery_free)

G_END_DECLS
