/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbClientPhase:
 * @FB_CLIENT_HANDSHAKE: the TLS handshake
 * @FB_CLIENT_HEADERS: the headers of the request are awaited
 * @FB_CLIENT_REFUSED: the request was answered early; what the client still sends is discarded
 * @FB_CLIENT_BODY: the body of the request is awaited
 * @FB_CLIENT_PROCESSING: it is the receiver's turn: a password is verified, a body is written or
 * kept
 * @FB_CLIENT_RESPONDING: the response to a complete request is being sent
 *
 * What a connection is at. In the first three phases it is waiting: it has not shown a right
 * password, and makes room for others when there are too many; see fb_client_is_waiting().
 */
typedef enum
{
  FB_CLIENT_HANDSHAKE,
  FB_CLIENT_HEADERS,
  FB_CLIENT_REFUSED,
  FB_CLIENT_BODY,
  FB_CLIENT_PROCESSING,
  FB_CLIENT_RESPONDING,
} FbClientPhase;

/**
 * FbClientFunc:
 * @user_data: what was given with the function
 *
 * Called for a client that is shut down.
 */
typedef void (*FbClientFunc) (gpointer user_data);

/**
 * FbClient:
 *
 * One connection, from being accepted to its end, and its deadlines. For the receiver's thread
 * alone.
 */
typedef struct _FbClient FbClient;

FbClient *fb_client_new (GSocket *socket, GSocketAddress *remote, guint total_ms);
FbClient *fb_client_ref (FbClient *client);
void fb_client_unref (FbClient *client);
FbClient *fb_client_from_address (GSocketAddress *remote);

void fb_client_set_is_shared (FbClient *client, gboolean is_shared);
gboolean fb_client_is_shared (const FbClient *client);
GInetAddress *fb_client_get_address (const FbClient *client);
gboolean fb_client_has_same_address (const FbClient *client, const FbClient *other);

void fb_client_begin_phase (FbClient *client, FbClientPhase phase, guint limit_ms);
void fb_client_continue_phase (FbClient *client, FbClientPhase phase);
FbClientPhase fb_client_get_phase (const FbClient *client);
void fb_client_note_progress (FbClient *client);
void fb_client_extend_deadlines (FbClient *client, gint64 delay);
gboolean fb_client_is_overdue (const FbClient *client, gint64 now);
gboolean fb_client_is_shut_down (const FbClient *client);
gboolean fb_client_is_waiting (const FbClient *client);
gint64 fb_client_get_waiting_since (const FbClient *client);

void fb_client_set_stream (FbClient *client, GIOStream *stream);
gboolean fb_client_send_now (FbClient *client, const char *text);
void fb_client_shutdown_output (FbClient *client);
void fb_client_set_shutdown_func (FbClient *client, FbClientFunc function, gpointer user_data);
void fb_client_shutdown (FbClient *client);
void fb_client_detach (FbClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbClient, fb_client_unref)

G_END_DECLS
