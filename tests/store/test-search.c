/* Searching: the same faxes as a plain look at each of them finds, whatever the words, whatever has
 * happened to the index.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-fixture.h"

#include "fb-fax-list.h"
#include "fb-search-query.h"
#include "fb-search-text.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* How long to wait for what should come at once, in microseconds. */
#define PATIENCE (60 * G_USEC_PER_SEC)

#define N_FAXES   300
#define N_QUERIES 400

static const char *const words[] = {
  "Hart",    "Müller",    "Zoë",  "Łukasz", "Northside", "Pharmacy", "Straße", "Rezept",
  "invoice", "محمد",      "أحمد", "وصفة",   "发票",      "医院",     "处方",   "شركة",
  "Ορφέας",  "רופא",      "한국", "a",      "of",        "MRN",      "12",     "2026-11-29",
  "re:",     "\"quote\"", "50%",  "c/o",    "O'Brien",   "x_y",      "NEAR",   "AND",
};

static char *
dup_words (guint n_max)
{
  GString *text = g_string_new (NULL);

  for (int i = g_test_rand_int_range (1, (int) n_max + 1); i > 0; i--)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static char *
dup_number (void)
{
  const int last = g_test_rand_int_range (0, 10000);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_strdup_printf ("+1702555%04d", last);
    case 1:
      return g_strdup_printf ("(702) 555-%04d", last);
    case 2:
      return g_strdup_printf ("+4930%04d%03d", last, last % 1000);
    default:
      return g_strdup_printf ("%d", last % 300);
    }
}

static void
keep_random (StoreFixture *fixture, guint i)
{
  g_autofree char *message_id = g_strdup_printf ("%08x-aaaa-%04u", g_test_rand_int (), i);
  FbEvent *event = store_fixture_event (
    message_id, i % 2 ? FB_DIRECTION_INBOUND : FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);

  g_clear_pointer (&event->fax_number, g_free);
  g_clear_pointer (&event->caller_id, g_free);
  g_clear_pointer (&event->subject, g_free);
  g_clear_pointer (&event->csid, g_free);
  g_clear_pointer (&event->recipient_name, g_free);
  event->fax_number = dup_number ();
  event->caller_id = dup_number ();
  event->subject = g_test_rand_bit () ? dup_words (5) : NULL;
  event->csid = g_test_rand_bit () ? dup_words (2) : dup_number ();
  event->recipient_name = i % 2 ? NULL : dup_words (2);
  store_fixture_keep_ok (fixture, event, NULL);
}

static void
fill (StoreFixture *fixture, guint n_faxes)
{
  for (guint i = 0; i < n_faxes; i++)
    keep_random (fixture, i);
  store_fixture_settle (fixture);
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  GPtrArray **faxes = data;

  *faxes = fb_store_list_newest_finish (FB_STORE (object), result, NULL);
}

static GPtrArray *
list_all (StoreFixture *fixture)
{
  GPtrArray *faxes = NULL;

  fb_store_list_newest_async (fixture->store, 100000, NULL, on_listed, &faxes);
  while (faxes == NULL)
    g_main_context_iteration (NULL, TRUE);
  return faxes;
}

static void
wait_for_list (FbFaxList *list)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (fb_fax_list_is_loading (list) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (fb_fax_list_is_loading (list));
}

static FbFaxList *
make_list (StoreFixture *fixture)
{
  FbFaxList *list = fb_fax_list_new (fb_store_get_source (fixture->store));

  wait_for_list (list);
  return list;
}

static void
search (FbFaxList *list, const char *text)
{
  FbFaxFilter filter = *fb_fax_list_get_filter (list);

  g_strlcpy (filter.search, text, sizeof filter.search);
  fb_fax_list_set_filter (list, &filter);
  wait_for_list (list);
}

static void
check (FbFaxList *list, GPtrArray *faxes, const char *text)
{
  g_autoptr (FbSearchQuery) query = fb_search_query_new (text);
  guint n_found = 0;

  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      if (!fb_search_query_matches (query, fax))
        continue;
      if (n_found >= g_list_model_get_n_items (G_LIST_MODEL (list)) ||
          (gint64) fb_fax_list_get_entry (list, n_found)->id != fb_fax_get_id (fax))
        g_error ("“%s” doesn't find fax %" G_GINT64_FORMAT " in its place", text,
                 fb_fax_get_id (fax));
      n_found++;
    }
  if (n_found != g_list_model_get_n_items (G_LIST_MODEL (list)))
    g_error ("“%s” finds more than it should", text);
}

static gint64
read_number (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 number = -1;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return number;
}

