/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-address-list.h"
#include "fb-receiver-limits.h"
#include "fb-tls-credentials.h"

G_BEGIN_DECLS

/**
 * FbReceiverOptions:
 * @address: the IP address to listen on
 * @port: the TCP port to listen on; 0 for any that is free
 * @path: where webhooks are posted to; a slash that is missing at its beginning is added
 * @certificate_file: the PEM file with the certificate and those between it and its authority;
 *   empty for plain HTTP
 * @key_file: the PEM file with its key; empty if it is in @certificate_file, too
 * @is_plain_http_confirmed: whether the user accepts that passwords and faxes travel unencrypted
 * @allowed_senders: (array zero-terminated=1) (nullable): who may send: IP addresses or networks
 *   (CIDR); none for everybody
 * @trusted_proxies: (array zero-terminated=1) (nullable): proxies whose X-Forwarded-For is
 * believed: IP addresses or networks (CIDR)
 * @limits: sizes, times and numbers
 *
 * What a #FbReceiverConfig is made from. Plain values, all of them borrowed.
 */
typedef struct
{
  const char *address;
  guint port;
  const char *path;
  const char *certificate_file;
  const char *key_file;
  gboolean is_plain_http_confirmed;
  const char *const *allowed_senders;
  const char *const *trusted_proxies;
  FbReceiverLimits limits;
} FbReceiverOptions;

/* clang-format off */
#define FB_RECEIVER_OPTIONS_DEFAULT                       \
  {                                                       \
    .address = "127.0.0.1",                               \
    .port = 8787,                                         \
    .path = "/webhook",                                   \
    .certificate_file = "",                               \
    .key_file = "",                                       \
    .limits = FB_RECEIVER_LIMITS_DEFAULT,                 \
  }
/* clang-format on */

/**
 * FbReceiverConfig:
 * @address: the IP address to listen on
 * @port: the TCP port to listen on, or 0
 * @path: where webhooks are posted to; begins with a slash
 * @certificate_file: as in #FbReceiverOptions
 * @key_file: as in #FbReceiverOptions
 * @credentials: (nullable): the certificate in use with its key, once they have been read
 * @is_plain_http_confirmed: as in #FbReceiverOptions
 * @allowed_senders: who may send; empty for everybody
 * @trusted_proxies: proxies whose X-Forwarded-For is believed
 * @limits: sizes, times and numbers
 *
 * Everything that the receiver is set to, as one value. Immutable and reference-counted; may be
 * used by any thread.
 */
typedef struct
{
  char *address;
  guint port;
  char *path;
  char *certificate_file;
  char *key_file;
  FbTlsCredentials *credentials;
  gboolean is_plain_http_confirmed;
  FbAddressList *allowed_senders;
  FbAddressList *trusted_proxies;
  FbReceiverLimits limits;
} FbReceiverConfig;

FbReceiverConfig *fb_receiver_config_new (const FbReceiverOptions *options);
FbReceiverConfig *fb_receiver_config_new_with_credentials (const FbReceiverConfig *config,
                                                           FbTlsCredentials *credentials);
FbReceiverConfig *fb_receiver_config_ref (FbReceiverConfig *config);
void fb_receiver_config_unref (FbReceiverConfig *config);

gboolean fb_receiver_config_wants_tls (const FbReceiverConfig *config);
gboolean fb_receiver_config_is_exposed (const FbReceiverConfig *config);
gboolean fb_receiver_config_check_exposure (const FbReceiverConfig *config, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbReceiverConfig, fb_receiver_config_unref)

G_END_DECLS
