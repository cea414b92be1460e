/* fb-page-view-zoom.c
 *
 * How large pages are shown: as large as there is room for, or as chosen by keys, the wheel or two
 * fingers. What is under the pointer stays there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "fb-page-view-private.h"

/* What a step of the wheel does. */
#define WHEEL_FACTOR 1.1

/* Of a touchpad, logical pixels that are as a step of the wheel. */
#define PIXELS_OF_STEP 40.0

static const double steps[] = { 0.25, 0.33, 0.5,  0.67, 0.75, 0.9, 1,   1.1,
                                1.25, 1.5,  1.75, 2,    2.5,  3,   3.5, 4 };

double
fb_page_view_compute_scale (FbPageView *self, int width, int height)
{
  switch (self->zoom_mode)
    {
    case FB_PAGE_ZOOM_FIT_WIDTH:
      return fb_page_layout_fit_width (self->layout, width);
    case FB_PAGE_ZOOM_FIT_PAGE:
      return fb_page_layout_fit_page (self->layout, width, height);
    case FB_PAGE_ZOOM_FIXED:
    default:
      return self->scale;
    }
}

static void
fb_page_view_take_mode (FbPageView *self, FbPageZoomMode mode)
{
  if (self->zoom_mode == mode)
    return;
  self->zoom_mode = mode;
  g_object_notify (G_OBJECT (self), "zoom-mode");
}

/* At a place of the view. */
static void
fb_page_view_zoom_at (FbPageView *self, double zoom, double view_x, double view_y)
{
  const double old_scale = self->scale;

  fb_page_view_set_focus (self, view_x, view_y);
  fb_page_view_take_mode (self, FB_PAGE_ZOOM_FIXED);
  self->scale = CLAMP (zoom, FB_PAGE_MIN_ZOOM, FB_PAGE_MAX_ZOOM) * FB_PAGE_FULL_SCALE;
  if (fabs (old_scale - self->scale) < 0.0001)
    return;
  if (self->layout != NULL)
    {
      fb_page_view_settle (self);
      fb_page_view_apply_layout (self);
    }
  g_object_notify (G_OBJECT (self), "zoom");
}

/* Without a pointer: the top stays the top, so that a title doesn't go away. */
static void
fb_page_view_zoom_at_top (FbPageView *self, double zoom)
{
  fb_page_view_zoom_at (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
}

/* The wheel, and fingers */

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, FbPageView *self)
{
  const GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || self->layout == NULL)
    return GDK_EVENT_PROPAGATE;
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    dy /= PIXELS_OF_STEP;
  fb_page_view_zoom_at (self, fb_page_view_get_zoom (self) * pow (WHEEL_FACTOR, -dy),
                        self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
on_motion (FbPageView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, FbPageView *self)
{
  self->pinch_scale = fb_page_view_get_zoom (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, FbPageView *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  if (self->layout == NULL)
    return;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  fb_page_view_zoom_at (self, self->pinch_scale * scale, x, y);
}

void
fb_page_view_init_zoom (FbPageView *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (pinch), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}

/**
 * fb_page_view_set_zoom_mode:
 * @self: the view
 * @mode: what decides how large pages are shown; %FB_PAGE_ZOOM_FIXED keeps what there is
 */
void
fb_page_view_set_zoom_mode (FbPageView *self, FbPageZoomMode mode)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  if (mode == self->zoom_mode)
    return;
  fb_page_view_set_focus (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
  fb_page_view_take_mode (self, mode);
  fb_page_view_apply_layout (self);
}

/**
 * fb_page_view_get_zoom_mode:
 * @self: the view
 *
 * Returns: what decides how large pages are shown
 */
FbPageZoomMode
fb_page_view_get_zoom_mode (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), FB_PAGE_ZOOM_FIT_WIDTH);

  return self->zoom_mode;
}

/**
 * fb_page_view_set_zoom:
 * @self: the view
 * @zoom: 1 for an inch of 96 logical pixels; what is outside of the limits is brought inside
 */
void
fb_page_view_set_zoom (FbPageView *self, double zoom)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  fb_page_view_zoom_at_top (self, zoom);
}

/**
 * fb_page_view_get_zoom:
 * @self: the view
 *
 * Returns: 1 for an inch of 96 logical pixels
 */
double
fb_page_view_get_zoom (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), 1);

  return MIN (self->scale / FB_PAGE_FULL_SCALE, FB_PAGE_MAX_ZOOM);
}

/**
 * fb_page_view_zoom_step:
 * @self: the view
 * @larger: whether to show pages larger
 *
 * Goes to the next one of some usual percentages.
 */
void
fb_page_view_zoom_step (FbPageView *self, gboolean larger)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  const double zoom = fb_page_view_get_zoom (self);

  for (guint i = 0; larger && i < G_N_ELEMENTS (steps); i++)
    if (steps[i] > zoom * 1.01)
      {
        fb_page_view_zoom_at_top (self, steps[i]);
        return;
      }
  for (guint i = G_N_ELEMENTS (steps); !larger && i-- > 0;)
    if (steps[i] < zoom / 1.01)
      {
        fb_page_view_zoom_at_top (self, steps[i]);
        return;
      }
}
