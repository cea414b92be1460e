/* test-faulty-documents.c
 *
 * A fax whose document has fewer pages than it should have, or can't be shown, says so on its row,
 * be that in columns or in two lines, and in the details; as soon as it is found out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cell-private.h"
#include "fb-fax-details.h"
#include "fb-fax-summary-private.h"
#include "window-fixture.h"

#define FEWER_PAGES "The fax has 3 pages, but its document only 2."
#define NOT_SHOWN   "The document can’t be shown. The original was saved."

static GtkWidget *
get_window (WindowFixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static void
keep (WindowFixture *fixture)
{
  FbEvent *event = store_fixture_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  GtkWidget *view = find_widget (get_window (fixture), GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));

  event->pages_count = 3;
  event->pages_complete = 3;
  store_fixture_keep_ok (&fixture->store, event, "%PDF-1.4");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 1);
  gtk_selection_model_select_item (selection, 0, TRUE);
}

static void
count (WindowFixture *fixture, int n_pages)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "in");

  fb_store_set_document_pages_async (fixture->store.store, fb_fax_get_id (fax),
                                     fb_fax_get_document (fax)->sha256, n_pages, NULL, NULL);
}

/* The column's only cell that shows a fax. */
static GtkWidget *
find_cell (WindowFixture *fixture, FbFaxColumn column)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  find_widgets (get_window (fixture), FB_TYPE_FAX_CELL, cells);
  for (guint i = 0; i < cells->len; i++)
    {
      FbFaxCell *cell = g_ptr_array_index (cells, i);
      if (fb_fax_cell_get_column (cell) == column &&
          fb_fax_cell_get_position (cell) != GTK_INVALID_LIST_POSITION)
        return GTK_WIDGET (cell);
    }
  return NULL;
}

static gboolean
is_marked (WindowFixture *fixture, FbFaxColumn column)
{
  GtkWidget *cell = find_cell (fixture, column);
  GtkWidget *icon = cell != NULL ? find_widget (cell, GTK_TYPE_IMAGE) : NULL;

  return icon != NULL && gtk_widget_get_visible (icon) &&
         gtk_widget_has_css_class (cell, "warning") &&
         g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (icon)), "dialog-warning-symbolic") == 0;
}

static gboolean
has_text (WindowFixture *fixture, FbFaxColumn column, const char *text)
{
  GtkWidget *cell = find_cell (fixture, column);

  return cell != NULL && find_text (cell, text) != NULL;
}

/* For which there is room. */
static void
choose_columns (WindowFixture *fixture)
{
  static const char columns[] =
    "[('date', true, -1), ('pages', true, -1), ('status', true, -1), ('document', true, -1),"
    " ('direction', false, -1), ('name', false, -1), ('number', false, -1),"
    " ('waiting', false, -1), ('subject', false, -1), ('note', false, -1)]";

  g_settings_set_value (fixture->settings, "columns", g_variant_new_parsed (columns));
  window_fixture_renew_window (fixture);
}

static void
test_columns (WindowFixture *fixture, gconstpointer data)
{
  choose_columns (fixture);
  keep (fixture);
  wait_until (has_text (fixture, FB_FAX_COLUMN_PAGES, "3"));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_STATUS));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_PAGES));

  count (fixture, 2);
  wait_until (has_text (fixture, FB_FAX_COLUMN_PAGES, "2 of 3"));
  g_assert_true (is_marked (fixture, FB_FAX_COLUMN_STATUS));
  g_assert_true (is_marked (fixture, FB_FAX_COLUMN_PAGES));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_DOCUMENT));

  count (fixture, FB_PAGES_UNREADABLE);
  wait_until (has_text (fixture, FB_FAX_COLUMN_DOCUMENT, "Unreadable"));
  g_assert_true (is_marked (fixture, FB_FAX_COLUMN_STATUS));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_PAGES));
  g_assert_true (is_marked (fixture, FB_FAX_COLUMN_DOCUMENT));

  count (fixture, 3);
  wait_until (has_text (fixture, FB_FAX_COLUMN_DOCUMENT, "PDF"));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_STATUS));
  g_assert_false (is_marked (fixture, FB_FAX_COLUMN_DOCUMENT));
}

/* What there is to do with it, marked. */
static gboolean
is_summary_marked (WindowFixture *fixture)
{
  GtkWidget *cell = find_cell (fixture, FB_FAX_COLUMN_SUMMARY);
  g_autoptr (GPtrArray) images = g_ptr_array_new ();

  find_widgets (cell, GTK_TYPE_IMAGE, images);
  for (guint i = 0; i < images->len; i++)
    {
      GtkImage *image = g_ptr_array_index (images, i);
      GtkWidget *state = gtk_widget_get_parent (GTK_WIDGET (image));
      if (g_strcmp0 (gtk_image_get_icon_name (image), "dialog-warning-symbolic") == 0)
        return gtk_widget_has_css_class (state, "warning") && gtk_widget_get_visible (state);
    }
  return FALSE;
}

static void
test_two_lines (WindowFixture *fixture, gconstpointer data)
{
  /* However long it waits, it doesn't stand out for that. */
  g_settings_set_uint (fixture->settings, "waiting-limit", 0);
  keep (fixture);
  wait_until (has_text (fixture, FB_FAX_COLUMN_SUMMARY, "3 pages"));
  g_assert_false (is_summary_marked (fixture));

  count (fixture, 2);
  wait_until (has_text (fixture, FB_FAX_COLUMN_SUMMARY, "Incomplete: 2 of 3 pages"));
  g_assert_true (is_summary_marked (fixture));
  count (fixture, FB_PAGES_UNREADABLE);
  wait_until (has_text (fixture, FB_FAX_COLUMN_SUMMARY, "Unreadable · 3 pages"));
  g_assert_true (is_summary_marked (fixture));
  count (fixture, 3);
  wait_until (has_text (fixture, FB_FAX_COLUMN_SUMMARY, "3 pages"));
  g_assert_false (is_summary_marked (fixture));
  g_settings_reset (fixture->settings, "waiting-limit");
}

static void
test_details (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *details = find_widget (get_window (fixture), FB_TYPE_FAX_DETAILS);

  keep (fixture);
  window_fixture_wait_for_text (details, "3 pages");
  g_assert_null (find_text (details, "Document"));
  count (fixture, 2);
  window_fixture_wait_for_text (details, FEWER_PAGES);
  g_assert_nonnull (find_text (details, "Incomplete: 2 of 3 pages"));
  count (fixture, FB_PAGES_UNREADABLE);
  window_fixture_wait_for_text (details, NOT_SHOWN);
  count (fixture, 3);
  wait_until (find_text (details, NOT_SHOWN) == NULL);
  g_assert_null (find_text (details, "Document"));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/faulty-documents/columns", NULL, test_columns);
  WINDOW_TEST ("/window/faulty-documents/two-lines", NARROW, test_two_lines);
  WINDOW_TEST ("/window/faulty-documents/details", WITH_DETAILS, test_details);
  return g_test_run ();
}
