/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FB_TYPE_TRAY_SUMMARY (fb_tray_summary_get_type ())
G_DECLARE_FINAL_TYPE (FbTraySummary, fb_tray_summary, FB, TRAY_SUMMARY, GObject)

/* Property, in the context of the thread that made the summary:
 *   text (string): the summary; NULL until the number of open faxes is known
 */

FbTraySummary *fb_tray_summary_new (guint interval);
void fb_tray_summary_set (FbTraySummary *self, guint n_open, gint64 open_since);
const char *fb_tray_summary_get_text (FbTraySummary *self);

G_END_DECLS
