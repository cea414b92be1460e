/* test-saved-views.c
 *
 * Views that the user has saved: what they keep, how they are chosen, left, renamed and removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "window-fixture.h"

#include "fb-filters-variant.h"
#include "fb-saved-views.h"
#include "fb-search-bar.h"

static void
activate (WindowFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static AdwMessageDialog *
wait_for_dialog (void)
{
  GtkWidget *dialog;

  while ((dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ADW_MESSAGE_DIALOG (dialog);
}

/* Answers the dialog that asks for a name, and returns what it has proposed. */
static char *
enter_name (const char *name)
{
  AdwMessageDialog *dialog = wait_for_dialog ();
  GtkEditable *entry = GTK_EDITABLE (find_widget (GTK_WIDGET (dialog), GTK_TYPE_ENTRY));
  char *proposed = g_strdup (gtk_editable_get_text (entry));

  gtk_editable_set_text (entry, "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "save"));
  gtk_editable_set_text (entry, name);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "save"));
  adw_message_dialog_response (dialog, "save");
  gtk_window_destroy (GTK_WINDOW (dialog));
  return proposed;
}

static void
search (WindowFixture *fixture, const char *text)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_SEARCH_BAR);

  if (!gtk_widget_get_visible (bar))
    activate (fixture, "search.open");
  gtk_editable_set_text (GTK_EDITABLE (find_widget (bar, GTK_TYPE_SEARCH_ENTRY)), text);
}

static const char *
get_search (WindowFixture *fixture)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_SEARCH_BAR);

  return gtk_widget_get_visible (bar)
           ? gtk_editable_get_text (GTK_EDITABLE (find_widget (bar, GTK_TYPE_SEARCH_ENTRY)))
           : NULL;
}

static guint
count_saved (WindowFixture *fixture)
{
  g_autoptr (FbSavedViews) saved = fb_saved_views_new (fixture->settings);

  return fb_saved_views_get_n (saved);
}

static void
wait_for_faxes (WindowFixture *fixture)
{
  window_fixture_keep (fixture, "one", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "two", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  window_fixture_wait_for_page (fixture, "faxes");
}

static void
test_save (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  wait_for_faxes (fixture);
  fb_view_pane_choose (views, FB_VIEW_FAILED);
  search (fixture, "702");
  activate (fixture, "saved-view.save");
  g_autofree char *proposed = enter_name ("From Nevada <b>&");
  g_assert_cmpstr (proposed, ==, "702");
  g_assert_cmpuint (count_saved (fixture), ==, 1);
  g_assert_cmpuint (fb_view_pane_get_saved_view (views), ==, 0);
  g_assert_cmpstr (fb_view_pane_get_title (views), ==, "From Nevada <b>&");
  g_assert_nonnull (find_text (GTK_WIDGET (views), "From Nevada <b>&"));
  g_assert_cmpint (fb_view_pane_get_view (views), ==, FB_VIEW_FAILED);

  /* Left, it takes its words with it; chosen, they are there again. */
  fb_view_pane_choose (views, FB_VIEW_INBOX);
  g_assert_cmpstr (get_search (fixture), ==, NULL);
  fb_view_pane_choose_saved_view (views, 0);
  g_assert_cmpstr (get_search (fixture), ==, "702");
  g_assert_cmpint (fb_view_pane_get_view (views), ==, FB_VIEW_FAILED);
}

/* What was searched for before a saved view is searched for after it. */
static void
test_leave (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  wait_for_faxes (fixture);
  search (fixture, "555");
  activate (fixture, "saved-view.save");
  g_free (enter_name ("Fives"));
  fb_view_pane_choose (views, FB_VIEW_ALL);
  search (fixture, "other");
  fb_view_pane_choose_saved_view (views, 0);
  g_assert_cmpstr (get_search (fixture), ==, "555");
  fb_view_pane_choose (views, FB_VIEW_INBOX);
  g_assert_cmpstr (get_search (fixture), ==, "other");
}

static void
test_rename_and_remove (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  wait_for_faxes (fixture);
  fb_view_pane_choose (views, FB_VIEW_FAILED);
  search (fixture, "702");
  activate (fixture, "saved-view.save");
  g_free (enter_name ("Before"));
  activate (fixture, "saved-view.rename");
  g_autofree char *proposed = enter_name ("After");
  g_assert_cmpstr (proposed, ==, "Before");
  g_assert_cmpstr (fb_view_pane_get_title (views), ==, "After");

  activate (fixture, "saved-view.remove");
  g_assert_cmpuint (count_saved (fixture), ==, 0);
  g_assert_cmpuint (fb_view_pane_get_saved_view (views), ==, G_MAXUINT);
  g_assert_cmpint (fb_view_pane_get_view (views), ==, FB_VIEW_FAILED);
  g_assert_cmpstr (get_search (fixture), ==, NULL);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "“After” was removed"));

  activate (fixture, "saved-view.restore");
  g_assert_cmpuint (count_saved (fixture), ==, 1);
  g_assert_cmpstr (fb_view_pane_get_title (views), ==, "After");
  g_assert_cmpstr (get_search (fixture), ==, "702");
}

