/* How long a search takes among a hundred thousand faxes and a million: until the first rows are
 * there, until all are, and how long the main loop is held, for words that are rare, common and
 * absent, and for what is typed letter by letter. Prints figures and judges nothing. */

#include "config.h"

#include "store-fixture.h"

#include "fb-fax-list.h"
#include "main-loop.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define N_RUNS 5

/* Names, numbers and subjects of 20,000 others. */
#define N_PARTIES "20000"

typedef struct
{
  gint64 first; /* microseconds until the list showed something of the query */
  gint64 all;
  guint n_rows;
} Figures;

/* A syllable by a number: 50 of them, so that words of three and more are many. */
#define SYLLABLE(number)                                                                           \
  "substr "                                                                                        \
  "('babebibobudadedidodufafefifofugagegigoguhahehihohukakekikokulalelilolumamemimomunaneni"       \
  "nonu', 1 + 2 * ((" number ") %% 50), 2)"
#define NAME(number)                                                                               \
  SYLLABLE (number)                                                                                \
  " || " SYLLABLE (number " / 7") " || " SYLLABLE (number " / 301") " || ' ' || " SYLLABLE (       \
    number " / 3") " || " SYLLABLE (number " / 11") " || " SYLLABLE (number " / 17")

static void
fill (const char *folder, guint n_faxes)
{
  g_autofree char *path = g_build_filename (folder, "faxbell.db", NULL);
  g_autofree char *sql = g_strdup_printf (
    "BEGIN; DELETE FROM fax; DELETE FROM event;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO event (id, message_id, kind, road, received_at, digest) "
    "SELECT i, 'message-' || i, 0, 0, 1700000000000000 + i * 1000000, "
    "CAST (printf ('%%032d', i) AS BLOB) FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    ", fax_of (i, p) AS (SELECT i, (i * 2654435761) %% " N_PARTIES " FROM n) "
    "INSERT INTO fax (id, message_id, kind, direction, status, status_name, fax_number, caller_id, "
    "csid, subject, pages_count, pages_complete, attempt, created_at, resolved_at, "
    "is_file_purged, received_at, is_read, occasion, event_id, is_open, opened_at, has_document, "
    "number) "
    "SELECT i, 'message-' || i, 0, 1, 1, 'success', '+17025550100', "
    "printf ('+1%%010d', 2120000000 + p * 7919), " NAME (
      "p") ", CASE i %% 3 WHEN 0 THEN NULL "
           "WHEN 1 THEN 'fax' ELSE " NAME (
             "(i * 40503)") " END, "
                            "2, 2, 1, 0, 0, 0, 1700000000000000 + i * 1000000, i %% 3 <> 0, 0, i, "
                            "i %% 2, "
                            "1700000000000000, 1, printf ('%%010d', 2120000000 + p * 7919) FROM "
                            "fax_of;"
                            "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)",
    n_faxes, n_faxes);
  sqlite3 *database;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (database);
}

static gint64
read_position (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "search.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 first_id = -1;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (database, "SELECT first_id FROM position", -1, &statement, NULL) ==
        SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    first_id = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return first_id;
}

static void
on_items_changed (FbFaxList *list, guint position, guint removed, guint added, gint64 *changed_at)
{
  if (*changed_at == 0)
    *changed_at = g_get_monotonic_time ();
}

/* A name that a few faxes have. */
static char *
dup_rare_word (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (database, "SELECT csid FROM fax WHERE id = 5", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  char *word = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return word;
}

static Figures
search (FbFaxList *list, const char *text)
{
  const gint64 begun_at = g_get_monotonic_time ();
  FbFaxFilter filter = { 0 };
  gint64 changed_at = 0;
  gulong handler =
    g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &changed_at);

  g_strlcpy (filter.search, text, sizeof filter.search);
  main_loop_pass_over ();
  fb_fax_list_set_filter (list, &filter);
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (list, handler);

  const gint64 now = g_get_monotonic_time ();
  return (Figures){ changed_at != 0 ? changed_at - begun_at : now - begun_at, now - begun_at,
                    g_list_model_get_n_items (G_LIST_MODEL (list)) };
}

