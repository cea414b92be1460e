/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-credentials.h"
#include "fb-probe-log.h"
#include "fb-receiver-config.h"
#include "fb-refusal-log.h"
#include "fb-store.h"
#include "fb-test-log.h"

G_BEGIN_DECLS

/**
 * FbServer:
 *
 * The receiver's thread as seen from outside. Each call is passed to it as a message, in order;
 * each result comes back to the caller's thread-default main context.
 */
typedef struct _FbServer FbServer;

FbServer *fb_server_new (FbStore *store,
                         FbCredentials *credentials,
                         FbReceiverConfig *config,
                         FbRefusalLog *refusals,
                         FbProbeLog *probes,
                         FbTestLog *tests);
void fb_server_free (FbServer *server);
void fb_server_set_config (FbServer *server, FbReceiverConfig *config);
void fb_server_open_async (FbServer *server,
                           FbReceiverConfig *config,
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
