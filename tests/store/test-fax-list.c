/* The list that the window shows: true to the store, live, cheap. */

#include "config.h"

#include "store-fixture.h"

#include "fb-fax-list.h"
#include "fb-fax-query.h"

#include <sqlite3.h>
#include <string.h>

static void
wait_until_listed (FbFaxList *list)
{
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

static FbFax *
get_loaded (FbFaxList *list, guint position)
{
  FbFax *fax = g_list_model_get_item (G_LIST_MODEL (list), position);

  while (!fb_fax_is_loaded (fax))
    g_main_context_iteration (NULL, TRUE);
  return fax;
}

static void
assert_row (FbFaxList *list, guint position, const char *message_id)
{
  g_autoptr (FbFax) fax = get_loaded (list, position);

  g_assert_cmpstr (fb_fax_get_message_id (fax), ==, message_id);
}

static guint
length (FbFaxList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
set_filter (FbFaxList *list, int direction, int status, gboolean only_unread)
{
  const FbFaxFilter filter = {
    .directions = direction == FB_DIRECTION_ANY ? 0 : 1u << direction,
    .statuses = status == FB_STATUS_ANY ? 0 : 1u << status,
    .only_unread = only_unread,
  };

  fb_fax_list_set_filter (list, &filter);
}

static void
keep (StoreFixture *fixture, const char *id, FbDirection direction, FbStatus status)
{
  store_fixture_keep_ok (fixture, store_fixture_event (id, direction, status), NULL);
}

static void
test_live (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));

  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 0);
  keep (fixture, "m1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  keep (fixture, "m2", FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING);
  g_assert_cmpuint (length (list), ==, 2);
  assert_row (list, 0, "m2");
  assert_row (list, 1, "m1");

  g_autoptr (FbFax) row = get_loaded (list, 0);
  keep (fixture, "m2", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  g_assert_cmpuint (length (list), ==, 2);
  g_assert_cmpint (fb_fax_get_status (row), ==, FB_STATUS_FAILED);
  g_assert_true (fb_fax_get_unread (row));
}

static void
test_filter (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));

  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING);
  set_filter (list, FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING, FALSE);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 1);
  assert_row (list, 0, "out");

  keep (fixture, "in2", FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING);
  g_assert_cmpuint (length (list), ==, 1);
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  g_assert_cmpuint (length (list), ==, 0);

  set_filter (list, FB_DIRECTION_ANY, FB_STATUS_ANY, TRUE);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 1);
  assert_row (list, 0, "in");
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  store_fixture_mark (fixture, fb_fax_get_id (fax), TRUE);
  g_assert_cmpuint (length (list), ==, 0);
  store_fixture_mark (fixture, fb_fax_get_id (fax), FALSE);
  g_assert_cmpuint (length (list), ==, 1);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  guint *mirrored = data;

  g_assert_cmpuint (position + removed, <=, *mirrored);
  *mirrored += added - removed;
  g_assert_cmpuint (*mirrored, ==, g_list_model_get_n_items (model));
}

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_keep_finish (FB_STORE (object), result, NULL, NULL));
  ++*(guint *) data;
}

/* While faxes come in, the filter changes again and again; in the end the list is what it should
 * be, and each signal told the truth. */
static void
test_race (StoreFixture *fixture, gconstpointer data)
{
  const guint n_faxes = 2000;
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  guint mirrored = 0;
  guint n_kept = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &mirrored);
  for (guint i = 0; i < n_faxes; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i % 1500);
      g_autoptr (FbEvent) event =
        store_fixture_event (id, i % 2 ? FB_DIRECTION_INBOUND : FB_DIRECTION_OUTBOUND,
                             i < 1500 ? FB_STATUS_PROCESSING : FB_STATUS_SUCCESS);
      fb_store_keep_async (fixture->store, event, NULL, NULL, on_kept, &n_kept);
      if (i % 50 == 0)
        set_filter (list, (int) (i / 50 % 4) - 1, FB_STATUS_ANY, FALSE);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  set_filter (list, FB_DIRECTION_ANY, FB_STATUS_SUCCESS, FALSE);
  while (n_kept < n_faxes || fb_fax_list_is_loading (list) || length (list) < 500)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);

  g_assert_cmpuint (length (list), ==, 500);
  gint64 last = G_MAXINT64;
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (FbFax) fax = get_loaded (list, i);
      g_assert_cmpint (fb_fax_get_status (fax), ==, FB_STATUS_SUCCESS);
      g_assert_cmpint (fb_fax_get_id (fax), <, last);
      g_assert_cmpuint (fb_fax_list_find (list, fax), ==, i);
      last = fb_fax_get_id (fax);
    }
}

