/* Copies of documents as PDF, for other applications: who can read them, what they are called, what
 * is told of them, and that they don't stay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pdf-copy.h"
#include "folder.h"
#include "render-fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "2026-11-29 inbound +15551234567 a.b"

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "faxbell", "pdf", NULL);
}

static char *
write_document (RenderFixture *self, const char *text)
{
  g_autofree char *whole = g_strconcat (text, "\n--\n", NULL);
  char *path = g_build_filename (self->folder, NAME ".tiff", NULL);

  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  return path;
}

static GFile *
make (RenderFixture *self, const char *text, gboolean *is_partial, GError **error)
{
  g_autofree char *path = write_document (self, text);
  g_auto (RenderCall) call = { 0 };

  fb_pdf_copy_make_async (self->launcher, path, NULL, render_call_take, &call);
  wait_until (call.result != NULL);
  return fb_pdf_copy_make_finish (call.result, is_partial, error);
}

static void
assert_mode (const char *path, guint mode)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, mode);
}

static void
test_make (RenderFixture *self, gconstpointer data)
{
  gboolean is_partial;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) copy = make (self, "pages 2", &is_partial, &error);
  g_assert_no_error (error);
  g_autofree char *name = g_file_get_basename (copy);
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (copy));

  g_assert_false (is_partial);
  g_assert_cmpstr (name, ==, NAME ".pdf");
  assert_mode (g_file_peek_path (copy), 0600);
  assert_mode (folder, 0700);

  /* Another one of the same document takes nothing away from whoever reads the first. */
  g_autoptr (GFile) other = make (self, "pages 2\npartial", &is_partial, &error);
  g_assert_no_error (error);
  g_assert_true (is_partial);
  g_assert_false (g_file_equal (copy, other));
}

static void
test_fails (RenderFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make (self, "pages 2\nfull", NULL, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_null (make (self, "crash open 0", NULL, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED);
}

/* All that was made, and nothing that a link leads to. */
static void
test_remove (RenderFixture *self, gconstpointer data)
{
  g_autoptr (GFile) copy = make (self, "pages 2", NULL, NULL);
  g_autofree char *folder = dup_folder ();
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *document = g_build_filename (self->folder, NAME ".tiff", NULL);

  g_assert_nonnull (copy);
  g_assert_no_errno (symlink (self->folder, link));
  fb_pdf_copies_remove_async ();
  while (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_usleep (1000);
  g_assert_true (g_file_test (document, G_FILE_TEST_EXISTS));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/pdf-copy/" name, RenderFixture, "helper", render_fixture_set_up, function,         \
              render_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("faxbell-cache-XXXXXX", NULL);

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  ADD ("make", test_make);
  ADD ("fails", test_fails);
  ADD ("remove", test_remove);
  const int status = g_test_run ();
  folder_remove (cache);
  return status;
}
