/* The list that the window shows: true to the store, live, cheap. */

#include "config.h"

#include "store-fixture.h"

#include "fb-fax-list.h"

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
  fb_fax_list_set_filter (list, FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING, FALSE);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 1);
  assert_row (list, 0, "out");

  keep (fixture, "in2", FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING);
  g_assert_cmpuint (length (list), ==, 1);
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  g_assert_cmpuint (length (list), ==, 0);

  fb_fax_list_set_filter (list, FB_DIRECTION_ANY, FB_STATUS_ANY, TRUE);
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
        fb_fax_list_set_filter (list, (int) (i / 50 % 4) - 1, FB_STATUS_ANY, FALSE);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  fb_fax_list_set_filter (list, FB_DIRECTION_ANY, FB_STATUS_SUCCESS, FALSE);
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
      g_assert_cmpuint (fb_fax_list_find (list, fb_fax_get_id (fax)), ==, i);
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
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  g_autoptr (FbEvent) event = store_fixture_event ("late", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);

  wait_until_listed (list);
  keep (fixture, "m1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_ptr_array_add (faxes, fb_fax_new_full (1000, event, 1, FALSE, NULL));
  fb_fax_list_set_filter (list, FB_DIRECTION_INBOUND, FB_STATUS_ANY, FALSE);
  g_assert_true (fb_fax_list_is_loading (list));
  fb_fax_source_emit_changed (fb_store_get_source (fixture->store), faxes);
  wait_until_listed (list);
  g_assert_cmpuint (length (list), ==, 2);
  assert_row (list, 0, "late");
  assert_row (list, 1, "m1");
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
  STORE_TEST ("/fax-list/opened-later", test_opened_later);
  return g_test_run ();
}
