/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-protocol.h"

G_BEGIN_DECLS

/**
 * FbReceivedRequest:
 * @request: zero where less was received
 * @fd: (nullable): the descriptor that came along, or -1
 * @is_sound: whether it is one whole request with one descriptor
 *
 * A packet.
 */
typedef struct
{
  FbRenderRequest request;
  int fd;
  gboolean is_sound;
} FbReceivedRequest;

gboolean fb_received_request_wait (FbReceivedRequest *self, int socket);
void fb_received_request_clear (FbReceivedRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FbReceivedRequest, fb_received_request_clear)

gboolean fb_render_answer_send (const FbRenderAnswer *answer, int socket);

G_END_DECLS
