/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-address-list.h"
#include "fb-credentials.h"
#include "fb-receiver-limits.h"
#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbServer:
 *
 * The receiver's thread, seen from outside: each call is passed on to it, each response comes back
 * to the caller's thread-default main context.
 */
typedef struct _FbServer FbServer;

FbServer *fb_server_new (FbStore *store, FbCredentials *credentials);
void fb_server_free (FbServer *server);
void fb_server_set_limits (FbServer *server, const FbReceiverLimits *limits);
void fb_server_set_certificate (FbServer *server, GTlsCertificate *certificate);
void fb_server_set_allowed (FbServer *server, FbAddressList *senders);
void fb_server_set_proxies (FbServer *server, FbAddressList *proxies);
void fb_server_set_path (FbServer *server, const char *path);
void fb_server_open_async (FbServer *server,
                           const char *address,
                           guint port,
                           GObject *source,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gssize fb_server_open_finish (GAsyncResult *result, GError **error);
void fb_server_close (FbServer *server);
void fb_server_stop_async (FbServer *server,
                           GObject *source,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean fb_server_stop_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbServer, fb_server_free)

G_END_DECLS
