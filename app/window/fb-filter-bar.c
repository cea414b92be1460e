/* fb-filter-bar.c
 *
 * The chips above the list: one for each filter that is set, which removes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filter-bar.h"

#include <glib/gi18n.h>

#include "fb-wrap-layout.h"

struct _FbFilterBar
{
  AdwBin parent_instance;

  GtkBox *chips;
  FbFilters *filters;
};

G_DEFINE_FINAL_TYPE (FbFilterBar, fb_filter_bar, ADW_TYPE_BIN)

static void
on_chip_clicked (GtkButton *chip, FbFilterBar *self)
{
  const gpointer kind = g_object_get_data (G_OBJECT (chip), "fb-filter-kind");
  GtkWidget *place = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  /* From the last one the focus goes to the list. */
  if (gtk_widget_get_next_sibling (place) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.clear-filters", NULL);
  else
    fb_filters_remove (self->filters, (FbFilterKind) GPOINTER_TO_INT (kind));
}

static GtkWidget *
make_chip (FbFilterBar *self, FbFilterKind kind)
{
  g_autofree char *label = fb_filters_dup_label (self->filters, kind);
  /* Translators: a button that removes a filter; %s is the filter, as in "Failed" */
  g_autofree char *action = g_strdup_printf (_ ("Remove the Filter “%s”"), label);
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", "window-close-symbolic",
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, action, -1);
  g_object_set_data (G_OBJECT (chip), "fb-filter-kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (on_chip_clicked), self, 0);
  return chip;
}

/* The position of the chip that has the keyboard, or -1. */
static int
find_focus (FbFilterBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int position = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip), position++)
    if (chip == focus)
      return position;
  return -1;
}

/* To the one that took its place, or to the last one. */
static void
restore_focus (FbFilterBar *self, int position)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  for (; position > 0 && chip != NULL && gtk_widget_get_next_sibling (chip) != NULL; position--)
    chip = gtk_widget_get_next_sibling (chip);
  if (position >= 0 && chip != NULL)
    gtk_widget_grab_focus (chip);
}

static void
on_changed (FbFilterBar *self)
{
  const int position = find_focus (self);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, chip);
  for (int kind = 0; kind < FB_N_FILTER_KINDS; kind++)
    if (fb_filters_is_set (self->filters, (FbFilterKind) kind))
      gtk_box_append (self->chips, make_chip (self, (FbFilterKind) kind));
  gtk_widget_set_visible (GTK_WIDGET (self), !fb_filters_is_empty (self->filters));
  restore_focus (self, position);
}

/* GObject */

static void
fb_filter_bar_dispose (GObject *object)
{
  g_clear_object (&FB_FILTER_BAR (object)->filters);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (fb_filter_bar_parent_class)->dispose (object);
}

static void
fb_filter_bar_class_init (FbFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FB_TYPE_WRAP_LAYOUT);

  object_class->dispose = fb_filter_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFilterBar, chips);
}

static void
fb_filter_bar_init (FbFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_filter_bar_set_filters:
 * @self: a bar
 * @filters: what it shows
 */
void
fb_filter_bar_set_filters (FbFilterBar *self, FbFilters *filters)
{
  g_return_if_fail (FB_IS_FILTER_BAR (self));
  g_return_if_fail (FB_IS_FILTERS (filters));

  g_set_object (&self->filters, filters);
  g_signal_connect_object (filters, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}
