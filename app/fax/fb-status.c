/* fb-status.c
 *
 * How far a fax has come, in Documo's words and in the user's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-status.h"

#include <glib/gi18n.h>

/* By FbStatus. Documo spells "cancelled"; the American spelling is taken too. */
static const char *const names[FB_N_STATUSES] = {
  [FB_STATUS_OTHER] = "other",           [FB_STATUS_SCHEDULED] = "scheduled",
  [FB_STATUS_PROCESSING] = "processing", [FB_STATUS_TRANSMITTING] = "transmitting",
  [FB_STATUS_SUCCESS] = "success",       [FB_STATUS_FAILED] = "failed",
  [FB_STATUS_CANCELLED] = "cancelled",   [FB_STATUS_UNREADABLE] = "unreadable",
};

/**
 * fb_status_from_string:
 * @name: (nullable): Documo's `status`
 *
 * Returns: the status; `FB_STATUS_OTHER` for a word that is not one of Documo's six
 */
FbStatus
fb_status_from_string (const char *name)
{
  if (name == NULL)
    return FB_STATUS_OTHER;
  if (g_ascii_strcasecmp (name, "canceled") == 0)
    return FB_STATUS_CANCELLED;
  for (guint i = FB_STATUS_SCHEDULED; i <= FB_STATUS_CANCELLED; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return (FbStatus) i;
  return FB_STATUS_OTHER;
}

/**
 * fb_status_to_string:
 * @status: a status
 *
 * Returns: Documo's word for it
 */
const char *
fb_status_to_string (FbStatus status)
{
  g_return_val_if_fail ((guint) status < FB_N_STATUSES, names[FB_STATUS_OTHER]);

  return names[status];
}

static const char *
get_success_label (FbDirection direction)
{
  switch (direction)
    {
    case FB_DIRECTION_INBOUND:
      return _ ("Received");
    case FB_DIRECTION_OUTBOUND:
      return _ ("Delivered");
    case FB_DIRECTION_UNKNOWN:
    default:
      return _ ("Successful");
    }
}

/**
 * fb_status_get_label:
 * @status: a status
 * @direction: which way the fax goes; `FB_DIRECTION_UNKNOWN` for a word that is right for both
 *
 * Returns: the translated word for the user
 */
const char *
fb_status_get_label (FbStatus status, FbDirection direction)
{
  switch (status)
    {
    case FB_STATUS_SCHEDULED:
      return _ ("Scheduled");
    case FB_STATUS_PROCESSING:
      return _ ("Processing");
    case FB_STATUS_TRANSMITTING:
      return _ ("Transmitting");
    case FB_STATUS_SUCCESS:
      return get_success_label (direction);
    case FB_STATUS_FAILED:
      return _ ("Failed");
    case FB_STATUS_CANCELLED:
      return _ ("Cancelled");
    case FB_STATUS_UNREADABLE:
      return _ ("Unreadable");
    case FB_STATUS_OTHER:
    default:
      return _ ("Other");
    }
}

/**
 * fb_status_is_final:
 * @status: a status
 *
 * Returns: whether Documo's word for it says that nothing more will happen to the fax
 */
gboolean
fb_status_is_final (FbStatus status)
{
  return status == FB_STATUS_SUCCESS || status == FB_STATUS_FAILED || status == FB_STATUS_CANCELLED;
}
