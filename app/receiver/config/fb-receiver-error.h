/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbReceiverError:
 * @FB_RECEIVER_ERROR_PLAIN_HTTP: passwords and faxes would travel readably, and nobody has said
 * that this is meant
 * @FB_RECEIVER_ERROR_CERTIFICATE_FILE: the certificate's or the key's file can't be read
 * @FB_RECEIVER_ERROR_CERTIFICATE_INVALID: they hold no certificate or no key
 * @FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH: the key is another certificate's
 * @FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED: nobody would take the certificate any more
 *
 * Why the receiver refuses to listen, or to take up a certificate.
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
