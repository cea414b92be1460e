/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbClockFormat:
 * @FB_CLOCK_24_HOURS: 14:05
 * @FB_CLOCK_12_HOURS: 2:05 PM
 */
typedef enum
{
  FB_CLOCK_24_HOURS,
  FB_CLOCK_12_HOURS,
} FbClockFormat;

FbClockFormat fb_clock_format_from_desktop (void);
char *fb_friendly_time_format (gint64 time, GDateTime *now, FbClockFormat clock);
char *fb_full_time_format (gint64 time, FbClockFormat clock);

G_END_DECLS
