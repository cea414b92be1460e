/* fb-connect-page.c
 *
 * What the window shows before the first fax: what is missing before one can come, and where that
 * is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-connect-page.h"

#include <glib/gi18n.h>

struct _FbConnectPage
{
  AdwBin parent_instance;

  AdwStatusPage *status_page;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (FbConnectPage, fb_connect_page, ADW_TYPE_BIN)

/* GObject */

static void
fb_connect_page_dispose (GObject *object)
{
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_CONNECT_PAGE);

  G_OBJECT_CLASS (fb_connect_page_parent_class)->dispose (object);
}

static void
fb_connect_page_class_init (FbConnectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_connect_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbConnectPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, FbConnectPage, button);
}

static void
fb_connect_page_init (FbConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_connect_page_show:
 * @self: the page
 * @missing: what is missing before faxes can come
 * @is_begun: whether somebody has begun to set up Faxbell
 *
 * Shows it, with the button that is next.
 */
void
fb_connect_page_show (FbConnectPage *self, FbSetupStep missing, gboolean is_begun)
{
  g_return_if_fail (FB_IS_CONNECT_PAGE (self));

  const gboolean is_set_up = missing == FB_SETUP_STEP_NOTHING;

  if (is_begun || is_set_up)
    adw_status_page_set_description (self->status_page, fb_setup_step_get_sentence (missing));
  else
    adw_status_page_set_description (self->status_page,
                                     _ ("Faxbell has to be connected to your Documo account first. "
                                        "That takes about ten minutes."));
  if (is_set_up)
    gtk_button_set_label (self->button, _ ("_Is It Working?"));
  else
    gtk_button_set_label (self->button, is_begun ? _ ("_Continue Setup") : _ ("_Set Up Faxbell"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  is_set_up ? "app.status" : "app.set-up");
  if (is_set_up)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
}
