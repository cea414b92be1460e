/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "fb-render-protocol.h"

G_BEGIN_DECLS

/**
 * HelperProcess:
 * @pid: of it
 * @socket: the other end of its socket
 * @confinement: as it told when it was ready
 * @serial: of the last request
 *
 * A real faxbell-render.
 */
typedef struct
{
  GPid pid;
  int socket;
  guint32 confinement;
  guint32 serial;
} HelperProcess;

HelperProcess *helper_process_new (void);
HelperProcess *helper_process_new_with (const char *variable, const char *value);
void helper_process_free (HelperProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HelperProcess, helper_process_free)

void helper_process_send (HelperProcess *self,
                          const void *packet,
                          gsize length,
                          const int *fds,
                          gsize n_fds);
FbRenderAnswer helper_process_receive (HelperProcess *self);
gboolean helper_process_is_gone (HelperProcess *self);
FbRenderAnswer helper_process_ask (HelperProcess *self, FbRenderRequest request, int fd);

int helper_memory_new (gsize size);

FbRenderAnswer helper_process_open (HelperProcess *self, const char *path);
FbRenderSize helper_process_get_size (HelperProcess *self, guint page);
guint32 *helper_process_draw (HelperProcess *self,
                              guint page,
                              guint width,
                              guint height,
                              FbRenderAnswer *answer);
FbRenderText *helper_process_read_text (HelperProcess *self, guint page);

G_END_DECLS
