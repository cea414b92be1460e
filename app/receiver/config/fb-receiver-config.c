/* fb-receiver-config.c
 *
 * Everything that the receiver is set to. It is made as a whole from the settings, checked on the
 * main thread, and passed as a whole to the receiver's thread, so that both always see settings
 * that belong together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-config.h"

#include "fb-receiver-error.h"

G_DEFINE_QUARK (fb_receiver_error, fb_receiver_error)

static FbAddressList *
list_addresses (const char *const *texts)
{
  static const char *const none[] = { NULL };

  return fb_address_list_new (texts != NULL ? texts : none);
}

/**
 * fb_receiver_config_new:
 * @options: what to set the receiver to; copied
 *
 * Addresses that can't be read match nobody. For any thread.
 *
 * Returns: (transfer full): a configuration without credentials
 */
FbReceiverConfig *
fb_receiver_config_new (const FbReceiverOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  FbReceiverConfig *config = g_atomic_rc_box_new0 (FbReceiverConfig);
  config->address = g_strdup (options->address);
  config->port = options->port;
  config->path = g_strconcat (*options->path == '/' ? "" : "/", options->path, NULL);
  config->certificate_file = g_strdup (options->certificate_file);
  config->key_file = g_strdup (options->key_file);
  config->is_plain_http_confirmed = options->is_plain_http_confirmed;
  config->allowed_senders = list_addresses (options->allowed_senders);
  config->trusted_proxies = list_addresses (options->trusted_proxies);
  config->limits = options->limits;
  return config;
}

/**
 * fb_receiver_config_new_with_credentials:
 * @config: a configuration
 * @credentials: (nullable): the certificate to use from now on; %NULL for plain HTTP
 *
 * For any thread.
 *
 * Returns: (transfer full): a copy of @config with these credentials
 */
FbReceiverConfig *
fb_receiver_config_new_with_credentials (const FbReceiverConfig *config,
                                         FbTlsCredentials *credentials)
{
  FbReceiverConfig *copy = g_atomic_rc_box_new0 (FbReceiverConfig);

  *copy = *config;
  copy->address = g_strdup (config->address);
  copy->path = g_strdup (config->path);
  copy->certificate_file = g_strdup (config->certificate_file);
  copy->key_file = g_strdup (config->key_file);
  copy->allowed_senders = fb_address_list_ref (config->allowed_senders);
  copy->trusted_proxies = fb_address_list_ref (config->trusted_proxies);
  copy->credentials = credentials != NULL ? fb_tls_credentials_ref (credentials) : NULL;
  return copy;
}

/**
 * fb_receiver_config_ref:
 * @config: a configuration
 *
 * Returns: (transfer full): another reference to it
 */
FbReceiverConfig *
fb_receiver_config_ref (FbReceiverConfig *config)
{
  return g_atomic_rc_box_acquire (config);
}

static void
fb_receiver_config_clear (gpointer data)
{
  FbReceiverConfig *config = data;

  g_free (config->address);
  g_free (config->path);
  g_free (config->certificate_file);
  g_free (config->key_file);
  g_clear_pointer (&config->credentials, fb_tls_credentials_unref);
  fb_address_list_unref (config->allowed_senders);
  fb_address_list_unref (config->trusted_proxies);
}

/**
 * fb_receiver_config_unref:
 * @config: (transfer full): a configuration
 *
 * Gives up a reference. For any thread.
 */
void
fb_receiver_config_unref (FbReceiverConfig *config)
{
  g_atomic_rc_box_release_full (config, fb_receiver_config_clear);
}

/**
 * fb_receiver_config_wants_tls:
 * @config: a configuration
 *
 * One file is enough: half a setting must not lead to plain HTTP.
 *
 * Returns: whether it names a file for HTTPS; then there must be no service without a certificate
 */
gboolean
fb_receiver_config_wants_tls (const FbReceiverConfig *config)
{
  return *config->certificate_file != '\0' || *config->key_file != '\0';
}

/**
 * fb_receiver_config_is_exposed:
 * @config: a configuration
 *
 * Returns: whether plain HTTP would be spoken where other computers can read passwords and faxes
 */
gboolean
fb_receiver_config_is_exposed (const FbReceiverConfig *config)
{
  return !fb_receiver_config_wants_tls (config) && !fb_address_is_loopback (config->address);
}

/**
 * fb_receiver_config_check_exposure:
 * @config: a configuration
 * @error: (optional): where to store the reason: %FB_RECEIVER_ERROR_PLAIN_HTTP, or
 *   %G_IO_ERROR_INVALID_ARGUMENT if the address is none
 *
 * Returns: whether the receiver may listen, as far as encryption is concerned
 */
gboolean
fb_receiver_config_check_exposure (const FbReceiverConfig *config, GError **error)
{
  if (config->is_plain_http_confirmed || !fb_receiver_config_is_exposed (config))
    return TRUE;

  /* What is no address now might be one by the time that the listener looks at it. */
  g_autoptr (GInetAddress) address = fb_address_parse (config->address);
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no IP address",
                 config->address);
  else
    g_set_error_literal (error, FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_PLAIN_HTTP,
                         "Other computers could read passwords and faxes on their way");
  return FALSE;
}
