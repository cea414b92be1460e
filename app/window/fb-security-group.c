/* fb-security-group.c
 *
 * The preferences' group about who may send, and who may read it on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-security-group.h"

#include <glib/gi18n.h>

#include "fb-address-check.h"
#include "fb-entry-problem.h"
#include "fb-file-row.h"
#include "fb-receiver-words.h"

struct _FbSecurityGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *warning_row;
  FbFileRow *certificate_row;
  FbFileRow *key_row;
  AdwEntryRow *senders_row;
  AdwEntryRow *proxies_row;

  FbReceiver *receiver;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbSecurityGroup, fb_security_group, ADW_TYPE_PREFERENCES_GROUP)

static void
apply_addresses (FbSecurityGroup *self, AdwEntryRow *row, const char *key)
{
  g_auto (GStrv) addresses = fb_address_list_parse (gtk_editable_get_text (GTK_EDITABLE (row)));

  if (addresses != NULL)
    g_settings_set_strv (self->settings, key, (const char *const *) addresses);
  else
    fb_entry_problem_show (row, _ ("Not IP addresses or networks, such as 192.0.2.0/24"));
}

static void
on_senders_apply (FbSecurityGroup *self)
{
  apply_addresses (self, self->senders_row, "allowed-senders");
}

static void
on_proxies_apply (FbSecurityGroup *self)
{
  apply_addresses (self, self->proxies_row, "trusted-proxies");
}

static void
on_entry_changed (AdwEntryRow *row)
{
  fb_entry_problem_clear (row);
}

static void
show_addresses (FbSecurityGroup *self, AdwEntryRow *row, const char *key)
{
  g_auto (GStrv) addresses = g_settings_get_strv (self->settings, key);
  g_autofree char *text = g_strjoinv (", ", addresses);

  fb_entry_set_text (row, text);
}

static void
fb_security_group_show_senders (FbSecurityGroup *self)
{
  show_addresses (self, self->senders_row, "allowed-senders");
}

static void
fb_security_group_show_proxies (FbSecurityGroup *self)
{
  show_addresses (self, self->proxies_row, "trusted-proxies");
}

static void
fb_security_group_show_warning (FbSecurityGroup *self)
{
  g_autofree char *warning = fb_receiver_dup_warning (self->receiver);

  adw_action_row_set_subtitle (self->warning_row, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning_row), warning != NULL);
}

static void
fb_security_group_dispose (GObject *object)
{
  FbSecurityGroup *self = FB_SECURITY_GROUP (object);

  fb_security_group_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SECURITY_GROUP);
  G_OBJECT_CLASS (fb_security_group_parent_class)->dispose (object);
}

static void
fb_security_group_class_init (FbSecurityGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_security_group_dispose;

  g_type_ensure (FB_TYPE_FILE_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-security-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSecurityGroup, warning_row);
  gtk_widget_class_bind_template_child (widget_class, FbSecurityGroup, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, FbSecurityGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, FbSecurityGroup, senders_row);
  gtk_widget_class_bind_template_child (widget_class, FbSecurityGroup, proxies_row);
  gtk_widget_class_bind_template_callback (widget_class, on_senders_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_proxies_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
fb_security_group_init (FbSecurityGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_security_group_bind:
 * @self: a group that isn't bound yet
 * @receiver: the receiver whose warnings it shows
 * @settings: the application's
 */
void
fb_security_group_bind (FbSecurityGroup *self, FbReceiver *receiver, GSettings *settings)
{
  g_return_if_fail (FB_IS_SECURITY_GROUP (self));
  g_return_if_fail (self->settings == NULL);

  self->receiver = g_object_ref (receiver);
  self->settings = g_object_ref (settings);
  fb_file_row_bind (self->certificate_row, settings, "tls-certificate");
  fb_file_row_bind (self->key_row, settings, "tls-key");
  g_signal_connect_object (receiver, "notify", G_CALLBACK (fb_security_group_show_warning), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::allowed-senders",
                           G_CALLBACK (fb_security_group_show_senders), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::trusted-proxies",
                           G_CALLBACK (fb_security_group_show_proxies), self, G_CONNECT_SWAPPED);
  fb_security_group_show_warning (self);
  fb_security_group_show_senders (self);
  fb_security_group_show_proxies (self);
}

/**
 * fb_security_group_unbind:
 * @self: a group
 *
 * Drops the references to what it was bound to. libadwaita's preferences may outlive their window.
 */
void
fb_security_group_unbind (FbSecurityGroup *self)
{
  g_return_if_fail (FB_IS_SECURITY_GROUP (self));

  if (self->settings == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->receiver, self);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->receiver);
  g_clear_object (&self->settings);
}
