/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbVisitPhase:
 * @FB_VISIT_HANDSHAKE: TLS is being agreed upon
 * @FB_VISIT_HEADERS: the request's headers are awaited
 * @FB_VISIT_BODY: its body is being received: it must go on
 * @FB_VISIT_KEEPING: the body is here; it is our turn
 * @FB_VISIT_LINGERING: answered; the sender may still be sending what nobody reads
 */
typedef enum
{
  FB_VISIT_HANDSHAKE,
  FB_VISIT_HEADERS,
  FB_VISIT_BODY,
  FB_VISIT_KEEPING,
  FB_VISIT_LINGERING,
} FbVisitPhase;

/**
 * FbVisit:
 *
 * One connection, from the door's accepting it to its end, and the time that it has. For the
 * receiver's thread alone.
 */
typedef struct _FbVisit FbVisit;

FbVisit *fb_visit_new (GSocket *socket, GSocketAddress *remote, guint total_ms);
FbVisit *fb_visit_ref (FbVisit *visit);
void fb_visit_unref (FbVisit *visit);
FbVisit *fb_visit_of (GSocketAddress *remote);

void fb_visit_enter (FbVisit *visit, FbVisitPhase phase, guint limit_ms);
void fb_visit_pass_to (FbVisit *visit, FbVisitPhase phase);
FbVisitPhase fb_visit_get_phase (const FbVisit *visit);
void fb_visit_go_on (FbVisit *visit);
void fb_visit_prolong (FbVisit *visit, gint64 delay);
gboolean fb_visit_is_overdue (const FbVisit *visit, gint64 now);
gboolean fb_visit_is_from_same (const FbVisit *visit, const FbVisit *other);
gboolean fb_visit_is_from (const FbVisit *visit, GInetAddress *address);
void fb_visit_shut_output (FbVisit *visit);
void fb_visit_shut (FbVisit *visit);
void fb_visit_end (FbVisit *visit);
void fb_visit_set_stream (FbVisit *visit, GIOStream *stream);
gboolean fb_visit_send_now (FbVisit *visit, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbVisit, fb_visit_unref)

G_END_DECLS
