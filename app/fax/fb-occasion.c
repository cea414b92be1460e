/* fb-occasion.c
 *
 * What the bell rings for. Documo may tell the same end of a fax twice (`succeed` and `complete`);
 * a fax rings when its occasion changes, so the second telling is silent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-occasion.h"

static FbOccasion
occasion_for_inbound (const FbEvent *event, gboolean has_attachment)
{
  if (event->status == FB_STATUS_FAILED && !has_attachment)
    return FB_OCCASION_RECEIVE_FAILED;
  if (event->status == FB_STATUS_SUCCESS || has_attachment)
    return FB_OCCASION_RECEIVED;
  return FB_OCCASION_NONE;
}

static FbOccasion
occasion_for_outbound (const FbEvent *event)
{
  if (event->status == FB_STATUS_FAILED)
    return FB_OCCASION_SEND_FAILED;
  return event->status == FB_STATUS_SUCCESS ? FB_OCCASION_DELIVERED : FB_OCCASION_NONE;
}

/**
 * fb_occasion_for:
 * @event: a fax's newest state
 * @has_attachment: whether a document of it is here
 *
 * A document that came with an inbound fax is news whatever its status says: part of a failed fax
 * may be the part that matters. Where nobody told whether it is inbound, the worse is assumed: that
 * a document came in that somebody waits for, or that one was not sent.
 *
 * Returns: what there is to ring for
 */
FbOccasion
fb_occasion_for (const FbEvent *event, gboolean has_attachment)
{
  g_return_val_if_fail (event != NULL, FB_OCCASION_NONE);

  if (event->kind == FB_EVENT_UNREADABLE)
    return FB_OCCASION_UNREADABLE;
  if (event->direction == FB_DIRECTION_OUTBOUND)
    return occasion_for_outbound (event);
  if (event->direction == FB_DIRECTION_UNKNOWN && event->status == FB_STATUS_FAILED)
    return FB_OCCASION_SEND_FAILED;
  return occasion_for_inbound (event, has_attachment);
}
