/* fb-setup-heading.c
 *
 * The title of a page of the assistant, and what the page is for. It takes the keyboard, so that a
 * screen reader begins there. A box of GTK's would pass it on to what is in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-heading.h"

#define SPACING 12

struct _FbSetupHeading
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *description_label;
};

G_DEFINE_FINAL_TYPE (FbSetupHeading, fb_setup_heading, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (FbSetupHeading *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "justify", GTK_JUSTIFY_CENTER, NULL);

  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

/* GObject */

static void
fb_setup_heading_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fb_setup_heading_parent_class)->dispose (object);
}

static void
fb_setup_heading_class_init (FbSetupHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_heading_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
}

static void
fb_setup_heading_init (FbSetupHeading *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, SPACING);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->title_label = add_label (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "title-1");
  self->description_label = add_label (self);
}

/**
 * fb_setup_heading_get_title:
 * @self: a heading
 *
 * Returns: (transfer none): the title
 */
const char *
fb_setup_heading_get_title (FbSetupHeading *self)
{
  g_return_val_if_fail (FB_IS_SETUP_HEADING (self), NULL);

  return gtk_label_get_text (self->title_label);
}

/**
 * fb_setup_heading_set_title:
 * @self: a heading
 * @title: what the page is about
 */
void
fb_setup_heading_set_title (FbSetupHeading *self, const char *title)
{
  g_return_if_fail (FB_IS_SETUP_HEADING (self));
  g_return_if_fail (title != NULL);

  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * fb_setup_heading_get_description:
 * @self: a heading
 *
 * Returns: (transfer none): what the page is for
 */
const char *
fb_setup_heading_get_description (FbSetupHeading *self)
{
  g_return_val_if_fail (FB_IS_SETUP_HEADING (self), NULL);

  return gtk_label_get_text (self->description_label);
}

/**
 * fb_setup_heading_set_description:
 * @self: a heading
 * @description: what the page is for
 */
void
fb_setup_heading_set_description (FbSetupHeading *self, const char *description)
{
  g_return_if_fail (FB_IS_SETUP_HEADING (self));
  g_return_if_fail (description != NULL);

  gtk_label_set_text (self->description_label, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}
