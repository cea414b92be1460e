/* fb-pages-toolbar.c
 *
 * The row of controls under the pages. Where there is not enough room for all of them, some are
 * only in its menu.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pages-toolbar.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _FbPagesToolbar
{
  AdwBin parent_instance;

  GtkEntry *page_entry;
  GtkLabel *n_pages_label;
  GtkMenuButton *zoom_button;
  GMenu *zoom_menu;

  FbPageView *view; /* nullable */
};

G_DEFINE_FINAL_TYPE (FbPagesToolbar, fb_pages_toolbar, ADW_TYPE_BIN)

static void
fb_pages_toolbar_show_page (FbPagesToolbar *self)
{
  if (self->view == NULL || self->page_entry == NULL)
    return;
  const guint n_pages = fb_page_view_get_n_pages (self->view);
  g_autofree char *text = n_pages > 0
                            ? g_strdup_printf ("%u", fb_page_view_get_current_page (self->view) + 1)
                            : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->page_entry), text);
}

/* Not while somebody writes there. */
static void
on_current_page (FbPagesToolbar *self)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->page_entry)));

  if (!gtk_widget_has_focus (text))
    fb_pages_toolbar_show_page (self);
}

static void
on_n_pages (FbPagesToolbar *self)
{
  const guint n_pages = fb_page_view_get_n_pages (self->view);
  g_autofree char *digits = g_strdup_printf ("%u", n_pages);
  const int width = MAX (2, (int) strlen (digits));
  /* Translators: how many pages there are, after an entry with the number of the current one */
  g_autofree char *label = g_strdup_printf (_ ("of %u"), n_pages);

  gtk_editable_set_width_chars (GTK_EDITABLE (self->page_entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->page_entry), width);
  gtk_label_set_text (self->n_pages_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page_entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  fb_pages_toolbar_show_page (self);
}

static void
on_page_entered (FbPagesToolbar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->page_entry));
  guint64 page;

  if (g_ascii_string_to_unsigned (text, 10, 1, FB_RENDER_MAX_PAGES, &page, NULL))
    {
      fb_page_view_set_current_page (self->view, (guint) page - 1);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  fb_pages_toolbar_show_page (self);
}

static void
on_zoom (FbPagesToolbar *self)
{
  const long percent = lround (fb_page_view_get_zoom (self->view) * 100);
  /* Translators: how large pages are shown */
  g_autofree char *label = g_strdup_printf (_ ("%ld%%"), percent);
  g_autofree char *name = g_strdup_printf (_ ("Zoom: %ld%%"), percent);

  gtk_menu_button_set_label (self->zoom_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
fill_zoom_menu (FbPagesToolbar *self)
{
  static const guint percents[] = { 50, 75, 100, 125, 150, 200, 300, 400 };
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("%ld%%"), (long) percents[i]);
      g_autofree char *action = g_strdup_printf ("pages.zoom-to::%u", percents[i]);
      g_menu_append (section, label, action);
    }
  g_menu_append_section (self->zoom_menu, NULL, G_MENU_MODEL (section));
}

/* GObject */

static void
fb_pages_toolbar_dispose (GObject *object)
{
  FbPagesToolbar *self = FB_PAGES_TOOLBAR (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_PAGES_TOOLBAR);

  G_OBJECT_CLASS (fb_pages_toolbar_parent_class)->dispose (object);
}

static void
fb_pages_toolbar_class_init (FbPagesToolbarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_pages_toolbar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-pages-toolbar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbPagesToolbar, page_entry);
  gtk_widget_class_bind_template_child (widget_class, FbPagesToolbar, n_pages_label);
  gtk_widget_class_bind_template_child (widget_class, FbPagesToolbar, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, FbPagesToolbar, zoom_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_page_entered);
  gtk_widget_class_bind_template_callback (widget_class, fb_pages_toolbar_show_page);
}

static void
fb_pages_toolbar_init (FbPagesToolbar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_zoom_menu (self);
}

/**
 * fb_pages_toolbar_set_view:
 * @self: the toolbar
 * @view: what it is about, once
 */
void
fb_pages_toolbar_set_view (FbPagesToolbar *self, FbPageView *view)
{
  g_return_if_fail (FB_IS_PAGES_TOOLBAR (self));
  g_return_if_fail (FB_IS_PAGE_VIEW (view));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::current-page", G_CALLBACK (on_current_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::n-pages", G_CALLBACK (on_n_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (on_zoom), self, G_CONNECT_SWAPPED);
  on_n_pages (self);
  on_zoom (self);
}
