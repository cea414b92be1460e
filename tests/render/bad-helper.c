/* bad-helper.c
 *
 * In place of faxbell-render: does as the document tells it, which is a text, and mostly
 * misbehaves.
 *
 * Its first lines say what it is to do, up to one that is "--":
 *   pages N, more      what it tells of the document
 *   crash WHAT N       ends when it is asked for page N: WHAT is page, text, sizes, open or pdf
 *   hang WHAT N        never answers that
 *   lie HOW            in the answer for the drawing of page 1: see lie()
 *   give               sends descriptors along with each answer
 *   partial            says of a PDF that a part is missing
 *   sizes HOW, text HOW
 * What it is asked it adds to the document, a line each, as "page 3".
 *
 * Before a document is open, its own name says what to do, see be_ready(). It adds a byte to the
 * file NAME.starts whenever it is started.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-protocol.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char *document; /* its text */
static int document_fd = -1;

static void
note (const char *line)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", document_fd);
  const int fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);
  const gsize length = strlen (line);

  if (fd < 0 || write (fd, line, length) != (gssize) length)
    _exit (40);
  close (fd);
}

static gboolean
is_told (const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\n%s\n", line);
  const char *found = strstr (document, whole);
  const char *end = strstr (document, "\n--\n");

  return found != NULL && (end == NULL || found < end);
}

static guint
get_n_pages (void)
{
  const char *line = strstr (document, "\npages ");

  return line != NULL ? (guint) atoi (line + strlen ("\npages ")) : 1;
}

static void
read_document (int fd)
{
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0 || (fcntl (fd, F_GETFL) & O_ACCMODE) != O_RDONLY)
    _exit (41);
  document_fd = fd;
  document = g_malloc0 ((gsize) status.st_size + 2);
  document[0] = '\n';
  if (read (fd, document + 1, (gsize) status.st_size) != status.st_size)
    _exit (42);
}

/* As many descriptors as a packet can have. */
#define MAX_GIVEN 253

static void
send_packet (char *packet, gsize length, guint n_given)
{
  union
  {
    struct cmsghdr header;
    char space[CMSG_SPACE (MAX_GIVEN * sizeof (int))];
  } control = { 0 };
  struct iovec part = { packet, length };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

  if (n_given > 0)
    {
      message.msg_control = &control;
      message.msg_controllen = CMSG_SPACE (n_given * sizeof (int));
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN (n_given * sizeof (int));
      memset (CMSG_DATA (&control.header), 0, n_given * sizeof (int));
    }
  if (sendmsg (FB_RENDER_SOCKET, &message, MSG_NOSIGNAL) != (gssize) length)
    _exit (43);
}

static void
answer_with (const FbRenderAnswer *answer, gsize length)
{
  char packet[2 * sizeof *answer] = { 0 };

  memcpy (packet, answer, sizeof *answer);
  send_packet (packet, length, document != NULL && is_told ("give") ? MAX_GIVEN : 0);
}

static G_NORETURN void
hang (void)
{
  for (;;)
    pause ();
}

/* What depends on the name of the program. */
static void
be_ready (const char *name)
{
  FbRenderAnswer ready = { .kind = FB_RENDER_READY, .confinement = FB_RENDER_SECCOMP };

  if (strcmp (name, "not-confined") == 0)
    _exit (FB_RENDER_EXIT_NOT_CONFINED);
  if (strcmp (name, "never-ready") == 0)
    hang ();
  if (strcmp (name, "crashes-at-start") == 0)
    abort ();
  if (strcmp (name, "without-seccomp") == 0)
    ready.confinement = FB_RENDER_LANDLOCK;
  if (strcmp (name, "wrong-ready") == 0)
    ready.kind = FB_RENDER_OPEN;
  answer_with (&ready, sizeof ready);
  if (strcmp (name, "crashes-when-ready") == 0)
    abort ();
}

/* The answer is to page 1, and would be right. */
static void
lie (FbRenderAnswer *answer)
{
  if (is_told ("lie serial"))
    answer->serial++;
  if (is_told ("lie kind"))
    answer->kind = FB_RENDER_TEXT;
  if (is_told ("lie status"))
    answer->status = FB_RENDER_BAD_REQUEST + 1;
  if (is_told ("lie flags"))
    answer->flags = G_MAXUINT32;
  if (is_told ("lie short"))
    answer_with (answer, sizeof *answer - 1);
  if (is_told ("lie long"))
    answer_with (answer, sizeof *answer + 1);
  if (is_told ("lie end"))
    shutdown (FB_RENDER_SOCKET, SHUT_RDWR);
  if (is_told ("lie damaged"))
    answer->status = FB_RENDER_DAMAGED;
}

static void
write_sizes (const FbRenderRequest *request, FbRenderSize *sizes)
{
  for (guint i = 0; i < request->count; i++)
    {
      const float number = (float) (request->page + i);
      sizes[i] = (FbRenderSize){ 600 + number, 800 + number };
      if (is_told ("sizes nan"))
        sizes[i] = (FbRenderSize){ NAN, INFINITY };
      if (is_told ("sizes huge"))
        sizes[i] = (FbRenderSize){ -5, 1e30f };
    }
}

static void
append (FbRenderText *text, const char *string)
{
  for (; *string != '\0'; string++)
    {
      text->areas[text->n_characters] = (FbRenderArea){ 0.25f, 0.5f, 0.75f, 1 };
      text->characters[text->n_characters++] = (guchar) *string;
    }
}