/* A list of thousands holds few of them. */
static void
test_placeholders (StoreFixture *fixture, gconstpointer data)
{
  guint n_kept = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autoptr (FbEvent) event = store_fixture_event (id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      fb_store_keep_async (fixture->store, event, NULL, NULL, on_kept, &n_kept);
    }
  while (n_kept < 3000)
    g_main_context_iteration (NULL, TRUE);

  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 3000);
  g_autoptr (FbFax) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (fb_fax_is_loaded (first));
  g_autoptr (FbFax) far = g_list_model_get_item (G_LIST_MODEL (list), 2900);
  g_assert_false (fb_fax_is_loaded (far));
  assert_row (list, 2999, "m0");
  while (!fb_fax_is_loaded (far))
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (FbFax) same = g_list_model_get_item (G_LIST_MODEL (list), 2900);
  g_assert_true (same == far);

  g_autoptr (FbFax) passing = get_loaded (list, 1500);
  GWeakRef gone;
  g_weak_ref_init (&gone, passing);
  g_clear_object (&passing);
  for (guint i = 0; i < 1000; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 500 + i));
  g_assert_null (g_weak_ref_get (&gone));
  g_weak_ref_clear (&gone);
}

/* Changes that comes while the ids are being read is not in what is read, and must not be lost. */
static void
test_changes_while_listing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbEvent) event = store_fixture_event ("late", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);

  keep (fixture, "m1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_ptr_array_add (faxes, fb_fax_new_full (1000, event, G_MAXINT64, NULL, NULL));
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  g_assert_true (fb_fax_list_is_loading (list));
  fb_fax_source_emit_changed (fb_store_get_source (fixture->store), faxes);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 2);
  g_assert_cmpuint (fb_fax_list_get_entry (list, 0)->id, ==, 1000);
  assert_row (list, 1, "m1");
}

static FbEvent *
make_event_of (const char *id, FbStatus status, gint64 created_at)
{
  FbEvent *event = store_fixture_event (id, FB_DIRECTION_INBOUND, status);

  event->created_at = created_at;
  return event;
}

/* A fax that comes late goes in at its own time; one that Documo dates ahead of us is as new as it
 * came. */
static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  const gint64 day = 24 * G_TIME_SPAN_HOUR;
  const gint64 now = g_get_real_time ();
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));

  wait_until_listed (list);
  store_fixture_keep_ok (fixture, make_event_of ("yesterday", FB_STATUS_SUCCESS, now - day), NULL);
  store_fixture_keep_ok (fixture, make_event_of ("undated", FB_STATUS_SUCCESS, 0), NULL);
  store_fixture_keep_ok (fixture, make_event_of ("ahead", FB_STATUS_SUCCESS, now + day), NULL);
  store_fixture_keep_ok (fixture, make_event_of ("late", FB_STATUS_SUCCESS, now - 2 * day), NULL);
  store_fixture_keep_ok (fixture, make_event_of ("between", FB_STATUS_SUCCESS, now - day / 2),
                         NULL);
  assert_row (list, 0, "ahead");
  assert_row (list, 1, "undated");
  assert_row (list, 2, "between");
  assert_row (list, 3, "yesterday");
  assert_row (list, 4, "late");

  /* Documo tells later that it was made earlier: it goes to where it belongs. */
  store_fixture_keep_ok (fixture, make_event_of ("undated", FB_STATUS_FAILED, now - 3 * day), NULL);
  assert_row (list, 4, "undated");

  g_autoptr (FbFaxList) other = fb_fax_list_new (fb_store_get_source (fixture->store));
  wait_until_listed (other);
  store_fixture_reopen (fixture);
  g_autoptr (FbFaxList) again = fb_fax_list_new (fb_store_get_source (fixture->store));
  wait_until_listed (again);
  for (guint i = 0; i < length (list); i++)
    {
      g_assert_cmpuint (fb_fax_list_get_entry (other, i)->id, ==,
                        fb_fax_list_get_entry (list, i)->id);
      g_assert_cmpuint (fb_fax_list_get_entry (again, i)->id, ==,
                        fb_fax_list_get_entry (list, i)->id);
    }
}

/* What somebody who only hears the signals knows of a list. */
typedef struct
{
  GArray *ids;
  guint n_signals;
  guint n_removed;
  guint max_both; /* the most rows that one signal has both removed and added */
} Mirror;

