/* helper-process.c
 *
 * Starts the real helper and asks it, packet by packet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "helper-process.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static GPid
start (int socket, const char *variable, const char *value)
{
  const char *program = g_getenv ("FAXBELL_RENDER");
  const char *arguments[] = { program, NULL };
  g_auto (GStrv) variables = g_get_environ ();
  g_autoptr (GError) error = NULL;
  const int target = FB_RENDER_SOCKET;
  GPid pid;

  g_assert_nonnull (program);
  if (variable != NULL)
    variables = g_environ_setenv (variables, variable, value, TRUE);
  g_spawn_async_with_pipes_and_fds (NULL, arguments, (const char *const *) variables,
                                    G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1, -1, &socket,
                                    &target, 1, &pid, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return pid;
}

/* Waits until it is ready. */
HelperProcess *
helper_process_new_with (const char *variable, const char *value)
{
  HelperProcess *self = g_new0 (HelperProcess, 1);
  int sockets[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), ==, 0);
  self->pid = start (sockets[1], variable, value);
  close (sockets[1]);
  self->socket = sockets[0];

  const FbRenderAnswer ready = helper_process_receive (self);
  g_assert_cmpuint (ready.kind, ==, FB_RENDER_READY);
  g_assert_cmpuint (ready.status, ==, FB_RENDER_OK);
  self->confinement = ready.confinement;
  return self;
}

HelperProcess *
helper_process_new (void)
{
  return helper_process_new_with (NULL, NULL);
}

/* It must end by itself, and well, when nobody is there any more. */
void
helper_process_free (HelperProcess *self)
{
  int status;

  close (self->socket);
  if (self->pid != 0)
    {
      g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
      g_assert_cmpint (status, ==, 0);
    }
  g_free (self);
}

void
helper_process_send (HelperProcess *self,
                     const void *packet,
                     gsize length,
                     const int *fds,
                     gsize n_fds)
{
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (16 * sizeof (int))];
  } control = { 0 };
  struct iovec bytes = { (gpointer) packet, length };
  struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };

  g_assert_cmpuint (n_fds, <=, 16);
  if (n_fds > 0)
    {
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN (n_fds * sizeof (int));
      memcpy (CMSG_DATA (&control.header), fds, n_fds * sizeof (int));
      message.msg_control = &control;
      message.msg_controllen = CMSG_SPACE (n_fds * sizeof (int));
    }
  g_assert_cmpint (sendmsg (self->socket, &message, MSG_NOSIGNAL), ==, length);
}

FbRenderAnswer
helper_process_receive (HelperProcess *self)
{
  FbRenderAnswer answer;

  g_assert_cmpint (recv (self->socket, &answer, sizeof answer, MSG_TRUNC), ==, sizeof answer);
  return answer;
}

/* Waits for its end. */
gboolean
helper_process_is_gone (HelperProcess *self)
{
  FbRenderAnswer answer;
  int status;

  if (recv (self->socket, &answer, sizeof answer, 0) > 0)
    return FALSE;
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  self->pid = 0;
  return TRUE;
}

FbRenderAnswer
helper_process_ask (HelperProcess *self, FbRenderRequest request, int fd)
{
  request.serial = ++self->serial;
  helper_process_send (self, &request, sizeof request, &fd, 1);

  const FbRenderAnswer answer = helper_process_receive (self);
  g_assert_cmpuint (answer.kind, ==, request.kind);
  g_assert_cmpuint (answer.serial, ==, request.serial);
  return answer;
}

/* As the application brings it. */
int
helper_memory_new (gsize size)
{
  const int fd = memfd_create ("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, (off_t) size), ==, 0);
  g_assert_cmpint (fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), ==, 0);
  return fd;
}

static gpointer
take_content (int fd, gsize size)
{
  gpointer content = g_malloc (size);

  g_assert_cmpint (pread (fd, content, size, 0), ==, size);
  close (fd);
  return content;
}

FbRenderAnswer
helper_process_open (HelperProcess *self, const char *path)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  const FbRenderAnswer answer =
    helper_process_ask (self, (FbRenderRequest){ .kind = FB_RENDER_OPEN }, fd);
  close (fd);
  return answer;
}

FbRenderSize
helper_process_get_size (HelperProcess *self, guint page)
{
  const FbRenderRequest request = { .kind = FB_RENDER_SIZES, .page = page, .count = 1 };
  const int fd = helper_memory_new (sizeof (FbRenderSize));
  const FbRenderAnswer answer = helper_process_ask (self, request, fd);

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  g_autofree FbRenderSize *size = take_content (fd, sizeof *size);
  return *size;
}

/* Whatever the answer is: it is for the caller. */
guint32 *
helper_process_draw (HelperProcess *self,
                     guint page,
                     guint width,
                     guint height,
                     FbRenderAnswer *answer)
{
  const FbRenderRequest request = {
    .kind = FB_RENDER_PAGE, .page = page, .width = width, .height = height
  };
  const gsize size = (gsize) width * height * sizeof (guint32);
  const int fd = helper_memory_new (size);

  *answer = helper_process_ask (self, request, fd);
  return take_content (fd, size);
}

FbRenderText *
helper_process_read_text (HelperProcess *self, guint page)
{
  const FbRenderRequest request = { .kind = FB_RENDER_TEXT, .page = page };
  const int fd = helper_memory_new (sizeof (FbRenderText));
  const FbRenderAnswer answer = helper_process_ask (self, request, fd);

  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  return take_content (fd, sizeof (FbRenderText));
}
