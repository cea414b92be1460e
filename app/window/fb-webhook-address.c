/* fb-webhook-address.c
 *
 * The address that Documo has to be given: the public one, where it is known, or else the
 * receiver's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-address.h"

#include "fb-public-address.h"

/**
 * fb_public_address_dup:
 * @settings: the application's
 *
 * Returns: (transfer full) (nullable): the address under which Documo reaches this computer; %NULL
 *   if it isn't known, or what is set is none
 */
char *
fb_public_address_dup (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  g_autofree char *text = g_settings_get_string (settings, FB_PUBLIC_ADDRESS_KEY);
  g_autofree char *path = g_settings_get_string (settings, "receiver-path");

  return fb_public_address_normalize (text, path);
}

/**
 * fb_webhook_address_dup:
 * @receiver: a receiver
 * @settings: the application's
 *
 * Changes with the setting %FB_PUBLIC_ADDRESS_KEY and with the properties of @receiver.
 *
 * Returns: (transfer full): the address that Documo has to be given
 */
char *
fb_webhook_address_dup (FbReceiver *receiver, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);

  char *address = fb_public_address_dup (settings);

  return address != NULL ? address : fb_receiver_dup_url (receiver);
}
