/* fb-receiver-binding.c
 *
 * Has the receiver follow the settings, and the store's spare space likewise, whenever they change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-binding.h"

#define KIB G_GUINT64_CONSTANT (1024)
#define MIB (KIB * KIB)

/* Each stands for all keys that begin with it. */
static const char *const receiver_keys[] = {
  "receiver-", "tls-", "plain-http-confirmed", "allowed-senders", "trusted-proxies", "limit-",
};

struct _FbReceiverBinding
{
  GObject parent_instance;

  FbReceiver *receiver;
  FbStore *store;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbReceiverBinding, fb_receiver_binding, G_TYPE_OBJECT)

static void
read_limits (GSettings *settings, FbReceiverLimits *limits)
{
  limits->document_bytes = g_settings_get_uint (settings, "limit-document-size") * MIB;
  limits->json_bytes = g_settings_get_uint (settings, "limit-event-size") * KIB;
  limits->body_bytes = g_settings_get_uint (settings, "limit-request-size") * MIB;
  limits->part_header_bytes = g_settings_get_uint (settings, "limit-part-header-size");
  limits->parts = g_settings_get_uint (settings, "limit-parts");
  limits->header_ms = g_settings_get_uint (settings, "limit-header-time") * 1000;
  limits->stall_ms = g_settings_get_uint (settings, "limit-stall-time") * 1000;
  limits->total_ms = g_settings_get_uint (settings, "limit-total-time") * 1000;
  limits->connections = g_settings_get_uint (settings, "limit-connections");
  limits->connections_per_address = g_settings_get_uint (settings, "limit-connections-per-address");
  limits->waiting_connections = g_settings_get_uint (settings, "limit-waiting-connections");
  limits->waiting_connections_per_address =
    g_settings_get_uint (settings, "limit-waiting-connections-per-address");
  limits->requests = g_settings_get_uint (settings, "limit-requests");
  limits->failed_logins = g_settings_get_uint (settings, "limit-failed-logins");
  limits->failed_logins_in_all = g_settings_get_uint (settings, "limit-failed-logins-in-all");
}

static FbReceiverConfig *
read_config (GSettings *settings)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  g_autofree char *address = g_settings_get_string (settings, "receiver-address");
  g_autofree char *path = g_settings_get_string (settings, "receiver-path");
  g_autofree char *certificate = g_settings_get_string (settings, "tls-certificate");
  g_autofree char *key = g_settings_get_string (settings, "tls-key");
  g_auto (GStrv) senders = g_settings_get_strv (settings, "allowed-senders");
  g_auto (GStrv) proxies = g_settings_get_strv (settings, "trusted-proxies");

  options.address = address;
  options.port = g_settings_get_uint (settings, "receiver-port");
  options.path = path;
  options.certificate_file = certificate;
  options.key_file = key;
  options.is_plain_http_confirmed = g_settings_get_boolean (settings, "plain-http-confirmed");
  options.allowed_senders = (const char *const *) senders;
  options.trusted_proxies = (const char *const *) proxies;
  read_limits (settings, &options.limits);
  return fb_receiver_config_new (&options);
}

static void
apply_config (FbReceiverBinding *self)
{
  g_autoptr (FbReceiverConfig) config = read_config (self->settings);

  fb_receiver_set_config (self->receiver, config);
}

static void
apply_spare_space (FbReceiverBinding *self)
{
  fb_store_set_spare_space (self->store,
                            g_settings_get_uint (self->settings, "spare-disk-space") * MIB);
}

static void
on_setting_changed (FbReceiverBinding *self, const char *key)
{
  if (g_str_equal (key, "spare-disk-space"))
    apply_spare_space (self);
  for (guint i = 0; i < G_N_ELEMENTS (receiver_keys); i++)
    if (g_str_has_prefix (key, receiver_keys[i]))
      apply_config (self);
}

/* GObject */

static void
fb_receiver_binding_dispose (GObject *object)
{
  FbReceiverBinding *self = FB_RECEIVER_BINDING (object);

  g_clear_object (&self->receiver);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_receiver_binding_parent_class)->dispose (object);
}

static void
fb_receiver_binding_class_init (FbReceiverBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_receiver_binding_dispose;
}

static void
fb_receiver_binding_init (FbReceiverBinding *self)
{
}

/**
 * fb_receiver_binding_new:
 * @receiver: follows the settings
 * @store: the same, for the space that it leaves free on the disk
 * @settings: the application's
 *
 * Applies all settings, and from then on each that changes, at once. For the main thread.
 *
 * Returns: (transfer full): the binding, which works as long as it exists
 */
FbReceiverBinding *
fb_receiver_binding_new (FbReceiver *receiver, FbStore *store, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbReceiverBinding *self = g_object_new (FB_TYPE_RECEIVER_BINDING, NULL);

  self->receiver = g_object_ref (receiver);
  self->store = g_object_ref (store);
  self->settings = g_object_ref (settings);
  apply_config (self);
  apply_spare_space (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
