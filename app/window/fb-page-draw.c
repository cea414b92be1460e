/* fb-page-draw.c
 *
 * Draws a page: paper with its shadow, the picture on it, turned and inverted, and marks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-draw.h"

/* Inverted paper is not black, and what is on it not white: that is easier on the eyes. */
#define DARK  0.16f
#define LIGHT 0.92f

static graphene_rect_t
to_graphene (const FbPageRect *rect)
{
  return GRAPHENE_RECT_INIT ((float) rect->x, (float) rect->y, (float) rect->width,
                             (float) rect->height);
}

/**
 * fb_page_draw_paper:
 * @snapshot: what it is drawn to
 * @rect: where
 * @inverted: whether it is dark
 *
 * Draws an empty page with its shadow.
 */
void
fb_page_draw_paper (GtkSnapshot *snapshot, const FbPageRect *rect, gboolean inverted)
{
  const graphene_rect_t bounds = to_graphene (rect);
  const GdkRGBA shadow = { 0, 0, 0, 0.28f };
  /* So that dark paper can be told from what it lies on in a dark window. */
  const GdkRGBA border = inverted ? (GdkRGBA){ 1, 1, 1, 0.16f } : (GdkRGBA){ 0, 0, 0, 0.12f };
  const GdkRGBA paper = inverted ? (GdkRGBA){ DARK, DARK, DARK, 1 } : (GdkRGBA){ 1, 1, 1, 1 };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &border, 0, 0, 1, 0);
  gtk_snapshot_append_color (snapshot, &paper, &bounds);
}

static void
push_inversion (GtkSnapshot *snapshot)
{
  const float factor = DARK - LIGHT;
  graphene_matrix_t matrix;
  graphene_vec4_t offset;

  graphene_matrix_init_scale (&matrix, factor, factor, factor);
  graphene_vec4_init (&offset, LIGHT, LIGHT, LIGHT, 0);
  gtk_snapshot_push_color_matrix (snapshot, &matrix, &offset);
}

/**
 * fb_page_draw_texture:
 * @snapshot: what it is drawn to
 * @texture: a page, upright
 * @rect: where, when it is turned
 * @rotation: how far it is turned to the right: 0, 90, 180 or 270 degrees
 * @inverted: whether dark is light
 */
void
fb_page_draw_texture (GtkSnapshot *snapshot,
                      GdkTexture *texture,
                      const FbPageRect *rect,
                      guint rotation,
                      gboolean inverted)
{
  const gboolean is_upright = rotation % 180 == 0;
  const float width = (float) (is_upright ? rect->width : rect->height);
  const float height = (float) (is_upright ? rect->height : rect->width);
  /* Where the upper left corner of the upright page comes to. */
  const float dx = rotation == 90 || rotation == 180 ? (float) rect->width : 0;
  const float dy = rotation == 180 || rotation == 270 ? (float) rect->height : 0;

  if (inverted)
    push_inversion (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) rect->x + dx, (float) rect->y + dy));
  gtk_snapshot_rotate (snapshot, (float) rotation);
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_restore (snapshot);
  if (inverted)
    gtk_snapshot_pop (snapshot);
}

/**
 * fb_page_draw_area:
 * @snapshot: what it is drawn to
 * @rect: where the page is, when it is turned
 * @area: a part of the upright page
 * @rotation: how far it is turned to the right: 0, 90, 180 or 270 degrees
 * @color: of the mark, which the text can be read through
 */
void
fb_page_draw_area (GtkSnapshot *snapshot,
                   const FbPageRect *rect,
                   const FbRenderArea *area,
                   guint rotation,
                   const GdkRGBA *color)
{
  const FbRenderArea turned = fb_page_area_rotate (*area, rotation);
  const float width = (float) rect->width;
  const float height = (float) rect->height;

  gtk_snapshot_append_color (
    snapshot, color,
    &GRAPHENE_RECT_INIT ((float) rect->x + turned.x1 * width, (float) rect->y + turned.y1 * height,
                         (turned.x2 - turned.x1) * width, (turned.y2 - turned.y1) * height));
}
