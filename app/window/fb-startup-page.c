/* fb-startup-page.c
 *
 * The page of the preferences that has Faxbell start at login.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-startup-page.h"

#include "fb-login-row.h"

struct _FbStartupPage
{
  AdwPreferencesPage parent_instance;

  FbLoginRow *login_row;
};

G_DEFINE_FINAL_TYPE (FbStartupPage, fb_startup_page, ADW_TYPE_PREFERENCES_PAGE)

/* GObject */

static void
fb_startup_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_STARTUP_PAGE);

  G_OBJECT_CLASS (fb_startup_page_parent_class)->dispose (object);
}

static void
fb_startup_page_class_init (FbStartupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_startup_page_dispose;

  g_type_ensure (FB_TYPE_LOGIN_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-startup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbStartupPage, login_row);
}

static void
fb_startup_page_init (FbStartupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_startup_page_new:
 * @autostart: what knows of starting at login
 *
 * Returns: (transfer floating): a page for the preferences
 */
FbStartupPage *
fb_startup_page_new (FbAutostart *autostart)
{
  g_return_val_if_fail (FB_IS_AUTOSTART (autostart), NULL);

  FbStartupPage *self = g_object_new (FB_TYPE_STARTUP_PAGE, NULL);

  fb_login_row_bind (self->login_row, autostart);
  return self;
}
