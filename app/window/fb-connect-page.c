/* fb-connect-page.c
 *
 * What the window shows before the first fax: how to connect Documo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-connect-page.h"

#include "fb-copy-row.h"

struct _FbConnectPage
{
  AdwBin parent_instance;

  FbCopyRow *url_row;
  FbCopyRow *user_row;
  GtkWidget *reach_label;
};

G_DEFINE_FINAL_TYPE (FbConnectPage, fb_connect_page, ADW_TYPE_BIN)

/* GObject */

static void
fb_connect_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_CONNECT_PAGE);

  G_OBJECT_CLASS (fb_connect_page_parent_class)->dispose (object);
}

static void
fb_connect_page_class_init (FbConnectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_connect_page_dispose;

  g_type_ensure (FB_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbConnectPage, url_row);
  gtk_widget_class_bind_template_child (widget_class, FbConnectPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, FbConnectPage, reach_label);
}

static void
fb_connect_page_init (FbConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_connect_page_show:
 * @self: the page
 * @url: (nullable): the webhook's address
 * @user: (nullable): the user name; %NULL hides its row
 *
 * Shows them, with buttons that copy them.
 */
void
fb_connect_page_show (FbConnectPage *self, const char *url, const char *user)
{
  g_return_if_fail (FB_IS_CONNECT_PAGE (self));

  fb_copy_row_set_value (self->url_row, url);
  fb_copy_row_set_value (self->user_row, user);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), user != NULL);
}

/**
 * fb_connect_page_set_is_reachable:
 * @self: the page
 * @is_reachable: whether the address that it shows is a public one
 *
 * Otherwise it says that Documo can't reach it, and what is needed.
 */
void
fb_connect_page_set_is_reachable (FbConnectPage *self, gboolean is_reachable)
{
  g_return_if_fail (FB_IS_CONNECT_PAGE (self));

  gtk_widget_set_visible (self->reach_label, !is_reachable);
}
