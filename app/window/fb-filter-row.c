/* fb-filter-row.c
 *
 * A line of the sidebar: a kind of faxes, and how many of it there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filter-row.h"

#include <glib/gi18n.h>

struct _FbFilterRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *count;
  guint n_faxes;
};

G_DEFINE_FINAL_TYPE (FbFilterRow, fb_filter_row, GTK_TYPE_LIST_BOX_ROW)

/* GObject */

static void
fb_filter_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_FILTER_ROW);

  G_OBJECT_CLASS (fb_filter_row_parent_class)->dispose (object);
}

static void
fb_filter_row_class_init (FbFilterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_filter_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-filter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFilterRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FbFilterRow, title);
  gtk_widget_class_bind_template_child (widget_class, FbFilterRow, count);
}

static void
fb_filter_row_init (FbFilterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_filter_row_new:
 * @icon_name: a symbolic icon's name
 * @title: what kind of faxes it stands for
 *
 * Returns: (transfer floating): a row that counts none
 */
FbFilterRow *
fb_filter_row_new (const char *icon_name, const char *title)
{
  FbFilterRow *self = g_object_new (FB_TYPE_FILTER_ROW, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->title, title);
  fb_filter_row_set_count (self, 0);
  return self;
}

/**
 * fb_filter_row_get_title:
 * @self: a row
 *
 * Returns: (transfer none): what kind of faxes it stands for
 */
const char *
fb_filter_row_get_title (FbFilterRow *self)
{
  g_return_val_if_fail (FB_IS_FILTER_ROW (self), NULL);

  return gtk_label_get_text (self->title);
}

/**
 * fb_filter_row_get_count:
 * @self: a row
 *
 * Returns: the count that it shows
 */
guint
fb_filter_row_get_count (FbFilterRow *self)
{
  g_return_val_if_fail (FB_IS_FILTER_ROW (self), 0);

  return self->n_faxes;
}

/**
 * fb_filter_row_set_count:
 * @self: a row
 * @count: how many faxes there are of its kind
 */
void
fb_filter_row_set_count (FbFilterRow *self, guint count)
{
  g_return_if_fail (FB_IS_FILTER_ROW (self));

  g_autofree char *number = g_strdup_printf ("%'u", count);
  /* Translators: a kind of faxes and how many there are, for screen readers: "Received, 12" */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), fb_filter_row_get_title (self), number);

  self->n_faxes = count;
  gtk_label_set_text (self->count, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