/* Until everything is in the index. */
static void
wait_for_index (StoreFixture *fixture)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (read_number (fixture, "SELECT first_id FROM position") != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* A part of a fax's text, maybe with another one of another. */
static char *
dup_random_query (GPtrArray *faxes)
{
  GString *query = g_string_new (NULL);

  for (int i = g_test_rand_int_range (1, 3); i > 0; i--)
    {
      FbFax *fax = g_ptr_array_index (faxes, g_test_rand_int_range (0, (int) faxes->len));
      g_autofree char *text = fb_fax_dup_search_text (fax);
      const glong length = g_utf8_strlen (text, -1);
      const glong start = g_test_rand_int_range (0, (int) length);
      const glong end = MIN (length, start + g_test_rand_int_range (1, 10));
      g_autofree char *part = g_utf8_substring (text, start, end);
      g_string_append_printf (query, "%s ", part);
    }
  return g_string_free (query, FALSE);
}

static void
check_random (FbFaxList *list, GPtrArray *faxes, guint n_queries)
{
  for (guint i = 0; i < n_queries; i++)
    {
      g_autofree char *text = i % 4 == 0   ? dup_number ()
                              : i % 4 == 1 ? dup_words (3)
                                           : dup_random_query (faxes);
      search (list, text);
      check (list, faxes, text);
    }
}

static void
test_random (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    " ",
    "e",
    "票",
    "发票",
    "م",
    "zo",
    "hart 702",
    "ł",
    "\"",
    "\"\"\"",
    "*",
    "NEAR",
    "a AND b",
    "702 555",
    "+1-702-555-0",
    "55",
    "-",
    "nothing at all",
    "%",
    "_",
    "'",
    "(",
    "^a",
    "{a b}:",
  };

  fill (fixture, N_FAXES);
  g_autoptr (GPtrArray) faxes = list_all (fixture);
  g_autoptr (FbFaxList) list = make_list (fixture);

  /* While it is being made, and then with all of it. */
  check_random (list, faxes, 20);
  wait_for_index (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      search (list, texts[i]);
      check (list, faxes, texts[i]);
    }
  check_random (list, faxes, N_QUERIES);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM fax_text"), ==, N_FAXES);
}

