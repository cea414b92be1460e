/* The list in the orders that the user can choose: true to the store whatever comes, and told by
 * its signals row by row. */

#include "config.h"

#include "store-fixture.h"

#include "fb-number.h"
#include "fb-sorted-fax-list.h"

#include <sqlite3.h>
#include <string.h>

/* How long to wait for an order, in microseconds, before it is looked at as it is. */
#define PATIENCE (10 * G_USEC_PER_SEC)

typedef struct
{
  FbFaxList *faxes;
  FbSortedFaxList *list;
  GArray *ids;    /* as the signals have told of them */
  guint max_both; /* the most rows that one signal has both removed and added */
  guint n_removed;
  GArray *places; /* guint: where rows were added */
} Lists;

static gint64
get_id (FbSortedFaxList *list, guint position)
{
  return (gint64) fb_sorted_fax_list_get_entry (list, position)->id;
}

static guint
length (FbSortedFaxList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
on_items_changed (FbSortedFaxList *list, guint position, guint removed, guint added, Lists *lists)
{
  lists->max_both = MAX (lists->max_both, MIN (removed, added));
  lists->n_removed += removed;
  if (added > 0)
    g_array_append_val (lists->places, position);
  g_array_remove_range (lists->ids, position, removed);
  for (guint i = 0; i < added; i++)
    {
      const gint64 id = get_id (list, position + i);
      g_array_insert_val (lists->ids, position + i, id);
    }
  g_assert_cmpuint (lists->ids->len, ==, length (list));
  /* As GTK does it for every row that it shows. */
  for (guint i = 0; i < length (list); i++)
    {
      g_autoptr (FbFax) fax = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_assert_cmpint (fb_fax_get_id (fax), ==, get_id (list, i));
    }
}

static void
set_up_lists (Lists *lists, StoreFixture *fixture)
{
  FbFaxSource *source = fb_store_get_source (fixture->store);

  lists->faxes = fb_fax_list_new (source);
  lists->list = fb_sorted_fax_list_new (source, lists->faxes);
  lists->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  lists->max_both = 0;
  lists->n_removed = 0;
  lists->places = g_array_new (FALSE, FALSE, sizeof (guint));
  while (fb_fax_list_is_loading (lists->faxes))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < length (lists->list); i++)
    {
      const gint64 id = get_id (lists->list, i);
      g_array_append_val (lists->ids, id);
    }
  g_signal_connect (lists->list, "items-changed", G_CALLBACK (on_items_changed), lists);
}

static void
clear_lists (Lists *lists)
{
  g_object_unref (lists->list);
  g_object_unref (lists->faxes);
  g_array_unref (lists->ids);
  g_array_unref (lists->places);
}

/* What is expected, in the plainest way: whole faxes, compared by what is shown of them. */

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static char *
dup_text (FbFax *fax, FbFaxOrderKey key)
{
  if (key == FB_FAX_ORDER_NAME)
    return g_strdup (fb_fax_get_party (fax));
  if (key == FB_FAX_ORDER_NUMBER)
    return fb_number_normalize (fb_fax_get_number (fax));
  return g_strdup (key == FB_FAX_ORDER_NOTE ? fb_fax_get_note (fax) : fb_fax_get_subject (fax));
}

static gint64
get_number (FbFax *fax, FbFaxOrderKey key)
{
  switch (key)
    {
    case FB_FAX_ORDER_DATE:
      return fb_fax_get_time (fax);
    case FB_FAX_ORDER_STATUS:
      return fb_fax_get_status (fax);
    case FB_FAX_ORDER_WAITING:
      return fb_fax_get_opened_at (fax);
    case FB_FAX_ORDER_PAGES:
      return fb_fax_get_pages (fax);
    case FB_FAX_ORDER_DIRECTION:
      return fb_fax_get_direction (fax);
    case FB_FAX_ORDER_DOCUMENT:
      return 1;
    case FB_FAX_ORDER_NAME:
    case FB_FAX_ORDER_NUMBER:
    case FB_FAX_ORDER_SUBJECT:
    case FB_FAX_ORDER_NOTE:
    default:
      g_assert_not_reached ();
    }
}

static int
compare_texts (FbFax *a, FbFax *b, FbFaxOrderKey key)
{
  g_autofree char *text = dup_text (a, key);
  g_autofree char *other_text = dup_text (b, key);
  g_autofree char *one = g_utf8_casefold (text, -1);
  g_autofree char *other = g_utf8_casefold (other_text, -1);

  return g_utf8_collate (one, other);
}

static gboolean
is_text (FbFaxOrderKey key)
{
  return key == FB_FAX_ORDER_NAME || key == FB_FAX_ORDER_NUMBER || key == FB_FAX_ORDER_SUBJECT ||
         key == FB_FAX_ORDER_NOTE;
}

