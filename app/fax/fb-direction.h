/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbDirection:
 * @FB_DIRECTION_UNKNOWN: not told, or not understood
 * @FB_DIRECTION_INBOUND: received by us
 * @FB_DIRECTION_OUTBOUND: sent by us
 *
 * Which way a fax goes. The numbers are kept in the database: never renumber.
 */
typedef enum
{
  FB_DIRECTION_UNKNOWN = 0,
  FB_DIRECTION_INBOUND = 1,
  FB_DIRECTION_OUTBOUND = 2,
} FbDirection;

#define FB_N_DIRECTIONS 3

FbDirection fb_direction_from_string (const char *name);
const char *fb_direction_to_string (FbDirection direction);
const char *fb_direction_get_label (FbDirection direction);

G_END_DECLS
