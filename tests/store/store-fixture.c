/* store-fixture.c
 *
 * A store in a temporary folder, and the calls to it made synchronous.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-fixture.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

static void
on_ready (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

gboolean
store_fixture_open (FbStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_store_open_async (store, NULL, on_ready, &result);
  wait_for (&result);
  return fb_store_open_finish (store, result, error);
}

void
store_fixture_close (FbStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_close_async (store, on_ready, &result);
  wait_for (&result);
  fb_store_close_finish (store, result, &error);
  g_assert_no_error (error);
}

/* The thread that closed it may still be putting its own reference away, as may what was asked of it
 * just before. */
static void
drop_store (StoreFixture *fixture)
{
  store_fixture_close (fixture->store);
  run_pending ();
  for (guint i = 0; i < 10000 && G_OBJECT (fixture->store)->ref_count > 1; i++)
    {
      g_usleep (1000);
      run_pending ();
    }
  g_assert_finalize_object (fixture->store);
}

static void
on_alert (FbStore *store, FbFax *fax, guint kind, gpointer data)
{
  StoreFixture *fixture = data;

  g_array_append_val (fixture->alerts, kind);
}

static void
make_store (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = fb_store_new (fixture->folder);
  g_signal_connect (fixture->store, "alert", G_CALLBACK (on_alert), fixture);
  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("faxbell-store-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->folder = g_build_filename (folder, "data", NULL);
  fixture->alerts = g_array_new (FALSE, FALSE, sizeof (guint));
  make_store (fixture);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);

  drop_store (fixture);
  folder_remove (parent);
  g_array_unref (fixture->alerts);
  g_free (fixture->folder);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  drop_store (fixture);
  make_store (fixture);
}

/**
 * store_fixture_settle:
 * @fixture: a fixture
 *
 * Waits until the store has told everything of what it has answered: the answer comes first, but
 * what is asked of the writer after it is answered after the changes.
 */
void
store_fixture_settle (StoreFixture *fixture)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;

  fb_store_mark_async (fixture->store, nothing, TRUE, on_ready, &result);
  wait_for (&result);
  run_pending ();
}

FbEvent *
store_fixture_event (const char *message_id, FbDirection direction, FbStatus status)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);
  g_autofree char *json = g_strdup_printf ("{\"messageId\":\"%s\",\"status\":\"%s\"}", message_id,
                                           fb_status_to_string (status));

  event->message_id = g_strdup (message_id);
  event->direction = direction;
  event->status = status;
  event->status_name = g_strdup (fb_status_to_string (status));
  event->fax_number = g_strdup ("+18332394039");
  event->caller_id = g_strdup ("702422");
  event->created_at = G_GINT64_CONSTANT (1620999270) * G_USEC_PER_SEC;
  event->json = g_bytes_new (json, strlen (json));
  return event;
}

FbSpoolFile *
store_fixture_make_document (StoreFixture *fixture, const char *content)
{
  g_autoptr (GError) error = NULL;
  FbSpoolFile *file = fb_store_create_spool_file (fixture->store, &error);

  g_assert_no_error (error);
  fb_spool_file_write (file, content, strlen (content), &error);
  g_assert_no_error (error);
  return file;
}

/**
 * store_fixture_keep_all:
 * @fixture: a fixture
 * @event: what comes
 * @documents: (nullable) (transfer full): what comes with it
 * @body: (nullable) (transfer full): the whole delivery
 * @already_kept: (out) (optional): whether it had been kept before
 * @error: (optional): why not
 *
 * Returns: whether it is kept; what the store has to tell of it has been told
 */
gboolean
store_fixture_keep_all (StoreFixture *fixture,
                        FbEvent *event,
                        GPtrArray *documents,
                        FbSpoolFile *body,
                        gboolean *already_kept,
                        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_store_keep_async (fixture->store, event, documents, body, on_ready, &result);
  wait_for (&result);
  gboolean is_kept = fb_store_keep_finish (fixture->store, result, already_kept, error);
  store_fixture_settle (fixture);
  return is_kept;
}

/* As store_fixture_keep_all(), with one document or none; of an unreadable event that is the body.
 */
gboolean
store_fixture_keep (StoreFixture *fixture,
                    FbEvent *event,
                    const char *document,
                    gboolean *already_kept,
                    GError **error)
{
  g_autoptr (FbEvent) owned = event;
  FbSpoolFile *file = document != NULL ? store_fixture_make_document (fixture, document) : NULL;
  GPtrArray *documents = NULL;

  if (file != NULL && event->kind != FB_EVENT_UNREADABLE)
    {
      documents = g_ptr_array_new ();
      g_ptr_array_add (documents, g_steal_pointer (&file));
    }
  return store_fixture_keep_all (fixture, event, documents, file, already_kept, error);
}

void
store_fixture_keep_ok (StoreFixture *fixture, FbEvent *event, const char *document)
{
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  store_fixture_keep (fixture, event, document, &already_kept, &error);
  g_assert_no_error (error);
  g_assert_false (already_kept);
}

FbFax *
store_fixture_find (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_find_async (fixture->store, message_id, NULL, on_ready, &result);
  wait_for (&result);
  FbFax *fax = fb_store_find_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return fax;
}

void
store_fixture_mark (StoreFixture *fixture, gint64 id, gboolean is_read)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (ids, id);
  fb_store_mark_async (fixture->store, ids, is_read, on_ready, &result);
  wait_for (&result);
  fb_store_mark_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
}

/**
 * store_fixture_record:
 * @fixture: a fixture
 * @id: a row's number
 * @action: what is done with that fax
 * @who: (nullable): by whom
 * @note: (nullable): the note
 *
 * Returns: how many faxes it has changed
 */
guint
store_fixture_record (StoreFixture *fixture,
                      gint64 id,
                      FbDeskAction action,
                      const char *who,
                      const char *note)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) changed_ids = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (ids, id);
  fb_store_record_async (fixture->store, ids, action, who, note, on_ready, &result);
  wait_for (&result);
  const gboolean is_recorded =
    fb_store_record_finish (fixture->store, result, &changed_ids, &error);
  g_assert_no_error (error);
  g_assert_true (is_recorded);
  store_fixture_settle (fixture);
  return changed_ids->len;
}

guint
store_fixture_count_files (StoreFixture *fixture, const char *subfolder)
{
  g_autofree char *path = g_build_filename (fixture->folder, subfolder, NULL);

  return folder_count_files (path);
}
