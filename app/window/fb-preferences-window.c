/* fb-preferences-window.c
 *
 * The preferences: where the receiver listens, who may post to it, the account at Documo, how faxes
 * are read, and what notifies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-preferences-window.h"

#include <glib/gi18n.h>

#include "fb-address-check.h"
#include "fb-copy-row.h"
#include "fb-credentials-dialog.h"
#include "fb-credentials-state.h"
#include "fb-documo-group.h"
#include "fb-entry-problem.h"
#include "fb-error-words.h"
#include "fb-new-password.h"
#include "fb-plain-http-dialog.h"
#include "fb-public-address-row.h"
#include "fb-receiver-words.h"
#include "fb-security-group.h"
#include "fb-setup-progress.h"
#include "fb-webhook-address.h"
#include "fb-webhook-view.h"

/* Of the setting "open-with". */
#define OTHER_APPLICATION "other-application"

struct _FbPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkWidget *retry_button;
  FbPublicAddressRow *public_address_row;
  AdwEntryRow *address_row;
  AdwEntryRow *port_row;
  AdwEntryRow *path_row;
  FbCopyRow *user_row;
  GtkWidget *new_password_button;
  FbSecurityGroup *security_group;
  AdwPreferencesPage *account_page;
  FbDocumoGroup *documo_group;
  FbWebhookView *webhook_view;
  GtkSpinButton *waiting_limit;
  GtkSwitch *mark_read_switch;
  GtkSwitch *other_application_switch;
  AdwEntryRow *desk_user_row;
  GtkSwitch *received_switch;
  GtkSwitch *receive_failed_switch;
  GtkSwitch *delivered_switch;
  GtkSwitch *send_failed_switch;
  GtkSwitch *unreadable_switch;
  GtkSwitch *hide_sender_switch;

  FbReceiver *receiver;
  FbCredentials *credentials;
  FbCredentialsState *credentials_state;
  GSettings *settings;
  char *new_user; /* while a password is being made */
};

