/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbRefusal:
 * @FB_REFUSAL_TOO_MANY: the client's address has too many connections
 * @FB_REFUSAL_TOO_SLOW: the headers or the body took too long
 * @FB_REFUSAL_NO_TLS: the client speaks no TLS where TLS is spoken
 *
 * Why a connection ends before the protocol above it has said anything.
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
 * Words a refusal in the protocol that clients speak, of which connections know nothing.
 *
 * Returns: (transfer full): what is sent
 */
typedef char *(*FbRefusalFunc) (FbRefusal refusal);

G_END_DECLS
