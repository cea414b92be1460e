/* fb-setup-message.c
 *
 * What somebody who can give this computer an address in public has to know, as a message to them.
 * It has no password in it: whoever forwards requests needs none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-message.h"

#include <glib/gi18n.h>

/* From where Documo sends, by its documentation. */
#define DOCUMO_ADDRESS "35.225.187.84"

#define HEALTH_PATH "/health"

static void
add_paragraph (GString *message, const char *text)
{
  g_string_append (message, text);
  g_string_append (message, "\n\n");
}

static void
add_item (GString *message, const char *text)
{
  g_string_append_printf (message, "- %s\n", text);
}

static gboolean
is_loopback (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
add_target (GString *message, FbReceiver *receiver, GSettings *settings)
{
  g_autofree char *address = g_settings_get_string (settings, "receiver-address");
  g_autofree char *url = fb_receiver_dup_url (receiver);
  g_autofree char *target =
    g_strdup_printf (_ ("It has to lead to %s on this computer, “%s”."), url, g_get_host_name ());

  add_item (message, target);
  if (is_loopback (address))
    add_item (message,
              _ ("Faxbell listens on this computer alone. So the last part of the way has to run "
                 "on it: a reverse proxy, an SSH tunnel, Cloudflare Tunnel, Tailscale Funnel or "
                 "the like."));
}

static void
add_paths (GString *message, GSettings *settings)
{
  g_autofree char *path = g_settings_get_string (settings, "receiver-path");
  g_autofree char *text = g_strdup_printf (
    _ ("Two paths have to lead there: %s, to which Documo posts the faxes, and %s. "
       "With GET at both Faxbell checks by itself whether the way is open."),
    path, HEALTH_PATH);

  add_item (message, text);
}

static void
add_limits (GString *message, GSettings *settings)
{
  g_autofree char *size = g_strdup_printf (
    /* Translators: MiB are 1024 × 1024 bytes */
    _ ("Bodies of up to %u MiB have to pass."),
    g_settings_get_uint (settings, "limit-request-size"));
  g_autofree char *time =
    g_strdup_printf (_ ("A request may take up to %u seconds, and make no progress for %u."),
                     g_settings_get_uint (settings, "limit-total-time"),
                     g_settings_get_uint (settings, "limit-stall-time"));

  add_item (message, size);
  add_item (message, time);
}

static void
add_sender (GString *message)
{
  g_autofree char *text = g_strdup_printf (
    _ ("Documo sends from %s at present, which may change. If you let only that in, let this "
       "computer’s own requests in, too."),
    DOCUMO_ADDRESS);

  add_item (message, text);
}

/**
 * fb_setup_message_get_subject:
 *
 * Returns: the message's subject
 */
const char *
fb_setup_message_get_subject (void)
{
  return _ ("An internet address for our fax inbox");
}

/**
 * fb_setup_message_dup:
 * @receiver: what the address has to lead to
 * @settings: the application's
 *
 * Returns: (transfer full): the message, as plain text
 */
char *
fb_setup_message_dup (FbReceiver *receiver, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  GString *message = g_string_new (NULL);

  add_paragraph (message, _ ("Hello,"));
  add_paragraph (
    message, _ ("Our faxes from Documo are to be received on this computer with Faxbell. Documo "
                "posts each fax over HTTPS (a webhook), so Faxbell needs an address that the "
                "internet can reach. Please set one up and send it to me, such as "
                "https://fax.example.com/webhook."));
  add_paragraph (message, _ ("What it needs:"));
  add_item (message, _ ("HTTPS on the outside, with a certificate from a public authority. Plain "
                        "HTTP is enough from there to Faxbell on the same computer."));
  add_target (message, receiver, settings);
  add_paths (message, settings);
  add_item (message,
            _ ("Body and headers have to arrive unchanged, Host, Authorization, "
               "Content-Type and X-Webhook-Event among them, and Faxbell’s status has to go "
               "back unchanged. There must be no login page in front of it: Faxbell itself "
               "asks for a user name and a password (HTTP Basic)."));
  add_limits (message, settings);
  add_sender (message);
  g_autofree char *trial = g_strdup_printf (
    _ ("To try it, ask for %s at the new address from anywhere: Faxbell answers with "
       "status 200, as long as it runs."),
    HEALTH_PATH);
  add_item (message, trial);
  g_string_append_c (message, '\n');
  add_paragraph (message, _ ("You need no password for this. Thank you!"));
  g_string_truncate (message, message->len - 1);
  return g_string_free (message, FALSE);
}
