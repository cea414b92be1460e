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
char *fb_time_of_day_format (gint64 time, GDateTime *now, FbClockFormat clock);
char *fb_day_format (gint64 time, GDateTime *now, gboolean is_short);
gboolean fb_day_is_same (gint64 a, gint64 b);

G_END_DECLS
