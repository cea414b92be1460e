/* fb-request-loop.c
 *
 * One request after the other, each answered once. Memory that is brought along is mapped while it
 * is filled, if it is just as large as it has to be and can't become smaller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-loop.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "fb-page-reader.h"
#include "fb-received-request.h"

/* Of processor time. A PDF is of many pages. */
#define REQUEST_SECONDS 60
#define PDF_SECONDS     900

typedef struct
{
  FbPageReader *reader; /* (nullable) */
  gboolean was_opened;  /* or was tried to */
  guint n_pages;
} Document;

/* Memory */

static gpointer
map_memory (int fd, gsize size)
{
  const int sealed = F_SEAL_SHRINK | F_SEAL_GROW;
  struct stat information;

  if (fstat (fd, &information) != 0 || !S_ISREG (information.st_mode) ||
      information.st_size != (off_t) size)
    return NULL;
  const int seals = fcntl (fd, F_GET_SEALS);
  if (seals < 0 || (seals & sealed) != sealed)
    return NULL;
  gpointer memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  return memory != MAP_FAILED ? memory : NULL;
}

/* Requests */

static FbRenderStatus
open_document (Document *document, FbReceivedRequest *received, FbRenderAnswer *answer)
{
  FbRenderStatus status = FB_RENDER_BAD_REQUEST;
  struct stat information;
  gboolean has_more = FALSE;

  if (document->was_opened)
    return FB_RENDER_BAD_REQUEST;
  const int flags = fcntl (received->fd, F_GETFL);
  if (fstat (received->fd, &information) != 0 || !S_ISREG (information.st_mode) || flags < 0 ||
      (flags & O_ACCMODE) == O_WRONLY || (flags & O_PATH) != 0)
    return FB_RENDER_BAD_REQUEST;
  document->was_opened = TRUE;

  document->reader = fb_page_reader_open (received->fd, &status);
  received->fd = -1;
  if (document->reader == NULL)
    return status;
  document->n_pages = fb_page_reader_count_pages (document->reader, &has_more);
  answer->n_pages = document->n_pages;
  answer->has_more = has_more;
  return FB_RENDER_OK;
}

static FbRenderStatus
tell_sizes (Document *document, const FbReceivedRequest *received)
{
  const FbRenderRequest *request = &received->request;

  if (request->count == 0 || request->count > document->n_pages - request->page)
    return FB_RENDER_BAD_REQUEST;
  const gsize length = request->count * sizeof (FbRenderSize);
  FbRenderSize *sizes = map_memory (received->fd, length);
  if (sizes == NULL)
    return FB_RENDER_BAD_REQUEST;
  for (guint i = 0; i < request->count; i++)
    {
      FbRenderSize size;

      fb_page_reader_get_size (document->reader, request->page + i, &size);
      sizes[i] = size;
    }
  munmap (sizes, length);
  return FB_RENDER_OK;
}

static FbRenderStatus
draw_page (Document *document, const FbReceivedRequest *received, FbRenderAnswer *answer)
{
  const FbRenderRequest *request = &received->request;

  if (request->width == 0 || request->height == 0)
    return FB_RENDER_BAD_REQUEST;
  if (request->width > FB_RENDER_MAX_SIDE || request->height > FB_RENDER_MAX_SIDE ||
      (guint64) request->width * request->height > FB_RENDER_MAX_PIXELS)
    return FB_RENDER_TOO_LARGE;
  FbPixels pixels = { NULL, request->width, request->height };
  const gsize length = (gsize) pixels.width * pixels.height * sizeof (guint32);
  pixels.data = map_memory (received->fd, length);
  if (pixels.data == NULL)
    return FB_RENDER_BAD_REQUEST;
  const FbRenderStatus status =
    fb_page_reader_draw (document->reader, request->page, &pixels, &answer->flags);
  munmap (pixels.data, length);
  return status;
}

static FbRenderStatus
read_text (Document *document, const FbReceivedRequest *received)
{
  FbRenderText *text = map_memory (received->fd, sizeof *text);

  if (text == NULL)
    return FB_RENDER_BAD_REQUEST;
  const FbRenderStatus status =
    fb_page_reader_read_text (document->reader, received->request.page, text);
  munmap (text, sizeof *text);
  return status;
}

static FbRenderStatus
write_pdf (Document *document, const FbReceivedRequest *received, FbRenderAnswer *answer)
{
  struct stat information;
  const int flags = fcntl (received->fd, F_GETFL);

  if (fstat (received->fd, &information) != 0 || !S_ISREG (information.st_mode) || flags < 0 ||
      (flags & O_ACCMODE) == O_RDONLY || (flags & O_PATH) != 0)
    return FB_RENDER_BAD_REQUEST;
  return fb_page_reader_write_pdf (document->reader, received->fd, &answer->flags);
}

static FbRenderStatus
handle (Document *document, FbReceivedRequest *received, FbRenderAnswer *answer)
{
  const guint32 kind = received->request.kind;

  if (!received->is_sound)
    return FB_RENDER_BAD_REQUEST;
  if (kind == FB_RENDER_OPEN)
    return open_document (document, received, answer);
  if (document->reader == NULL)
    return FB_RENDER_BAD_REQUEST;
  if (kind == FB_RENDER_PDF)
    return write_pdf (document, received, answer);
  if (received->request.page >= document->n_pages)
    return FB_RENDER_BAD_REQUEST;
  if (kind == FB_RENDER_SIZES)
    return tell_sizes (document, received);
  if (kind == FB_RENDER_PAGE)
    return draw_page (document, received, answer);
  return kind == FB_RENDER_TEXT ? read_text (document, received) : FB_RENDER_BAD_REQUEST;
}

/* A request that takes more processor time than that ends the process (SIGPROF). */
static void
set_clock (int seconds)
{
  const struct itimerval clock = { .it_value = { .tv_sec = seconds } };

  setitimer (ITIMER_PROF, &clock, NULL);
}

static gboolean
answer_request (Document *document, FbReceivedRequest *received, int socket)
{
  const FbRenderRequest *request = &received->request;
  FbRenderAnswer answer = { .kind = request->kind, .serial = request->serial };

  set_clock (request->kind == FB_RENDER_PDF ? PDF_SECONDS : REQUEST_SECONDS);
  answer.status = handle (document, received, &answer);
  set_clock (0);
  return fb_render_answer_send (&answer, socket);
}

/**
 * fb_request_loop_is_connected:
 * @socket: a descriptor
 *
 * Returns: %TRUE if @socket is a socket of packets
 */
gboolean
fb_request_loop_is_connected (int socket)
{
  int type = 0;
  socklen_t length = sizeof type;

  return getsockopt (socket, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET;
}

/**
 * fb_request_loop_run:
 * @socket: of packets
 * @confinement: how this process has shut itself in, of #FbRenderConfinement
 *
 * Says that this process is ready, and answers requests until there are none any more.
 */
void
fb_request_loop_run (int socket, guint32 confinement)
{
  const FbRenderAnswer ready = { .kind = FB_RENDER_READY, .confinement = confinement };
  Document document = { NULL, FALSE, 0 };
  gboolean goes_on = fb_render_answer_send (&ready, socket);

  while (goes_on)
    {
      g_auto (FbReceivedRequest) received = { .fd = -1 };

      goes_on = fb_received_request_wait (&received, socket) &&
                answer_request (&document, &received, socket);
    }
  g_clear_object (&document.reader);
}
