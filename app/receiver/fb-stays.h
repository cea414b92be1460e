/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-visit.h"

G_BEGIN_DECLS

/**
 * FbStays:
 *
 * Who is in, by connection, and how long each may take. For the receiver's thread alone.
 */
typedef struct _FbStays FbStays;

/* Called when somebody has left. */
typedef void (*FbStaysFunc) (gpointer user_data);

FbStays *fb_stays_new (GMainContext *context, FbStaysFunc on_left, gpointer user_data);
void fb_stays_stop (FbStays *stays);
void fb_stays_unref (FbStays *stays);

FbVisit *fb_stays_begin (FbStays *stays,
                         GSocketConnection *connection,
                         GSocketAddress *remote,
                         guint total_ms,
                         gboolean is_turned_away);
guint fb_stays_get_n (const FbStays *stays);
guint fb_stays_get_n_turned_away (const FbStays *stays);
guint fb_stays_count_from (const FbStays *stays, GSocketAddress *remote);
void fb_stays_hurry (FbStays *stays, guint limit_ms);
void fb_stays_clear (FbStays *stays);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStays, fb_stays_unref)

G_END_DECLS
