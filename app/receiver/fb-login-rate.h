/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbLoginChance:
 * @FB_LOGIN_NONE: too many have failed
 * @FB_LOGIN_FAIR: like everybody's
 * @FB_LOGIN_GOOD: somebody has logged in from there before
 *
 * What a login that has yet to be judged may cost.
 */
typedef enum
{
  FB_LOGIN_NONE,
  FB_LOGIN_FAIR,
  FB_LOGIN_GOOD,
} FbLoginChance;

/**
 * FbLoginRate:
 *
 * How many logins may fail, from one address and in all. For one thread; in bounded memory.
 */
typedef struct _FbLoginRate FbLoginRate;

FbLoginRate *fb_login_rate_new (guint per_address, guint overall);
void fb_login_rate_free (FbLoginRate *rate);
void fb_login_rate_set_limits (FbLoginRate *rate, guint per_address, guint overall);
FbLoginChance fb_login_rate_take (FbLoginRate *rate, GInetAddress *address, gint64 now);
void fb_login_rate_give_back (FbLoginRate *rate, GInetAddress *address);
void fb_login_rate_welcome (FbLoginRate *rate, GInetAddress *address);
guint fb_login_rate_get_wait (FbLoginRate *rate, GInetAddress *address, gint64 now);
guint fb_login_rate_get_n_buckets (FbLoginRate *rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbLoginRate, fb_login_rate_free)

G_END_DECLS
