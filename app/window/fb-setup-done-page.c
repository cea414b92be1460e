/* fb-setup-done-page.c
 *
 * The last page of the assistant: what stands, and what is still missing, with a way to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-done-page.h"

#include <glib/gi18n.h>

#include "fb-outside-words.h"
#include "fb-setup-progress.h"
#include "fb-state-icon.h"
#include "fb-webhook-address.h"
#include "fb-webhook-words.h"

struct _FbSetupDonePage
{
  FbSetupPage parent_instance;

  AdwActionRow *address_row;
  GtkImage *address_icon;
  GtkWidget *address_button;
  AdwActionRow *sign_in_row;
  GtkImage *sign_in_icon;
  GtkWidget *sign_in_button;
  AdwActionRow *documo_row;
  GtkImage *documo_icon;
  GtkWidget *documo_button;
  AdwActionRow *login_row;
  GtkImage *login_icon;
  GtkWidget *login_button;

  FbOutsideWatch *watch;
  FbAutostart *autostart;
  FbSetupSignIn *sign_in;
  FbWebhookSetup *webhook_setup;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSetupDonePage, fb_setup_done_page, FB_TYPE_SETUP_PAGE)

static void
show_address (FbSetupDonePage *self)
{
  const FbOutsideResult result = fb_outside_watch_get_result (self->watch);
  const gboolean is_there = fb_setup_has_address (self->settings);
  const gboolean is_fine = is_there && !fb_outside_result_is_failure (result);

  adw_action_row_set_subtitle (self->address_row, is_there ? fb_outside_result_get_sentence (result)
                                                           : _ ("It is missing."));
  gtk_widget_set_visible (self->address_button, !is_fine);
  if (is_fine && result != FB_OUTSIDE_REACHED_US)
    fb_state_icon_set (self->address_icon, FB_STATE_ICON_UNKNOWN);
  else
    fb_state_icon_set (self->address_icon, is_fine ? FB_STATE_ICON_FINE : FB_STATE_ICON_WARNING);
}

static void
show_sign_in (FbSetupDonePage *self)
{
  const char *user = fb_setup_sign_in_get_user (self->sign_in);
  const gboolean is_kept = fb_setup_sign_in_is_kept (self->sign_in);
  g_autofree char *sentence =
    user != NULL ? g_strdup_printf (_ ("Documo signs in as “%s”."), user) : NULL;

  if (user != NULL && is_kept)
    adw_action_row_set_subtitle (self->sign_in_row, sentence);
  else
    adw_action_row_set_subtitle (self->sign_in_row, user != NULL
                                                      ? _ ("The password was not copied yet.")
                                                      : _ ("It is missing."));
  gtk_button_set_label (GTK_BUTTON (self->sign_in_button),
                        fb_setup_sign_in_get_password (self->sign_in) != NULL ? _ ("_Show It")
                                                                              : _ ("C_reate It"));
  gtk_widget_set_visible (self->sign_in_button, user == NULL || !is_kept);
  /* What Faxbell makes at Documo has a sign-in of its own. */
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_row), !fb_setup_has_webhook (self->settings));
  fb_state_icon_set (self->sign_in_icon,
                     user != NULL && is_kept ? FB_STATE_ICON_FINE : FB_STATE_ICON_WARNING);
}

/* What Faxbell made at Documo isn't as it has to be. */
static gboolean
is_webhook_wrong (FbSetupDonePage *self)
{
  const FbWebhookState state = fb_webhook_setup_get_state (self->webhook_setup);

  return fb_setup_has_webhook (self->settings) &&
         (state == FB_WEBHOOK_OFF || state == FB_WEBHOOK_DIFFERENT || state == FB_WEBHOOK_ABSENT ||
          state == FB_WEBHOOK_NO_ADDRESS);
}

static void
show_webhook (FbSetupDonePage *self)
{
  const FbWebhookState state = fb_webhook_setup_get_state (self->webhook_setup);
  const gboolean is_wrong = is_webhook_wrong (self);
  g_autofree char *sentence = fb_webhook_dup_sentence (self->webhook_setup);

  adw_action_row_set_subtitle (self->documo_row, sentence);
  gtk_button_set_label (GTK_BUTTON (self->documo_button), _ ("_Repair…"));
  gtk_widget_set_visible (self->documo_button, is_wrong);
  if (state == FB_WEBHOOK_FINE)
    fb_state_icon_set (self->documo_icon, FB_STATE_ICON_FINE);
  else
    fb_state_icon_set (self->documo_icon, is_wrong ? FB_STATE_ICON_WARNING : FB_STATE_ICON_UNKNOWN);
}

