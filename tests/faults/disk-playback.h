/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DiskPlaybackFunc:
 * @place: a folder that holds what the disk may hold at a moment; it is removed afterwards
 * @answers: (element-type guint64): the numbers of what had been answered by then
 * @user_data: what was given with the function
 *
 * Looks at what a power cut has left.
 */
typedef void (*DiskPlaybackFunc) (const char *place, GArray *answers, gpointer user_data);

guint disk_playback (const char *log,
                     const char *root,
                     const char *place,
                     DiskPlaybackFunc check,
                     gpointer user_data);

G_END_DECLS
