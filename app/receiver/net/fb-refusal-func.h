/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-refusal.h"

G_BEGIN_DECLS

/**
 * FbRefusalFunc:
 * @reason: why the connection ends before the protocol above has sent a response:
 *   %FB_REFUSAL_BUSY if it makes room for others, %FB_REFUSAL_TOO_SLOW if the headers took too
 *   long, %FB_REFUSAL_BROKEN_OFF if the body did, %FB_REFUSAL_NOT_ENCRYPTED if the client doesn't
 *   use TLS where TLS is required
 * @client: the client of the connection
 * @head: (nullable): the first bytes that the client has sent, if they are known
 * @user_data: what was given with the function
 *
 * Words a refusal in the protocol of the clients, which the connections don't know, and may
 * remember it.
 *
 * Returns: (transfer full): what is sent
 */
typedef char *(*FbRefusalFunc) (FbRefusalReason reason,
                                FbClient *client,
                                const char *head,
                                gpointer user_data);

G_END_DECLS
