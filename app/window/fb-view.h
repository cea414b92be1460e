/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-counts.h"
#include "fb-fax-filter.h"

G_BEGIN_DECLS

/**
 * FbView:
 * @FB_VIEW_OPEN: what nobody has dealt with yet
 * @FB_VIEW_INBOX: received faxes
 * @FB_VIEW_SENT: sent faxes that have come to an end, but for those that failed
 * @FB_VIEW_IN_PROGRESS: faxes that are still under way
 * @FB_VIEW_FAILED: faxes that failed, received or sent
 * @FB_VIEW_UNREADABLE: deliveries that could not be understood
 * @FB_VIEW_ALL: every fax
 *
 * The lines of the sidebar, from its top. Each outbound fax is in one of Sent, In Progress and
 * Failed.
 */
typedef enum
{
  FB_VIEW_OPEN,
  FB_VIEW_INBOX,
  FB_VIEW_SENT,
  FB_VIEW_IN_PROGRESS,
  FB_VIEW_FAILED,
  FB_VIEW_UNREADABLE,
  FB_VIEW_ALL,
} FbView;

#define FB_N_VIEWS 7

const char *fb_view_get_label (FbView view);
const char *fb_view_get_icon_name (FbView view);
const char *fb_view_get_empty_title (FbView view);
FbFaxFilter fb_view_get_filter (FbView view);
guint fb_view_count (FbView view, const FbFaxCounts *counts);

G_END_DECLS