static void
on_mirrored (FbFaxList *list, guint position, guint removed, guint added, gpointer data)
{
  Mirror *mirror = data;

  mirror->n_signals++;
  mirror->n_removed += removed;
  mirror->max_both = MAX (mirror->max_both, MIN (removed, added));
  g_array_remove_range (mirror->ids, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 id = (gint64) fb_fax_list_get_entry (list, position + i)->id;
      g_array_insert_val (mirror->ids, position + i, id);
    }
  g_assert_cmpuint (mirror->ids->len, ==, length (list));
}

/* Bits as a list of what they stand for. */
static char *
list_bits (guint bits)
{
  GString *list = g_string_new ("-1");

  for (guint i = 0; i < 32; i++)
    if (bits & 1u << i)
      g_string_append_printf (list, ", %u", i);
  return g_string_free (list, FALSE);
}

#define FAX_TIME "iif (created_at > 0, min (created_at, received_at), received_at)"

/* What a plain query says, in the words of SQL alone. */
static GArray *
query_ids (StoreFixture *fixture, const FbFaxFilter *filter)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autofree char *directions = list_bits (filter->directions);
  g_autofree char *statuses = list_bits (filter->statuses);
  g_autoptr (GString) sql = g_string_new ("SELECT id FROM fax WHERE 1");

  if (filter->directions != 0)
    g_string_append_printf (sql, " AND direction IN (%s)", directions);
  if (filter->statuses != 0)
    g_string_append_printf (sql, " AND status IN (%s)", statuses);
  if (filter->only_open)
    g_string_append (sql, " AND is_open");
  if (filter->only_unread)
    g_string_append (sql, " AND is_read = 0");
  if (filter->document != FB_DOCUMENT_ANY)
    g_string_append_printf (sql,
                            " AND %sEXISTS (SELECT 1 FROM attachment WHERE fax_id = fax.id "
                            "AND media_type = 'application/pdf')",
                            filter->document == FB_DOCUMENT_WITHOUT ? "NOT " : "");
  if (filter->from != 0)
    g_string_append_printf (sql, " AND " FAX_TIME " >= %" G_GINT64_FORMAT, filter->from);
  if (filter->until != 0)
    g_string_append_printf (sql, " AND " FAX_TIME " < %" G_GINT64_FORMAT, filter->until);
  if (filter->number[0] != '\0')
    g_string_append_printf (sql, " AND number = '%s'", filter->number);
  g_string_append (sql, " ORDER BY " FAX_TIME " DESC, id DESC");
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql->str, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return ids;
}

/* What the store's own query says. */
static GArray *
read_ids (StoreFixture *fixture, const FbFaxFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDatabase) database = fb_database_open_for_reading (fixture->folder, &error);
  g_autoptr (FbFaxQuery) query = fb_fax_query_new (database, fixture->folder, &error);
  g_autoptr (GPtrArray) faxes = fb_fax_query_list_newest (query, filter, G_MAXINT, &error);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_no_error (error);
  for (guint i = 0; i < faxes->len; i++)
    {
      const gint64 id = fb_fax_get_id (g_ptr_array_index (faxes, i));
      g_array_append_val (ids, id);
    }
  g_clear_pointer (&query, fb_fax_query_free);
  return ids;
}

static void
assert_same_ids (const GArray *ids, const GArray *expected)
{
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), expected->data,
                   expected->len * sizeof (gint64));
}

static void
check_list (StoreFixture *fixture, FbFaxList *list, const Mirror *mirror)
{
  g_autoptr (GArray) expected = query_ids (fixture, fb_fax_list_get_filter (list));
  g_autoptr (GArray) read = read_ids (fixture, fb_fax_list_get_filter (list));

  g_assert_cmpuint (length (list), ==, expected->len);
  assert_same_ids (mirror->ids, expected);
  assert_same_ids (read, expected);
}

static void
on_marked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_mark_finish (FB_STORE (object), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
mark (StoreFixture *fixture, GArray *ids, gboolean is_read)
{
  gboolean is_marked = FALSE;

  fb_store_mark_async (fixture->store, ids, is_read, on_marked, &is_marked);
  while (!is_marked)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

static void
mark_some (StoreFixture *fixture, guint n_ids)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 id = g_test_rand_int_range (1, 600);
      g_array_append_val (ids, id);
    }
  mark (fixture, ids, g_test_rand_bit ());
}

/* Two of them are one number. */
static const char *const numbers[] = { "+1 833 239 0001", "8332390001", "(833) 239-0002", "911" };