/* Nothing narrows: there is nothing to save. */
static void
test_nothing_to_save (WindowFixture *fixture, gconstpointer data)
{
  wait_for_faxes (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "saved-view.save", NULL);
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
  search (fixture, "702");
  activate (fixture, "saved-view.save");
  adw_message_dialog_response (wait_for_dialog (), "cancel");
  gtk_window_destroy (GTK_WINDOW (wait_for_dialog ()));
  g_assert_cmpuint (count_saved (fixture), ==, 0);
}

/* The values */

static void
test_variant (void)
{
  g_autoptr (FbFilters) filters = fb_filters_new ();
  g_autoptr (FbFilters) read = fb_filters_new ();
  g_autoptr (GDateTime) first = g_date_time_new_local (2026, 3, 29, 0, 0, 0);
  const FbFaxFilter all = FB_FAX_FILTER_ALL;

  fb_filters_set_direction (filters, FB_DIRECTION_INBOUND);
  fb_filters_set_status (filters, FB_STATUS_FAILED);
  fb_filters_set_date (filters, FB_DATE_BETWEEN, first, NULL);
  fb_filters_set_document (filters, FB_DOCUMENT_WITHOUT);
  fb_filters_set_number (filters, "+1 702 555 0123");
  fb_filters_set_search (filters, "dr hart");
  g_autoptr (GVariant) variant = g_variant_ref_sink (fb_filters_to_variant (filters));
  fb_filters_set_search (read, "goes");
  fb_filters_from_variant (read, variant);
  const FbFaxFilter written = fb_filters_narrow (filters, &all);
  const FbFaxFilter restored = fb_filters_narrow (read, &all);
  g_assert_true (fb_fax_filter_equal (&written, &restored));
}

static void
test_foreign_variant (void)
{
  g_autoptr (FbFilters) filters = fb_filters_new ();
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (
    "{'direction': <77>, 'status': <-5>, 'date': <'x'>, 'first': <'soon'>, 'document': <99>, "
    "'number': <'call me'>, 'search': <5>, 'other': <[1, 2]>}"));
  const FbFaxFilter all = FB_FAX_FILTER_ALL;

  fb_filters_from_variant (filters, variant);
  const FbFaxFilter filter = fb_filters_narrow (filters, &all);
  g_assert_true (fb_fax_filter_equal (&filter, &all));
}

static void
test_foreign_settings (WindowFixture *fixture, gconstpointer data)
{
  g_settings_set_value (fixture->settings, "saved-views",
                        g_variant_new_parsed ("[('', 1, @a{sv} {}), ('Good', 3, @a{sv} {}), "
                                              "('Bad', 99, @a{sv} {}), ('Worse', -1, @a{sv} {})]"));
  g_autoptr (FbSavedViews) saved = fb_saved_views_new (fixture->settings);
  g_assert_cmpuint (fb_saved_views_get_n (saved), ==, 1);
  g_assert_cmpstr (fb_saved_views_get_name (saved, 0), ==, "Good");

  /* The same name is the same view; and there is an end. */
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("View %u", i / 2);
      fb_saved_views_save (saved, name, FB_VIEW_ALL,
                           g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
    }
  g_assert_cmpuint (fb_saved_views_get_n (saved), ==, 50);
}

int
main (int argc, char **argv)
{
  window_fixture_init (&argc, &argv);

  g_test_add_func ("/saved-views/variant", test_variant);
  g_test_add_func ("/saved-views/foreign-variant", test_foreign_variant);
  WINDOW_TEST ("/saved-views/foreign-settings", NULL, test_foreign_settings);
  WINDOW_TEST ("/saved-views/save", NULL, test_save);
  WINDOW_TEST ("/saved-views/leave", NULL, test_leave);
  WINDOW_TEST ("/saved-views/rename-and-remove", NULL, test_rename_and_remove);
  WINDOW_TEST ("/saved-views/nothing-to-save", NULL, test_nothing_to_save);

  return g_test_run ();
}
