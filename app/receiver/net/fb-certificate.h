/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-certificate-validity.h"
#include "fb-tls-credentials.h"

G_BEGIN_DECLS

#define FB_TYPE_CERTIFICATE (fb_certificate_get_type ())
G_DECLARE_FINAL_TYPE (FbCertificate, fb_certificate, FB, CERTIFICATE, GObject)

/* Signal:
 *   changed: another certificate is in use, or its validity or the problem has changed
 */

FbCertificate *fb_certificate_new (void);
void fb_certificate_set_files (FbCertificate *self, const char *file, const char *key_file);
void fb_certificate_reload (FbCertificate *self);
gboolean fb_certificate_is_wanted (FbCertificate *self);
FbTlsCredentials *fb_certificate_get (FbCertificate *self);
FbCertificateValidity fb_certificate_get_validity (FbCertificate *self);
GDateTime *fb_certificate_dup_expiry (FbCertificate *self);
const GError *fb_certificate_get_problem (FbCertificate *self);

G_END_DECLS