G_DEFINE_FINAL_TYPE (FbPreferencesWindow, fb_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* Receiver */

static const char *
get_state_icon_name (FbReceiverState state)
{
  switch (state)
    {
    case FB_RECEIVER_RECEIVING:
      return "object-select-symbolic";
    case FB_RECEIVER_FAILED:
      return "dialog-error-symbolic";
    case FB_RECEIVER_STARTING:
      return "content-loading-symbolic";
    case FB_RECEIVER_STOPPED:
    default:
      return "action-unavailable-symbolic";
    }
}

static void
fb_preferences_window_show_state (FbPreferencesWindow *self)
{
  const FbReceiverState state = fb_receiver_get_state (self->receiver);
  g_autofree char *sentence = fb_receiver_dup_state_sentence (self->receiver, self->settings);

  adw_action_row_set_subtitle (self->state_row, sentence);
  gtk_image_set_from_icon_name (self->state_icon, get_state_icon_name (state));
  gtk_widget_set_visible (self->retry_button, state == FB_RECEIVER_FAILED);
  if (state == FB_RECEIVER_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "error");
}

static void
on_entry_changed (AdwEntryRow *row)
{
  fb_entry_problem_clear (row);
}

static char *
dup_stripped_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* What was confirmed holds for one address. */
static void
fb_preferences_window_set_address (FbPreferencesWindow *self, const char *address)
{
  g_autofree char *old = g_settings_get_string (self->settings, "receiver-address");

  if (fb_plain_http_is_exposed (self->settings, address) &&
      (!g_str_equal (address, old) ||
       !g_settings_get_boolean (self->settings, "plain-http-confirmed")))
    {
      fb_entry_set_text (self->address_row, old);
      gtk_window_present (
        GTK_WINDOW (fb_plain_http_dialog_new (GTK_WINDOW (self), self->settings, address)));
      return;
    }
  g_settings_set_string (self->settings, "receiver-address", address);
  if (!g_str_equal (address, old))
    g_settings_reset (self->settings, "plain-http-confirmed");
}

static void
on_address_apply (FbPreferencesWindow *self)
{
  g_autofree char *address = dup_stripped_text (self->address_row);

  if (fb_address_is_valid (address))
    fb_preferences_window_set_address (self, address);
  else
    fb_entry_problem_show (self->address_row, _ ("Not an IP address, such as 127.0.0.1"));
}

static void
on_retry_clicked (FbPreferencesWindow *self)
{
  fb_plain_http_try_again (GTK_WINDOW (self), self->receiver, self->settings);
}

static void
on_port_apply (FbPreferencesWindow *self)
{
  g_autofree char *text = dup_stripped_text (self->port_row);
  guint port;

  if (fb_port_parse (text, &port))
    g_settings_set_uint (self->settings, "receiver-port", port);
  else
    fb_entry_problem_show (self->port_row, _ ("Not a port: a number from 1 to 65535"));
}

static void
on_path_apply (FbPreferencesWindow *self)
{
  g_autofree char *path = dup_stripped_text (self->path_row);

  if (fb_path_is_valid (path))
    g_settings_set_string (self->settings, "receiver-path", path);
  else
    fb_entry_problem_show (self->path_row,
                           _ ("Not a path: it begins with a slash and has no spaces, as /webhook"));
}

/* Only the entry of the setting that changed: others may hold what is being typed. */
static void
on_setting_changed (FbPreferencesWindow *self, const char *key)
{
  if (g_str_equal (key, "receiver-port"))
    {
      g_autofree char *port = g_strdup_printf ("%u", g_settings_get_uint (self->settings, key));
      fb_entry_set_text (self->port_row, port);
      return;
    }
  if (!g_str_equal (key, "receiver-address") && !g_str_equal (key, "receiver-path"))
    return;

  g_autofree char *text = g_settings_get_string (self->settings, key);
  fb_entry_set_text (g_str_equal (key, "receiver-path") ? self->path_row : self->address_row, text);
}

static void
fb_preferences_window_show_settings (FbPreferencesWindow *self)
{
  on_setting_changed (self, "receiver-address");
  on_setting_changed (self, "receiver-port");
  on_setting_changed (self, "receiver-path");
}

/* Credentials */

static void
fb_preferences_window_show_user (FbPreferencesWindow *self)
{
  const char *user = fb_credentials_state_get_user (self->credentials_state);

  fb_copy_row_set_value (self->user_row, user);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), user != NULL);
}

static void
fb_preferences_window_set_new_user (FbPreferencesWindow *self, const char *user)
{
  g_free (self->new_user);
  self->new_user = g_strdup (user);
  gtk_widget_set_sensitive (self->new_password_button, user == NULL);
}

static void
on_password_kept (GSettings *settings)
{
  g_settings_set_boolean (settings, FB_SETUP_PASSWORD_LOST_KEY, FALSE);
}

static void
on_new_password (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbPreferencesWindow) self = FB_PREFERENCES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *password = fb_new_password_finish (FB_CREDENTIALS (source), result, &error);

  g_autofree char *user = g_strdup (self->new_user);
  fb_preferences_window_set_new_user (self, NULL);
  if (password == NULL)
    {
      /* A toast's title is markup. */
      g_autofree char *title = fb_error_dup_message (_ ("The password could not be saved."), error);
      g_autofree char *escaped = g_markup_escape_text (title, -1);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
      return;
    }

  /* The dialog doesn't let it be lost, but it may end with the application. */
  g_settings_set_boolean (self->settings, FB_SETUP_PASSWORD_LOST_KEY, TRUE);
  g_settings_set_boolean (self->settings, FB_SETUP_DOCUMO_TOLD_KEY, FALSE);
  g_autofree char *url = fb_webhook_address_dup (self->receiver, self->settings);
  fb_credentials_state_refresh (self->credentials_state);
  FbCredentialsDialog *dialog = fb_credentials_dialog_new (GTK_WINDOW (self), url, user, password);
  g_signal_connect_object (dialog, "kept", G_CALLBACK (on_password_kept), self->settings,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_new_password_response (FbPreferencesWindow *self, const char *response, AdwMessageDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (g_object_get_data (G_OBJECT (dialog), "fb-user"));

  if (!g_str_equal (response, "replace"))
    return;
  fb_preferences_window_set_new_user (self, gtk_editable_get_text (entry));
  fb_new_password_async (self->credentials, self->new_user, on_new_password, g_object_ref (self));
}

static void
on_user_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "replace",
                                           fb_user_name_is_valid (gtk_editable_get_text (entry)));
}

