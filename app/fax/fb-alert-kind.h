/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbAlertKind:
 * @FB_ALERT_NONE: no notification
 * @FB_ALERT_RECEIVED: an inbound fax is there
 * @FB_ALERT_RECEIVE_FAILED: an inbound fax failed
 * @FB_ALERT_DELIVERED: an outbound fax was delivered
 * @FB_ALERT_SEND_FAILED: an outbound fax failed
 * @FB_ALERT_UNREADABLE: a delivery could not be understood
 *
 * What a notification may be shown for. The numbers are kept in the database: never renumber.
 */
typedef enum
{
  FB_ALERT_NONE = 0,
  FB_ALERT_RECEIVED = 1,
  FB_ALERT_RECEIVE_FAILED = 2,
  FB_ALERT_DELIVERED = 3,
  FB_ALERT_SEND_FAILED = 4,
  FB_ALERT_UNREADABLE = 5,
} FbAlertKind;

FbAlertKind fb_alert_kind_for_event (const FbEvent *event, gboolean has_document);

G_END_DECLS
