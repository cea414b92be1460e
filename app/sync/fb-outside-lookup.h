/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbOutsideLookup:
 * @uses_proxy: whether it is asked by a proxy of this network, which knows the name by itself
 * @is_public: whether what the name stands for may be the router of this very network
 *
 * What is known of an address before it is asked.
 */
typedef struct
{
  gboolean uses_proxy;
  gboolean is_public;
} FbOutsideLookup;

void fb_outside_lookup_async (GProxyResolver *proxies,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fb_outside_lookup_finish (GAsyncResult *result, FbOutsideLookup *lookup, GError **error);

G_END_DECLS
