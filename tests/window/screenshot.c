/* screenshot.c
 *
 * Pictures of windows, drawn by their own renderers in the process of the test: the pixels are
 * those of the screen, but no other window, no window manager and no wait for the display changes
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "screenshot.h"

#include "window-fixture.h"

static void
add_natives (GtkWidget *widget, GPtrArray *natives)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_NATIVE (widget))
    g_ptr_array_add (natives, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_natives (child, natives);
}

/**
 * screenshot_find_natives:
 * @window: a window
 *
 * Returns: (transfer container) (element-type GtkWidget): the window and the popovers that are open
 *   over it, each of which is drawn by itself
 */
GPtrArray *
screenshot_find_natives (GtkWidget *window)
{
  GPtrArray *natives = g_ptr_array_new ();

  add_natives (window, natives);
  return natives;
}

/* NULL while it is laid out anew. */
static GdkTexture *
render (GtkWidget *native, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (native));
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (snapshot);

  return node == NULL ? NULL : gsk_renderer_render_texture (renderer, node, area);
}

static graphene_rect_t
get_area (GtkWidget *native, const graphene_point_t *place)
{
  return GRAPHENE_RECT_INIT (place->x, place->y, (float) gtk_widget_get_width (native),
                             (float) gtk_widget_get_height (native));
}

/* A paintable has the frame around the widget, too; the coordinates stay those of the widget. Of
 * any other size it would be scaled. */
static void
append_widget (GtkSnapshot *snapshot, GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, widget, &bounds));
  g_assert_cmpfloat (bounds.size.width, ==, gdk_paintable_get_intrinsic_width (paintable));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &bounds.origin);
  gdk_paintable_snapshot (paintable, snapshot, bounds.size.width, bounds.size.height);
  gtk_snapshot_restore (snapshot);
}

/**
 * screenshot_take:
 * @native: a window or a popover that is shown
 *
 * Returns: (transfer full) (nullable): what it draws, without what is open over it; %NULL while it
 * is laid out anew
 */
ScreenPicture *
screenshot_take (GtkWidget *native)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  graphene_rect_t area = get_area (native, graphene_point_zero ());

  append_widget (snapshot, native);
  g_autoptr (GdkTexture) texture = render (native, snapshot, &area);
  if (texture == NULL)
    return NULL;
  ScreenPicture *picture = g_new0 (ScreenPicture, 1);
  picture->area.width = gdk_texture_get_width (texture);
  picture->area.height = gdk_texture_get_height (texture);
  gsize n_pixels = (gsize) picture->area.width * (gsize) picture->area.height;
  picture->pixels = g_new (guint32, n_pixels);
  gdk_texture_download (texture, (guchar *) picture->pixels,
                        (gsize) picture->area.width * sizeof (guint32));
  for (gsize i = 0; i < n_pixels; i++)
    picture->pixels[i] &= 0xffffff;
  return picture;
}

/* Where a popover is in the coordinates of its window. */
static graphene_point_t
get_place (GtkWidget *popover, GtkWidget *window)
{
  double x, y, window_x, window_y;

  gtk_native_get_surface_transform (GTK_NATIVE (popover), &x, &y);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &window_x, &window_y);
  x -= window_x;
  y -= window_y;
  for (GtkWidget *native = popover; native != window;
       native = GTK_WIDGET (gtk_widget_get_native (gtk_widget_get_parent (native))))
    {
      GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (native)));
      x += gdk_popup_get_position_x (popup);
      y += gdk_popup_get_position_y (popup);
    }
  return GRAPHENE_POINT_INIT ((float) x, (float) y);
}

/**
 * screenshot_save:
 * @window: a window that is shown
 * @path: of the PNG to write
 *
 * Draws the window and the popovers that are open over it into a file.
 */
void
screenshot_save (GtkWidget *window, const char *path)
{
  g_autoptr (GPtrArray) natives = screenshot_find_natives (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  graphene_rect_t area = get_area (window, graphene_point_zero ());

  append_widget (snapshot, window);
  for (guint i = 1; i < natives->len; i++)
    {
      graphene_point_t place = get_place (natives->pdata[i], window);
      graphene_rect_t popover_area = get_area (natives->pdata[i], &place);
      graphene_rect_union (&area, &popover_area, &area);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      append_widget (snapshot, natives->pdata[i]);
      gtk_snapshot_restore (snapshot);
    }
  g_autoptr (GdkTexture) texture = render (window, snapshot, &area);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;
  return G_SOURCE_CONTINUE;
}

/* A frame's ticks come before it is laid out and painted: the second one's tell that the first is
 * done. */
static void
wait_for_frames (GtkWidget *window)
{
  guint n_frames = 0;
  guint tick = gtk_widget_add_tick_callback (window, on_frame, &n_frames, NULL);

  wait_until (n_frames >= 2);
  gtk_widget_remove_tick_callback (window, tick);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * screenshot_settle:
 * @window: a window that is shown
 *
 * Waits until the window is drawn and two pictures of it are the same.
 */
void
screenshot_settle (GtkWidget *window)
{
  g_autoptr (ScreenPicture) before = NULL;

  wait_for_frames (window);
  for (;;)
    {
      g_autoptr (ScreenPicture) picture = screenshot_take (window);
      if (before != NULL && picture != NULL && picture->area.width == before->area.width &&
          picture->area.height == before->area.height && screen_picture_is_equal (picture, before))
        return;
      g_clear_pointer (&before, screen_picture_free);
      before = g_steal_pointer (&picture);
      wait_for_frames (window);
    }
}
