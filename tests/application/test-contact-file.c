/* Address books: names come in and go out, and what is named already stays so. */

#include "config.h"

#include "store-fixture.h"

#include "fb-contact-file.h"
#include "fb-vcard-reader.h"

#include <glib/gstdio.h>

#define CARD(name, number) "BEGIN:VCARD\nFN:" name "\nTEL:" number "\nEND:VCARD\n"

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

static GFile *
get_file (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "names.vcf", NULL);

  return g_file_new_for_path (path);
}

static void
write_file (StoreFixture *fixture, const char *content, gssize size)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (file), content, size, &error);
  g_assert_no_error (error);
}

static gboolean
import (StoreFixture *fixture, FbContactCounts *counts, GError **error)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  fb_contact_file_import_async (fixture->store, file, "Ada", on_ready, &result);
  wait_for (&result);
  const gboolean is_imported =
    fb_contact_file_import_finish (fixture->store, result, counts, error);
  store_fixture_settle (fixture);
  return is_imported;
}

static gboolean
export_names (StoreFixture *fixture, guint *n_contacts, GError **error)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  fb_contact_file_export_async (fixture->store, file, on_ready, &result);
  wait_for (&result);
  return fb_contact_file_export_finish (fixture->store, result, n_contacts, error);
}

static void
test_import (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;

  write_file (fixture, CARD ("A", "7025550001") CARD ("B", "7025550002"), -1);
  g_assert_true (import (fixture, &counts, &error));
  g_assert_cmpuint (counts.n_changed, ==, 2);
  g_assert_cmpuint (counts.n_kept, ==, 0);

  write_file (fixture,
              CARD ("A", "7025550001") CARD ("Other", "7025550002") CARD ("C", "7025550003"), -1);
  g_assert_true (import (fixture, &counts, &error));
  g_assert_cmpuint (counts.n_changed, ==, 1);
  g_assert_cmpuint (counts.n_unchanged, ==, 1);
  g_assert_cmpuint (counts.n_kept, ==, 1);
}

static void
test_nothing_in_it (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;

  write_file (fixture, "%PDF-1.4", -1);
  g_assert_false (import (fixture, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  write_file (fixture, "", -1);
  g_assert_false (import (fixture, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_too_large (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (FB_VCARD_MAX_SIZE + 1, 'x');
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;

  write_file (fixture, much, FB_VCARD_MAX_SIZE + 1);
  g_assert_false (import (fixture, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_no_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;

  g_assert_false (import (fixture, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* And in again: nothing changes. */
static void
test_export (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;
  GStatBuf status;
  guint n_contacts;

  g_assert_true (export_names (fixture, &n_contacts, &error));
  g_assert_cmpuint (n_contacts, ==, 0);
  g_assert_false (g_file_query_exists (file, NULL));

  write_file (fixture, CARD ("A", "7025550001") CARD ("B; C", "+41446681800"), -1);
  g_assert_true (import (fixture, &counts, &error));
  g_assert_true (export_names (fixture, &n_contacts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_contacts, ==, 2);
  g_assert_no_errno (g_stat (g_file_peek_path (file), &status));
  g_assert_cmpuint (status.st_mode & 0077, ==, 0);
  g_assert_true (import (fixture, &counts, &error));
  g_assert_cmpuint (counts.n_unchanged, ==, 2);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;
  guint n_contacts;

  write_file (fixture, CARD ("A", "7025550001"), -1);
  store_fixture_close (fixture->store);
  g_assert_false (import (fixture, &counts, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (export_names (fixture, &n_contacts, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/contact-file/import", test_import);
  STORE_TEST ("/contact-file/nothing-in-it", test_nothing_in_it);
  STORE_TEST ("/contact-file/too-large", test_too_large);
  STORE_TEST ("/contact-file/no-file", test_no_file);
  STORE_TEST ("/contact-file/export", test_export);
  STORE_TEST ("/contact-file/closed", test_closed);
  return g_test_run ();
}
