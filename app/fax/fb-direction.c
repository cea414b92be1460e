/* fb-direction.c
 *
 * Which way a fax goes, in Documo's word and in the user's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-direction.h"

#include <glib/gi18n.h>

/**
 * fb_direction_from_string:
 * @name: (nullable): Documo's `direction`
 *
 * Returns: the direction; `FB_DIRECTION_UNKNOWN` for a word that is not known
 */
FbDirection
fb_direction_from_string (const char *name)
{
  if (name == NULL)
    return FB_DIRECTION_UNKNOWN;
  if (g_ascii_strcasecmp (name, "inbound") == 0)
    return FB_DIRECTION_INBOUND;
  if (g_ascii_strcasecmp (name, "outbound") == 0)
    return FB_DIRECTION_OUTBOUND;
  return FB_DIRECTION_UNKNOWN;
}

/**
 * fb_direction_to_string:
 * @direction: a direction
 *
 * Returns: Documo's word for it, "unknown" where it has none
 */
const char *
fb_direction_to_string (FbDirection direction)
{
  switch (direction)
    {
    case FB_DIRECTION_INBOUND:
      return "inbound";
    case FB_DIRECTION_OUTBOUND:
      return "outbound";
    case FB_DIRECTION_UNKNOWN:
    default:
      return "unknown";
    }
}

/**
 * fb_direction_get_label:
 * @direction: a direction
 *
 * Returns: the translated word for the user
 */
const char *
fb_direction_get_label (FbDirection direction)
{
  switch (direction)
    {
    case FB_DIRECTION_INBOUND:
      return _ ("Received");
    case FB_DIRECTION_OUTBOUND:
      return _ ("Sent");
    case FB_DIRECTION_UNKNOWN:
    default:
      return _ ("Unknown direction");
    }
}
