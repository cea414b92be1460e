/* fb-alert-kind.c
 *
 * What a notification is shown for. Documo may tell the same end of a fax twice (`succeed` and
 * `complete`); a notification is shown when its alert changes, so the second telling is silent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-alert-kind.h"

static FbAlertKind
alert_kind_for_inbound (const FbEvent *event, gboolean has_document)
{
  if (event->status == FB_STATUS_FAILED && !has_document)
    return FB_ALERT_RECEIVE_FAILED;
  if (event->status == FB_STATUS_SUCCESS || has_document)
    return FB_ALERT_RECEIVED;
  return FB_ALERT_NONE;
}

static FbAlertKind
alert_kind_for_outbound (const FbEvent *event)
{
  if (event->status == FB_STATUS_FAILED)
    return FB_ALERT_SEND_FAILED;
  return event->status == FB_STATUS_SUCCESS ? FB_ALERT_DELIVERED : FB_ALERT_NONE;
}

/**
 * fb_alert_kind_for_event:
 * @event: a fax's newest state
 * @has_document: whether a document of it is here
 *
 * A document that came with an inbound fax is notified of whatever its status is: part of a failed
 * fax may be the part that matters. Where it is not known whether it is inbound, the worse is
 * assumed: that a document came in that is waited for, or that one was not sent.
 *
 * Returns: the kind of notification, or %FB_ALERT_NONE
 */
FbAlertKind
fb_alert_kind_for_event (const FbEvent *event, gboolean has_document)
{
  g_return_val_if_fail (event != NULL, FB_ALERT_NONE);

  if (event->kind == FB_EVENT_UNREADABLE)
    return FB_ALERT_UNREADABLE;
  if (event->direction == FB_DIRECTION_OUTBOUND)
    return alert_kind_for_outbound (event);
  if (event->direction == FB_DIRECTION_UNKNOWN && event->status == FB_STATUS_FAILED)
    return FB_ALERT_SEND_FAILED;
  return alert_kind_for_inbound (event, has_document);
}
