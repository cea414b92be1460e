/* contrast.c
 *
 * Whether texts and icons can be told from what is behind them, measured on the pixels that a
 * window draws: WCAG 2.2, 1.4.3 (texts, 4.5:1) and 1.4.11 (icons, 3:1). Both exempt what is
 * disabled.
 *
 * The background is the most frequent colour where the text is. Its edges are smoothed, so few
 * pixels have its own colour: those that differ most from the background.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "contrast.h"

#include <math.h>
#include <string.h>

#include "screenshot.h"

#define TEXT_CONTRAST 4.5
#define ICON_CONTRAST 3.0

/* Of the pixels that differ from the background at all, so many have the text's own colour. */
#define CORE_SHARE 0.05

/* What differs less from the background is taken for a part of it. */
#define LEAST_CONTRAST 1.05

/* Around a text, so that more than its letters is looked at. */
#define MARGIN 2

/* In pixels, with the ring of what has the keyboard. */
#define FRAME 2.0F

/* Of what is cut off at the edge of a scrolled area, as much has to be in sight. */
#define LEAST_PART_IN_SIGHT 0.7F

typedef struct
{
  GtkWidget *native;
  ScreenPicture *picture;
  const char *where;
  GHashTable *failures; /* a set: selector and colours */
  guint n_measured;
} Check;

/* Pixels */

static double
get_channel_luminance (guint channel)
{
  static double luminances[256];

  if (luminances[channel] == 0 && channel > 0)
    {
      double value = channel / 255.0;
      luminances[channel] = value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
    }
  return luminances[channel];
}

static double
get_luminance (guint32 color)
{
  return 0.2126 * get_channel_luminance (color >> 16 & 0xff) +
         0.7152 * get_channel_luminance (color >> 8 & 0xff) +
         0.0722 * get_channel_luminance (color & 0xff);
}

/**
 * contrast_compute:
 * @color: a colour, 0xRRGGBB
 * @other: another
 *
 * Returns: their contrast by WCAG 2, from 1 to 21
 */
double
contrast_compute (guint32 color, guint32 other)
{
  double luminance = get_luminance (color);
  double other_luminance = get_luminance (other);

  return (MAX (luminance, other_luminance) + 0.05) / (MIN (luminance, other_luminance) + 0.05);
}

static int
compare_colors (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static guint32
find_most_frequent (GArray *sorted)
{
  guint32 found = g_array_index (sorted, guint32, 0);
  guint n_found = 0;
  guint n_same = 0;

  for (guint i = 0; i < sorted->len; i++)
    {
      guint32 color = g_array_index (sorted, guint32, i);
      n_same = i > 0 && color == g_array_index (sorted, guint32, i - 1) ? n_same + 1 : 1;
      if (n_same > n_found)
        {
          found = color;
          n_found = n_same;
        }
    }
  return found;
}

static int
compare_contrasts (gconstpointer a, gconstpointer b, gpointer background)
{
  double first = contrast_compute (*(const guint32 *) a, *(guint32 *) background);
  double second = contrast_compute (*(const guint32 *) b, *(guint32 *) background);

  return first > second ? -1 : first < second;
}

/**
 * contrast_measure:
 * @picture: a picture
 * @area: a part of it
 * @background: (out) (optional): the colour behind what is drawn there
 * @foreground: (out) (optional): the colour of what is drawn there
 *
 * Returns: their contrast; 1 if there is nothing but the background
 */
double
contrast_measure (const ScreenPicture *picture,
                  ScreenArea area,
                  guint32 *background,
                  guint32 *foreground)
{
  g_autoptr (GArray) colors = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 behind;
  guint32 color;

  for (int y = area.y; y < area.y + area.height; y++)
    g_array_append_vals (colors, picture->pixels + y * picture->area.width + area.x,
                         (guint) area.width);
  g_array_sort (colors, compare_colors);
  behind = find_most_frequent (colors);
  for (guint i = 0; i < colors->len; i++)
    if (contrast_compute (g_array_index (colors, guint32, i), behind) >= LEAST_CONTRAST)
      g_array_append_val (drawn, g_array_index (colors, guint32, i));
  g_array_sort_with_data (drawn, compare_contrasts, &behind);
  color = drawn->len > 0
            ? g_array_index (drawn, guint32, (guint) (CORE_SHARE * (double) drawn->len))
            : behind;
  if (background != NULL)
    *background = behind;
  if (foreground != NULL)
    *foreground = color;
  return contrast_compute (color, behind);
}

/* Widgets */

static gboolean
is_measured (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL &&
           *gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != '\0';
  if (GTK_IS_TEXT (widget))
    return *gtk_editable_get_text (GTK_EDITABLE (widget)) != '\0';
  /* A switch's state is where its slider is, and that covers one of its two images. */
  return GTK_IS_IMAGE (widget) && !GTK_IS_SWITCH (gtk_widget_get_parent (widget)) &&
         gtk_image_get_storage_type (GTK_IMAGE (widget)) != GTK_IMAGE_EMPTY;
}

/* In the widget's own coordinates. */
static graphene_rect_t
get_drawn_area (GtkWidget *widget)
{
  PangoRectangle ink;
  int x, y;

  /* The frame of an entry is drawn over the edges of its text. */
  if (GTK_IS_TEXT (widget))
    return GRAPHENE_RECT_INIT (0, FRAME, (float) gtk_widget_get_width (widget),
                               (float) gtk_widget_get_height (widget) - 2 * FRAME);
  if (!GTK_IS_LABEL (widget))
    return GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                               (float) gtk_widget_get_height (widget));
  gtk_label_get_layout_offsets (GTK_LABEL (widget), &x, &y);
  pango_layout_get_pixel_extents (gtk_label_get_layout (GTK_LABEL (widget)), &ink, NULL);
  return GRAPHENE_RECT_INIT ((float) (x + ink.x - MARGIN), (float) (y + ink.y - MARGIN),
                             (float) (ink.width + 2 * MARGIN), (float) (ink.height + 2 * MARGIN));
}

