/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FbRefusalReason:
 * @FB_REFUSAL_NONE: it was not refused
 * @FB_REFUSAL_WRONG_PASSWORD: user name or password is wrong
 * @FB_REFUSAL_NO_PASSWORD: there was no password
 * @FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS: the password is wrong, or too many were before to look at
 *   this one
 * @FB_REFUSAL_PASSWORD_NOT_CHECKED: no password could be checked, as there is none here that can be
 *   read
 * @FB_REFUSAL_WRONG_PATH: there is nothing at the path
 * @FB_REFUSAL_WRONG_METHOD: something other than a POST
 * @FB_REFUSAL_WRONG_ADDRESS: the address is none of those that may send
 * @FB_REFUSAL_WEB_PAGE: a web page has sent it
 * @FB_REFUSAL_NOT_ENCRYPTED: plain HTTP where TLS is required
 * @FB_REFUSAL_TOO_LARGE: the request is too large
 * @FB_REFUSAL_WRONG_TYPE: the body is neither a form nor JSON, or is encoded
 * @FB_REFUSAL_MALFORMED: headers or body are malformed
 * @FB_REFUSAL_BUSY: too much was under way
 * @FB_REFUSAL_TOO_SLOW: the headers took too long
 * @FB_REFUSAL_BROKEN_OFF: the body took too long, or the connection was closed within it
 * @FB_REFUSAL_NO_SPACE: there is not enough space on the disk
 * @FB_REFUSAL_NOT_KEPT: it could not be kept for another reason
 * @FB_REFUSAL_CLOSED: the store was closed
 *
 * Why a request, or a connection before its first request, was refused.
 */
typedef enum
{
  FB_REFUSAL_NONE,
  FB_REFUSAL_WRONG_PASSWORD,
  FB_REFUSAL_NO_PASSWORD,
  FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS,
  FB_REFUSAL_PASSWORD_NOT_CHECKED,
  FB_REFUSAL_WRONG_PATH,
  FB_REFUSAL_WRONG_METHOD,
  FB_REFUSAL_WRONG_ADDRESS,
  FB_REFUSAL_WEB_PAGE,
  FB_REFUSAL_NOT_ENCRYPTED,
  FB_REFUSAL_TOO_LARGE,
  FB_REFUSAL_WRONG_TYPE,
  FB_REFUSAL_MALFORMED,
  FB_REFUSAL_BUSY,
  FB_REFUSAL_TOO_SLOW,
  FB_REFUSAL_BROKEN_OFF,
  FB_REFUSAL_NO_SPACE,
  FB_REFUSAL_NOT_KEPT,
  FB_REFUSAL_CLOSED,
} FbRefusalReason;

#define FB_N_REFUSAL_REASONS (FB_REFUSAL_CLOSED + 1)

/**
 * FbRefusal:
 * @reason: why
 * @time: when, the last time; in microseconds since 1970 UTC
 * @address: (nullable): the address of the client, behind all trusted proxies; %NULL if it isn't
 *   known
 * @is_like_documo: whether the request looked like one of Documo's
 * @n_times: how often since the last time that something else was remembered in its place
 *
 * A refused request as it is remembered: nothing of its contents, its path or its password.
 * Immutable and reference-counted; may be used by any thread.
 */
typedef struct
{
  FbRefusalReason reason;
  gint64 time;
  char *address;
  gboolean is_like_documo;
  guint n_times;
} FbRefusal;

#define FB_TYPE_REFUSAL (fb_refusal_get_type ())

GType fb_refusal_get_type (void);
FbRefusal *fb_refusal_new (FbRefusalReason reason,
                           gint64 time,
                           const char *address,
                           gboolean is_like_documo,
                           guint n_times);
FbRefusal *fb_refusal_ref (FbRefusal *refusal);
void fb_refusal_unref (FbRefusal *refusal);
FbRefusalReason fb_refusal_reason_get_cause (FbRefusalReason reason);
gboolean fb_refusal_reason_lasts (FbRefusalReason reason);
gboolean fb_refusal_reason_is_of_delivery (FbRefusalReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRefusal, fb_refusal_unref)

G_END_DECLS
