/* fb-setup-address-page.c
 *
 * The address under which Documo reaches this computer, and whether it leads here. It can be
 * entered later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-address-page.h"

#include <glib/gi18n.h>

#include "fb-error-words.h"
#include "fb-outside-words.h"
#include "fb-public-address-row.h"
#include "fb-setup-progress.h"
#include "fb-state-icon.h"
#include "fb-webhook-address.h"

struct _FbSetupAddressPage
{
  FbSetupPage parent_instance;

  FbPublicAddressRow *address_row;
  AdwActionRow *result_row;
  GtkImage *result_icon;
  GtkWidget *check_button;

  FbOutsideWatch *watch;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSetupAddressPage, fb_setup_address_page, FB_TYPE_SETUP_PAGE)

/* Which end it has to have says what to do, too. */
static char *
dup_text (FbSetupAddressPage *self, FbOutsideResult result)
{
  g_autofree char *problem = fb_setup_dup_address_problem (self->settings, result);

  if (!fb_outside_result_is_failure (result) || result == FB_OUTSIDE_WRONG_PATH)
    return g_steal_pointer (&problem);
  return fb_join_sentences (problem, fb_outside_result_get_advice (result));
}

static void
show_result (FbSetupAddressPage *self)
{
  const FbOutsideResult result = fb_outside_watch_get_result (self->watch);
  const gboolean is_failure = fb_outside_result_is_failure (result);
  const gboolean is_asking = fb_outside_watch_is_asking (self->watch);
  g_autofree char *text = dup_text (self, result);

  gtk_widget_set_visible (GTK_WIDGET (self->result_row),
                          fb_outside_watch_get_address (self->watch) != NULL);
  gtk_widget_set_sensitive (self->check_button, !is_asking);
  adw_action_row_set_subtitle (self->result_row, is_asking ? _ ("Checking…") : text);
  if (is_asking)
    fb_state_icon_set (self->result_icon, FB_STATE_ICON_WAITING);
  else if (is_failure)
    fb_state_icon_set (self->result_icon, FB_STATE_ICON_WARNING);
  else
    fb_state_icon_set (self->result_icon, result == FB_OUTSIDE_REACHED_US ? FB_STATE_ICON_FINE
                                                                          : FB_STATE_ICON_UNKNOWN);
}

static gboolean
is_applied (FbSetupAddressPage *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));
  g_autofree char *setting = g_settings_get_string (self->settings, FB_PUBLIC_ADDRESS_KEY);

  return g_str_equal (text, setting);
}

static void
show_next (FbSetupAddressPage *self)
{
  if (self->settings == NULL)
    return;

  g_autofree char *address = fb_public_address_dup (self->settings);
  const char *label = NULL;

  if (!is_applied (self))
    label = _ ("_Use This Address");
  else if (address == NULL)
    label = _ ("_Later");
  fb_setup_page_set_next_label (FB_SETUP_PAGE (self), label);
}

/* Whoever has entered it wants to know at once. */
static void
on_address_changed (FbSetupAddressPage *self)
{
  show_next (self);
  fb_outside_watch_ask_now (self->watch);
  show_result (self);
}

static void
on_entry_activated (FbSetupAddressPage *self)
{
  fb_setup_page_next (FB_SETUP_PAGE (self));
}

static void
on_check_clicked (FbSetupAddressPage *self)
{
  fb_outside_watch_ask_now (self->watch);
}

/* GtkWidget */

static gboolean
fb_setup_address_page_grab_focus (GtkWidget *widget)
{
  FbSetupAddressPage *self = FB_SETUP_ADDRESS_PAGE (widget);

  return gtk_widget_grab_focus (
    GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->address_row))));
}

/* FbSetupPage */

/* It is connected after what gives the watch the address. */
static void
fb_setup_address_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupAddressPage *self = FB_SETUP_ADDRESS_PAGE (page);

  self->watch = g_object_ref (parts->outside_watch);
  self->settings = g_object_ref (parts->settings);
  fb_public_address_row_bind (self->address_row, parts->settings);
  g_signal_connect_object (self->watch, "notify", G_CALLBACK (show_result), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" FB_PUBLIC_ADDRESS_KEY,
                           G_CALLBACK (on_address_changed), self, G_CONNECT_SWAPPED);
  show_next (self);
  show_result (self);
}

static void
fb_setup_address_page_shown (FbSetupPage *page)
{
  FbSetupAddressPage *self = FB_SETUP_ADDRESS_PAGE (page);

  show_next (self);
  show_result (self);
}

/* What was entered is shown to lead here, or not, before it is gone on. */
static gboolean
fb_setup_address_page_finish (FbSetupPage *page)
{
  FbSetupAddressPage *self = FB_SETUP_ADDRESS_PAGE (page);

  if (is_applied (self))
    return TRUE;
  fb_public_address_row_apply (self->address_row);
  return FALSE;
}

/* GObject */

static void
fb_setup_address_page_dispose (GObject *object)
{
  FbSetupAddressPage *self = FB_SETUP_ADDRESS_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_ADDRESS_PAGE);

  G_OBJECT_CLASS (fb_setup_address_page_parent_class)->dispose (object);
}

static void
fb_setup_address_page_class_init (FbSetupAddressPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_address_page_dispose;
  widget_class->grab_focus = fb_setup_address_page_grab_focus;
  page_class->bind = fb_setup_address_page_bind;
  page_class->shown = fb_setup_address_page_shown;
  page_class->finish = fb_setup_address_page_finish;

  g_type_ensure (FB_TYPE_PUBLIC_ADDRESS_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressPage, result_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressPage, result_icon);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAddressPage, check_button);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_next);
}

static void
fb_setup_address_page_init (FbSetupAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
