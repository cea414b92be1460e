/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbOccasion:
 * @FB_OCCASION_NONE: nothing to ring for
 * @FB_OCCASION_RECEIVED: an inbound fax is there
 * @FB_OCCASION_RECEIVE_FAILED: an inbound fax failed
 * @FB_OCCASION_DELIVERED: an outbound fax was delivered
 * @FB_OCCASION_SEND_FAILED: an outbound fax failed
 * @FB_OCCASION_UNREADABLE: a delivery could not be understood
 *
 * What the bell may ring for. The numbers are kept in the database: never renumber.
 */
typedef enum
{
  FB_OCCASION_NONE = 0,
  FB_OCCASION_RECEIVED = 1,
  FB_OCCASION_RECEIVE_FAILED = 2,
  FB_OCCASION_DELIVERED = 3,
  FB_OCCASION_SEND_FAILED = 4,
  FB_OCCASION_UNREADABLE = 5,
} FbOccasion;

FbOccasion fb_occasion_for (const FbEvent *event, gboolean has_attachment);

G_END_DECLS
