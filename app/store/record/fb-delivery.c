/* fb-delivery.c
 *
 * One delivery on its way through the writers: an event, the documents that came with it, and
 * the task that returns when all of it is kept. The flusher and the committer take many at once
 * through each step; what fails at one step skips the others and is answered at the end like the
 * rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-delivery.h"

#include "fb-document.h"
#include "fb-sha256.h"

#include <string.h>

/**
 * fb_stored_document_free:
 * @stored: (transfer full): a document in its place
 *
 * Frees what is known of it; the file stays.
 */
void
fb_stored_document_free (FbStoredDocument *stored)
{
  g_free (stored->path);
  g_free (stored->sha256);
  g_free (stored);
}

/**
 * fb_delivery_new:
 * @event: what came
 * @documents: (nullable) (transfer full) (element-type FbSpoolFile): what came with it
 * @body: (nullable) (transfer full): the whole delivery, if it could not be understood
 * @task: (transfer full): who waits for it
 *
 * Returns: (transfer full): a delivery that has just come
 */
FbDelivery *
fb_delivery_new (FbEvent *event, GPtrArray *documents, FbSpoolFile *body, GTask *task)
{
  FbDelivery *self = g_new0 (FbDelivery, 1);

  self->event = fb_event_ref (event);
  self->documents = documents != NULL ? documents : g_ptr_array_new ();
  g_ptr_array_set_free_func (self->documents, (GDestroyNotify) fb_spool_file_free);
  self->body = body;
  self->received_at = g_get_real_time ();
  self->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_stored_document_free);
  self->task = task;
  return self;
}

/**
 * fb_delivery_free:
 * @delivery: a delivery
 *
 * Frees it. Its task must have returned before.
 */
void
fb_delivery_free (FbDelivery *self)
{
  fb_event_unref (self->event);
  g_ptr_array_unref (self->documents);
  fb_spool_file_free (self->body);
  g_free (self->message_id);
  g_ptr_array_unref (self->stored);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->task);
  g_free (self);
}

/**
 * fb_delivery_fail:
 * @delivery: a delivery
 * @error: why it can't be kept
 */
void
fb_delivery_fail (FbDelivery *self, const GError *error)
{
  if (self->error == NULL)
    self->error = g_error_copy (error);
}

/* With its end, so that two neighbours can't be told apart in two ways. */
static void
add_text (FbSha256 *hash, const char *text)
{
  fb_sha256_update (hash, text != NULL ? text : "", text != NULL ? strlen (text) + 1 : 1);
}

/* The name counts too: `succeed` and `complete` may bring the same object. */
static GBytes *
make_digest (FbDelivery *self)
{
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  guint8 digest[FB_SHA256_LENGTH];

  add_text (hash, self->event->name);
  if (self->event->json != NULL)
    {
      gsize size;
      gconstpointer json = g_bytes_get_data (self->event->json, &size);
      fb_sha256_update (hash, json, size);
    }
  add_text (hash, NULL);
  for (guint i = 0; i < self->documents->len; i++)
    add_text (hash, fb_spool_file_get_sha256 (g_ptr_array_index (self->documents, i)));
  if (self->body != NULL)
    add_text (hash, fb_spool_file_get_sha256 (self->body));
  fb_sha256_get_digest (hash, digest);
  return g_bytes_new (digest, sizeof digest);
}

static char *
name_unreadable (FbDelivery *self)
{
  const guint8 *digest = g_bytes_get_data (self->digest, NULL);
  GString *name = g_string_new (FB_UNREADABLE_PREFIX);

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (name, "%02x", digest[i]);
  return g_string_free (name, FALSE);
}

static void
each_file (FbDelivery *self, gboolean (*step) (FbSpoolFile *file, GError **error))
{
  for (guint i = 0; i < self->documents->len && self->error == NULL; i++)
    step (g_ptr_array_index (self->documents, i), &self->error);
  if (self->body != NULL && self->error == NULL)
    step (self->body, &self->error);
}

/**
 * fb_delivery_settle:
 * @delivery: a delivery
 *
 * Hands its documents to the kernel, and finds out what the delivery is called.
 */
void
fb_delivery_settle (FbDelivery *self)
{
  each_file (self, fb_spool_file_settle);
  if (self->error != NULL)
    return;
  self->digest = make_digest (self);
  if (self->event->kind == FB_EVENT_UNREADABLE)
    self->message_id = name_unreadable (self);
  else
    self->message_id = g_strdup (self->event->message_id);
}

/**
 * fb_delivery_sync:
 * @delivery: a settled delivery
 *
 * Waits until the content of its documents is on the disk.
 */
void
fb_delivery_sync (FbDelivery *self)
{
  each_file (self, fb_spool_file_sync);
}

static void
place_file (FbDelivery *self,
            FbSpoolFile *file,
            gboolean is_unreadable,
            FbDocumentFolder *folder,
            FbFolders *changed)
{
  g_autofree char *path =
    fb_document_folder_place (folder, file, self->event, self->message_id, self->received_at,
                              is_unreadable, changed, &self->error);
  if (path == NULL)
    return;

  FbStoredDocument *stored = g_new0 (FbStoredDocument, 1);
  stored->path = g_steal_pointer (&path);
  stored->media_type = is_unreadable ? FB_MEDIA_TYPE_UNKNOWN : fb_spool_file_get_media_type (file);
  stored->size = fb_spool_file_get_size (file);
  stored->sha256 = g_strdup (fb_spool_file_get_sha256 (file));
  stored->identity = fb_spool_file_get_identity (file);
  g_ptr_array_add (self->stored, stored);
}

/**
 * fb_delivery_place:
 * @delivery: a synced delivery
 * @folder: the data folder
 * @changed: gets the folders that must be flushed now
 *
 * Gives its documents their places.
 */
void
fb_delivery_place (FbDelivery *self, FbDocumentFolder *folder, FbFolders *changed)
{
  if (self->body != NULL && self->error == NULL)
    place_file (self, self->body, TRUE, folder, changed);
  for (guint i = 0; i < self->documents->len && self->error == NULL; i++)
    place_file (self, g_ptr_array_index (self->documents, i), FALSE, folder, changed);
}

/**
 * fb_delivery_reply:
 * @delivery: a delivery that is kept, or has an error
 *
 * Returns its task, in the context in which that was made.
 */
void
fb_delivery_reply (FbDelivery *self)
{
  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_int (self->task, self->already_kept);
  g_clear_object (&self->task);
}
