/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"
#include "fb-test-fax-result.h"

G_BEGIN_DECLS

#define FB_TYPE_TEST_FAX (fb_test_fax_get_type ())
G_DECLARE_FINAL_TYPE (FbTestFax, fb_test_fax, FB, TEST_FAX, GObject)

FbTestFax *fb_test_fax_new (FbReceiver *receiver);
void fb_test_fax_set_tls_database (FbTestFax *self, GTlsDatabase *database);
void fb_test_fax_set_network (FbTestFax *self, GProxyResolver *proxies, GNetworkMonitor *network);
void fb_test_fax_set_timeout (FbTestFax *self, guint ms);
void fb_test_fax_send_async (FbTestFax *self,
                             const char *address,
                             gboolean was_reached,
                             GBytes *document,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
FbTestFaxResult
fb_test_fax_send_finish (FbTestFax *self, GAsyncResult *result, char **message_id, GError **error);

G_END_DECLS
