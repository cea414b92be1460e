/* fb-receiver-settings.c
 *
 * What can be set about the receiver, at any time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-private.h"

/**
 * fb_receiver_set_address:
 * @self: a receiver
 * @address: the IP address to listen on
 *
 * Takes effect at once. What is in flight isn't disturbed.
 */
void
fb_receiver_set_address (FbReceiver *self, const char *address)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (address != NULL);

  if (g_str_equal (address, self->address))
    return;
  g_free (self->address);
  self->address = g_strdup (address);
  fb_receiver_apply_address (self);
}

/**
 * fb_receiver_set_port:
 * @self: a receiver
 * @port: the TCP port to listen on; 0 for any that is free
 *
 * Takes effect at once. What is in flight isn't disturbed.
 */
void
fb_receiver_set_port (FbReceiver *self, guint port)
{
  g_return_if_fail (FB_IS_RECEIVER (self));

  if (port == self->port)
    return;
  self->port = port;
  fb_receiver_apply_address (self);
}

/**
 * fb_receiver_set_path:
 * @self: a receiver
 * @path: where webhooks are posted to; a slash that is missing at its beginning is put there
 *
 * Takes effect at once, for requests whose headers have not come yet.
 */
void
fb_receiver_set_path (FbReceiver *self, const char *path)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (path != NULL);

  g_autofree char *absolute = g_strconcat (*path == '/' ? "" : "/", path, NULL);
  if (g_str_equal (absolute, self->path))
    return;
  g_free (self->path);
  self->path = g_steal_pointer (&absolute);
  if (self->server != NULL)
    fb_server_set_path (self->server, self->path);
  g_object_notify (G_OBJECT (self), "path");
}

/**
 * fb_receiver_set_allowed_senders:
 * @self: a receiver
 * @addresses: (array zero-terminated=1): who may send: IP addresses or networks (CIDR); none for
 *   everybody
 *
 * Takes effect at once, for requests whose headers have not come yet. Others are refused before
 * their password is looked at.
 */
void
fb_receiver_set_allowed_senders (FbReceiver *self, const char *const *addresses)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (addresses != NULL);

  fb_address_list_unref (self->allowed);
  self->allowed = fb_address_list_new (addresses);
  if (self->server != NULL)
    fb_server_set_allowed (self->server, self->allowed);
}

/**
 * fb_receiver_set_trusted_proxies:
 * @self: a receiver
 * @addresses: (array zero-terminated=1): whose word counts about where a request comes from, given
 *   as X-Forwarded-For: IP addresses or networks (CIDR)
 *
 * Takes effect at once, for requests whose headers have not come yet.
 */
void
fb_receiver_set_trusted_proxies (FbReceiver *self, const char *const *addresses)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (addresses != NULL);

  fb_address_list_unref (self->proxies);
  self->proxies = fb_address_list_new (addresses);
  if (self->server != NULL)
    fb_server_set_proxies (self->server, self->proxies);
}

/**
 * fb_receiver_set_limits:
 * @self: a receiver
 * @limits: what it shall bear
 *
 * Takes effect at once, for connections that are yet to come.
 */
void
fb_receiver_set_limits (FbReceiver *self, const FbReceiverLimits *limits)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
  if (self->server != NULL)
    fb_server_set_limits (self->server, limits);
}

/**
 * fb_receiver_set_tls_files:
 * @self: a receiver
 * @certificate: the PEM file with the certificate and those between it and its authority; empty for
 *   plain HTTP
 * @key: the PEM file with its key; empty if it is in @certificate, too
 *
 * Takes effect at once, and again whenever the files change. If they can't be used, what was used
 * before table in use, and #FbReceiver:certificate-problem says why; if there was nothing before,
 * the receiver doesn't listen: plain HTTP never takes the place of TLS.
 */
void
fb_receiver_set_tls_files (FbReceiver *self, const char *certificate, const char *key)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (certificate != NULL && key != NULL);

  fb_certificate_set_files (self->certificate, certificate, key);
}

/**
 * fb_receiver_set_plain_http_confirmed:
 * @self: a receiver
 * @is_confirmed: whether somebody said that passwords and faxes may travel readably
 *
 * Without it there is no plain HTTP on an address that others can reach.
 */
void
fb_receiver_set_plain_http_confirmed (FbReceiver *self, gboolean is_confirmed)
{
  g_return_if_fail (FB_IS_RECEIVER (self));

  if (is_confirmed == self->is_plain_confirmed)
    return;
  self->is_plain_confirmed = is_confirmed;
  /* Where it makes no difference, nobody who stands before the listener is sent away. */
  if (self->state != FB_RECEIVER_RECEIVING || fb_receiver_is_exposed (self))
    fb_receiver_apply_address (self);
}
