/* fb-page-text-areas.c
 *
 * Which character of a page's text is where, and where a part of the text is: what pointing at text
 * and marking it takes. Arithmetic only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-text-areas.h"

/* Of a line's height: how far from it one may be to be on it. */
#define LINE_SLACK 0.25f

/* Of a line's height: wider spaces part what is marked. */
#define MAX_SPACE 3.0f

static gboolean
is_empty (const FbRenderArea *area)
{
  return area->x2 <= area->x1 || area->y2 <= area->y1;
}

static gboolean
is_on_line_of (const FbRenderArea *area, float y)
{
  const float slack = (area->y2 - area->y1) * LINE_SLACK;

  return y >= area->y1 - slack && y <= area->y2 + slack;
}

/**
 * fb_page_text_find_character:
 * @text: of a page
 * @x: fraction of the page's width
 * @y: fraction of the page's height
 * @character: (out): the character that is there
 *
 * Returns: whether there is one
 */
gboolean
fb_page_text_find_character (const FbPageText *text, float x, float y, guint *character)
{
  for (guint i = 0; i < text->n_characters; i++)
    {
      const FbRenderArea *area = &text->areas[i];
      if (!is_empty (area) && x >= area->x1 && x <= area->x2 && is_on_line_of (area, y))
        {
          *character = i;
          return TRUE;
        }
    }
  return FALSE;
}

static float
get_distance (float at, float from, float to)
{
  return at < from ? from - at : (at > to ? at - to : 0);
}

/**
 * fb_page_text_find_boundary:
 * @text: of a page, with at least one character
 * @x: fraction of the page's width
 * @y: fraction of the page's height
 *
 * Returns: before which character, from 0 to their number, one points: in the nearest line
 */
guint
fb_page_text_find_boundary (const FbPageText *text, float x, float y)
{
  guint best = 0;
  float best_distance = G_MAXFLOAT;

  for (guint i = 0; i < text->n_characters; i++)
    {
      const FbRenderArea *area = &text->areas[i];
      /* A line is nearer than a place in another one. */
      const float distance =
        100 * get_distance (y, area->y1, area->y2) + get_distance (x, area->x1, area->x2);
      if (is_empty (area) || distance >= best_distance)
        continue;
      best_distance = distance;
      best = x > (area->x1 + area->x2) / 2 ? i + 1 : i;
    }
  return best;
}

static gboolean
is_word_character (const char *at)
{
  const gunichar character = g_utf8_get_char (at);

  return g_unichar_isalnum (character) || g_unichar_ismark (character) || character == '_';
}

/**
 * fb_page_text_find_word:
 * @text: of a page
 * @character: one of its characters
 * @start: (out): the first character of the word that it is in; else itself
 * @end: (out): the character after the last one
 */
void
fb_page_text_find_word (const FbPageText *text, guint character, guint *start, guint *end)
{
  g_return_if_fail (character < text->n_characters);

  const char *at = g_utf8_offset_to_pointer (text->text, character);
  const char *before = at;
  const char *after = at;

  *start = character;
  *end = character;
  while (*after != '\0' && is_word_character (after))
    {
      after = g_utf8_next_char (after);
      (*end)++;
    }
  if (*end == character)
    {
      (*end)++;
      return;
    }
  while (before > text->text && is_word_character (g_utf8_prev_char (before)))
    {
      before = g_utf8_prev_char (before);
      (*start)--;
    }
}

/* Both in one line, and beside each other. */
static gboolean
can_join (const FbRenderArea *joined, const FbRenderArea *area)
{
  const float height = MAX (joined->y2 - joined->y1, area->y2 - area->y1);
  const float overlap = MIN (joined->y2, area->y2) - MAX (joined->y1, area->y1);
  const float gap = MAX (joined->x1, area->x1) - MIN (joined->x2, area->x2);

  return overlap > height / 2 && gap < height * MAX_SPACE;
}

/**
 * fb_page_text_join_areas:
 * @text: of a page
 * @start: the first character
 * @end: the character after the last one
 *
 * Returns: (transfer full) (element-type FbRenderArea): where they are, one area for what is beside
 *   each other
 */
GArray *
fb_page_text_join_areas (const FbPageText *text, guint start, guint end)
{
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (FbRenderArea));

  for (guint i = start; i < end && i < text->n_characters; i++)
    {
      const FbRenderArea *area = &text->areas[i];
      FbRenderArea *last =
        areas->len > 0 ? &g_array_index (areas, FbRenderArea, areas->len - 1) : NULL;

      if (is_empty (area))
        continue;
      if (last == NULL || !can_join (last, area))
        {
          g_array_append_val (areas, *area);
          continue;
        }
      *last = (FbRenderArea){ MIN (last->x1, area->x1), MIN (last->y1, area->y1),
                              MAX (last->x2, area->x2), MAX (last->y2, area->y2) };
    }
  return areas;
}

/**
 * fb_page_text_dup_part:
 * @text: of a page
 * @start: the first character
 * @end: the character after the last one, not before @start
 *
 * Returns: (transfer full): these characters
 */
char *
fb_page_text_dup_part (const FbPageText *text, guint start, guint end)
{
  g_return_val_if_fail (start <= end && end <= text->n_characters, NULL);

  return g_utf8_substring (text->text, start, end);
}
