/* test-no-match-page.c
 *
 * What is said where nothing was found, and what is offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-no-match-page.h"
#include "window-fixture.h"

#include <string.h>

#define ISOLATED(text) "\xe2\x81\xa8" text "\xe2\x81\xa9"

static const struct
{
  const char *search;
  int status;
  FbView view;
  const char *description; /* markup */
  const char *action;
} cases[] = {
  { NULL, FB_STATUS_FAILED, FB_VIEW_INBOX, "No fax of this view matches the filters.",
    "win.clear-filters" },
  { "hart", FB_STATUS_ANY, FB_VIEW_ALL, "No fax matches “" ISOLATED ("hart") "”.", "search.clear" },
  { "hart", FB_STATUS_FAILED, FB_VIEW_ALL,
    "No fax matches “" ISOLATED ("hart") "” and the filters.", "search.all" },
  { "hart", FB_STATUS_ANY, FB_VIEW_INBOX, "No fax in “Inbox” matches “" ISOLATED ("hart") "”.",
    "search.all" },
  { "hart", FB_STATUS_FAILED, FB_VIEW_INBOX,
    "No fax in “Inbox” matches “" ISOLATED ("hart") "” and the filters.", "search.all" },
  { "<b>&%s", FB_STATUS_ANY, FB_VIEW_ALL, "No fax matches “" ISOLATED ("&lt;b&gt;&amp;%s") "”.",
    "search.clear" },
  { "عيادة 702", FB_STATUS_ANY, FB_VIEW_ALL, "No fax matches “" ISOLATED ("عيادة 702") "”.",
    "search.clear" },
};

static void
assert_offers (GtkWidget *page, const char *action)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  guint n_visible = 0;

  find_widgets (page, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_visible (buttons->pdata[i]))
      {
        g_assert_cmpstr (gtk_actionable_get_action_name (buttons->pdata[i]), ==, action);
        n_visible++;
      }
  g_assert_cmpuint (n_visible, ==, 1);
}

static const char *
get_description (GtkWidget *page)
{
  return adw_status_page_get_description (
    ADW_STATUS_PAGE (find_widget (page, ADW_TYPE_STATUS_PAGE)));
}

static void
test_cases (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (g_object_new (FB_TYPE_NO_MATCH_PAGE, NULL));
  g_autoptr (FbFilters) filters = fb_filters_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fb_filters_set_search (filters, cases[i].search);
      fb_filters_set_status (filters, cases[i].status);
      fb_no_match_page_show (FB_NO_MATCH_PAGE (page), filters, cases[i].view);
      g_assert_cmpstr (get_description (page), ==, cases[i].description);
      assert_offers (page, cases[i].action);
    }
}

/* It is cut, but not within a character. */
static void
test_long (void)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (g_object_new (FB_TYPE_NO_MATCH_PAGE, NULL));
  g_autoptr (FbFilters) filters = fb_filters_new ();
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (words, "ä");
  fb_filters_set_search (filters, words->str);
  fb_no_match_page_show (FB_NO_MATCH_PAGE (page), filters, FB_VIEW_ALL);
  g_assert_true (g_utf8_validate (get_description (page), -1, NULL));
  g_assert_nonnull (strstr (get_description (page), "ää…"));
  g_assert_cmpint (g_utf8_strlen (get_description (page), -1), <, 100);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  g_test_add_func ("/window/no-match-page/cases", test_cases);
  g_test_add_func ("/window/no-match-page/long", test_long);
  return g_test_run ();
}