static gboolean
has_key (FbFax *fax, FbFaxOrderKey key)
{
  g_autofree char *text = is_text (key) ? dup_text (fax, key) : NULL;

  if (is_text (key))
    return text != NULL;
  if (key == FB_FAX_ORDER_DIRECTION)
    return fb_fax_get_direction (fax) != FB_DIRECTION_UNKNOWN;
  if (key == FB_FAX_ORDER_DOCUMENT)
    return fb_fax_get_document (fax) != NULL;
  if (key == FB_FAX_ORDER_WAITING)
    return fb_fax_get_open (fax);
  if (key == FB_FAX_ORDER_STATUS)
    return fb_fax_get_status (fax) != FB_STATUS_OTHER;
  return key != FB_FAX_ORDER_PAGES || fb_fax_get_pages (fax) >= 0;
}

static int
compare_faxes (gconstpointer a, gconstpointer b, gpointer data)
{
  FbFax *one = *(FbFax *const *) a;
  FbFax *other = *(FbFax *const *) b;
  const FbFaxOrder *order = data;
  int result = 0;

  if (has_key (one, order->key) != has_key (other, order->key))
    return has_key (one, order->key) ? -1 : 1;
  if (has_key (one, order->key))
    result = is_text (order->key)
               ? compare_texts (one, other, order->key)
               : compare_numbers (get_number (one, order->key), get_number (other, order->key));
  if (result != 0)
    return order->is_descending ? -result : result;
  result = compare_numbers (fb_fax_get_time (other), fb_fax_get_time (one));
  return result != 0 ? result : compare_numbers (fb_fax_get_id (other), fb_fax_get_id (one));
}

static GArray *
dup_expected (Lists *lists, FbFaxOrder order)
{
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lists->faxes)); i++)
    g_ptr_array_add (faxes, g_list_model_get_item (G_LIST_MODEL (lists->faxes), i));
  for (guint i = 0; i < faxes->len; i++)
    while (!fb_fax_is_loaded (g_ptr_array_index (faxes, i)))
      g_main_context_iteration (NULL, TRUE);
  g_ptr_array_sort_with_data (faxes, compare_faxes, &order);
  for (guint i = 0; i < faxes->len; i++)
    {
      const gint64 id = fb_fax_get_id (g_ptr_array_index (faxes, i));
      g_array_append_val (ids, id);
    }
  return ids;
}

