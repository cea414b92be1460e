/* fb-view.c
 *
 * The views of the sidebar: which faxes each shows, and how many these are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-view.h"

#include <glib/gi18n.h>

#define BIT(number) (1u << (number))

/**
 * fb_view_get_label:
 * @view: a view
 *
 * Returns: (transfer none): its name
 */
const char *
fb_view_get_label (FbView view)
{
  switch (view)
    {
    case FB_VIEW_OPEN:
      return C_ ("state of a fax", "Open");
    case FB_VIEW_INBOX:
      return _ ("Inbox");
    case FB_VIEW_SENT:
      return _ ("Sent");
    case FB_VIEW_IN_PROGRESS:
      return _ ("In Progress");
    case FB_VIEW_FAILED:
      return _ ("Failed");
    case FB_VIEW_UNREADABLE:
      return _ ("Unreadable");
    case FB_VIEW_ALL:
    default:
      return _ ("All Faxes");
    }
}

/**
 * fb_view_get_icon_name:
 * @view: a view
 *
 * Returns: (transfer none): the name of its symbolic icon
 */
const char *
fb_view_get_icon_name (FbView view)
{
  switch (view)
    {
    case FB_VIEW_OPEN:
      return "alarm-symbolic";
    case FB_VIEW_INBOX:
      return "faxbell-inbound-symbolic";
    case FB_VIEW_SENT:
      return "faxbell-outbound-symbolic";
    case FB_VIEW_IN_PROGRESS:
      return "network-transmit-symbolic";
    case FB_VIEW_FAILED:
      return "dialog-error-symbolic";
    case FB_VIEW_UNREADABLE:
      return "dialog-warning-symbolic";
    case FB_VIEW_ALL:
    default:
      return "faxbell-fax-symbolic";
    }
}

/**
 * fb_view_get_empty_title:
 * @view: a view
 *
 * Returns: (transfer none): what is to be said where it shows no fax
 */
const char *
fb_view_get_empty_title (FbView view)
{
  switch (view)
    {
    case FB_VIEW_OPEN:
      return _ ("All Caught Up");
    case FB_VIEW_INBOX:
      return _ ("No Received Faxes");
    case FB_VIEW_SENT:
      return _ ("No Sent Faxes");
    case FB_VIEW_IN_PROGRESS:
      return _ ("Nothing in Progress");
    case FB_VIEW_FAILED:
      return _ ("Nothing Has Failed");
    case FB_VIEW_UNREADABLE:
      return _ ("Nothing Unreadable");
    case FB_VIEW_ALL:
    default:
      return _ ("No Faxes");
    }
}

/**
 * fb_view_get_filter:
 * @view: a view
 *
 * Returns: which faxes it shows
 */
FbFaxFilter
fb_view_get_filter (FbView view)
{
  FbFaxFilter filter = FB_FAX_FILTER_ALL;

  switch (view)
    {
    case FB_VIEW_OPEN:
      filter.only_open = TRUE;
      break;
    case FB_VIEW_INBOX:
      filter.directions = BIT (FB_DIRECTION_INBOUND);
      break;
    case FB_VIEW_SENT:
      filter.directions = BIT (FB_DIRECTION_OUTBOUND);
      filter.statuses = BIT (FB_STATUS_SUCCESS) | BIT (FB_STATUS_CANCELLED) | BIT (FB_STATUS_OTHER);
      break;
    case FB_VIEW_IN_PROGRESS:
      filter.statuses =
        BIT (FB_STATUS_SCHEDULED) | BIT (FB_STATUS_PROCESSING) | BIT (FB_STATUS_TRANSMITTING);
      break;
    case FB_VIEW_FAILED:
      filter.statuses = BIT (FB_STATUS_FAILED);
      break;
    case FB_VIEW_UNREADABLE:
      filter.statuses = BIT (FB_STATUS_UNREADABLE);
      break;
    case FB_VIEW_ALL:
    default:
      break;
    }
  return filter;
}

/**
 * fb_view_count:
 * @view: a view
 * @counts: how many faxes there are of each kind
 *
 * Returns: how many it shows
 */
guint
fb_view_count (FbView view, const FbFaxCounts *counts)
{
  g_return_val_if_fail (counts != NULL, 0);

  const FbFaxFilter filter = fb_view_get_filter (view);
  guint sum = 0;

  for (int direction = 0; direction < FB_N_DIRECTIONS; direction++)
    for (int status = 0; status < FB_N_STATUSES; status++)
      if ((filter.directions == 0 || (filter.directions & BIT (direction)) != 0) &&
          (filter.statuses == 0 || (filter.statuses & BIT (status)) != 0))
        sum +=
          filter.only_open ? counts->open[direction][status] : counts->total[direction][status];
  return sum;
}
