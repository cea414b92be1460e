/* fb-setup-documo-page.c
 *
 * What has to be entered at Documo by hand, and where, in both of its places.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-documo-page.h"

#include <glib/gi18n.h>

#include "fb-copy-row.h"
#include "fb-setup-address-warning.h"
#include "fb-setup-progress.h"
#include "fb-webhook-address.h"

struct _FbSetupDocumoPage
{
  FbSetupPage parent_instance;

  FbSetupAddressWarning *address_warning;
  FbCopyRow *url_row;
  FbCopyRow *user_row;
  FbCopyRow *password_row;
  AdwActionRow *noted_row;
  GtkWidget *told_check;

  FbReceiver *receiver;
  FbSetupSignIn *sign_in;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSetupDocumoPage, fb_setup_documo_page, FB_TYPE_SETUP_PAGE)

static void
show_values (FbSetupDocumoPage *self)
{
  const char *user = fb_setup_sign_in_get_user (self->sign_in);
  const char *password = fb_setup_sign_in_get_password (self->sign_in);
  const gboolean has_address = fb_setup_has_address (self->settings);
  g_autofree char *url = fb_webhook_address_dup (self->receiver, self->settings);

  gtk_widget_set_visible (GTK_WIDGET (self->url_row), has_address);
  fb_copy_row_set_value (self->url_row, url);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), user != NULL);
  fb_copy_row_set_value (self->user_row, user);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), password != NULL);
  fb_copy_row_set_value (self->password_row, password);
  gtk_widget_set_visible (GTK_WIDGET (self->noted_row), password == NULL);
  if (user == NULL)
    adw_action_row_set_subtitle (self->noted_row, _ ("There is none yet."));
  else if (!fb_setup_sign_in_is_kept (self->sign_in))
    adw_action_row_set_subtitle (
      self->noted_row, _ ("It was not copied, and can’t be shown again. Create a new one."));
  else
    adw_action_row_set_subtitle (self->noted_row,
                                 _ ("The one that you have noted. It can’t be shown again."));
}

static void
on_password_copied (FbSetupDocumoPage *self)
{
  fb_setup_sign_in_set_kept (self->sign_in, TRUE);
}

static void
on_key_clicked (FbSetupDocumoPage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self), "account");
}

static void
on_sign_in_clicked (FbSetupDocumoPage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self), "sign-in");
}

/* FbSetupPage */

static gboolean
fb_setup_documo_page_is_needed (FbSetupPage *page)
{
  return !fb_setup_has_webhook (FB_SETUP_DOCUMO_PAGE (page)->settings);
}

static void
fb_setup_documo_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupDocumoPage *self = FB_SETUP_DOCUMO_PAGE (page);

  self->receiver = g_object_ref (parts->receiver);
  self->sign_in = g_object_ref (parts->sign_in);
  self->settings = g_object_ref (parts->settings);
  fb_setup_address_warning_bind (self->address_warning, parts);
  g_settings_bind (self->settings, FB_SETUP_DOCUMO_TOLD_KEY, self->told_check, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->sign_in, "changed", G_CALLBACK (show_values), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receiver, "notify", G_CALLBACK (show_values), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" FB_PUBLIC_ADDRESS_KEY,
                           G_CALLBACK (show_values), self, G_CONNECT_SWAPPED);
  show_values (self);
}

/* GObject */

static void
fb_setup_documo_page_dispose (GObject *object)
{
  FbSetupDocumoPage *self = FB_SETUP_DOCUMO_PAGE (object);

  g_clear_object (&self->receiver);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_DOCUMO_PAGE);

  G_OBJECT_CLASS (fb_setup_documo_page_parent_class)->dispose (object);
}

static void
fb_setup_documo_page_class_init (FbSetupDocumoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_documo_page_dispose;
  page_class->is_needed = fb_setup_documo_page_is_needed;
  page_class->bind = fb_setup_documo_page_bind;

  g_type_ensure (FB_TYPE_COPY_ROW);
  g_type_ensure (FB_TYPE_SETUP_ADDRESS_WARNING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-documo-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, address_warning);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, url_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, noted_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDocumoPage, told_check);
  gtk_widget_class_bind_template_callback (widget_class, on_password_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_key_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
}

static void
fb_setup_documo_page_init (FbSetupDocumoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