static gboolean
is_same (GArray *a, GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static gboolean
on_patience_over (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
check_order (Lists *lists, FbFaxOrder order)
{
  gboolean is_over = FALSE;
  const guint source = g_timeout_add (PATIENCE / 1000, on_patience_over, &is_over);
  g_autoptr (GArray) expected = dup_expected (lists, order);

  while (!is_same (lists->ids, expected) && !is_over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  g_assert_cmpmem (lists->ids->data, lists->ids->len * sizeof (gint64), expected->data,
                   expected->len * sizeof (gint64));
  g_assert_cmpuint (lists->ids->len, ==, length (lists->list));
  for (guint i = 0; i < lists->ids->len; i++)
    g_assert_cmpint (get_id (lists->list, i), ==, g_array_index (lists->ids, gint64, i));
}

/* Faxes */

static const char *const names[] = { "Ärztehaus", "Zahnarzt Zoll", "apotheke am Markt",
                                     "Apotheke",  "Cedar Grove",   NULL };

static void
keep_any (StoreFixture *fixture, guint n_faxes, gint64 now)
{
  static guint number;

  for (guint i = 0; i < n_faxes; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", g_test_rand_int_range (0, 200));
      g_autofree char *json = g_strdup_printf ("{\"n\":%u}", ++number);
      FbEvent *event =
        store_fixture_event (id, g_test_rand_bit () ? FB_DIRECTION_INBOUND : FB_DIRECTION_OUTBOUND,
                             (FbStatus) g_test_rand_int_range (0, FB_N_STATUSES));

      event->created_at = now - (gint64) g_test_rand_int_range (-1000, 100000) * G_USEC_PER_SEC;
      event->pages_count = g_test_rand_int_range (-1, 5);
      g_free (event->recipient_name);
      event->recipient_name = g_strdup (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
      g_free (event->csid);
      event->csid = g_strdup (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
      g_free (event->subject);
      event->subject = g_strdup (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
      g_bytes_unref (event->json);
      event->json = g_bytes_new (json, strlen (json));
      store_fixture_keep_ok (fixture, event, NULL);
    }
  store_fixture_settle (fixture);
}

static void
record_any (StoreFixture *fixture, guint n_faxes)
{
  for (guint i = 0; i < n_faxes; i++)
    store_fixture_record (fixture, g_test_rand_int_range (1, 100),
                          (FbDeskAction) g_test_rand_int_range (0, FB_DESK_NOTED + 1), "me",
                          names[g_test_rand_int_range (0, 5)]);
}

static FbFaxOrder
choose_order (void)
{
  return (FbFaxOrder){ (FbFaxOrderKey) g_test_rand_int_range (0, FB_N_FAX_ORDER_KEYS),
                       g_test_rand_bit () };
}

static void
set_any_filter (FbFaxList *faxes)
{
  const FbFaxFilter filter = { .only_open = g_test_rand_bit (),
                               .directions =
                                 (guint) g_test_rand_int_range (0, 1 << FB_N_DIRECTIONS) };

  fb_fax_list_set_filter (faxes, &filter);
}

static void
test_random (StoreFixture *fixture, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  FbFaxOrder order = FB_FAX_ORDER_NEWEST_FIRST;
  Lists lists;

  keep_any (fixture, 100, now);
  set_up_lists (&lists, fixture);
  for (guint round = 0; round < 60; round++)
    {
      if (round % 3 == 0)
        {
          order = choose_order ();
          fb_sorted_fax_list_set_order (lists.list, order);
        }
      check_order (&lists, order);
      keep_any (fixture, (guint) g_test_rand_int_range (1, round % 4 == 0 ? 60 : 5), now);
      check_order (&lists, order);
      record_any (fixture, 3);
      check_order (&lists, order);
      if (round % 5 == 4)
        set_any_filter (lists.faxes);
      check_order (&lists, order);
    }
  g_assert_cmpuint (lists.max_both, ==, 0);
  clear_lists (&lists);
}

/* Rows that have nothing to do with what came stay: nobody loses the place that they are at. */
static void
test_few_rows_move (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxOrder by_status = { FB_FAX_ORDER_STATUS, FALSE };
  Lists lists;

  keep_any (fixture, 150, g_get_real_time ());
  set_up_lists (&lists, fixture);
  fb_sorted_fax_list_set_order (lists.list, by_status);
  check_order (&lists, by_status);

  lists.n_removed = 0;
  g_array_set_size (lists.places, 0);
  FbEvent *event = store_fixture_event ("new", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  store_fixture_keep_ok (fixture, event, NULL);
  store_fixture_settle (fixture);
  check_order (&lists, by_status);
  g_assert_cmpuint (lists.n_removed, ==, 1);
  g_assert_cmpuint (lists.places->len, ==, 2);
  g_assert_cmpuint (g_array_index (lists.places, guint, 0), ==, 0);
  clear_lists (&lists);
}

/* What another version, or a repair, makes of a database while it is closed. */
static void
turn_pages_around (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (database, "UPDATE fax SET pages_count = 4 - pages_count", NULL, NULL, NULL), ==,
    SQLITE_OK);
  sqlite3_close (database);
}

/* Every row may be another one then. */
static void
test_reset (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxOrder by_pages = { FB_FAX_ORDER_PAGES, TRUE };
  Lists lists;

  keep_any (fixture, 50, g_get_real_time ());
  set_up_lists (&lists, fixture);
  fb_sorted_fax_list_set_order (lists.list, by_pages);
  check_order (&lists, by_pages);
  store_fixture_close (fixture->store);
  turn_pages_around (fixture);
  g_assert_true (store_fixture_open (fixture->store, NULL));
  while (fb_fax_list_is_loading (lists.faxes))
    g_main_context_iteration (NULL, TRUE);
  check_order (&lists, by_pages);
  keep_any (fixture, 10, g_get_real_time ());
  check_order (&lists, by_pages);
  clear_lists (&lists);
}

/* An order that was asked for in vain leaves nothing behind. */
static void
test_last_order_counts (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxOrder by_pages = { FB_FAX_ORDER_PAGES, FALSE };
  Lists lists;

  keep_any (fixture, 50, g_get_real_time ());
  set_up_lists (&lists, fixture);
  fb_sorted_fax_list_set_order (lists.list, (FbFaxOrder){ FB_FAX_ORDER_NAME, TRUE });
  fb_sorted_fax_list_set_order (lists.list, by_pages);
  check_order (&lists, by_pages);
  fb_sorted_fax_list_set_order (lists.list, (FbFaxOrder){ FB_FAX_ORDER_NAME, TRUE });
  fb_sorted_fax_list_set_order (lists.list, FB_FAX_ORDER_NEWEST_FIRST);
  check_order (&lists, FB_FAX_ORDER_NEWEST_FIRST);
  clear_lists (&lists);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/sorted-fax-list/random", test_random);
  STORE_TEST ("/sorted-fax-list/few-rows-move", test_few_rows_move);
  STORE_TEST ("/sorted-fax-list/reset", test_reset);
  STORE_TEST ("/sorted-fax-list/last-order-counts", test_last_order_counts);
  return g_test_run ();
}