static GtkWidget *
user_entry_new (const char *user)
{
  return g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("User Name"), "text",
                       user != NULL ? user : FB_DEFAULT_USER, "activates-default", TRUE, NULL);
}

static void
on_new_password_clicked (FbPreferencesWindow *self)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Create a New Password?"),
                            _ ("Documo can’t deliver faxes until you enter the new password there. "
                               "It tries again for about a day."));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = user_entry_new (fb_credentials_state_get_user (self->credentials_state));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Create New Password"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "fb-user", entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_user_changed), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_new_password_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The new password is shown only once, by a dialog of this window: until then there has to be one.
 */
static gboolean
fb_preferences_window_close_request (GtkWindow *window)
{
  return FB_PREFERENCES_WINDOW (window)->new_user != NULL ||
         GTK_WINDOW_CLASS (fb_preferences_window_parent_class)->close_request (window);
}

/* GObject */

static void
fb_preferences_window_dispose (GObject *object)
{
  FbPreferencesWindow *self = FB_PREFERENCES_WINDOW (object);

  if (self->security_group != NULL)
    fb_security_group_unbind (self->security_group);
  if (self->documo_group != NULL)
    fb_documo_group_unbind (self->documo_group);
  if (self->webhook_view != NULL)
    fb_webhook_view_unbind (self->webhook_view);
  g_clear_object (&self->receiver);
  g_clear_object (&self->credentials);
  g_clear_object (&self->credentials_state);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (fb_preferences_window_parent_class)->dispose (object);
}

static void
fb_preferences_window_finalize (GObject *object)
{
  g_free (FB_PREFERENCES_WINDOW (object)->new_user);

  G_OBJECT_CLASS (fb_preferences_window_parent_class)->finalize (object);
}