static FbEvent *
make_any_event (gint64 now)
{
  static guint number;
  const gboolean has_time = g_test_rand_int_range (0, 4) != 0;
  g_autofree char *id = g_strdup_printf ("m%d", g_test_rand_int_range (0, 600));
  g_autofree char *json = g_strdup_printf ("{\"n\":%u}", ++number);
  FbEvent *event = make_event_of (
    id, (FbStatus) g_test_rand_int_range (0, FB_N_STATUSES),
    has_time ? now - (gint64) g_test_rand_int_range (-1000, 100000) * G_USEC_PER_SEC : 0);

  event->direction = (FbDirection) g_test_rand_int_range (0, FB_N_DIRECTIONS);
  g_free (event->caller_id);
  event->caller_id = g_strdup (numbers[g_test_rand_int_range (0, G_N_ELEMENTS (numbers))]);
  g_free (event->fax_number);
  event->fax_number = g_strdup (numbers[g_test_rand_int_range (0, G_N_ELEMENTS (numbers))]);
  g_bytes_unref (event->json);
  event->json = g_bytes_new (json, strlen (json));
  return event;
}

static GPtrArray *
make_any_documents (StoreFixture *fixture)
{
  static guint number;
  g_autofree char *content =
    g_strdup_printf ("%s %u", g_test_rand_bit () ? "%PDF-1.4" : "something", ++number);
  GPtrArray *documents = g_ptr_array_new ();

  if (g_test_rand_bit ())
    g_ptr_array_add (documents, store_fixture_make_document (fixture, content));
  return documents;
}

static void
keep_any (StoreFixture *fixture, guint n_faxes, gint64 now)
{
  guint n_kept = 0;

  for (guint i = 0; i < n_faxes; i++)
    {
      g_autoptr (FbEvent) event = make_any_event (now);
      fb_store_keep_async (fixture->store, event, make_any_documents (fixture), NULL, on_kept,
                           &n_kept);
    }
  while (n_kept < n_faxes)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

/* That of a fax, if there is one: the bounds themselves are what matters. */
static gint64
get_any_time (FbFaxList *list, gint64 otherwise)
{
  const guint n_faxes = length (list);

  if (n_faxes == 0)
    return otherwise;
  return fb_fax_list_get_entry (list, (guint) g_test_rand_int_range (0, (gint32) n_faxes))->time;
}

/* Often of a kind that some faxes are of. */
static void
set_any_filter (FbFaxList *list, gint64 now)
{
  FbFaxFilter filter = { 0 };

  if (g_test_rand_bit ())
    filter.directions = (guint) g_test_rand_int_range (0, 1 << FB_N_DIRECTIONS);
  if (g_test_rand_bit ())
    filter.statuses = (guint) g_test_rand_int_range (0, 1 << FB_N_STATUSES);
  filter.only_open = g_test_rand_int_range (0, 4) == 0;
  filter.only_unread = g_test_rand_int_range (0, 4) == 0;
  if (g_test_rand_bit ())
    filter.document = g_test_rand_int_range (FB_DOCUMENT_ANY, FB_DOCUMENT_WITHOUT + 1);
  if (g_test_rand_bit ())
    filter.from = get_any_time (list, now - G_TIME_SPAN_DAY);
  if (g_test_rand_bit ())
    filter.until = get_any_time (list, now);
  if (g_test_rand_bit ())
    g_strlcpy (filter.number, g_test_rand_bit () ? "8332390001" : "8332390002",
               sizeof filter.number);
  fb_fax_list_set_filter (list, &filter);
  wait_until_listed (list);
}

/* What was followed until now is read from the database. */
static void
read_anew (StoreFixture *fixture, FbFaxList *list)
{
  store_fixture_close (fixture->store);
  g_assert_true (store_fixture_open (fixture->store, NULL));
  wait_until_listed (list);
}

/* Whatever comes in whatever order, with whatever filter: the list is what a plain query says, and
 * so is what its signals have told; and no signal both removes and adds. */
static void
test_random (StoreFixture *fixture, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  Mirror mirror = { g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0, 0 };

  wait_until_listed (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_mirrored), &mirror);
  for (guint round = 0; round < 100; round++)
    {
      keep_any (fixture, (guint) g_test_rand_int_range (1, 40), now);
      check_list (fixture, list, &mirror);
      mark_some (fixture, (guint) g_test_rand_int_range (1, 400));
      check_list (fixture, list, &mirror);
      for (guint i = 0; i < 20; i++)
        store_fixture_record (fixture, g_test_rand_int_range (1, 600),
                              (FbDeskAction) g_test_rand_int_range (0, FB_DESK_NOTED), NULL, NULL);
      check_list (fixture, list, &mirror);
      if (round % 2 == 0)
        set_any_filter (list, now);
      check_list (fixture, list, &mirror);
      if (round % 10 == 9)
        read_anew (fixture, list);
      check_list (fixture, list, &mirror);
    }
  g_assert_cmpuint (mirror.max_both, ==, 0);
  g_array_unref (mirror.ids);
}

