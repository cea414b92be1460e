/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbCertificateValidity:
 * @FB_CERTIFICATE_VALID: there is no certificate, or it is in the first two thirds of its lifetime
 * @FB_CERTIFICATE_EXPIRING: it is in the last third of its lifetime, so it ought to have been
 *   renewed by now
 * @FB_CERTIFICATE_EXPIRED: it is still in use, but senders reject it
 *
 * How close the certificate in use is to its expiry.
 */
typedef enum
{
  FB_CERTIFICATE_VALID,
  FB_CERTIFICATE_EXPIRING,
  FB_CERTIFICATE_EXPIRED,
} FbCertificateValidity;

G_END_DECLS
