/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-certificate-validity.h"
#include "fb-credentials.h"
#include "fb-probe-log.h"
#include "fb-receiver-config.h"
#include "fb-receiver-error.h"
#include "fb-refusals.h"
#include "fb-test-log.h"

#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbReceiverState:
 * @FB_RECEIVER_STOPPED: not listening, as it wasn't started
 * @FB_RECEIVER_STARTING: about to listen
 * @FB_RECEIVER_RECEIVING: listening
 * @FB_RECEIVER_FAILED: it could not listen; #FbReceiver:problem says why
 *
 * The state of a receiver.
 */
typedef enum
{
  FB_RECEIVER_STOPPED,
  FB_RECEIVER_STARTING,
  FB_RECEIVER_RECEIVING,
  FB_RECEIVER_FAILED,
} FbReceiverState;

#define FB_TYPE_RECEIVER (fb_receiver_get_type ())
G_DECLARE_FINAL_TYPE (FbReceiver, fb_receiver, FB, RECEIVER, GObject)

FbReceiver *fb_receiver_new (FbStore *store, FbCredentials *credentials);
void fb_receiver_start (FbReceiver *self);
void fb_receiver_retry (FbReceiver *self);
void fb_receiver_stop_async (FbReceiver *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean fb_receiver_stop_finish (FbReceiver *self, GAsyncResult *result, GError **error);

void fb_receiver_set_config (FbReceiver *self, FbReceiverConfig *config);

FbReceiverState fb_receiver_get_state (FbReceiver *self);
gint64 fb_receiver_get_receiving_since (FbReceiver *self);
const GError *fb_receiver_get_problem (FbReceiver *self);
const GError *fb_receiver_get_certificate_problem (FbReceiver *self);
FbCertificateValidity fb_receiver_get_certificate_validity (FbReceiver *self);
GDateTime *fb_receiver_dup_certificate_expiry (FbReceiver *self);
FbRefusals *fb_receiver_get_refusals (FbReceiver *self);
const FbRefusal *fb_receiver_get_last_refusal (FbReceiver *self);
FbProbeLog *fb_receiver_get_probes (FbReceiver *self);
FbTestLog *fb_receiver_get_tests (FbReceiver *self);
gboolean fb_receiver_is_exposed (FbReceiver *self);
guint fb_receiver_get_bound_port (FbReceiver *self);
char *fb_receiver_dup_url (FbReceiver *self);

G_END_DECLS