static void
run (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* The ids of a number come later; what changes until then is not lost, and the last number counts.
 */
static void
test_number (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxFilter first = { .number = "8332390001" };
  const FbFaxFilter second = { .number = "702422" };
  g_autoptr (FbEvent) event = store_fixture_event ("late", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));

  keep (fixture, "m1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  wait_until_listed (list);
  fb_fax_list_set_filter (list, &first);
  g_assert_true (fb_fax_list_is_loading (list));
  g_assert_cmpuint (length (list), ==, 0);
  fb_fax_list_set_filter (list, &second);
  g_ptr_array_add (faxes, fb_fax_new_full (1000, event, G_MAXINT64, NULL, NULL));
  fb_fax_source_emit_changed (fb_store_get_source (fixture->store), faxes);
  g_assert_cmpuint (length (list), ==, 1);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 2);
  g_assert_cmpuint (fb_fax_list_get_entry (list, 0)->id, ==, 1000);
  assert_row (list, 1, "m1");

  /* Documo tells another number for it. */
  g_autoptr (FbEvent) renumbered = fb_event_merge (event, event);
  g_free (renumbered->caller_id);
  renumbered->caller_id = g_strdup ("8332390001");
  g_ptr_array_set_size (faxes, 0);
  g_ptr_array_add (faxes, fb_fax_new_full (1000, renumbered, G_MAXINT64, NULL, NULL));
  fb_fax_source_emit_changed (fb_store_get_source (fixture->store), faxes);
  g_assert_cmpuint (length (list), ==, 1);

  /* What is read anew is not what was noted. */
  store_fixture_close (fixture->store);
  run (fixture, "UPDATE fax SET number = '702422' WHERE message_id = 'out'");
  g_assert_true (store_fixture_open (fixture->store, NULL));
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 2);
  assert_row (list, 0, "out");
  assert_row (list, 1, "m1");
  fb_fax_list_set_filter (list, &FB_FAX_FILTER_ALL);
  g_assert_false (fb_fax_list_is_loading (list));
  g_assert_cmpuint (length (list), ==, 2);
}

/* One batch of neighbours is one signal, and marks make no objects. */
static void
test_batch (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  Mirror mirror = { g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0, 0 };

  for (gint64 i = 1; i <= 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%" G_GINT64_FORMAT, i);
      keep (fixture, id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      if (i > 50 && i <= 150)
        g_array_append_val (ids, i);
    }
  wait_until_listed (list);
  set_filter (list, FB_DIRECTION_ANY, FB_STATUS_ANY, TRUE);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_mirrored), &mirror);
  for (guint i = 0; i < length (list); i++)
    {
      gint64 id = (gint64) fb_fax_list_get_entry (list, i)->id;
      g_array_append_val (mirror.ids, id);
    }
  mark (fixture, ids, TRUE);
  g_assert_cmpuint (length (list), ==, 100);
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  check_list (fixture, list, &mirror);

  /* Two rows far apart: those between them stay where they are. */
  g_array_set_size (ids, 0);
  g_array_append_vals (ids, (const gint64[]){ 10, 190 }, 2);
  mark (fixture, ids, TRUE);
  g_assert_cmpuint (mirror.n_removed, ==, 102);
  check_list (fixture, list, &mirror);
  g_array_unref (mirror.ids);
}

static void
test_opened_later (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "m1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  store_fixture_close (fixture->store);
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  g_assert_false (fb_fax_list_is_loading (list));
  g_assert_true (store_fixture_open (fixture->store, NULL));
  wait_until_listed (list);
  assert_row (list, 0, "m1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/fax-list/live", test_live);
  STORE_TEST ("/fax-list/filter", test_filter);
  STORE_TEST ("/fax-list/race", test_race);
  STORE_TEST ("/fax-list/placeholders", test_placeholders);
  STORE_TEST ("/fax-list/changes-while-listing", test_changes_while_listing);
  STORE_TEST ("/fax-list/order", test_order);
  STORE_TEST ("/fax-list/random", test_random);
  STORE_TEST ("/fax-list/number", test_number);
  STORE_TEST ("/fax-list/batch", test_batch);
  STORE_TEST ("/fax-list/opened-later", test_opened_later);
  return g_test_run ();
}
