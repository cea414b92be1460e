/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-outside-check.h"
#include "fb-receiver.h"

G_BEGIN_DECLS

/**
 * FbOutsideTimes:
 * @first_ms: from when it can be asked, or the network has changed, to asking
 * @again_ms: from a first failure to asking again, before anything is said of it
 * @normal_ms: from one question to the next
 * @alarmed_ms: the same, at most, while it goes on failing: somebody may be mending it
 *
 * How long is waited, in milliseconds.
 */
typedef struct
{
  guint first_ms;
  guint again_ms;
  guint normal_ms;
  guint alarmed_ms;
} FbOutsideTimes;

#define FB_TYPE_OUTSIDE_WATCH (fb_outside_watch_get_type ())
G_DECLARE_FINAL_TYPE (FbOutsideWatch, fb_outside_watch, FB, OUTSIDE_WATCH, GObject)

/* Properties:
 *   result (FbOutsideResult): what is known
 *   alarm (gboolean): whether Documo can't reach this computer: it has failed twice in a row
 *   asking (gboolean): whether an answer is awaited; with its end the time is another
 */

FbOutsideWatch *fb_outside_watch_new (FbReceiver *receiver, FbOutsideCheck *check);
void fb_outside_watch_set_times (FbOutsideWatch *self, const FbOutsideTimes *times);
void fb_outside_watch_set_address (FbOutsideWatch *self, const char *address, gboolean was_reached);
const char *fb_outside_watch_get_address (FbOutsideWatch *self);
void fb_outside_watch_ask_soon (FbOutsideWatch *self);
void fb_outside_watch_ask_now (FbOutsideWatch *self);
void fb_outside_watch_note_reached (FbOutsideWatch *self, const char *address);
gboolean fb_outside_watch_is_asking (FbOutsideWatch *self);
void fb_outside_watch_stop (FbOutsideWatch *self);
FbOutsideResult fb_outside_watch_get_result (FbOutsideWatch *self);
gboolean fb_outside_watch_was_reached (FbOutsideWatch *self);
gint64 fb_outside_watch_get_time (FbOutsideWatch *self);
gboolean fb_outside_watch_is_alarm (FbOutsideWatch *self);

G_END_DECLS
