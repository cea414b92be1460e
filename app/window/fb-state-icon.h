/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FbStateIcon:
 * @FB_STATE_ICON_FINE: it is as it should be
 * @FB_STATE_ICON_WARNING: somebody has to do something
 * @FB_STATE_ICON_UNKNOWN: neither is known, or it doesn't matter
 * @FB_STATE_ICON_WAITING: it is known in a moment
 *
 * What a row's icon says of what the row is about.
 */
typedef enum
{
  FB_STATE_ICON_FINE,
  FB_STATE_ICON_WARNING,
  FB_STATE_ICON_UNKNOWN,
  FB_STATE_ICON_WAITING,
} FbStateIcon;

void fb_state_icon_set (GtkImage *image, FbStateIcon state);

G_END_DECLS