static void
show_told (FbSetupDonePage *self)
{
  const gboolean is_told = g_settings_get_boolean (self->settings, FB_SETUP_DOCUMO_TOLD_KEY);

  gtk_button_set_label (GTK_BUTTON (self->documo_button), _ ("S_how How"));
  adw_action_row_set_subtitle (self->documo_row,
                               is_told ? _ ("Documo knows where to send faxes.")
                                       : _ ("Documo has not been told where to send faxes."));
  gtk_widget_set_visible (self->documo_button, !is_told);
  fb_state_icon_set (self->documo_icon, is_told ? FB_STATE_ICON_FINE : FB_STATE_ICON_WARNING);
}

static void
show_documo (FbSetupDonePage *self)
{
  if (fb_setup_has_webhook (self->settings))
    show_webhook (self);
  else
    show_told (self);
}

/* Nothing is missing without it: Faxbell may be started otherwise. */
static void
show_login (FbSetupDonePage *self)
{
  const gboolean is_enabled = fb_autostart_is_enabled (self->autostart);

  adw_action_row_set_subtitle (
    self->login_row, is_enabled ? _ ("Faxbell starts by itself.")
                                : _ ("Faxbell receives faxes only after you have started it."));
  gtk_widget_set_visible (self->login_button, !is_enabled);
  fb_state_icon_set (self->login_icon, is_enabled ? FB_STATE_ICON_FINE : FB_STATE_ICON_UNKNOWN);
}

static void
show_all (FbSetupDonePage *self)
{
  const FbSetupStep missing =
    fb_setup_find_missing (self->settings, fb_setup_sign_in_get_user (self->sign_in));
  FbSetupPage *page = FB_SETUP_PAGE (self);
  const gboolean is_finished =
    missing == FB_SETUP_STEP_NOTHING && !is_webhook_wrong (self) &&
    !fb_outside_result_is_failure (fb_outside_watch_get_result (self->watch));

  fb_setup_page_set_title (page, is_finished ? _ ("Faxbell Is Set Up") : _ ("Not Quite Finished"));
  fb_setup_page_set_description (
    page, is_finished
            ? _ ("Faxes appear in the inbox as soon as they come.")
            : _ ("No faxes come yet. You can do what is missing now, or later: the inbox reminds "
                 "you of it."));
  show_address (self);
  show_sign_in (self);
  show_documo (self);
  show_login (self);
}

static void
on_address_clicked (FbSetupDonePage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self), "address");
}

static void
on_sign_in_clicked (FbSetupDonePage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self), "sign-in");
}

static void
on_documo_clicked (FbSetupDonePage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self),
                       fb_setup_has_webhook (self->settings) ? "account" : "documo");
}

static void
on_login_clicked (FbSetupDonePage *self)
{
  fb_setup_page_go_to (FB_SETUP_PAGE (self), "login");
}

static void
on_status_clicked (FbSetupDonePage *self)
{
  fb_setup_page_activate (FB_SETUP_PAGE (self), "status");
}

/* FbSetupPage */

static void
fb_setup_done_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupDonePage *self = FB_SETUP_DONE_PAGE (page);

  self->watch = g_object_ref (parts->outside_watch);
  self->autostart = g_object_ref (parts->autostart);
  self->sign_in = g_object_ref (parts->sign_in);
  self->webhook_setup = g_object_ref (parts->webhook_setup);
  self->settings = g_object_ref (parts->settings);
  g_signal_connect_object (self->watch, "notify", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->webhook_setup, "notify", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->autostart, "notify", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "changed", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  show_all (self);
}

/* GObject */

static void
fb_setup_done_page_dispose (GObject *object)
{
  FbSetupDonePage *self = FB_SETUP_DONE_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->autostart);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->webhook_setup);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_DONE_PAGE);

  G_OBJECT_CLASS (fb_setup_done_page_parent_class)->dispose (object);
}

static void
fb_setup_done_page_class_init (FbSetupDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_done_page_dispose;
  page_class->bind = fb_setup_done_page_bind;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, address_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, address_icon);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, address_button);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, sign_in_icon);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, documo_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, documo_icon);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, documo_button);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, login_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, login_icon);
  gtk_widget_class_bind_template_child (widget_class, FbSetupDonePage, login_button);
  gtk_widget_class_bind_template_callback (widget_class, on_address_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_documo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_login_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_status_clicked);
}

static void
fb_setup_done_page_init (FbSetupDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
