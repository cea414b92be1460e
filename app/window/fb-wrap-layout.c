/* fb-wrap-layout.c
 *
 * Children one after the other, in as many lines as that takes, each as wide as it wants to be.
 * GtkFlowBox puts them into columns, and libadwaita has AdwWrapBox from 1.7 on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-wrap-layout.h"

/* Between children and between lines, in pixels. */
#define SPACING 6

struct _FbWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (FbWrapLayout, fb_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
fb_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* No wider than the line is. */
static GtkRequisition
get_size (GtkWidget *child, int line_width)
{
  GtkRequisition size;
  int min_width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, &size.width, NULL, NULL);
  size.width = MAX (min_width, MIN (size.width, line_width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL, NULL);
  return size;
}

/* Returns the height of all lines; with @is_allocating, children get their places. */
static int
wrap (GtkWidget *widget, int line_width, gboolean is_allocating)
{
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, 0 };
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      const GtkRequisition size = get_size (child, line_width);
      if (place.x > 0 && place.x + size.width > line_width)
        {
          place.x = 0;
          place.y += line_height + SPACING;
          line_height = 0;
        }
      line_height = MAX (line_height, size.height);
      if (is_allocating)
        gtk_widget_size_allocate (
          child,
          &(GtkAllocation){ is_rtl ? line_width - place.x - size.width : place.x, place.y,
                            size.width, size.height },
          -1);
      place.x += size.width + SPACING;
    }
  return place.y + line_height;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
fb_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = wrap (widget, for_size >= 0 ? for_size : G_MAXINT, FALSE);
}

static void
fb_wrap_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         int width,
                         int height,
                         int baseline)
{
  wrap (widget, width, TRUE);
}

static void
fb_wrap_layout_class_init (FbWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = fb_wrap_layout_get_request_mode;
  layout_class->measure = fb_wrap_layout_measure;
  layout_class->allocate = fb_wrap_layout_allocate;
}

static void
fb_wrap_layout_init (FbWrapLayout *self)
{
}
