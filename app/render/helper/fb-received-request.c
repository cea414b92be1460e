/* fb-received-request.c
 *
 * Packets on the socket, each with its descriptor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-received-request.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for more descriptors than are allowed, so that those are closed. */
#define MAX_DESCRIPTORS 8

/* Keeps the first descriptor. Returns how many there were. */
static guint
take_descriptors (struct msghdr *message, int *fd)
{
  guint n = 0;

  for (struct cmsghdr *header = CMSG_FIRSTHDR (message); header != NULL;
       header = CMSG_NXTHDR (message, header))
    {
      if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
        continue;
      const gsize count = (header->cmsg_len - CMSG_LEN (0)) / sizeof (int);
      for (gsize i = 0; i < count; i++)
        {
          int received;

          memcpy (&received, CMSG_DATA (header) + i * sizeof (int), sizeof received);
          if (n++ == 0)
            *fd = received;
          else
            close (received);
        }
    }
  return n;
}

/**
 * fb_received_request_wait:
 * @self: (out caller-allocates): the request
 * @socket: of packets
 *
 * Waits for a packet.
 *
 * Returns: %FALSE if there will be none any more
 */
gboolean
fb_received_request_wait (FbReceivedRequest *self, int socket)
{
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (MAX_DESCRIPTORS * sizeof (int))];
  } control;
  struct iovec bytes = { &self->request, sizeof self->request };
  struct msghdr message;
  ssize_t n;

  do
    {
      memset (self, 0, sizeof *self);
      self->fd = -1;
      message = (struct msghdr){
        .msg_iov = &bytes,
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
      };
      n = recvmsg (socket, &message, MSG_CMSG_CLOEXEC);
    }
  while (n < 0 && errno == EINTR);
  if (n <= 0)
    return FALSE;

  const guint n_descriptors = take_descriptors (&message, &self->fd);
  self->is_sound = n == sizeof self->request && n_descriptors == 1 &&
                   (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
  return TRUE;
}

/**
 * fb_received_request_clear:
 * @self: a request
 *
 * Closes its descriptor, if it has not been taken.
 */
void
fb_received_request_clear (FbReceivedRequest *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

/**
 * fb_render_answer_send:
 * @answer: an answer
 * @socket: of packets
 *
 * Sends a packet.
 *
 * Returns: %FALSE if nobody is there any more
 */
gboolean
fb_render_answer_send (const FbRenderAnswer *answer, int socket)
{
  struct iovec bytes = { (gpointer) answer, sizeof *answer };
  const struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };
  ssize_t n;

  do
    n = sendmsg (socket, &message, MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  return n == sizeof *answer;
}
