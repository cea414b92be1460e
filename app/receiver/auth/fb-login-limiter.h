/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbLoginAllowance:
 * @FB_LOGIN_DENIED: too many logins have failed
 * @FB_LOGIN_LIMITED: neither limit is reached
 * @FB_LOGIN_TRUSTED: a login from the same address has succeeded before
 *
 * How many resources the verification of a login may take.
 */
typedef enum
{
  FB_LOGIN_DENIED,
  FB_LOGIN_LIMITED,
  FB_LOGIN_TRUSTED,
} FbLoginAllowance;

/**
 * FbLoginLimiter:
 *
 * Limits how many logins may fail, from one address and in all. Not thread-safe; uses bounded
 * memory.
 */
typedef struct _FbLoginLimiter FbLoginLimiter;

FbLoginLimiter *fb_login_limiter_new (guint per_address, guint overall);
void fb_login_limiter_free (FbLoginLimiter *limiter);
void fb_login_limiter_set_limits (FbLoginLimiter *limiter, guint per_address, guint overall);
FbLoginAllowance fb_login_limiter_take (FbLoginLimiter *limiter, GInetAddress *address, gint64 now);
void fb_login_limiter_give_back (FbLoginLimiter *limiter, GInetAddress *address);
void fb_login_limiter_trust (FbLoginLimiter *limiter, GInetAddress *address);
guint fb_login_limiter_get_wait (FbLoginLimiter *limiter, GInetAddress *address, gint64 now);
guint fb_login_limiter_get_n_buckets (FbLoginLimiter *limiter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbLoginLimiter, fb_login_limiter_free)

G_END_DECLS
