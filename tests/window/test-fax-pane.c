/* test-fax-pane.c
 *
 * What the pane of a fax keeps of what happens to its pages: how many there are, how they are
 * looked at, and that they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-pages.h"
#include "fb-fax-table.h"
#include "fb-page-view.h"
#include "window-fixture.h"

#define PAGE                                                                                       \
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                         \
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                             \
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n"

static FbPageView *
get_view (WindowFixture *fixture)
{
  return FB_PAGE_VIEW (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_PAGE_VIEW));
}

static void
choose (WindowFixture *fixture)
{
  window_fixture_wait_for_page (fixture, "faxes");
  fb_window_open_fax (fixture->window, "a");
  wait_until (fb_page_view_is_shown (get_view (fixture)));
}

static void
set_up (WindowFixture *fixture, gconstpointer data)
{
  FbEvent *event;

  window_fixture_set_up (fixture, data);
  g_settings_set_boolean (fixture->settings, "show-fax-details", FALSE);
  event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  store_fixture_keep_ok (&fixture->store, event, PAGE);
  choose (fixture);
}

static gboolean
has_pages (WindowFixture *fixture, int n_pages)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");

  return fb_fax_get_document_pages (fax) == n_pages;
}

static void
test_counted (WindowFixture *fixture, gconstpointer data)
{
  wait_until (has_pages (fixture, 1));
}

static gboolean
has_look (WindowFixture *fixture, guint rotation, gboolean is_inverted)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");
  const FbDocument *document = fb_fax_get_document (fax);

  return document->rotation == rotation && document->is_inverted == is_inverted;
}

/* Also for the next window. */
static void
test_look (WindowFixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "pages.rotate-right", NULL);
  wait_until (has_look (fixture, 90, FALSE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "pages.invert", NULL);
  wait_until (has_look (fixture, 90, TRUE));

  window_fixture_renew_window (fixture);
  choose (fixture);
  g_assert_cmpuint (fb_page_view_get_rotation (get_view (fixture)), ==, 90);
  g_assert_true (fb_page_view_get_inverted (get_view (fixture)));
}

static void
say_seen (WindowFixture *fixture)
{
  GtkWidget *pages = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_PAGES);
  GtkWidget *table = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE);

  g_signal_emit_by_name (pages, "seen", fb_fax_table_get_selected (FB_FAX_TABLE (table)));
}

static gboolean
is_unread (WindowFixture *fixture)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");

  return fb_fax_get_unread (fax);
}

static void
test_seen (WindowFixture *fixture, gconstpointer data)
{
  g_settings_set_boolean (fixture->settings, "mark-read-when-shown", FALSE);
  say_seen (fixture);
  store_fixture_settle (&fixture->store);
  g_assert_true (is_unread (fixture));

  g_settings_reset (fixture->settings, "mark-read-when-shown");
  say_seen (fixture);
  wait_until (!is_unread (fixture));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  g_test_add ("/fax-pane/counted", WindowFixture, WITH_DETAILS, set_up, test_counted,
              window_fixture_tear_down);
  g_test_add ("/fax-pane/look", WindowFixture, WITH_DETAILS, set_up, test_look,
              window_fixture_tear_down);
  g_test_add ("/fax-pane/seen", WindowFixture, WITH_DETAILS, set_up, test_seen,
              window_fixture_tear_down);
  return g_test_run ();
}
