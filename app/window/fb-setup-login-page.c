/* fb-setup-login-page.c
 *
 * Whether Faxbell starts at login.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-login-page.h"

#include "fb-login-row.h"

struct _FbSetupLoginPage
{
  FbSetupPage parent_instance;

  FbLoginRow *login_row;
};

G_DEFINE_FINAL_TYPE (FbSetupLoginPage, fb_setup_login_page, FB_TYPE_SETUP_PAGE)

/* FbSetupPage */

static void
fb_setup_login_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  fb_login_row_bind (FB_SETUP_LOGIN_PAGE (page)->login_row, parts->autostart);
}

/* GObject */

static void
fb_setup_login_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_SETUP_LOGIN_PAGE);

  G_OBJECT_CLASS (fb_setup_login_page_parent_class)->dispose (object);
}

static void
fb_setup_login_page_class_init (FbSetupLoginPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_login_page_dispose;
  page_class->bind = fb_setup_login_page_bind;

  g_type_ensure (FB_TYPE_LOGIN_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-login-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupLoginPage, login_row);
}

static void
fb_setup_login_page_init (FbSetupLoginPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
