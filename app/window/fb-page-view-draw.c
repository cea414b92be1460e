/* fb-page-view-draw.c
 *
 * What a view of pages looks like: the pages, those that are not there yet, and what is marked on
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "fb-page-draw.h"
#include "fb-page-text-areas.h"
#include "fb-page-view-private.h"

static const GdkRGBA hit_color = { 0.96f, 0.76f, 0.07f, 0.45f };
static const GdkRGBA current_hit_color = { 1.0f, 0.47f, 0.0f, 0.6f };
static const GdkRGBA selection_color = { 0.21f, 0.52f, 0.89f, 0.4f };

/* Of the text on a page that has no picture: 4.5 to 1 on white, and on the dark of inverted. */
static const GdkRGBA placeholder_color = { 0.4f, 0.4f, 0.4f, 1 };
static const GdkRGBA inverted_placeholder_color = { 0.65f, 0.65f, 0.65f, 1 };

/* In the middle of the part of the page that can be seen. */
static void
draw_placeholder (FbPageView *self, GtkSnapshot *snapshot, const FbPageRect *rect, const char *text)
{
  const double height = gtk_widget_get_height (GTK_WIDGET (self));
  const double top = MAX (rect->y, 0);
  const double bottom = MIN (rect->y + rect->height, height);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int text_width, text_height;

  pango_layout_set_width (layout, (int) MAX (rect->width - 2 * FB_PAGE_GAP, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (rect->x + FB_PAGE_GAP),
                                                (float) ((top + bottom - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout,
                              self->inverted ? &inverted_placeholder_color : &placeholder_color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_areas (FbPageView *self,
            GtkSnapshot *snapshot,
            const FbPageRect *rect,
            GArray *areas,
            const GdkRGBA *color)
{
  for (guint i = 0; i < areas->len; i++)
    fb_page_draw_area (snapshot, rect, &g_array_index (areas, FbRenderArea, i), self->rotation,
                       color);
}

static void
draw_hits (FbPageView *self, GtkSnapshot *snapshot, guint page, const FbPageRect *rect)
{
  if (self->search == NULL)
    return;
  const FbPageHit *current = fb_page_search_get_current (self->search, NULL);
  const FbPageHit *hit;

  for (guint i = fb_page_search_find_page (self->search, page);
       (hit = fb_page_search_get_hit (self->search, i)) != NULL && hit->page == page; i++)
    draw_areas (self, snapshot, rect, hit->areas, hit == current ? &current_hit_color : &hit_color);
}

static void
draw_selection (FbPageView *self, GtkSnapshot *snapshot, guint page, const FbPageRect *rect)
{
  const FbPageText *text = fb_page_view_get_text (self, page);

  if (self->selection.page != page || self->selection.end <= self->selection.start || text == NULL)
    return;
  g_autoptr (GArray) areas =
    fb_page_text_join_areas (text, self->selection.start, self->selection.end);
  draw_areas (self, snapshot, rect, areas, &selection_color);
}

static void
draw_page (FbPageView *self, GtkSnapshot *snapshot, guint page)
{
  const FbPageRect rect = fb_page_view_get_page_rect (self, page);
  GdkTexture *texture = fb_page_cache_get_texture (self->cache, page);

  fb_page_draw_paper (snapshot, &rect, self->inverted);
  if (texture != NULL)
    {
      fb_page_draw_texture (snapshot, texture, &rect, self->rotation, self->inverted);
      draw_hits (self, snapshot, page, &rect);
      draw_selection (self, snapshot, page, &rect);
    }
  else if (fb_page_cache_get_error (self->cache, page) != NULL)
    draw_placeholder (self, snapshot, &rect, _ ("This page can’t be shown"));
  else if (self->is_patience_over)
    {
      /* Translators: the number of a page that is being drawn */
      g_autofree char *number = g_strdup_printf (_ ("Page %u"), page + 1);
      draw_placeholder (self, snapshot, &rect, number);
    }
}

/* fb_page_view_draw:
 *
 * Draws the pages that are visible.
 */
void
fb_page_view_draw (FbPageView *self, GtkSnapshot *snapshot)
{
  guint first, last;

  if (self->cache == NULL || !fb_page_view_find_visible (self, &first, &last))
    return;
  for (guint page = first; page <= last; page++)
    draw_page (self, snapshot, page);
}