/* What it has that it should not. */
static void
tell_of_itself (FbRenderText *text)
{
  g_autofree char *folder = g_get_current_dir ();
  g_auto (GStrv) names = g_listenv ();

  append (text, "fds");
  for (int fd = 0; fd < 1024; fd++)
    if (fcntl (fd, F_GETFD) >= 0 && fd != document_fd)
      append (text, fd == 0 ? " 0" : fd == 1 ? " 1" : fd == 2 ? " 2" : fd == 3 ? " 3" : " more");
  append (text, "\nfolder ");
  append (text, folder);
  append (text, "\nenvironment");
  for (guint i = 0; names[i] != NULL; i++)
    {
      append (text, " ");
      append (text, names[i]);
    }
}

static void
write_garbage (FbRenderText *text)
{
  static const guint32 characters[] = { 'a', 0xd800, 0x110000, 7, 0, G_MAXUINT32, '\n', 0x20ac };

  memcpy (text->characters, characters, sizeof characters);
  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    text->areas[i] = (FbRenderArea){ 0.25f, 0.5f, 0.75f, 1 };
  text->areas[0] = (FbRenderArea){ NAN, 2, -INFINITY, -3 };
  text->areas[6] = (FbRenderArea){ 0.75f, 1, 0.25f, 0.5f };
  text->n_characters = G_N_ELEMENTS (characters);
}

static void
write_text (FbRenderText *text)
{
  if (is_told ("text self"))
    tell_of_itself (text);
  else if (is_told ("text garbage"))
    write_garbage (text);
  else if (is_told ("text huge"))
    text->n_characters = G_MAXUINT32;
  else
    append (text, "Hello");
}

/* Until the next request comes, which never does. */
static G_NORETURN void
change_for_ever (FbRenderText *text)
{
  volatile FbRenderText *changing = text;

  for (guint32 i = 0;; i++)
    {
      changing->n_characters = i;
      changing->characters[i % 8] = i * 7919;
      changing->areas[i % 8].x1 = (float) i;
    }
}

/* Nothing that it can do to the memory may end who has mapped it. */
static void
try_to_shrink (int fd)
{
  if (ftruncate (fd, 0) == 0 || ftruncate (fd, 1 << 30) == 0 ||
      fcntl (fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE) == 0)
    _exit (44);
}

static void
write_memory (const FbRenderRequest *request, int fd)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    _exit (45);
  const gsize size = (gsize) status.st_size;
  void *memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED)
    _exit (46);
  try_to_shrink (fd);
  close (fd);
  if (request->kind == FB_RENDER_SIZES)
    write_sizes (request, memory);
  else if (request->kind == FB_RENDER_TEXT)
    write_text (memory);
  else
    memset (memory, (int) request->page + 1, size);
  if (request->kind == FB_RENDER_TEXT && is_told ("text changing"))
    {
      answer_with (&(FbRenderAnswer){ .kind = request->kind, .serial = request->serial },
                   sizeof (FbRenderAnswer));
      change_for_ever (memory);
    }
  munmap (memory, size);
}

static void
obey (const FbRenderRequest *request)
{
  static const char *const kinds[] = { "ready", "open", "sizes", "page", "text", "pdf" };
  g_autofree char *what = g_strdup_printf ("%s %u", kinds[request->kind], request->page);
  g_autofree char *line = g_strdup_printf ("%s\n", what);
  g_autofree char *crash = g_strdup_printf ("crash %s", what);
  g_autofree char *hanging = g_strdup_printf ("hang %s", what);

  note (line);
  if (is_told (crash))
    _exit (1);
  if (is_told (hanging))
    hang ();
}

static void
do_request (const FbRenderRequest *request, int fd)
{
  FbRenderAnswer answer = { .kind = request->kind, .serial = request->serial };

  if (request->kind == FB_RENDER_OPEN)
    read_document (fd);
  obey (request);
  if (request->kind == FB_RENDER_OPEN)
    {
      answer.n_pages = get_n_pages ();
      answer.has_more = is_told ("more");
      answer.status = is_told ("encrypted") ? FB_RENDER_ENCRYPTED : FB_RENDER_OK;
    }
  else if (request->kind != FB_RENDER_PDF)
    write_memory (request, fd);
  else if (write (fd, "%PDF", 4) != 4 || close (fd) != 0)
    _exit (47);
  if (request->kind == FB_RENDER_PDF && is_told ("partial"))
    answer.flags = FB_RENDER_PARTIAL;
  if (request->kind == FB_RENDER_PDF && is_told ("full"))
    answer.status = FB_RENDER_NO_SPACE;
  if (request->kind == FB_RENDER_PAGE && request->page == 1)
    lie (&answer);
  answer_with (&answer, sizeof answer);
  if (request->kind == FB_RENDER_PAGE && request->page == 1 && is_told ("lie twice"))
    answer_with (&answer, sizeof answer);
}

int
main (int argc, char **argv)
{
  g_autofree char *name = g_path_get_basename (argv[0]);
  g_autofree char *starts = g_strconcat (argv[0], ".starts", NULL);
  const int fd = open (starts, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 || write (fd, ".", 1) != 1)
    _exit (48);
  close (fd);
  be_ready (name);
  for (;;)
    {
      FbRenderRequest request;
      union
      {
        struct cmsghdr header;
        char space[CMSG_SPACE (sizeof (int))];
      } control = { 0 };
      struct iovec part = { &request, sizeof request };
      struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
      };
      int brought;

      if (recvmsg (FB_RENDER_SOCKET, &message, MSG_CMSG_CLOEXEC) != (gssize) sizeof request)
        _exit (0);
      if (CMSG_FIRSTHDR (&message) == NULL || request.kind > FB_RENDER_PDF)
        _exit (49);
      memcpy (&brought, CMSG_DATA (&control.header), sizeof brought);
      do_request (&request, brought);
    }
}
