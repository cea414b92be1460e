/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-outside-result.h"
#include "fb-probe-log.h"

G_BEGIN_DECLS

#define FB_TYPE_OUTSIDE_CHECK (fb_outside_check_get_type ())
G_DECLARE_FINAL_TYPE (FbOutsideCheck, fb_outside_check, FB, OUTSIDE_CHECK, GObject)

FbOutsideCheck *fb_outside_check_new (FbProbeLog *probes);
void fb_outside_check_set_tls_database (FbOutsideCheck *self, GTlsDatabase *database);
void fb_outside_check_set_network (FbOutsideCheck *self,
                                   GProxyResolver *proxies,
                                   GNetworkMonitor *network);
void fb_outside_check_set_timeout (FbOutsideCheck *self, guint ms);
void fb_outside_check_run_async (FbOutsideCheck *self,
                                 const char *address,
                                 gboolean was_reached,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
FbOutsideResult
fb_outside_check_run_finish (FbOutsideCheck *self, GAsyncResult *result, GError **error);

G_END_DECLS
