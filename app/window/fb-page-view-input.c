/* fb-page-view-input.c
 *
 * What keys and the pointer do in a view of pages, but for zooming: scroll, pan where there is no
 * text, and select text where there is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-text-areas.h"
#include "fb-page-view-private.h"

/* Keys */

typedef enum
{
  SCROLL_UP,
  SCROLL_DOWN,
  SCROLL_LEFT,
  SCROLL_RIGHT,
  SCROLL_PAGE_UP,
  SCROLL_PAGE_DOWN,
  SCROLL_START,
  SCROLL_END,
} ScrollKind;

static void
scroll_by (GtkAdjustment *adjustment, double by)
{
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

static double
get_step (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_step_increment (adjustment) : 0;
}

static double
get_page_step (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_page_increment (adjustment) : 0;
}

static gboolean
on_scroll_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (widget);

  switch ((ScrollKind) g_variant_get_int32 (arguments))
    {
    case SCROLL_UP:
      scroll_by (self->vadjustment, -get_step (self->vadjustment));
      break;
    case SCROLL_DOWN:
      scroll_by (self->vadjustment, get_step (self->vadjustment));
      break;
    case SCROLL_LEFT:
      scroll_by (self->hadjustment, -get_step (self->hadjustment));
      break;
    case SCROLL_RIGHT:
      scroll_by (self->hadjustment, get_step (self->hadjustment));
      break;
    case SCROLL_PAGE_UP:
      scroll_by (self->vadjustment, -get_page_step (self->vadjustment));
      break;
    case SCROLL_PAGE_DOWN:
      scroll_by (self->vadjustment, get_page_step (self->vadjustment));
      break;
    case SCROLL_START:
      scroll_by (self->vadjustment, -G_MAXINT);
      break;
    case SCROLL_END:
    default:
      scroll_by (self->vadjustment, G_MAXINT);
      break;
    }
  return GDK_EVENT_STOP;
}

static gboolean
on_turn_page (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (widget);
  const gboolean is_forward = g_variant_get_boolean (arguments);

  if (is_forward || self->current_page > 0)
    fb_page_view_set_current_page (self, self->current_page + (is_forward ? 1 : -1U));
  return GDK_EVENT_STOP;
}

