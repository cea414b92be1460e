/* fb-page-text.c
 *
 * What can be read on a page, made of what the helper wrote, of which nothing is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-text-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (FbPageText, fb_page_text, fb_page_text_ref, fb_page_text_unref)

static gboolean
is_readable (gunichar character)
{
  if (character == '\n')
    return TRUE;
  return g_unichar_validate (character) && g_unichar_type (character) != G_UNICODE_CONTROL;
}

static float
within_page (float position)
{
  return isfinite (position) ? CLAMP (position, 0, 1) : 0;
}

static FbRenderArea
check_area (const FbRenderArea *area)
{
  const float x1 = within_page (area->x1), x2 = within_page (area->x2);
  const float y1 = within_page (area->y1), y2 = within_page (area->y2);

  return (FbRenderArea){ MIN (x1, x2), MIN (y1, y2), MAX (x1, x2), MAX (y1, y2) };
}

/**
 * fb_page_text_new_from_memory:
 * @memory: what the helper wrote, and may still be writing
 *
 * What is no character is left out, with its area; areas are brought within the page.
 *
 * Returns: (transfer full): a text
 */
FbPageText *
fb_page_text_new_from_memory (const FbRenderText *memory)
{
  /* Copied before it is checked: what was checked must not change. */
  const volatile FbRenderText *changing = memory;
  const guint32 claimed = changing->n_characters;
  const guint32 n = MIN (claimed, FB_RENDER_MAX_CHARACTERS);
  const gboolean is_cut = changing->is_cut != 0 || claimed > n;
  g_autofree gunichar *characters = g_new (gunichar, n + 1);
  g_autofree FbRenderArea *areas = g_new (FbRenderArea, n + 1);

  memcpy (characters, memory->characters, n * sizeof *characters);
  memcpy (areas, memory->areas, n * sizeof *areas);

  FbPageText *text = g_atomic_rc_box_new0 (FbPageText);
  for (guint i = 0; i < n; i++)
    {
      if (!is_readable (characters[i]))
        continue;
      characters[text->n_characters] = characters[i];
      areas[text->n_characters] = check_area (&areas[i]);
      text->n_characters++;
    }
  text->text = g_ucs4_to_utf8 (characters, text->n_characters, NULL, NULL, NULL);
  g_assert (text->text != NULL);
  text->areas = g_memdup2 (areas, (text->n_characters + 1) * sizeof *areas);
  text->is_cut = is_cut;
  return text;
}

/**
 * fb_page_text_ref:
 * @text: a text
 *
 * Returns: (transfer full): the same
 */
FbPageText *
fb_page_text_ref (FbPageText *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_atomic_rc_box_acquire (text);
}

static void
clear (gpointer data)
{
  FbPageText *text = data;

  g_free (text->text);
  g_free (text->areas);
}

/**
 * fb_page_text_unref:
 * @text: (transfer full): a text
 */
void
fb_page_text_unref (FbPageText *text)
{
  g_return_if_fail (text != NULL);

  g_atomic_rc_box_release_full (text, clear);
}
