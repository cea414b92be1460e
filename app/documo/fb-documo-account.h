/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FB_TYPE_DOCUMO_ACCOUNT (fb_documo_account_get_type ())

/**
 * FbDocumoAccount:
 * @name: (nullable): the account's name, or its user's, fit to be shown
 * @email: (nullable): its user's e-mail address, fit to be shown
 * @level: (nullable): what the key may do, in Documo's word
 * @expires_at: when the key expires, in microseconds since 1970; 0 if Documo doesn't say
 *
 * Whose account an API key belongs to. Immutable.
 */
typedef struct
{
  char *name;
  char *email;
  char *level;
  gint64 expires_at;
} FbDocumoAccount;

GType fb_documo_account_get_type (void) G_GNUC_CONST;

FbDocumoAccount *fb_documo_account_read (GBytes *json);
FbDocumoAccount *fb_documo_account_ref (FbDocumoAccount *account);
void fb_documo_account_unref (FbDocumoAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocumoAccount, fb_documo_account_unref)

G_END_DECLS
