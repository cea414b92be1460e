/* test-sorting.c
 *
 * Sorting the table of faxes: by a click on a header and by the menu; what is selected stays so,
 * and the order is remembered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-table.h"
#include "front-desk.h"
#include "screen.h"
#include "window-fixture.h"

static void
on_over (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
}

static GtkColumnView *
get_view (WindowFixture *fixture)
{
  return GTK_COLUMN_VIEW (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW));
}

static GListModel *
get_model (WindowFixture *fixture)
{
  return G_LIST_MODEL (gtk_column_view_get_model (get_view (fixture)));
}

static FbFaxTable *
get_table (WindowFixture *fixture)
{
  return FB_FAX_TABLE (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE));
}

static void
sort_by (WindowFixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sort.by", "s", name);
}

/* Held, so that they stay loaded. */
static GPtrArray *
dup_faxes (WindowFixture *fixture)
{
  GPtrArray *faxes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (get_model (fixture)); i++)
    g_ptr_array_add (faxes, g_list_model_get_item (get_model (fixture), i));
  for (guint i = 0; i < faxes->len; i++)
    wait_until (fb_fax_is_loaded (g_ptr_array_index (faxes, i)));
  return faxes;
}

static int
get_sign (FbFax *a, FbFax *b, FbFaxOrderKey key)
{
  if (key == FB_FAX_ORDER_PAGES)
    return fb_fax_get_pages (a) - fb_fax_get_pages (b);
  if (key == FB_FAX_ORDER_DATE)
    return (fb_fax_get_time (a) > fb_fax_get_time (b)) -
           (fb_fax_get_time (a) < fb_fax_get_time (b));
  g_autofree char *one = g_utf8_casefold (fb_fax_get_party (a), -1);
  g_autofree char *other = g_utf8_casefold (fb_fax_get_party (b), -1);
  return g_utf8_collate (one, other);
}

static gboolean
has_key (FbFax *fax, FbFaxOrderKey key)
{
  return (key != FB_FAX_ORDER_NAME || fb_fax_get_party (fax) != NULL) &&
         (key != FB_FAX_ORDER_PAGES || fb_fax_get_pages (fax) >= 0);
}

/* What has nothing to go by comes last. */
static gboolean
is_sorted (WindowFixture *fixture, FbFaxOrderKey key, gboolean is_descending)
{
  g_autoptr (GPtrArray) faxes = dup_faxes (fixture);

  for (guint i = 0; i + 1 < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      FbFax *next = g_ptr_array_index (faxes, i + 1);
      if (!has_key (next, key))
        continue;
      if (!has_key (fax, key))
        return FALSE;
      const int sign = get_sign (fax, next, key);
      if (is_descending ? sign < 0 : sign > 0)
        return FALSE;
    }
  return faxes->len > 1;
}

static void
keep_day (WindowFixture *fixture)
{
  front_desk_keep_day (&fixture->store);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "i", FB_VIEW_ALL);
  wait_until (is_sorted (fixture, FB_FAX_ORDER_DATE, TRUE));
}

/* As wide as columns take without the details. */
static void
show_columns (WindowFixture *fixture)
{
  g_settings_set_boolean (fixture->settings, "show-details", FALSE);
  wait_until (find_text (GTK_WIDGET (get_view (fixture)), "Pages") != NULL &&
              gtk_widget_get_mapped (find_text (GTK_WIDGET (get_view (fixture)), "Pages")));
}

/* A second click in the same place is another gesture only if it comes some time later. */
static void
wait_for_double_click_to_pass (void)
{
  int milliseconds;
  gboolean is_over = FALSE;

  g_object_get (gtk_settings_get_default (), "gtk-double-click-time", &milliseconds, NULL);
  g_timeout_add_once ((guint) milliseconds + 50, on_over, &is_over);
  wait_until (is_over);
}

static void
click_header (WindowFixture *fixture, const char *title)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *header = find_text (GTK_WIDGET (get_view (fixture)), title);
  graphene_rect_t bounds;
  ScreenArea area;
  double x, y;

  wait_for_double_click_to_pass ();
  g_assert_true (gtk_widget_compute_bounds (header, window, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  g_assert_true (screen_has_window (g_get_prgname (), &area));
  screen_click (area.x + (int) (x + (double) (bounds.origin.x + bounds.size.width / 2)),
                area.y + (int) (y + (double) (bounds.origin.y + bounds.size.height / 2)), 1);
}

static void
test_header (WindowFixture *fixture, gconstpointer data)
{
  keep_day (fixture);
  show_columns (fixture);
  click_header (fixture, "Pages");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_PAGES, FALSE));
  click_header (fixture, "Pages");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_PAGES, TRUE));
  click_header (fixture, "Name");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_NAME, FALSE));
  click_header (fixture, "Date");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_DATE, FALSE));
  click_header (fixture, "Date");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_DATE, TRUE));
}

static void
test_menu (WindowFixture *fixture, gconstpointer data)
{
  keep_day (fixture);
  sort_by (fixture, "name");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_NAME, FALSE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sort.direction", "s", "descending");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_NAME, TRUE));
  sort_by (fixture, "date");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_DATE, TRUE));
}

static gboolean
is_selected (WindowFixture *fixture, FbFax *fax)
{
  FbFax *selected = fb_fax_table_get_selected (get_table (fixture));

  return selected != NULL && fb_fax_get_id (selected) == fb_fax_get_id (fax);
}

static void
test_selection_stays (WindowFixture *fixture, gconstpointer data)
{
  guint position = 2;

  keep_day (fixture);
  g_autoptr (GPtrArray) faxes = dup_faxes (fixture);
  while (fb_fax_get_direction (g_ptr_array_index (faxes, position)) != FB_DIRECTION_INBOUND)
    position++;
  FbFax *fax = g_ptr_array_index (faxes, position);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_model (fixture)), position, TRUE);
  wait_until (is_selected (fixture, fax));

  sort_by (fixture, "name");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_NAME, FALSE));
  g_assert_true (is_selected (fixture, fax));
  g_assert_cmpuint (fb_fax_table_get_n_selected (get_table (fixture)), ==, 1);
  sort_by (fixture, "date");
  g_assert_true (is_selected (fixture, fax));

  /* In another view that has it, too; one that doesn't selects nothing else in its place. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "i", FB_VIEW_INBOX);
  g_assert_true (is_selected (fixture, fax));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "i", FB_VIEW_SENT);
  g_assert_null (fb_fax_table_get_selected (get_table (fixture)));
}

static void
test_remembered (WindowFixture *fixture, gconstpointer data)
{
  keep_day (fixture);
  sort_by (fixture, "pages");
  wait_until (is_sorted (fixture, FB_FAX_ORDER_PAGES, FALSE));
  window_fixture_renew_window (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "i", FB_VIEW_ALL);
  wait_until (is_sorted (fixture, FB_FAX_ORDER_PAGES, FALSE));
}

#define SORTING_TEST(path, function)                                                               \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  SORTING_TEST ("/window/sorting/header", test_header);
  SORTING_TEST ("/window/sorting/menu", test_menu);
  SORTING_TEST ("/window/sorting/selection-stays", test_selection_stays);
  SORTING_TEST ("/window/sorting/remembered", test_remembered);
  return g_test_run ();
}
