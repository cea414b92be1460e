/* fb-setup-welcome-page.c
 *
 * The first page of the assistant: what Faxbell does, and what is needed to set it up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-welcome-page.h"

struct _FbSetupWelcomePage
{
  FbSetupPage parent_instance;
};

G_DEFINE_FINAL_TYPE (FbSetupWelcomePage, fb_setup_welcome_page, FB_TYPE_SETUP_PAGE)

/* GObject */

static void
fb_setup_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_SETUP_WELCOME_PAGE);

  G_OBJECT_CLASS (fb_setup_welcome_page_parent_class)->dispose (object);
}

static void
fb_setup_welcome_page_class_init (FbSetupWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-welcome-page.ui");
}

static void
fb_setup_welcome_page_init (FbSetupWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
