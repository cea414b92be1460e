/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-account.h"

G_BEGIN_DECLS

char *fb_documo_dup_account_sentence (const FbDocumoAccount *account);
char *fb_documo_error_dup_sentence (const GError *error);

G_END_DECLS
