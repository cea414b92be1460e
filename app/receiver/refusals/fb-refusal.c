/* fb-refusal.c
 *
 * A refused request as it is remembered, and what its reason means for those that follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal.h"

G_DEFINE_BOXED_TYPE (FbRefusal, fb_refusal, fb_refusal_ref, fb_refusal_unref)

/**
 * fb_refusal_new:
 * @reason: why
 * @time: when, in microseconds since 1970 UTC
 * @address: (nullable): the address of the client
 * @is_like_documo: whether the request looked like one of Documo's
 * @n_times: how often
 *
 * Returns: (transfer full): a refusal
 */
FbRefusal *
fb_refusal_new (FbRefusalReason reason,
                gint64 time,
                const char *address,
                gboolean is_like_documo,
                guint n_times)
{
  FbRefusal *refusal = g_atomic_rc_box_new0 (FbRefusal);

  refusal->reason = reason;
  refusal->time = time;
  refusal->address = g_strdup (address);
  refusal->is_like_documo = is_like_documo;
  refusal->n_times = n_times;
  return refusal;
}

/**
 * fb_refusal_ref:
 * @refusal: a refusal
 *
 * Returns: (transfer full): another reference to it
 */
FbRefusal *
fb_refusal_ref (FbRefusal *refusal)
{
  return g_atomic_rc_box_acquire (refusal);
}

static void
fb_refusal_clear (gpointer data)
{
  FbRefusal *refusal = data;

  g_free (refusal->address);
}

/**
 * fb_refusal_unref:
 * @refusal: (transfer full): a refusal
 *
 * Gives up a reference.
 */
void
fb_refusal_unref (FbRefusal *refusal)
{
  g_atomic_rc_box_release_full (refusal, fb_refusal_clear);
}

/**
 * fb_refusal_reason_get_cause:
 * @reason: a reason
 *
 * After some wrong passwords the next ones are refused for their number; it is still the password
 * that has to be mended.
 *
 * Returns: what has to be mended: the same for all reasons that come from one mistake
 */
FbRefusalReason
fb_refusal_reason_get_cause (FbRefusalReason reason)
{
  return reason == FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS ? FB_REFUSAL_WRONG_PASSWORD : reason;
}

/**
 * fb_refusal_reason_lasts:
 * @reason: a reason
 *
 * Returns: whether the same request would be refused again until somebody does something
 */
gboolean
fb_refusal_reason_lasts (FbRefusalReason reason)
{
  switch (reason)
    {
    case FB_REFUSAL_WRONG_PASSWORD:
    case FB_REFUSAL_NO_PASSWORD:
    case FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS:
    case FB_REFUSAL_PASSWORD_NOT_CHECKED:
    case FB_REFUSAL_WRONG_PATH:
    case FB_REFUSAL_WRONG_METHOD:
    case FB_REFUSAL_WRONG_ADDRESS:
    case FB_REFUSAL_NOT_ENCRYPTED:
    case FB_REFUSAL_TOO_LARGE:
    case FB_REFUSAL_WRONG_TYPE:
    case FB_REFUSAL_MALFORMED:
    case FB_REFUSAL_NO_SPACE:
    case FB_REFUSAL_NOT_KEPT:
      return TRUE;
    case FB_REFUSAL_NONE:
    case FB_REFUSAL_WEB_PAGE:
    case FB_REFUSAL_BUSY:
    case FB_REFUSAL_TOO_SLOW:
    case FB_REFUSAL_BROKEN_OFF:
    case FB_REFUSAL_CLOSED:
    default:
      return FALSE;
    }
}

/**
 * fb_refusal_reason_is_of_delivery:
 * @reason: a reason
 *
 * Returns: whether it is about what one delivery brings: that others are accepted mends nothing
 */
gboolean
fb_refusal_reason_is_of_delivery (FbRefusalReason reason)
{
  return reason == FB_REFUSAL_TOO_LARGE || reason == FB_REFUSAL_WRONG_TYPE ||
         reason == FB_REFUSAL_MALFORMED;
}