static void
fb_preferences_window_class_init (FbPreferencesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_preferences_window_dispose;
  object_class->finalize = fb_preferences_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = fb_preferences_window_close_request;

  g_type_ensure (FB_TYPE_COPY_ROW);
  g_type_ensure (FB_TYPE_DOCUMO_GROUP);
  g_type_ensure (FB_TYPE_PUBLIC_ADDRESS_ROW);
  g_type_ensure (FB_TYPE_SECURITY_GROUP);
  g_type_ensure (FB_TYPE_WEBHOOK_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, state_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, public_address_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, port_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, path_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, user_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, new_password_button);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, security_group);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, account_page);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, documo_group);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, webhook_view);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, waiting_limit);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, mark_read_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow,
                                        other_application_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, desk_user_row);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, received_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, receive_failed_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, delivered_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, send_failed_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, unreadable_switch);
  gtk_widget_class_bind_template_child (widget_class, FbPreferencesWindow, hide_sender_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_port_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_path_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_new_password_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
fb_preferences_window_init (FbPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
get_is_other_application (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_boolean (value,
                       g_str_equal (g_variant_get_string (variant, NULL), OTHER_APPLICATION));
  return TRUE;
}

static GVariant *
set_open_with (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_string (g_value_get_boolean (value) ? OTHER_APPLICATION : "faxbell");
}

static void
fb_preferences_window_bind_switches (FbPreferencesWindow *self)
{
  const struct
  {
    const char *key;
    GtkSwitch *row_switch;
  } switches[] = {
    { "notify-received", self->received_switch },
    { "notify-receive-failed", self->receive_failed_switch },
    { "notify-delivered", self->delivered_switch },
    { "notify-send-failed", self->send_failed_switch },
    { "notify-unreadable", self->unreadable_switch },
    { "notify-hide-sender", self->hide_sender_switch },
    { "mark-read-when-shown", self->mark_read_switch },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    g_settings_bind (self->settings, switches[i].key, switches[i].row_switch, "active",
                     G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (self->settings, "open-with", self->other_application_switch,
                                "active", G_SETTINGS_BIND_DEFAULT, get_is_other_application,
                                set_open_with, NULL, NULL);
  g_settings_bind (self->settings, "waiting-limit", self->waiting_limit, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "desk-user", self->desk_user_row, "text",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * fb_preferences_window_new:
 * @parent: (nullable): the window that it belongs to
 * @receiver: the receiver whose state it shows
 * @credentials: what Documo must know
 * @api_key: what Documo must be shown
 * @webhook_setup: how Documo delivers
 * @settings: the application's
 *
 * It only writes the settings; whoever owns the receiver makes it follow them.
 *
 * Returns: (transfer none): the window; present it
 */
FbPreferencesWindow *
fb_preferences_window_new (GtkWindow *parent,
                           FbReceiver *receiver,
                           FbCredentials *credentials,
                           FbApiKey *api_key,
                           FbWebhookSetup *webhook_setup,
                           GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (FB_IS_API_KEY (api_key), NULL);
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (webhook_setup), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbPreferencesWindow *self =
    g_object_new (FB_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  self->receiver = g_object_ref (receiver);
  self->credentials = g_object_ref (credentials);
  self->credentials_state = fb_credentials_state_new (credentials);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (receiver, "notify", G_CALLBACK (fb_preferences_window_show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->credentials_state, "notify::user",
                           G_CALLBACK (fb_preferences_window_show_user), self, G_CONNECT_SWAPPED);
  fb_public_address_row_bind (self->public_address_row, settings);
  fb_security_group_bind (self->security_group, receiver, settings);
  fb_documo_group_bind (self->documo_group, api_key);
  fb_webhook_view_bind (self->webhook_view, webhook_setup);
  fb_preferences_window_bind_switches (self);
  fb_preferences_window_show_settings (self);
  fb_preferences_window_show_state (self);
  fb_preferences_window_show_user (self);
  fb_credentials_state_refresh (self->credentials_state);
  return self;
}

/**
 * fb_preferences_window_show_account:
 * @self: the preferences
 *
 * Shows the page where the API key is entered, with the keyboard there.
 */
void
fb_preferences_window_show_account (FbPreferencesWindow *self)
{
  g_return_if_fail (FB_IS_PREFERENCES_WINDOW (self));

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self), self->account_page);
  fb_documo_group_focus_key (self->documo_group);
}

/**
 * fb_preferences_window_show_public_address:
 * @self: the preferences
 *
 * Shows the page where the public address is entered, with the keyboard there.
 */
void
fb_preferences_window_show_public_address (FbPreferencesWindow *self)
{
  g_return_if_fail (FB_IS_PREFERENCES_WINDOW (self));

  GtkWidget *page =
    gtk_widget_get_ancestor (GTK_WIDGET (self->public_address_row), ADW_TYPE_PREFERENCES_PAGE);

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self),
                                           ADW_PREFERENCES_PAGE (page));
  gtk_widget_grab_focus (GTK_WIDGET (self->public_address_row));
}

/**
 * fb_preferences_window_show_delivery:
 * @self: the preferences
 *
 * Shows the page where delivery by Documo is set up, with the keyboard there.
 */
void
fb_preferences_window_show_delivery (FbPreferencesWindow *self)
{
  g_return_if_fail (FB_IS_PREFERENCES_WINDOW (self));

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self), self->account_page);
  fb_webhook_view_focus (self->webhook_view);
}
