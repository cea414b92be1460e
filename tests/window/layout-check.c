/* layout-check.c
 *
 * What is certainly wrong with the layout of a window: it can't be made narrow enough, or a widget
 * is drawn beyond its edge.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "layout-check.h"

/* Sizes are rounded, those of widgets within widgets more than once. */
#define TOLERANCE 1.0F

typedef struct
{
  GtkWidget *window;
  const char *where;
  guint n_failures;
} Check;

static void
report (Check *check, GtkWidget *widget, const char *what)
{
  GString *path = g_string_new (G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    {
      g_string_prepend (path, " > ");
      g_string_prepend (path, G_OBJECT_TYPE_NAME (parent));
    }
  g_test_message ("%s: %s: %s%s%s", check->where, what, path->str,
                  GTK_IS_LABEL (widget) ? ": " : "",
                  GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "");
  g_string_free (path, TRUE);
  check->n_failures++;
}

/* What is scrolled or slides in is cut off at the edge of a widget within the window. */
static gboolean
is_clipped (GtkWidget *widget, GtkWidget *window)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != window;
       parent = gtk_widget_get_parent (parent))
    if (gtk_widget_get_overflow (parent) == GTK_OVERFLOW_HIDDEN)
      return TRUE;
  return FALSE;
}

static void
check_place (Check *check, GtkWidget *widget)
{
  float width = (float) gtk_widget_get_width (check->window);
  float height = (float) gtk_widget_get_height (check->window);
  graphene_rect_t room = GRAPHENE_RECT_INIT (0, 0, width, height);
  graphene_rect_t bounds;

  graphene_rect_inset (&room, -TOLERANCE, -TOLERANCE);
  if (!gtk_widget_compute_bounds (widget, check->window, &bounds) || bounds.size.width <= 0 ||
      bounds.size.height <= 0 || is_clipped (widget, check->window))
    return;
  if (!graphene_rect_contains_rect (&room, &bounds))
    report (check, widget, "drawn outside of the window");
}

static void
check_widgets (Check *check, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      /* Popovers have a surface of their own, and a scrollbar's slider is wider than what is drawn.
       */
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child) || GTK_IS_SCROLLBAR (child))
        continue;
      check_place (check, child);
      check_widgets (check, child);
    }
}

/* The innermost widget that is to blame for it. */
static GtkWidget *
find_wide (GtkWidget *widget, int max_min_width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int min_width = 0;

      if (gtk_widget_get_visible (child) && !GTK_IS_NATIVE (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
      if (min_width > max_min_width)
        return find_wide (child, max_min_width);
    }
  return widget;
}

/**
 * layout_check:
 * @window: a window that is shown
 * @max_min_width: how narrow it has to be able to become, in pixels
 * @where: what it shows, for messages
 *
 * Looks for what is wrong with the layout; the test has a message for each.
 *
 * Returns: how many there are
 */
guint
layout_check (GtkWidget *window, int max_min_width, const char *where)
{
  Check check = { window, where, 0 };
  graphene_rect_t bounds;
  int min_width;

  /* Without the frame, which it has on X11 alone. */
  g_assert_true (gtk_widget_compute_bounds (window, window, &bounds));
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  min_width -= (int) bounds.size.width - gtk_widget_get_width (window);
  if (min_width > max_min_width)
    {
      g_autofree char *what = g_strdup_printf ("%d pixels wide at least", min_width);
      report (&check, find_wide (window, max_min_width), what);
    }
  check_widgets (&check, window);
  return check.n_failures;
}