static gboolean
on_copy (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (widget);

  /* Without a selection the key is for what is around. */
  if (self->selection.end <= self->selection.start)
    return GDK_EVENT_PROPAGATE;
  fb_page_view_copy (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_select_page (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  fb_page_view_select_page (FB_PAGE_VIEW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_unselect (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (widget);

  if (self->selection.end <= self->selection.start)
    return GDK_EVENT_PROPAGATE;
  fb_page_view_select (self, 0, 0, 0);
  return GDK_EVENT_STOP;
}

/* fb_page_view_class_init_keys:
 *
 * Binds the keys by which the view scrolls.
 */
void
fb_page_view_class_init_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    ScrollKind kind;
  } keys[] = {
    { GDK_KEY_Up, 0, SCROLL_UP },
    { GDK_KEY_KP_Up, 0, SCROLL_UP },
    { GDK_KEY_Down, 0, SCROLL_DOWN },
    { GDK_KEY_KP_Down, 0, SCROLL_DOWN },
    { GDK_KEY_Left, 0, SCROLL_LEFT },
    { GDK_KEY_KP_Left, 0, SCROLL_LEFT },
    { GDK_KEY_Right, 0, SCROLL_RIGHT },
    { GDK_KEY_KP_Right, 0, SCROLL_RIGHT },
    { GDK_KEY_Page_Up, 0, SCROLL_PAGE_UP },
    { GDK_KEY_KP_Page_Up, 0, SCROLL_PAGE_UP },
    { GDK_KEY_Page_Down, 0, SCROLL_PAGE_DOWN },
    { GDK_KEY_KP_Page_Down, 0, SCROLL_PAGE_DOWN },
    { GDK_KEY_space, GDK_SHIFT_MASK, SCROLL_PAGE_UP },
    { GDK_KEY_space, 0, SCROLL_PAGE_DOWN },
    { GDK_KEY_Home, 0, SCROLL_START },
    { GDK_KEY_KP_Home, 0, SCROLL_START },
    { GDK_KEY_End, 0, SCROLL_END },
    { GDK_KEY_KP_End, 0, SCROLL_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, on_scroll_key, "i",
                                  (gint32) keys[i].kind);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, on_turn_page, "b",
                                FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, on_turn_page,
                                "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, on_copy, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, on_select_page, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_unselect, NULL);
}

/* Pointer */

static gboolean
find_text_at (FbPageView *self, double x, double y, guint *page, guint *character)
{
  float px, py;

  if (!fb_page_view_find_place (self, x, y, page, &px, &py))
    return FALSE;
  const FbPageText *text = fb_page_view_get_text (self, *page);
  return text != NULL && fb_page_text_find_character (text, px, py, character);
}

static void
on_motion (FbPageView *self, double x, double y)
{
  guint page, character;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_text_at (self, x, y, &page, &character) ? "text" : NULL);
}

static void
fb_page_view_tell_selection (FbPageView *self)
{
  g_autofree char *text = fb_page_view_dup_selection (self);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, FbPageView *self)
{
  guint page, character, start, end;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2 || !find_text_at (self, x, y, &page, &character))
    return;
  fb_page_text_find_word (fb_page_view_get_text (self, page), character, &start, &end);
  fb_page_view_select (self, page, start, end);
  fb_page_view_tell_selection (self);
}

static void
fb_page_view_begin_pan (FbPageView *self)
{
  self->is_selecting = FALSE;
  self->pan_x = self->hadjustment != NULL ? gtk_adjustment_get_value (self->hadjustment) : 0;
  self->pan_y = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
}

static guint
find_boundary (FbPageView *self, guint page, double x, double y)
{
  const FbPageText *text = fb_page_view_get_text (self, page);
  const FbPageRect rect = fb_page_view_get_page_rect (self, page);
  const float fx = (float) ((x - rect.x) / rect.width);
  const float fy = (float) ((y - rect.y) / rect.height);
  const FbRenderArea place =
    fb_page_area_rotate ((FbRenderArea){ fx, fy, fx, fy }, (360 - self->rotation) % 360);

  return text != NULL ? fb_page_text_find_boundary (text, place.x1, place.y1) : 0;
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device = gtk_gesture_get_device (gesture);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, FbPageView *self)
{
  const guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  guint page, character;

  /* Fingers scroll: what is around does that. */
  if (self->layout == NULL || is_touch (GTK_GESTURE (gesture)) ||
      (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  fb_page_view_begin_pan (self);
  if (button != GDK_BUTTON_PRIMARY || !find_text_at (self, x, y, &page, &character))
    return;
  self->is_selecting = TRUE;
  self->selection.page = page;
  self->selection.origin = find_boundary (self, page, x, y);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, FbPageView *self)
{
  double x, y;

  if (self->layout == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy) &&
      gtk_gesture_get_sequence_state (GTK_GESTURE (gesture), NULL) != GTK_EVENT_SEQUENCE_CLAIMED)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!self->is_selecting)
    {
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
      fb_page_view_scroll_to (self, self->pan_x - dx, self->pan_y - dy);
      return;
    }
  const guint to = find_boundary (self, self->selection.page, x + dx, y + dy);
  fb_page_view_select (self, self->selection.page, MIN (self->selection.origin, to),
                       MAX (self->selection.origin, to));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, FbPageView *self)
{
  const gboolean was_drag =
    gtk_gesture_get_sequence_state (GTK_GESTURE (gesture), NULL) == GTK_EVENT_SEQUENCE_CLAIMED;

  if (self->is_selecting && was_drag)
    fb_page_view_tell_selection (self);
  self->is_selecting = FALSE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
}

/* A click that isn't part of a drag or of several takes the selection away. */
static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, FbPageView *self)
{
  if (n_press == 1)
    fb_page_view_select (self, 0, 0, 0);
}

/* fb_page_view_init_input:
 *
 * Has the view hear of clicks, drags, and where the pointer is.
 */
void
fb_page_view_init_input (FbPageView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
