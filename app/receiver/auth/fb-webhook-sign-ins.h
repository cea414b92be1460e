/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbSignInVerdict:
 * @FB_SIGN_IN_UNKNOWN: no webhook has this user name
 * @FB_SIGN_IN_RIGHT: user name and password are those of a webhook
 * @FB_SIGN_IN_WRONG: the password is another one
 * @FB_SIGN_IN_UNREADABLE: the file can't be read for now
 *
 * What a sign-in turns out to be.
 */
typedef enum
{
  FB_SIGN_IN_UNKNOWN,
  FB_SIGN_IN_RIGHT,
  FB_SIGN_IN_WRONG,
  FB_SIGN_IN_UNREADABLE,
} FbSignInVerdict;

/**
 * FbSignIn:
 * @user: the user name
 * @password: the password
 *
 * A new sign-in, to be given to Documo once.
 */
typedef struct
{
  char *user;
  char *password;
} FbSignIn;

void fb_sign_in_free (FbSignIn *sign_in);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSignIn, fb_sign_in_free)

#define FB_TYPE_WEBHOOK_SIGN_INS (fb_webhook_sign_ins_get_type ())
G_DECLARE_FINAL_TYPE (FbWebhookSignIns, fb_webhook_sign_ins, FB, WEBHOOK_SIGN_INS, GObject)

FbWebhookSignIns *fb_webhook_sign_ins_new (const char *file_name);
FbSignInVerdict
fb_webhook_sign_ins_check (FbWebhookSignIns *self, const char *user, const char *password);

gboolean fb_webhook_sign_ins_is_user (const char *text);
FbSignIn *fb_webhook_sign_ins_add (FbWebhookSignIns *self, GError **error);
gboolean fb_webhook_sign_ins_remove (FbWebhookSignIns *self, const char *user, GError **error);
GStrv fb_webhook_sign_ins_dup_users (FbWebhookSignIns *self, GError **error);

G_END_DECLS
