/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbRefusal:
 * @FB_REFUSAL_TOO_MANY: there are too many connections, and this one makes room
 * @FB_REFUSAL_TOO_SLOW: the headers or the body took too long
 * @FB_REFUSAL_NO_TLS: the client doesn't use TLS where TLS is required
 *
 * Why a connection ends before the protocol above has sent a response.
 */
typedef enum
{
  FB_REFUSAL_TOO_MANY,
  FB_REFUSAL_TOO_SLOW,
  FB_REFUSAL_NO_TLS,
} FbRefusal;

/**
 * FbRefusalFunc:
 * @refusal: why the connection ends
 *
 * Words a refusal in the protocol of the clients, which the connections don't know.
 *
 * Returns: (transfer full): what is sent
 */
typedef char *(*FbRefusalFunc) (FbRefusal refusal);

G_END_DECLS