static int
compare_times (const void *a, const void *b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static double
get_quantile (GArray *times, double part)
{
  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, (guint) (part * (times->len - 1))) / MILLISECOND;
}

/* Each from all faxes on. */
static void
measure_term (FbFaxList *list, const char *what, const char *text)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  Figures figures = { 0 };

  main_loop_begin_holds ();
  for (guint i = 0; i < N_RUNS; i++)
    {
      figures = search (list, text);
      g_array_append_val (first, figures.first);
      g_array_append_val (all, figures.all);
      search (list, "");
    }
  g_print ("  %-28s %8u rows   first %8.1f ms   all %8.1f ms   longest hold %6.1f ms\n", what,
           figures.n_rows, get_quantile (first, 0.5), get_quantile (all, 0.5),
           (double) main_loop_get_longest_hold () / MILLISECOND);
}

/* Names, numbers and words of subjects, letter by letter. */
static void
measure_typing (FbFaxList *list)
{
  static const char *const texts[] = {
    "babebi", "kakeki dadedi", "2120007919", "(212) 039-5950", "nonu fafe",
    "fax ba", "mumoma",        "lulolile",   "guhahehi hi",    "+1-212",
    "gogo",   "zzzz",          "kuka",       "didodu",         "7025550100",
  };
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));

  main_loop_begin_holds ();
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      for (gsize length = 1; length <= strlen (texts[i]); length++)
        {
          g_autofree char *typed = g_strndup (texts[i], length);
          const Figures figures = search (list, typed);
          g_array_append_val (first, figures.first);
          g_array_append_val (all, figures.all);
        }
      search (list, "");
    }
  g_print ("  %u queries as they are typed: first rows, median %.1f ms, 95th percentile %.1f ms, "
           "longest %.1f ms;\n    all, median %.1f ms, 95th percentile %.1f ms; longest hold "
           "%.1f ms\n",
           first->len, get_quantile (first, 0.5), get_quantile (first, 0.95),
           get_quantile (first, 1), get_quantile (all, 0.5), get_quantile (all, 0.95),
           (double) main_loop_get_longest_hold () / MILLISECOND);
}

static void
measure (guint n_faxes)
{
  StoreFixture fixture = { 0 };

  store_fixture_set_up (&fixture, NULL);
  store_fixture_close (fixture.store);
  fill (fixture.folder, n_faxes);

  const gint64 opened_at = g_get_monotonic_time ();
  g_assert_true (store_fixture_open (fixture.store, NULL));
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture.store));
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_print ("%u faxes, load %.1f\n", n_faxes, main_loop_get_load ());

  g_autofree char *rare = dup_rare_word (fixture.folder);
  const Figures figures = search (list, rare);
  g_print ("  %-28s %8u rows   first %8.1f ms   all %8.1f ms\n", "while the index is made",
           figures.n_rows, (double) figures.first / MILLISECOND,
           (double) figures.all / MILLISECOND);
  search (list, "");
  while (read_position (fixture.folder) != 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_print ("  the index was made in %.1f s\n",
           (double) (g_get_monotonic_time () - opened_at) / G_USEC_PER_SEC);

  measure_term (list, "one letter", "a");
  measure_term (list, "two letters", "ba");
  measure_term (list, "two digits, rare", "98");
  measure_term (list, "two letters, absent", "zz");
  measure_term (list, "a common word", "fax");
  measure_term (list, "every fax", "7025550100");
  measure_term (list, "a rare name", rare);
  measure_term (list, "an absent word", "xylophone");
  measure_term (list, "a number", "212-000-7919");
  measure_term (list, "two words", "fax baba");
  measure_term (list, "common and absent", "7025550100 zz");
  measure_typing (list);

  g_clear_object (&list);
  store_fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  main_loop_watch ();
  measure (100000);
  measure (1000000);
  return 0;
}
