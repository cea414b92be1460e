/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbClientPhase:
 * @FB_CLIENT_HANDSHAKE: TLS is being agreed upon
 * @FB_CLIENT_HEADERS: the request's headers are awaited
 * @FB_CLIENT_BODY: its body is being received: it must go on
 * @FB_CLIENT_KEEPING: the body is here; it is our turn
 * @FB_CLIENT_LINGERING: answered; the sender may still be sending what nobody reads
 */
typedef enum
{
  FB_CLIENT_HANDSHAKE,
  FB_CLIENT_HEADERS,
  FB_CLIENT_BODY,
  FB_CLIENT_KEEPING,
  FB_CLIENT_LINGERING,
} FbClientPhase;

/**
 * FbClient:
 *
 * One connection, from the listener's accepting it to its end, and the time that it has. For the
 * receiver's thread alone.
 */
typedef struct _FbClient FbClient;

FbClient *fb_client_new (GSocket *socket, GSocketAddress *remote, guint total_ms);
FbClient *fb_client_ref (FbClient *client);
void fb_client_unref (FbClient *client);
FbClient *fb_client_from_address (GSocketAddress *remote);

void fb_client_begin_phase (FbClient *client, FbClientPhase phase, guint limit_ms);
void fb_client_continue_phase (FbClient *client, FbClientPhase phase);
FbClientPhase fb_client_get_phase (const FbClient *client);
void fb_client_note_progress (FbClient *client);
void fb_client_extend_deadlines (FbClient *client, gint64 delay);
gboolean fb_client_is_overdue (const FbClient *client, gint64 now);
gboolean fb_client_has_same_address (const FbClient *client, const FbClient *other);
gboolean fb_client_has_address (const FbClient *client, GInetAddress *address);
void fb_client_shutdown_output (FbClient *client);
void fb_client_shutdown (FbClient *client);
void fb_client_detach (FbClient *client);
void fb_client_set_stream (FbClient *client, GIOStream *stream);
gboolean fb_client_send_now (FbClient *client, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbClient, fb_client_unref)

G_END_DECLS
