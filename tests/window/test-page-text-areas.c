/* test-page-text-areas.c
 *
 * What is pointed at in a page's text, and where a part of it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-text-areas.h"

/* Two lines of characters that are 0.05 wide and 0.1 high, the second one below a gap. */
#define FIRST  "Dear Müller,"
#define SECOND "order 4711."
#define LENGTH 24

static FbPageText text;
static FbRenderArea areas[LENGTH];

static void
make_text (void)
{
  const guint n_first = 12;

  text.text = g_strdup (FIRST "\n" SECOND);
  text.n_characters = LENGTH;
  text.areas = areas;
  g_assert_cmpint (g_utf8_strlen (text.text, -1), ==, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    {
      const guint column = i <= n_first ? i : i - n_first - 1;
      const float x = 0.1f + 0.05f * (float) column;
      const float y = i <= n_first ? 0.2f : 0.5f;
      /* The end of the line takes no room. */
      areas[i] = (FbRenderArea){ x, y, i == n_first ? x : x + 0.05f, y + 0.1f };
    }
}

static void
test_character (void)
{
  guint character;

  g_assert_true (fb_page_text_find_character (&text, 0.12f, 0.25f, &character));
  g_assert_cmpuint (character, ==, 0);
  g_assert_true (fb_page_text_find_character (&text, 0.12f, 0.55f, &character));
  g_assert_cmpuint (character, ==, 13);
  g_assert_false (fb_page_text_find_character (&text, 0.05f, 0.25f, &character));
  g_assert_false (fb_page_text_find_character (&text, 0.12f, 0.4f, &character));
  g_assert_false (fb_page_text_find_character (&text, 0.95f, 0.25f, &character));
}

static void
test_boundary (void)
{
  /* Before and behind the middle of the first character. */
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 0.11f, 0.25f), ==, 0);
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 0.14f, 0.25f), ==, 1);
  /* At the ends of lines, whichever is nearer. */
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 1, 0.25f), ==, 12);
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 0, 0.55f), ==, 13);
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 1, 1), ==, LENGTH);
  g_assert_cmpuint (fb_page_text_find_boundary (&text, 0, 0), ==, 0);
}

static void
assert_word (guint character, const char *expected)
{
  guint start, end;

  fb_page_text_find_word (&text, character, &start, &end);
  g_autofree char *word = fb_page_text_dup_part (&text, start, end);
  g_assert_cmpstr (word, ==, expected);
}

static void
test_word (void)
{
  assert_word (0, "Dear");
  assert_word (3, "Dear");
  assert_word (4, " ");
  assert_word (8, "Müller");
  assert_word (11, ",");
  assert_word (22, "4711");
  assert_word (23, ".");
}

static void
test_join (void)
{
  g_autoptr (GArray) all = fb_page_text_join_areas (&text, 0, LENGTH);
  g_autoptr (GArray) none = fb_page_text_join_areas (&text, 5, 5);
  g_autoptr (GArray) end = fb_page_text_join_areas (&text, 12, 13);
  const FbRenderArea *second = &g_array_index (all, FbRenderArea, 1);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (end->len, ==, 0);
  g_assert_cmpfloat (second->x1, ==, areas[13].x1);
  g_assert_cmpfloat (second->x2, ==, areas[LENGTH - 1].x2);
  g_assert_cmpfloat (second->y1, ==, areas[13].y1);
}

/* Two columns are beside each other, but not together. */
static void
test_columns (void)
{
  FbRenderArea apart[] = { { 0.1f, 0.1f, 0.15f, 0.12f }, { 0.8f, 0.1f, 0.85f, 0.12f } };
  FbPageText columns = { (char *) "ab", 2, apart, FALSE };
  g_autoptr (GArray) joined = fb_page_text_join_areas (&columns, 0, 2);

  g_assert_cmpuint (joined->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  make_text ();
  g_test_add_func ("/page-text-areas/character", test_character);
  g_test_add_func ("/page-text-areas/boundary", test_boundary);
  g_test_add_func ("/page-text-areas/word", test_word);
  g_test_add_func ("/page-text-areas/join", test_join);
  g_test_add_func ("/page-text-areas/columns", test_columns);
  const int result = g_test_run ();
  g_free (text.text);
  return result;
}
