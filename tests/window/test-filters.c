/* test-filters.c
 *
 * What is searched for, beside what is filtered by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filters.h"

#include <string.h>

static void
on_changed (guint *n_changes)
{
  (*n_changes)++;
}

static FbFilters *
make_filters (guint *n_changes)
{
  FbFilters *filters = fb_filters_new ();

  *n_changes = 0;
  g_signal_connect_swapped (filters, "changed", G_CALLBACK (on_changed), n_changes);
  return filters;
}

static void
test_search (void)
{
  const FbFaxFilter all = FB_FAX_FILTER_ALL;
  guint n_changes;
  g_autoptr (FbFilters) filters = make_filters (&n_changes);

  g_assert_null (fb_filters_get_search (filters));
  fb_filters_set_search (filters, " dr hart ");
  g_assert_cmpstr (fb_filters_get_search (filters), ==, "dr hart");
  g_assert_cmpuint (n_changes, ==, 1);
  FbFaxFilter filter = fb_filters_narrow (filters, &all);
  g_assert_cmpstr (filter.search, ==, "dr hart");
  g_assert_true (fb_fax_filter_is_valid (&filter));

  /* A word that is only begun is the same search. */
  fb_filters_set_search (filters, "dr hart");
  g_assert_cmpuint (n_changes, ==, 1);
  fb_filters_set_search (filters, "  ");
  g_assert_null (fb_filters_get_search (filters));
  g_assert_cmpuint (n_changes, ==, 2);
  filter = fb_filters_narrow (filters, &all);
  g_assert_true (fb_fax_filter_equal (&filter, &all));
  fb_filters_set_search (filters, NULL);
  g_assert_cmpuint (n_changes, ==, 2);
}

/* What is searched for has no chip, and stays when these are removed. */
static void
test_beside_filters (void)
{
  const FbFaxFilter all = FB_FAX_FILTER_ALL;
  guint n_changes;
  g_autoptr (FbFilters) filters = make_filters (&n_changes);

  fb_filters_set_search (filters, "hart");
  g_assert_true (fb_filters_is_empty (filters));
  fb_filters_set_status (filters, FB_STATUS_FAILED);
  const FbFaxFilter both = fb_filters_narrow (filters, &all);
  g_assert_cmpuint (both.statuses, ==, 1u << FB_STATUS_FAILED);
  g_assert_cmpstr (both.search, ==, "hart");

  fb_filters_clear (filters);
  g_assert_cmpstr (fb_filters_get_search (filters), ==, "hart");
  g_assert_cmpint (fb_filters_get_status (filters), ==, FB_STATUS_ANY);
}

/* Characters of one to four bytes, and what stands before them, so that each of their bytes is once
 * the first one that has no room. */
static void
test_long_search (void)
{
  static const char *const characters[] = { "x", "ä", "中", "😀" };
  const FbFaxFilter all = FB_FAX_FILTER_ALL;

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    for (guint n_before = 0; n_before < 4; n_before++)
      {
        g_autoptr (FbFilters) filters = fb_filters_new ();
        g_autoptr (GString) text = g_string_new (NULL);
        const gsize size = strlen (characters[i]);

        for (guint j = 0; j < n_before; j++)
          g_string_append_c (text, '-');
        while (text->len < 2 * FB_SEARCH_SIZE)
          g_string_append (text, characters[i]);
        fb_filters_set_search (filters, text->str);

        const char *search = fb_filters_get_search (filters);
        g_assert_true (g_utf8_validate (search, -1, NULL));
        g_assert_true (g_str_has_prefix (text->str, search));
        g_assert_cmpuint (strlen (search), <, FB_SEARCH_SIZE);
        g_assert_cmpuint (strlen (search) + size, >=, FB_SEARCH_SIZE);
        const FbFaxFilter filter = fb_filters_narrow (filters, &all);
        g_assert_cmpstr (filter.search, ==, search);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filters/search", test_search);
  g_test_add_func ("/filters/beside-filters", test_beside_filters);
  g_test_add_func ("/filters/long-search", test_long_search);
  return g_test_run ();
}
