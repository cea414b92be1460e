/* fb-view-row.c
 *
 * A line of the sidebar: a view, how many faxes it shows, and what else is urgent about them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-view-row.h"

#include <glib/gi18n.h>

struct _FbViewRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *count;
  guint n_faxes;
};

G_DEFINE_FINAL_TYPE (FbViewRow, fb_view_row, GTK_TYPE_LIST_BOX_ROW)

/* GObject */

static void
fb_view_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_VIEW_ROW);

  G_OBJECT_CLASS (fb_view_row_parent_class)->dispose (object);
}

static void
fb_view_row_class_init (FbViewRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_view_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-view-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbViewRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FbViewRow, title);
  gtk_widget_class_bind_template_child (widget_class, FbViewRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FbViewRow, count);
}

static void
fb_view_row_init (FbViewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_view_row_new:
 * @icon_name: a symbolic icon's name
 * @title: the view's name
 *
 * Returns: (transfer floating): a row that counts none
 */
FbViewRow *
fb_view_row_new (const char *icon_name, const char *title)
{
  FbViewRow *self = g_object_new (FB_TYPE_VIEW_ROW, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->title, title);
  fb_view_row_set_count (self, 0);
  return self;
}

/**
 * fb_view_row_new_without_count:
 * @icon_name: a symbolic icon's name
 * @title: the view's name
 *
 * Returns: (transfer floating): a row that counts nothing
 */
FbViewRow *
fb_view_row_new_without_count (const char *icon_name, const char *title)
{
  FbViewRow *self = g_object_new (FB_TYPE_VIEW_ROW, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

/**
 * fb_view_row_get_title:
 * @self: a row
 *
 * Returns: (transfer none): the view's name
 */
const char *
fb_view_row_get_title (FbViewRow *self)
{
  g_return_val_if_fail (FB_IS_VIEW_ROW (self), NULL);

  return gtk_label_get_text (self->title);
}

/**
 * fb_view_row_get_count:
 * @self: a row
 *
 * Returns: the count that it shows
 */
guint
fb_view_row_get_count (FbViewRow *self)
{
  g_return_val_if_fail (FB_IS_VIEW_ROW (self), 0);

  return self->n_faxes;
}

static void
fb_view_row_describe (FbViewRow *self)
{
  const char *title = fb_view_row_get_title (self);
  const char *subtitle = gtk_label_get_text (self->subtitle);
  /* Translators: a view and how many faxes it has, for screen readers: "Inbox, 12" */
  g_autofree char *counted =
    g_strdup_printf (_ ("%s, %s"), title, gtk_label_get_text (self->count));
  g_autofree char *spoken =
    *subtitle != '\0' ? g_strdup_printf (_ ("%s, %s"), counted, subtitle) : g_strdup (counted);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * fb_view_row_set_count:
 * @self: a row
 * @count: how many faxes there are of its kind
 */
void
fb_view_row_set_count (FbViewRow *self, guint count)
{
  g_return_if_fail (FB_IS_VIEW_ROW (self));

  g_autofree char *number = g_strdup_printf ("%'u", count);

  self->n_faxes = count;
  gtk_label_set_text (self->count, number);
  fb_view_row_describe (self);
}

/**
 * fb_view_row_set_subtitle:
 * @self: a row
 * @subtitle: (nullable): what else there is to say, in a few words
 */
void
fb_view_row_set_subtitle (FbViewRow *self, const char *subtitle)
{
  g_return_if_fail (FB_IS_VIEW_ROW (self));

  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
  fb_view_row_describe (self);
}
