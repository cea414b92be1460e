/* fb-setup-address-warning.c
 *
 * On the pages of the assistant that pass on the address: that it is missing, or that it doesn't
 * lead here, with a way back to where it is entered. Else nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-address-warning.h"

#include <glib/gi18n.h>

#include "fb-setup-progress.h"
#include "fb-webhook-address.h"

struct _FbSetupAddressWarning
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *row;
  GtkButton *button;

  FbOutsideWatch *watch;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSetupAddressWarning, fb_setup_address_warning, ADW_TYPE_PREFERENCES_GROUP)

static void
show_words (FbSetupAddressWarning *self,
            const char *title,
            const char *subtitle,
            const char *button_label)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (self->row, subtitle);
  gtk_button_set_label (self->button, button_label);
}

static void
show (FbSetupAddressWarning *self)
{
  const gboolean has_address = fb_setup_has_address (self->settings);
  const FbOutsideResult result = fb_outside_watch_get_result (self->watch);
  const gboolean is_wrong = has_address && fb_outside_result_is_failure (result);

  g_autofree char *problem =
    is_wrong ? fb_setup_dup_address_problem (self->settings, result) : NULL;

  if (!has_address)
    show_words (self, _ ("The address is missing"), _ ("Without it Documo can’t send anything."),
                _ ("_Enter It"));
  else if (is_wrong)
    show_words (self, _ ("The address doesn’t lead here"), problem, _ ("C_orrect It"));
  gtk_widget_set_visible (GTK_WIDGET (self), !has_address || is_wrong);
}

/* GObject */

static void
fb_setup_address_warning_dispose (GObject *object)
{
  FbSetupAddressWarning *self = FB_SETUP_ADDRESS_WARNING (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_ADDRESS_WARNING);

  G_OBJECT_CLASS (fb_setup_address_warning_parent_class)->dispose (object);
}

static void
fb_setup_address_warning_class_init (FbSetupAddressWarningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_address_warning_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-address-warning.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressWarning, row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressWarning, button);
}

static void
fb_setup_address_warning_init (FbSetupAddressWarning *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_setup_address_warning_bind:
 * @self: a warning that isn't bound yet
 * @parts: what is set up
 *
 * Shows itself whenever there is something to warn of.
 */
void
fb_setup_address_warning_bind (FbSetupAddressWarning *self, const FbSetupParts *parts)
{
  g_return_if_fail (FB_IS_SETUP_ADDRESS_WARNING (self));
  g_return_if_fail (self->watch == NULL);

  self->watch = g_object_ref (parts->outside_watch);
  self->settings = g_object_ref (parts->settings);
  g_signal_connect_object (self->watch, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" FB_PUBLIC_ADDRESS_KEY, G_CALLBACK (show),
                           self, G_CONNECT_SWAPPED);
  show (self);
}