static gboolean
clip (GtkWidget *widget, GtkWidget *native, graphene_rect_t *area)
{
  /* Without the frame around it, which no picture has. */
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (native),
                                               (float) gtk_widget_get_height (native));
  float whole = area->size.width * area->size.height;

  if (!graphene_rect_intersection (area, &bounds, area))
    return FALSE;
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != native;
       parent = gtk_widget_get_parent (parent))
    if (gtk_widget_get_overflow (parent) == GTK_OVERFLOW_HIDDEN &&
        (!gtk_widget_compute_bounds (parent, native, &bounds) ||
         !graphene_rect_intersection (area, &bounds, area)))
      return FALSE;
  return area->size.width * area->size.height >= LEAST_PART_IN_SIGHT * whole;
}

/* What lies over it is measured by itself. */
static gboolean
is_covered (GtkWidget *widget, GtkWidget *native, const graphene_rect_t *area)
{
  graphene_point_t center;
  GtkWidget *picked;

  graphene_rect_get_center (area, &center);
  picked =
    gtk_widget_pick (native, center.x, center.y, GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);
  return picked == NULL || (picked != widget && !gtk_widget_is_ancestor (picked, widget) &&
                            !gtk_widget_is_ancestor (widget, picked));
}

static gboolean
is_transparent (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_opacity (widget) <= 0)
      return TRUE;
  return FALSE;
}

/* In the native's coordinates; FALSE if too little of it is in sight. */
static gboolean
find_area (GtkWidget *widget, GtkWidget *native, ScreenArea *area)
{
  graphene_rect_t bounds = get_drawn_area (widget);
  graphene_point_t place;

  if (!gtk_widget_compute_point (widget, native, &bounds.origin, &place))
    return FALSE;
  bounds.origin = place;
  if (is_transparent (widget) || !clip (widget, native, &bounds) ||
      is_covered (widget, native, &bounds))
    return FALSE;
  area->x = (int) ceilf (bounds.origin.x);
  area->y = (int) ceilf (bounds.origin.y);
  area->width = (int) floorf (bounds.origin.x + bounds.size.width) - area->x;
  area->height = (int) floorf (bounds.origin.y + bounds.size.height) - area->y;
  return area->width > 0 && area->height > 0;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  const char *icon_name = gtk_image_get_icon_name (GTK_IMAGE (widget));
  return icon_name != NULL ? icon_name : "";
}

/* As a selector of style.css would have it. */
static char *
dup_selector (GtkWidget *widget)
{
  GString *selector = g_string_new (NULL);

  for (guint i = 0; i < 4 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
      g_autofree char *joined = g_strjoinv (".", classes);
      g_autofree char *part =
        g_strconcat (gtk_widget_get_css_name (widget), *joined != '\0' ? "." : "", joined,
                     i > 0 ? " > " : "", NULL);
      g_string_prepend (selector, part);
    }
  return g_string_free (selector, FALSE);
}

static void
report (Check *check, GtkWidget *widget, double contrast, guint32 background, guint32 foreground)
{
  g_autofree char *selector = dup_selector (widget);
  g_autofree char *key = g_strdup_printf ("%s #%06x #%06x", selector, foreground, background);

  if (g_hash_table_contains (check->failures, key))
    return;
  g_test_message ("%s: “%s” has a contrast of %.2f:1, #%06x on #%06x: %s", check->where,
                  get_text (widget), contrast, foreground, background, selector);
  g_hash_table_add (check->failures, g_steal_pointer (&key));
}

static void
check_widget (Check *check, GtkWidget *widget)
{
  double least = GTK_IS_IMAGE (widget) ? ICON_CONTRAST : TEXT_CONTRAST;
  guint32 background, foreground;
  ScreenArea area;

  if (!is_measured (widget) || !gtk_widget_is_sensitive (widget) ||
      !find_area (widget, check->native, &area))
    return;
  double contrast = contrast_measure (check->picture, area, &background, &foreground);
  check->n_measured++;
  if (contrast < least)
    report (check, widget, contrast, background, foreground);
}

static void
check_widgets (Check *check, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != check->native))
    return;
  check_widget (check, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widgets (check, child);
}

/**
 * contrast_check:
 * @window: a window that is shown and drawn
 * @where: what it shows, for messages
 *
 * Measures every text and icon that can be seen in the window and in what is open over it. The test
 * has a message for each that can't be told well enough from what is behind it; of those that
 * differ by their text alone, for one.
 *
 * Returns: how many messages
 */
guint
contrast_check (GtkWidget *window, const char *where)
{
  g_autoptr (GPtrArray) natives = screenshot_find_natives (window);
  g_autoptr (GHashTable) failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < natives->len; i++)
    {
      g_autoptr (ScreenPicture) picture = screenshot_take (natives->pdata[i]);
      Check check = { natives->pdata[i], picture, where, failures, 0 };
      check_widgets (&check, natives->pdata[i]);
      g_assert_cmpuint (check.n_measured, >, 0);
    }
  return g_hash_table_size (failures);
}
