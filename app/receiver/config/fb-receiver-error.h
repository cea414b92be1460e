/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbReceiverError:
 * @FB_RECEIVER_ERROR_PLAIN_HTTP: passwords and faxes would be transmitted unencrypted, and the user
 *   has not confirmed that
 * @FB_RECEIVER_ERROR_CERTIFICATE_FILE: the certificate's or the key's file can't be read
 * @FB_RECEIVER_ERROR_CERTIFICATE_INVALID: they contain no certificate or no key
 * @FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH: the key belongs to another certificate
 * @FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED: the certificate is no longer valid
 *
 * Why the receiver doesn't listen, or doesn't use a certificate.
 */
typedef enum
{
  FB_RECEIVER_ERROR_PLAIN_HTTP,
  FB_RECEIVER_ERROR_CERTIFICATE_FILE,
  FB_RECEIVER_ERROR_CERTIFICATE_INVALID,
  FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH,
  FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED,
} FbReceiverError;

#define FB_RECEIVER_ERROR (fb_receiver_error_quark ())
GQuark fb_receiver_error_quark (void);

G_END_DECLS
