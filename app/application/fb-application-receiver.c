/* fb-application-receiver.c
 *
 * The receiver and its settings: makes it, and has it follow each of them at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-private.h"

#define KIB G_GUINT64_CONSTANT (1024)
#define MIB (KIB * KIB)

/* Where it listens */

static void
apply_address (FbApplication *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "receiver-address");

  fb_receiver_set_address (self->receiver, address);
}

static void
apply_port (FbApplication *self)
{
  fb_receiver_set_port (self->receiver, g_settings_get_uint (self->settings, "receiver-port"));
}

static void
apply_path (FbApplication *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "receiver-path");

  fb_receiver_set_path (self->receiver, path);
}

/* Who may send, and whether anybody else can read it */

static void
apply_tls (FbApplication *self)
{
  g_autofree char *certificate = g_settings_get_string (self->settings, "tls-certificate");
  g_autofree char *key = g_settings_get_string (self->settings, "tls-key");

  fb_receiver_set_tls_files (self->receiver, certificate, key);
}

static void
apply_plain_http (FbApplication *self)
{
  fb_receiver_set_plain_http_confirmed (
    self->receiver, g_settings_get_boolean (self->settings, "plain-http-confirmed"));
}

static void
apply_senders (FbApplication *self)
{
  g_auto (GStrv) senders = g_settings_get_strv (self->settings, "allowed-senders");

  fb_receiver_set_allowed_senders (self->receiver, (const char *const *) senders);
}

static void
apply_proxies (FbApplication *self)
{
  g_auto (GStrv) proxies = g_settings_get_strv (self->settings, "trusted-proxies");

  fb_receiver_set_trusted_proxies (self->receiver, (const char *const *) proxies);
}

/* What it bears */

static void
apply_limits (FbApplication *self)
{
  FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;
  GSettings *settings = self->settings;

  limits.document_bytes = g_settings_get_uint (settings, "limit-document-size") * MIB;
  limits.json_bytes = g_settings_get_uint (settings, "limit-event-size") * KIB;
  limits.body_bytes = g_settings_get_uint (settings, "limit-request-size") * MIB;
  limits.part_header_bytes = g_settings_get_uint (settings, "limit-part-header-size");
  limits.parts = g_settings_get_uint (settings, "limit-parts");
  limits.header_ms = g_settings_get_uint (settings, "limit-header-time") * 1000;
  limits.stall_ms = g_settings_get_uint (settings, "limit-stall-time") * 1000;
  limits.total_ms = g_settings_get_uint (settings, "limit-total-time") * 1000;
  limits.connections = g_settings_get_uint (settings, "limit-connections");
  limits.connections_per_address = g_settings_get_uint (settings, "limit-connections-per-address");
  limits.requests = g_settings_get_uint (settings, "limit-requests");
  limits.failed_logins = g_settings_get_uint (settings, "limit-failed-logins");
  limits.failed_logins_in_all = g_settings_get_uint (settings, "limit-failed-logins-in-all");
  fb_receiver_set_limits (self->receiver, &limits);
  fb_store_set_spare_space (self->store, g_settings_get_uint (settings, "spare-disk-space") * MIB);
}

static const struct
{
  const char *key;
  void (*apply) (FbApplication *self);
} followers[] = {
  { "receiver-address", apply_address },
  { "receiver-port", apply_port },
  { "receiver-path", apply_path },
  { "tls-certificate", apply_tls },
  { "tls-key", apply_tls },
  { "plain-http-confirmed", apply_plain_http },
  { "allowed-senders", apply_senders },
  { "trusted-proxies", apply_proxies },
  { "limit-", apply_limits },
  { "spare-disk-space", apply_limits },
};

/* Each key stands for all that begin with it. */
static void
on_setting_changed (FbApplication *self, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    if (g_str_has_prefix (key, followers[i].key))
      followers[i].apply (self);
}

/**
 * fb_application_make_receiver:
 * @application: an application that has its settings and its store
 *
 * Makes the receiver, which isn't started.
 */
void
fb_application_make_receiver (FbApplication *self)
{
  g_autofree char *file_name = fb_credentials_dup_default_file_name ();

  self->credentials = fb_credentials_new (file_name);
  self->receiver = fb_receiver_new (self->store, self->credentials);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    followers[i].apply (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
}
