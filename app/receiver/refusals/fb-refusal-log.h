/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-refusal.h"

G_BEGIN_DECLS

/**
 * FbRefusalLogFunc:
 * @user_data: what was given with the function
 *
 * Called when something was added to a log.
 */
typedef void (*FbRefusalLogFunc) (gpointer user_data);

/**
 * FbRefusalLog:
 *
 * The last requests that were refused. It is written by the receiver's thread and read by another;
 * all functions are for any thread.
 */
typedef struct _FbRefusalLog FbRefusalLog;

#define FB_REFUSAL_LOG_MAX 20

FbRefusalLog *
fb_refusal_log_new (GMainContext *context, FbRefusalLogFunc function, gpointer user_data);
FbRefusalLog *fb_refusal_log_ref (FbRefusalLog *log);
void fb_refusal_log_unref (FbRefusalLog *log);
void fb_refusal_log_stop (FbRefusalLog *log);

void fb_refusal_log_add (FbRefusalLog *log,
                         FbRefusalReason reason,
                         GInetAddress *address,
                         gboolean is_like_documo);
void fb_refusal_log_note_accepted (FbRefusalLog *log);

GPtrArray *fb_refusal_log_dup_refusals (FbRefusalLog *log);
FbRefusal *fb_refusal_log_dup_standing (FbRefusalLog *log);
guint64 fb_refusal_log_get_n_refused (FbRefusalLog *log);
gint64 fb_refusal_log_get_last_accepted (FbRefusalLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRefusalLog, fb_refusal_log_unref)

G_END_DECLS