static void
test_message_id (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *event = store_fixture_event ("0b5c9f3e-6f7a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  static const char *const found[] = { "0B5C9F3E", "0b5c9f3e-6F7A" };

  store_fixture_keep_ok (fixture, event, NULL);
  fill (fixture, 5);
  g_autoptr (FbFaxList) list = make_list (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      search (list, found[i]);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
    }
  search (list, "5c9f3e-6f7a");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* What comes and changes while the words are looked for. */
static void
test_live (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture, 20);
  g_autoptr (FbFaxList) list = make_list (fixture);
  search (list, "Quittung");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  FbEvent *event = store_fixture_event ("q", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  event->subject = g_strdup ("Ihre Quittung");
  store_fixture_keep_ok (fixture, event, NULL);
  store_fixture_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  store_fixture_record (fixture, 1, FB_DESK_NOTED, "Anna", "Quittung fehlt");
  store_fixture_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  store_fixture_record (fixture, 1, FB_DESK_NOTED, "Anna", "");
  store_fixture_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  /* And so has the index. */
  g_autoptr (GPtrArray) faxes = list_all (fixture);
  search (list, "");
  search (list, "quittung");
  check (list, faxes, "quittung");
  search (list, "fehlt");
  check (list, faxes, "fehlt");
}

/* What is told while a search is under way counts more than what that finds. */
static void
test_changed_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  FbFaxSource *source = fb_store_get_source (fixture->store);
  g_autoptr (FbEvent) event =
    store_fixture_event ("later", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  FbFaxFilter filter = { .search = "zauberwort" };

  fill (fixture, 10);
  g_autoptr (FbFaxList) list = make_list (fixture);
  event->subject = g_strdup ("Ein Zauberwort");
  g_ptr_array_add (changed, fb_fax_new_full (3, event, 1, NULL, NULL));
  fb_fax_list_set_filter (list, &filter);
  g_assert_true (fb_fax_list_is_loading (list));
  fb_fax_source_emit_changed (source, changed);
  wait_for_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

static void
on_named (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  fb_store_set_name_finish (FB_STORE (object), result, NULL, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
name_number (StoreFixture *fixture, FbFaxList *list, const char *number, const char *name)
{
  gboolean is_named = FALSE;

  fb_store_set_name_async (fixture->store, number, name, "Anna", on_named, &is_named);
  while (!is_named)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
  wait_for_list (list);
}

/* The names that numbers have here are found, with what the faxes have themselves, and follow. */
static void
test_names (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture, 40);
  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("named-%u", i);
      FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      g_free (event->caller_id);
      event->caller_id = g_strdup (i % 2 ? "+12125550188" : "(212) 555-0199");
      g_free (event->csid);
      event->csid = g_strdup (i % 3 ? "Zimmer" : "Labor");
      store_fixture_keep_ok (fixture, event, NULL);
    }
  store_fixture_settle (fixture);
  g_autoptr (FbFaxList) list = make_list (fixture);
  search (list, "quasimodo");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  name_number (fixture, list, "2125550188", "Quasimodo’s Glöckner");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 600);
  name_number (fixture, list, "2125550199", "Quasimodo, too");
  g_autoptr (GPtrArray) faxes = list_all (fixture);
  static const char *const texts[] = { "quasimodo", "glockner labor", "too zimmer",
                                       "q",         "qu oo",          "quasimodo 0188" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      search (list, texts[i]);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);
      check (list, faxes, texts[i]);
    }

  search (list, "quasimodo");
  name_number (fixture, list, "2125550188", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 600);
  search (list, "glockner");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* The last words win, and rows don't go and come while one types. */
static void
test_typing (StoreFixture *fixture, gconstpointer data)
{
  guint n_rows = G_MAXUINT;
  FbFaxFilter filter = { 0 };

  fill (fixture, 100);
  g_autoptr (GPtrArray) faxes = list_all (fixture);
  g_autoptr (FbFaxList) list = make_list (fixture);
  search (list, "7");
  const guint n_first = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n_first, >, 10);
  for (guint length = 1; length <= strlen ("702555"); length++)
    {
      memset (&filter, 0, sizeof filter);
      memcpy (filter.search, "702555", length);
      fb_fax_list_set_filter (list, &filter);
    }
  /* What a frame may show that is drawn between two turns of the main loop. */
  while (fb_fax_list_is_loading (list))
    {
      n_rows = MIN (n_rows, g_list_model_get_n_items (G_LIST_MODEL (list)));
      g_main_context_iteration (NULL, TRUE);
    }
  check (list, faxes, "702555");
  g_assert_cmpuint (n_rows, >=, g_list_model_get_n_items (G_LIST_MODEL (list)));
}

/* Damage to the index */

static void
write_index (StoreFixture *fixture, const char *contents, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
}

static void
run_on_index (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
remove_index (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
write_garbage (StoreFixture *fixture)
{
  write_index (fixture, "This is no database, and never was one", -1);
}

/* From its middle on, so that it opens. */
static void
overwrite_half (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (contents + length / 8, 0x55, length - length / 8);
  write_index (fixture, contents, (gssize) length);
}

static void
make_newer (StoreFixture *fixture)
{
  run_on_index (fixture, "PRAGMA user_version = 99");
}

static void
drop_table (StoreFixture *fixture)
{
  run_on_index (fixture, "DROP TABLE fax_letters");
}

static void
drop_position (StoreFixture *fixture)
{
  run_on_index (fixture, "DELETE FROM position");
}

/* The index of another store. */
static void
claim_another (StoreFixture *fixture)
{
  run_on_index (fixture, "UPDATE position SET digest = zeroblob (32);"
                         "DELETE FROM fax_text");
}

static void
claim_later (StoreFixture *fixture)
{
  run_on_index (fixture, "UPDATE position SET event_id = 1000000; DELETE FROM fax_text");
}

static void
test_damaged_index (StoreFixture *fixture, gconstpointer data)
{
  void (*const damages[]) (StoreFixture *) = {
    remove_index, write_garbage, overwrite_half, make_newer,
    drop_table,   drop_position, claim_another,  claim_later,
  };

  fill (fixture, 60);
  g_autoptr (GPtrArray) faxes = list_all (fixture);
  wait_for_index (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (FbFaxList) list = NULL;

      g_test_message ("Damage %u", i);
      store_fixture_close (fixture->store);
      damages[i](fixture);
      g_assert_true (store_fixture_open (fixture->store, NULL));
      list = make_list (fixture);
      check_random (list, faxes, 12);
      search (list, "e");
      check (list, faxes, "e");
      keep_random (fixture, 1000 + i);
      store_fixture_settle (fixture);
      g_ptr_array_unref (faxes);
      faxes = list_all (fixture);
      wait_for_index (fixture);
      check_random (list, faxes, 12);
      g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM fax_text"), ==, faxes->len);
      g_assert_null (fb_store_get_damaged_file (fixture->store));
    }
}

/* As after a crash, or a backup that was put back: what the index has not heard of is read anew. */
static void
test_older_index (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "search.db", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  fill (fixture, 30);
  wait_for_index (fixture);
  store_fixture_close (fixture->store);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (store_fixture_open (fixture->store, NULL));
  fill (fixture, 30);
  store_fixture_record (fixture, 1, FB_DESK_NOTED, "Anna", "Wiedervorlage");
  store_fixture_settle (fixture);
  store_fixture_close (fixture->store);
  write_index (fixture, contents, (gssize) length);
  g_assert_true (store_fixture_open (fixture->store, NULL));

  g_autoptr (GPtrArray) faxes = list_all (fixture);
  g_autoptr (FbFaxList) list = make_list (fixture);
  search (list, "wiedervorlage");
  check (list, faxes, "wiedervorlage");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  check_random (list, faxes, 40);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM fax_text"), ==, faxes->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  STORE_TEST ("/search/random", test_random);
  STORE_TEST ("/search/message-id", test_message_id);
  STORE_TEST ("/search/live", test_live);
  STORE_TEST ("/search/changed-meanwhile", test_changed_meanwhile);
  STORE_TEST ("/search/names", test_names);
  STORE_TEST ("/search/typing", test_typing);
  STORE_TEST ("/search/damaged-index", test_damaged_index);
  STORE_TEST ("/search/older-index", test_older_index);

  return g_test_run ();
}
