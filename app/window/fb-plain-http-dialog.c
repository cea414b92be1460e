/* fb-plain-http-dialog.c
 *
 * Asks whether faxes shall be received without encryption on an address that others can reach. Only
 * here that can be confirmed, and it is so for that address alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-plain-http-dialog.h"

#include <glib/gi18n.h>

#include "fb-address-list.h"

/**
 * fb_plain_http_is_exposed:
 * @settings: the application's
 * @address: an IP address
 *
 * Returns: whether others could read what is received there
 */
gboolean
fb_plain_http_is_exposed (GSettings *settings, const char *address)
{
  g_autofree char *certificate = g_settings_get_string (settings, "tls-certificate");
  g_autofree char *key = g_settings_get_string (settings, "tls-key");

  return *certificate == '\0' && *key == '\0' && !fb_address_is_loopback (address);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, GSettings *settings)
{
  if (!g_str_equal (response, "receive"))
    return;
  g_settings_set_boolean (settings, "plain-http-confirmed", TRUE);
  g_settings_set_string (settings, "receiver-address",
                         g_object_get_data (G_OBJECT (dialog), "fb-address"));
}

/**
 * fb_plain_http_dialog_new:
 * @parent: the window that it belongs to
 * @settings: the application's, in which the answer is kept
 * @address: the IP address to listen on
 *
 * Returns: (transfer none): the question; present it
 */
GtkWidget *
fb_plain_http_dialog_new (GtkWindow *parent, GSettings *settings, const char *address)
{
  GtkWidget *dialog = adw_message_dialog_new (
    parent, _ ("Receive Without Encryption?"),
    _ ("Other computers can reach this address, and there is no certificate. Others on the network "
       "could read the password and all faxes. Choose a certificate first, or leave the address at "
       "127.0.0.1 and set up a tunnel or a proxy with HTTPS in front of it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "receive",
                                    _ ("_Receive Anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "receive",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "fb-address", g_strdup (address), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), settings, 0);
  return dialog;
}

/**
 * fb_plain_http_try_again:
 * @parent: the window in which it was asked for
 * @receiver: a receiver that can't listen
 * @settings: the application's
 *
 * Where it refuses to listen without encryption, trying again would change nothing, and confirming
 * does: so that is asked for.
 */
void
fb_plain_http_try_again (GtkWindow *parent, FbReceiver *receiver, GSettings *settings)
{
  if (!g_error_matches (fb_receiver_get_problem (receiver), FB_RECEIVER_ERROR,
                        FB_RECEIVER_ERROR_PLAIN_HTTP))
    {
      fb_receiver_retry (receiver);
      return;
    }

  g_autofree char *address = g_settings_get_string (settings, "receiver-address");
  gtk_window_present (GTK_WINDOW (fb_plain_http_dialog_new (parent, settings, address)));
}
