/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-webhook-sign-ins.h"

G_BEGIN_DECLS

#define FB_TYPE_CREDENTIALS (fb_credentials_get_type ())
G_DECLARE_FINAL_TYPE (FbCredentials, fb_credentials, FB, CREDENTIALS, GObject)

/**
 * FbVerdict:
 * @FB_VERDICT_WRONG: not the user name and password that are set, or none are set
 * @FB_VERDICT_RIGHT: the right ones
 * @FB_VERDICT_UNKNOWN: not verified before; fb_credentials_verify_async() finds out
 * @FB_VERDICT_UNAVAILABLE: the credentials can't be read for now
 *
 * The result of checking user name and password.
 */
typedef enum
{
  FB_VERDICT_WRONG,
  FB_VERDICT_RIGHT,
  FB_VERDICT_UNKNOWN,
  FB_VERDICT_UNAVAILABLE,
} FbVerdict;

FbCredentials *fb_credentials_new (const char *file_name);
char *fb_credentials_dup_default_file_name (void);
FbWebhookSignIns *fb_credentials_get_webhook_sign_ins (FbCredentials *self);

gboolean fb_credentials_load (FbCredentials *self, GError **error);
gboolean fb_credentials_are_set (FbCredentials *self);
char *fb_credentials_dup_user (FbCredentials *self);
gboolean fb_credentials_set_password (FbCredentials *self,
                                      const char *user,
                                      const char *password,
                                      GError **error);
char *fb_credentials_set_generated_password (FbCredentials *self, const char *user, GError **error);

FbVerdict fb_credentials_check (FbCredentials *self, const char *authorization);
void fb_credentials_verify_async (FbCredentials *self,
                                  const char *authorization,
                                  guint max_verifications,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
FbVerdict fb_credentials_verify_finish (FbCredentials *self, GAsyncResult *result, GError **error);

G_END_DECLS
