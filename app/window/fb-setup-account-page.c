/* fb-setup-account-page.c
 *
 * The account at Documo: with an API key, Faxbell itself makes there what delivers the faxes. What
 * is done by hand without one is for the pages after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-account-page.h"

#include <glib/gi18n.h>

#include "fb-documo-group.h"
#include "fb-setup-address-warning.h"
#include "fb-setup-progress.h"
#include "fb-webhook-view.h"

struct _FbSetupAccountPage
{
  FbSetupPage parent_instance;

  FbSetupAddressWarning *address_warning;
  FbDocumoGroup *documo_group;
  FbWebhookView *webhook_view;

  FbApiKey *api_key;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSetupAccountPage, fb_setup_account_page, FB_TYPE_SETUP_PAGE)

/* Without a key nothing can be made there. */
static void
show (FbSetupAccountPage *self)
{
  const gboolean is_made = fb_setup_has_webhook (self->settings);
  const gboolean has_key = fb_api_key_get_state (self->api_key) == FB_API_KEY_PRESENT;

  const gboolean is_entered = fb_documo_group_has_entry (self->documo_group);
  const char *label = _ ("By Ha_nd");

  if (is_entered)
    label = _ ("Use This _Key");
  else if (is_made)
    label = _ ("_Next");
  gtk_widget_set_visible (GTK_WIDGET (self->webhook_view), has_key || is_made);
  fb_setup_page_set_next_label (FB_SETUP_PAGE (self), label);
  fb_setup_page_set_next_suggested (FB_SETUP_PAGE (self), is_entered || is_made);
}

/* FbSetupPage */

static void
fb_setup_account_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupAccountPage *self = FB_SETUP_ACCOUNT_PAGE (page);

  self->api_key = g_object_ref (parts->api_key);
  self->settings = g_object_ref (parts->settings);
  fb_setup_address_warning_bind (self->address_warning, parts);
  fb_documo_group_bind (self->documo_group, parts->api_key);
  fb_webhook_view_bind (self->webhook_view, parts->webhook_setup);
  g_signal_connect_object (self->documo_group, "entry-changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->api_key, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->webhook_setup, "notify", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

/* A key that was typed isn't passed by. */
static gboolean
fb_setup_account_page_finish (FbSetupPage *page)
{
  FbSetupAccountPage *self = FB_SETUP_ACCOUNT_PAGE (page);

  if (!fb_documo_group_has_entry (self->documo_group))
    return TRUE;
  fb_documo_group_apply (self->documo_group);
  return FALSE;
}

/* GObject */

static void
fb_setup_account_page_dispose (GObject *object)
{
  FbSetupAccountPage *self = FB_SETUP_ACCOUNT_PAGE (object);

  if (self->webhook_view != NULL)
    fb_webhook_view_unbind (self->webhook_view);
  g_clear_object (&self->api_key);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_ACCOUNT_PAGE);

  G_OBJECT_CLASS (fb_setup_account_page_parent_class)->dispose (object);
}

static void
fb_setup_account_page_class_init (FbSetupAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_account_page_dispose;
  FB_SETUP_PAGE_CLASS (klass)->bind = fb_setup_account_page_bind;
  FB_SETUP_PAGE_CLASS (klass)->finish = fb_setup_account_page_finish;

  g_type_ensure (FB_TYPE_SETUP_ADDRESS_WARNING);
  g_type_ensure (FB_TYPE_DOCUMO_GROUP);
  g_type_ensure (FB_TYPE_WEBHOOK_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupAccountPage, address_warning);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAccountPage, documo_group);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAccountPage, webhook_view);
}

static void
fb_setup_account_page_init (FbSetupAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
