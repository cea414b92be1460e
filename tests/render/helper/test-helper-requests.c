/* test-helper-requests.c
 *
 * Requests that are wrong: each is answered, and none harms the helper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "helper-process.h"

typedef struct
{
  HelperProcess *helper;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", "fax.tiff", NULL);

  fixture->helper = helper_process_new ();
  g_assert_cmpuint (helper_process_open (fixture->helper, path).n_pages, ==, 3);
}

/* After all, it still draws. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  FbRenderAnswer answer;

  g_free (helper_process_draw (fixture->helper, 0, 10, 10, &answer));
  g_assert_cmpuint (answer.status, ==, FB_RENDER_OK);
  helper_process_free (fixture->helper);
}

static void
assert_status (Fixture *fixture, FbRenderRequest request, int fd, FbRenderStatus status)
{
  const FbRenderAnswer answer = helper_process_ask (fixture->helper, request, fd);

  g_assert_cmpuint (answer.status, ==, status);
  close (fd);
}

static void
test_memory (Fixture *fixture, gconstpointer data)
{
  const FbRenderRequest page = { .kind = FB_RENDER_PAGE, .width = 10, .height = 10 };
  const FbRenderRequest sizes = { .kind = FB_RENDER_SIZES, .count = 3 };
  const FbRenderRequest text = { .kind = FB_RENDER_TEXT };
  const int unsealed = memfd_create ("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  int ends[2];

  assert_status (fixture, page, helper_memory_new (399), FB_RENDER_BAD_REQUEST);
  assert_status (fixture, page, helper_memory_new (401), FB_RENDER_BAD_REQUEST);
  assert_status (fixture, page, helper_memory_new (0), FB_RENDER_BAD_REQUEST);
  assert_status (fixture, sizes, helper_memory_new (8), FB_RENDER_BAD_REQUEST);
  assert_status (fixture, text, helper_memory_new (8), FB_RENDER_BAD_REQUEST);

  g_assert_cmpint (ftruncate (unsealed, 400), ==, 0);
  g_assert_cmpint (fcntl (unsealed, F_ADD_SEALS, F_SEAL_GROW), ==, 0);
  assert_status (fixture, page, unsealed, FB_RENDER_BAD_REQUEST);
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  assert_status (fixture, page, ends[0], FB_RENDER_BAD_REQUEST);
  assert_status (fixture, page, ends[1], FB_RENDER_BAD_REQUEST);
  assert_status (fixture, page, open ("/dev/zero", O_RDWR | O_CLOEXEC), FB_RENDER_BAD_REQUEST);

  /* One that may only be read. */
  const int memory = helper_memory_new (400);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", memory);
  assert_status (fixture, page, open (path, O_RDONLY | O_CLOEXEC), FB_RENDER_BAD_REQUEST);
  close (memory);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const FbRenderRequest requests[] = {
    { .kind = FB_RENDER_PAGE, .page = 3, .width = 1, .height = 2 },
    { .kind = FB_RENDER_PAGE, .page = G_MAXUINT32, .width = 1, .height = 2 },
    { .kind = FB_RENDER_PAGE, .width = 0, .height = 2 },
    { .kind = FB_RENDER_SIZES, .page = 3, .count = 1 },
    { .kind = FB_RENDER_SIZES, .page = 2, .count = 2 },
    { .kind = FB_RENDER_SIZES, .page = 2, .count = G_MAXUINT32 },
    { .kind = FB_RENDER_SIZES, .page = 0, .count = 0 },
    { .kind = FB_RENDER_TEXT, .page = 3 },
    { .kind = FB_RENDER_READY },
    { .kind = 6 },
    { .kind = G_MAXUINT32 },
    /* It is open already. */
    { .kind = FB_RENDER_OPEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_test_message ("%" G_GSIZE_FORMAT, i);
      assert_status (fixture, requests[i], helper_memory_new (8), FB_RENDER_BAD_REQUEST);
    }
}

