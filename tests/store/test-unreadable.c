/* What could not be understood is read again when the store is opened by a version that understands
 * more. */

#include "config.h"

#include "store-fixture.h"

#include <string.h>

#define JSON "{\"a\":\"newer event\"}"

static FbEventKind kind_now;

static FbEvent *
read_event (GBytes *json, const char *name)
{
  FbEvent *event = fb_event_new (kind_now);

  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), JSON, strlen (JSON));
  g_assert_cmpstr (name, ==, "fax.v9.inbound.complete");
  event->json = g_bytes_ref (json);
  event->name = g_strdup (name);
  if (kind_now != FB_EVENT_FAX)
    return event;
  event->message_id = g_strdup ("understood");
  event->direction = FB_DIRECTION_INBOUND;
  event->status = FB_STATUS_SUCCESS;
  return event;
}

static void
keep_unreadable (StoreFixture *fixture, const char *document)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_UNREADABLE);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  event->name = g_strdup ("fax.v9.inbound.complete");
  event->json = g_bytes_new_static (JSON, strlen (JSON));
  if (document != NULL)
    g_ptr_array_add (documents, store_fixture_make_document (fixture, document));
  store_fixture_keep_all (fixture, event, g_steal_pointer (&documents),
                          store_fixture_make_document (fixture, JSON), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 1);
}

/* The store as a version opens it to which the event is of that kind. */
static void
reopen (StoreFixture *fixture, FbEventKind kind)
{
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  kind_now = kind;
  store_fixture_close (fixture->store);
  fb_store_set_event_reader (store, read_event);
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
}

/* The name that we have given it. */
static const char *
find_unreadable (StoreFixture *fixture)
{
  static char name[64];
  g_autofree char *folder = g_build_filename (fixture->folder, "unreadable", NULL);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  g_autofree char *file_name = g_strdup (g_dir_read_name (names));
  const char *start = strstr (file_name, "unreadable-");

  g_assert_nonnull (start);
  g_strlcpy (name, start, strcspn (start, ".") + 1);
  return name;
}

static guint
count_faxes (StoreFixture *fixture)
{
  return fb_fax_counts_get_total (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY,
                                  FB_STATUS_ANY);
}

static void
test_fax (StoreFixture *fixture, gconstpointer data)
{
  keep_unreadable (fixture, "%PDF-1.4");
  reopen (fixture, FB_EVENT_FAX);
  g_assert_cmpuint (count_faxes (fixture), ==, 1);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "understood");
  g_assert_nonnull (fax);
  g_assert_true (fb_fax_get_unread (fax));
  g_assert_nonnull (fb_fax_get_document (fax));
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  g_assert_true (g_file_test (fb_fax_get_document (fax)->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 0);

  /* Once is enough. */
  reopen (fixture, FB_EVENT_FAX);
  g_assert_cmpuint (count_faxes (fixture), ==, 1);
}

static void
test_about_no_fax (StoreFixture *fixture, gconstpointer data)
{
  keep_unreadable (fixture, NULL);
  reopen (fixture, FB_EVENT_OTHER);
  g_assert_cmpuint (count_faxes (fixture), ==, 0);
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 0);
}

static void
note (StoreFixture *fixture, const char *message_id, const char *text)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_nonnull (fax);
  g_assert_cmpuint (store_fixture_record (fixture, fb_fax_get_id (fax), FB_DESK_NOTED, "Ada", text),
                    ==, 1);
}

/* A note that somebody has made of what could not be read is a note of the fax. */
static void
test_note (StoreFixture *fixture, gconstpointer data)
{
  keep_unreadable (fixture, NULL);
  note (fixture, find_unreadable (fixture), "Asked them to send it again");
  reopen (fixture, FB_EVENT_FAX);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FbFax) fax = store_fixture_find (fixture, "understood");
      g_assert_cmpstr (fb_fax_get_note (fax), ==, "Asked them to send it again");
      g_assert_true (fb_fax_get_open (fax));
      reopen (fixture, FB_EVENT_FAX);
    }
}

/* The fax has one of its own. */
static void
test_two_notes (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (
    fixture, store_fixture_event ("understood", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), NULL);
  note (fixture, "understood", "Urgent");
  keep_unreadable (fixture, NULL);
  note (fixture, find_unreadable (fixture), "Illegible");
  reopen (fixture, FB_EVENT_FAX);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "understood");
  g_assert_cmpstr (fb_fax_get_note (fax), ==, "Urgent\nIllegible");
}

/* What is said to be about no fax, and brings a document, keeps its row. */
static void
test_with_document (StoreFixture *fixture, gconstpointer data)
{
  keep_unreadable (fixture, "%PDF-1.4");
  reopen (fixture, FB_EVENT_OTHER);
  g_assert_cmpuint (count_faxes (fixture), ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 1);
}

static void
test_still_unreadable (StoreFixture *fixture, gconstpointer data)
{
  keep_unreadable (fixture, NULL);
  reopen (fixture, FB_EVENT_UNREADABLE);
  g_assert_cmpuint (count_faxes (fixture), ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 1);
}

/* The same delivery, posted again after that, changes nothing. */
static void
test_again (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_UNREADABLE);
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  keep_unreadable (fixture, NULL);
  reopen (fixture, FB_EVENT_OTHER);
  event->name = g_strdup ("fax.v9.inbound.complete");
  event->json = g_bytes_new_static (JSON, strlen (JSON));
  store_fixture_keep_all (fixture, event, NULL, store_fixture_make_document (fixture, JSON),
                          &already_kept, &error);
  g_assert_no_error (error);
  g_assert_true (already_kept);
  g_assert_cmpuint (count_faxes (fixture), ==, 0);
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/unreadable/fax", test_fax);
  STORE_TEST ("/unreadable/note", test_note);
  STORE_TEST ("/unreadable/two-notes", test_two_notes);
  STORE_TEST ("/unreadable/about-no-fax", test_about_no_fax);
  STORE_TEST ("/unreadable/with-document", test_with_document);
  STORE_TEST ("/unreadable/still-unreadable", test_still_unreadable);
  STORE_TEST ("/unreadable/again", test_again);
  return g_test_run ();
}
