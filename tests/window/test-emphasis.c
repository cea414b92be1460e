/* test-emphasis.c
 *
 * What is searched for stands out in the texts of a fax, and nothing else does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-emphasis.h"
#include "fb-search-bar.h"
#include "window-fixture.h"

/* "[…]" around what is bold. */
static char *
dup_emphasised (GtkWidget *label)
{
  GString *shown = g_string_new (NULL);
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  PangoAttrList *attributes = gtk_label_get_attributes (GTK_LABEL (label));

  if (attributes == NULL)
    return g_string_free (g_string_append (shown, text), FALSE);
  PangoAttrIterator *iterator = pango_attr_list_get_iterator (attributes);
  do
    {
      const gboolean is_bold = pango_attr_iterator_get (iterator, PANGO_ATTR_WEIGHT) != NULL;
      int start, end;

      pango_attr_iterator_range (iterator, &start, &end);
      end = MIN (end, (int) strlen (text));
      if (start >= end)
        break;
      /* By more than its weight. */
      g_assert_true (is_bold ==
                     (pango_attr_iterator_get (iterator, PANGO_ATTR_BACKGROUND) != NULL));
      g_string_append_printf (shown, is_bold ? "[%.*s]" : "%.*s", end - start, text + start);
    }
  while (pango_attr_iterator_next (iterator));
  pango_attr_iterator_destroy (iterator);
  return g_string_free (shown, FALSE);
}

static const struct
{
  const char *search;
  const char *text;
  const char *emphasised;
} cases[] = {
  { "hart", "Dr. Amelia Hart", "Dr. Amelia [Hart]" },
  { "hart dr", "Dr. Amelia Hart", "[Dr]. Amelia [Hart]" },
  { "7025550187", "(702) 555-0187", "([702) 555-0187]" },
  { "702-555", "(702) 555-0187", "([702) 555]-0187" },
  { "muller", "Praxis Dr. Müller", "Praxis Dr. [Müller]" },
  { "radio", "LAKESIDE RADIOLOGY", "LAKESIDE [RADIO]LOGY" },
  { "b", "<b>Bold</b> & more", "<[b]>[B]old</[b]> & more" },
  { "clinic", "Adams Imaging", "Adams Imaging" },
  { "clinic", "", "" },
};

static void
test_texts (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbSearchQuery) query = fb_search_query_new (cases[i].search);

      gtk_label_set_text (GTK_LABEL (label), cases[i].text);
      fb_emphasis_show (GTK_LABEL (label), query);
      g_autofree char *emphasised = dup_emphasised (label);
      g_assert_cmpstr (emphasised, ==, cases[i].emphasised);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, cases[i].text);
    }
  fb_emphasis_show (GTK_LABEL (label), NULL);
  g_assert_null (gtk_label_get_attributes (GTK_LABEL (label)));
}

/* Of a line with words of our own between what is searched. */
static void
test_parts (void)
{
  static const char *const parts[] = { "not in it", "(702) 555-0187", "Page 2 first", NULL };
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (FbSearchQuery) query = fb_search_query_new ("page 2");

  gtk_label_set_text (GTK_LABEL (label), "2 pages · (702) 555-0187 · 2 pages · Page 2 first");
  fb_emphasis_show_parts (GTK_LABEL (label), query, parts);
  g_autofree char *emphasised = dup_emphasised (label);
  g_assert_cmpstr (emphasised, ==, "2 pages · (70[2]) 555-0187 · 2 pages · [Page] [2] first");
}

/* Rows that are there change at once, whichever faxes the list has. */
static void
test_rows (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_page (fixture, "faxes");
  gtk_widget_activate_action (window, "search.open", NULL);
  GtkWidget *entry = find_widget (find_widget (window, FB_TYPE_SEARCH_BAR), GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (gtk_widget_get_focus_child (entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), "0242");
  window_fixture_wait_for_text (window, "702422");
  g_autofree char *emphasised = dup_emphasised (find_text (window, "702422"));
  g_assert_cmpstr (emphasised, ==, "7[0242]2");

  gtk_widget_activate_action (window, "search.clear", NULL);
  window_fixture_wait_for_text (window, "702422");
  g_autofree char *cleared = dup_emphasised (find_text (window, "702422"));
  g_assert_cmpstr (cleared, ==, "702422");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  g_test_add_func ("/window/emphasis/texts", test_texts);
  g_test_add_func ("/window/emphasis/parts", test_parts);
  WINDOW_TEST ("/window/emphasis/columns", NULL, test_rows);
  return g_test_run ();
}