static void
test_sides (Fixture *fixture, gconstpointer data)
{
  static const guint sides[][2] = {
    { FB_RENDER_MAX_SIDE + 1, 1 },
    { 1, FB_RENDER_MAX_SIDE + 1 },
    { FB_RENDER_MAX_SIDE, FB_RENDER_MAX_SIDE },
    { G_MAXUINT32, G_MAXUINT32 },
    /* Their product has 32 bits of 0. */
    { 1u << 31, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const FbRenderRequest request = { .kind = FB_RENDER_PAGE,
                                        .width = sides[i][0],
                                        .height = sides[i][1] };

      assert_status (fixture, request, helper_memory_new (8), FB_RENDER_TOO_LARGE);
    }
}

static void
assert_next_is_bad (Fixture *fixture)
{
  g_assert_cmpuint (helper_process_receive (fixture->helper).status, ==, FB_RENDER_BAD_REQUEST);
}

static void
test_packets (Fixture *fixture, gconstpointer data)
{
  const FbRenderRequest request = { .kind = FB_RENDER_SIZES, .count = 1 };
  const guint8 large[4096] = { FB_RENDER_SIZES };
  int fds[16];

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = helper_memory_new (sizeof (FbRenderSize));
  helper_process_send (fixture->helper, &request, sizeof request, NULL, 0);
  assert_next_is_bad (fixture);
  helper_process_send (fixture->helper, &request, sizeof request, fds, 2);
  assert_next_is_bad (fixture);
  helper_process_send (fixture->helper, &request, sizeof request, fds, 16);
  assert_next_is_bad (fixture);
  helper_process_send (fixture->helper, large, sizeof large, fds, 1);
  assert_next_is_bad (fixture);
  helper_process_send (fixture->helper, &request, 5, fds, 1);
  assert_next_is_bad (fixture);
  /* None of them is kept: there are no more descriptors than before. */
  for (guint i = 0; i < 200; i++)
    {
      helper_process_send (fixture->helper, &request, sizeof request, fds, 16);
      assert_next_is_bad (fixture);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  const FbRenderRequest request = { .kind = FB_RENDER_PDF };

  assert_status (fixture, request, open ("/dev/null", O_WRONLY | O_CLOEXEC), FB_RENDER_BAD_REQUEST);
  assert_status (fixture, request, open ("/etc/passwd", O_RDONLY | O_CLOEXEC),
                 FB_RENDER_BAD_REQUEST);
}

/* Before a document is there. */
static void
test_too_early (void)
{
  g_autoptr (HelperProcess) helper = helper_process_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  const int folder = open ("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const FbRenderRequest requests[] = {
    { .kind = FB_RENDER_SIZES, .count = 1 },
    { .kind = FB_RENDER_PAGE, .width = 1, .height = 2 },
    { .kind = FB_RENDER_TEXT },
    { .kind = FB_RENDER_PDF },
    /* Nothing that could be a document. */
    { .kind = FB_RENDER_OPEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    g_assert_cmpuint (helper_process_ask (helper, requests[i], folder).status, ==,
                      FB_RENDER_BAD_REQUEST);
  close (folder);
  g_assert_cmpuint (helper_process_open (helper, path).status, ==, FB_RENDER_OK);
}

/* Started by somebody else than Faxbell. */
static void
test_no_socket (void)
{
  const char *arguments[] = { g_getenv ("FAXBELL_RENDER"), NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, !=, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/render/helper/requests/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("memory", test_memory);
  ADD ("pages", test_pages);
  ADD ("sides", test_sides);
  ADD ("packets", test_packets);
  ADD ("pdf", test_pdf);
#undef ADD
  g_test_add_func ("/render/helper/requests/too-early", test_too_early);
  g_test_add_func ("/render/helper/requests/no-socket", test_no_socket);
  return g_test_run ();
}
