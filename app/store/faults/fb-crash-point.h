/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "config.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * FB_CRASH_POINT:
 * @name: the point's name, a literal and the only one of that name
 *
 * Where a test may kill the process, as a power cut would, in builds with the option crash_points.
 * In all others it is nothing. The points of the application are found in its sources by
 * tests/faults/test-crash-points.c, which dies at each of them.
 */
#ifdef FB_CRASH_POINTS
void fb_crash_point (const char *name);
#define FB_CRASH_POINT(name) fb_crash_point (name)
#else
#define FB_CRASH_POINT(name)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
  }                                                                                                \
  G_STMT_END
#endif

G_END_DECLS
