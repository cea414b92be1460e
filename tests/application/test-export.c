/* The export: its progress, its end by the user, and that a file which was there stays what it was.
 */

#include "config.h"

#include "store-fixture.h"

#include "fb-export.h"

#define N_FAXES 1200

typedef struct
{
  GCancellable *cancellable;
  guint n_calls;
  guint last_done;
  gboolean has_ended;
  guint n_exported;
  GError *error;
} Exporting;

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_keep_finish (FB_STORE (object), result, NULL, NULL));
  ++*(guint *) data;
}

static void
keep_many (StoreFixture *fixture)
{
  guint n_kept = 0;

  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autoptr (FbEvent) event = store_fixture_event (id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      fb_store_keep_async (fixture->store, event, NULL, NULL, on_kept, &n_kept);
    }
  while (n_kept < N_FAXES)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_progress (guint n_done, guint n_faxes, gpointer data)
{
  Exporting *exporting = data;

  g_assert_false (exporting->has_ended);
  g_assert_cmpuint (n_faxes, ==, N_FAXES);
  g_assert_cmpuint (n_done, >=, exporting->last_done);
  exporting->last_done = n_done;
  exporting->n_calls++;
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  Exporting *exporting = data;

  fb_export_finish (result, &exporting->n_exported, &exporting->error);
  exporting->has_ended = TRUE;
}

static void export(StoreFixture *fixture, const char *path, Exporting *exporting)
{
  exporting->cancellable = g_cancellable_new ();
  fb_export_async (fixture->folder, path, on_progress, exporting, exporting->cancellable,
                   on_exported, exporting);
  while (!exporting->has_ended)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (exporting->cancellable);
  /* What was told last may still be on its way. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_progress (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export.json", NULL);
  Exporting exporting = { 0 };

  keep_many (fixture);
  export(fixture, path, &exporting);
  g_assert_no_error (exporting.error);
  g_assert_cmpuint (exporting.n_exported, ==, N_FAXES);
  g_assert_cmpuint (exporting.n_calls, >, 0);
}

static void
cancel_in_the_midst (guint n_done, guint n_faxes, gpointer data)
{
  if (n_done > 0 && n_done < n_faxes)
    g_cancellable_cancel (data);
}

static void
test_cancel (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export.json", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const FbExportProgressTarget progress = { cancel_in_the_midst, cancellable };
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  keep_many (fixture);
  g_assert_true (g_file_set_contents (path, "what was there", -1, NULL));
  g_assert_false (fb_export (fixture->folder, path, &progress, NULL, cancellable, &error));
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "what was there");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/export/progress", test_progress);
  STORE_TEST ("/export/cancel", test_cancel);
  return g_test_run ();
}
