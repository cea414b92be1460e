/* fb-contact-file.c
 *
 * Names of numbers out of an address book's file into the store, and the other way. The file is
 * read and understood in a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-file.h"

#include "fb-vcard-reader.h"
#include "fb-vcard-writer.h"

#define CHUNK_SIZE (64 * 1024)

typedef struct
{
  GFile *file;
  char *who;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->file);
  g_free (request->who);
  g_free (request);
}

static GTask *
make_task (FbStore *store,
           GFile *file,
           const char *who,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  Request *request = g_new (Request, 1);

  *request = (Request){ g_object_ref (file), g_strdup (who) };
  g_task_set_task_data (task, request, request_free);
  return task;
}

/* Import */

static GBytes *
read_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n_read = 0;

  if (stream == NULL)
    return NULL;
  do
    {
      n_read = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, NULL, error);
      if (n_read < 0)
        return NULL;
      g_byte_array_append (content, chunk, (guint) n_read);
      if (content->len > FB_VCARD_MAX_SIZE)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The file is too large");
          return NULL;
        }
    }
  while (n_read > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) content = read_file (request->file, &error);

  if (content == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_autoptr (GPtrArray) contacts = fb_vcard_read (content, request->who, g_get_real_time ());
  if (contacts->len > 0)
    g_task_return_pointer (task, g_steal_pointer (&contacts), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             "There are no numbers with names in the file");
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree FbContactCounts *counts = g_new0 (FbContactCounts, 1);
  GError *error = NULL;

  if (fb_store_set_contacts_finish (FB_STORE (source), result, counts, &error))
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) contacts = g_task_propagate_pointer (G_TASK (result), &error);

  if (contacts != NULL)
    fb_store_set_contacts_async (FB_STORE (source), contacts, FALSE, on_kept,
                                 g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * fb_contact_file_import_async:
 * @store: keeps the names
 * @file: a vCard file
 * @who: (nullable): who imports it
 * @callback: called when its names are kept
 * @user_data: for @callback
 *
 * Numbers that have a name keep it. A file that has no numbers with names fails with
 * %G_IO_ERROR_INVALID_DATA, one of more than %FB_VCARD_MAX_SIZE bytes with
 * %G_IO_ERROR_MESSAGE_TOO_LARGE. For the thread that made the store.
 */
void
fb_contact_file_import_async (FbStore *store,
                              GFile *file,
                              const char *who,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (store));
  g_return_if_fail (G_IS_FILE (file));

  GTask *task = g_task_new (store, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_contact_file_import_async);
  g_autoptr (GTask) reading = make_task (store, file, who, on_read, task);
  g_task_run_in_thread (reading, read_in_thread);
}

/**
 * fb_contact_file_import_finish:
 * @store: keeps the names
 * @result: what the callback was given
 * @counts: (out): what came of it
 * @error: (optional): return location for an error
 *
 * Returns: whether the names are kept; if not, some of them may be
 */
gboolean
fb_contact_file_import_finish (FbStore *store,
                               GAsyncResult *result,
                               FbContactCounts *counts,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  g_autofree FbContactCounts *kept = g_task_propagate_pointer (G_TASK (result), error);
  if (kept != NULL)
    *counts = *kept;
  return kept != NULL;
}

/* Export */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const guint n_contacts = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), "fb-n-contacts"));
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_int (task, n_contacts);
  else
    g_task_return_error (task, error);
}

/* An existing file is replaced only when the new one is complete. Nobody else may read it. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) contacts =
    fb_store_list_contacts_finish (FB_STORE (source), result, &error);

  if (contacts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (contacts->len == 0)
    {
      g_task_return_int (task, 0);
      return;
    }
  g_autoptr (GBytes) content = fb_vcard_write (contacts);
  g_object_set_data (G_OBJECT (task), "fb-n-contacts", GUINT_TO_POINTER (contacts->len));
  g_file_replace_contents_bytes_async (request->file, content, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, on_written, g_steal_pointer (&task));
}

/**
 * fb_contact_file_export_async:
 * @store: has the names
 * @file: where to write them, as vCards
 * @callback: called when the file is complete, or won't be
 * @user_data: for @callback
 *
 * Where no number has a name, no file is written. For the thread that made the store.
 */
void
fb_contact_file_export_async (FbStore *store,
                              GFile *file,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (store));
  g_return_if_fail (G_IS_FILE (file));

  GTask *task = make_task (store, file, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_contact_file_export_async);
  fb_store_list_contacts_async (store, NULL, on_listed, task);
}

/**
 * fb_contact_file_export_finish:
 * @store: has the names
 * @result: what the callback was given
 * @n_contacts: (out): how many names were written
 * @error: (optional): return location for an error
 *
 * Returns: whether all of them are in the file
 */
gboolean
fb_contact_file_export_finish (FbStore *store,
                               GAsyncResult *result,
                               guint *n_contacts,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  const gssize n_written = g_task_propagate_int (G_TASK (result), error);
  *n_contacts = n_written > 0 ? (guint) n_written : 0;
  return n_written >= 0;
}
