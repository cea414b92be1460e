/* A document's pages, texts and shapes, in the order in which they are wanted, from a helper that
 * does what it should. */

#include "config.h"

#include "render-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pid_t
get_pid (FbRenderProcess *process)
{
  g_assert_nonnull (process);
  return (pid_t) atoi (fb_render_process_get_identifier (process));
}

static void
wait_until_reaped (pid_t pid)
{
  while (kill (pid, 0) == 0)
    g_usleep (1000);
  g_assert_cmpint (errno, ==, ESRCH);
}

static void
on_sizes_changed (FbRenderedDocument *document, guint first, guint n, guint *n_known)
{
  g_assert_cmpuint (first, ==, *n_known);
  *n_known += n;
}

static void
test_sizes (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 1000\nmore", NULL);
  guint n_known = 1;

  g_assert_cmpuint (fb_rendered_document_get_n_pages (document), ==, 1000);
  g_assert_true (fb_rendered_document_has_more_pages (document));
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 0).width, ==, 600);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 0).height, ==, 800);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 999).width, ==, 600);
  g_signal_connect (document, "sizes-changed", G_CALLBACK (on_sizes_changed), &n_known);
  wait_until (n_known == 1000);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 1).width, ==, 601);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 999).width, ==, 1599);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 999).height, ==, 1799);
}

static void
test_page (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 5", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderedPage) page = render_page (document, 4, &error);
  gsize size;

  g_assert_no_error (error);
  g_assert_false (fb_rendered_document_has_more_pages (document));
  g_assert_cmpuint (page->width, ==, 60);
  g_assert_cmpuint (page->height, ==, 80);
  g_assert_cmpuint (page->flags, ==, 0);
  const guint8 *pixels = g_bytes_get_data (page->pixels, &size);
  g_assert_cmpuint (size, ==, 60 * 80 * 4);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpuint (pixels[i], ==, 5);
}

static void
test_page_outlives_document (RenderFixture *self, gconstpointer data)
{
  FbRenderedDocument *document = render_fixture_open (self, "pages 2", NULL);
  g_autoptr (FbRenderedPage) page = render_page (document, 1, NULL);
  const pid_t pid =
    get_pid (fb_render_session_get_process (fb_rendered_document_get_session (document)));

  g_assert_finalize_object (document);
  wait_until_reaped (pid);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (page->pixels, NULL))[0], ==, 2);
}

static void
test_text (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbPageText) text = render_text (document, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text->text, ==, "Hello");
  g_assert_cmpuint (text->n_characters, ==, 5);
  g_assert_false (text->is_cut);
  g_assert_cmpfloat (text->areas[4].x2, ==, 0.75f);
}

static void
test_too_large (RenderFixture *self, gconstpointer data)
{
  static const guint sides[][2] = { { 16385, 1 }, { 1, 16385 }, { 16384, 16384 }, { 6000, 4001 } };
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", &path);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_auto (RenderCall) call = { 0 };
      g_autoptr (GError) error = NULL;

      fb_rendered_document_render_async (document, 0, sides[i][0], sides[i][1], FB_PAGE_VISIBLE,
                                         NULL, render_call_take, &call);
      wait_until (call.result != NULL);
      g_assert_null (fb_rendered_document_render_finish (document, call.result, &error));
      g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_TOO_LARGE);
    }
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0");
}

static void
ask (FbRenderedDocument *document,
     guint page,
     FbPageUrgency urgency,
     GCancellable *cancellable,
     RenderCall *call)
{
  fb_rendered_document_render_async (document, page, 60, 80, urgency, cancellable, render_call_take,
                                     call);
}

static gboolean
is_rendered (FbRenderedDocument *document, RenderCall *call)
{
  wait_until (call->result != NULL);
  g_autoptr (FbRenderedPage) page =
    fb_rendered_document_render_finish (document, call->result, NULL);
  return page != NULL;
}

static void
test_order (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 9", &path);
  RenderCall calls[7] = { 0 };

  ask (document, 0, FB_PAGE_BACKGROUND, NULL, &calls[0]); /* is asked at once */
  ask (document, 1, FB_PAGE_BACKGROUND, NULL, &calls[1]);
  ask (document, 2, FB_PAGE_THUMBNAIL, NULL, &calls[2]);
  ask (document, 3, FB_PAGE_VISIBLE, NULL, &calls[3]);
  ask (document, 4, FB_PAGE_NEAR, NULL, &calls[4]);
  ask (document, 5, FB_PAGE_VISIBLE, NULL, &calls[5]);
  ask (document, 6, FB_PAGE_THUMBNAIL, NULL, &calls[6]);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_assert_true (is_rendered (document, &calls[i]));
      render_call_clear (&calls[i]);
    }
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 0, page 3, page 5, page 4, page 2, page 6, page 1");
}

static void
assert_cancelled (FbRenderedDocument *document, RenderCall *call)
{
  g_autoptr (GError) error = NULL;

  wait_until (call->result != NULL);
  g_assert_null (fb_rendered_document_render_finish (document, call->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_waiting (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 9", &path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) first = { 0 }, second = { 0 }, third = { 0 }, late = { 0 };

  ask (document, 0, FB_PAGE_VISIBLE, NULL, &first);
  ask (document, 1, FB_PAGE_VISIBLE, cancellable, &second);
  ask (document, 2, FB_PAGE_VISIBLE, NULL, &third);
  g_cancellable_cancel (cancellable);
  ask (document, 3, FB_PAGE_VISIBLE, cancellable, &late);
  assert_cancelled (document, &second);
  assert_cancelled (document, &late);
  g_assert_true (is_rendered (document, &first));
  g_assert_true (is_rendered (document, &third));
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 0, page 2");
}

/* What the helper is at is given up without it. */
static void
test_cancel_asked (RenderFixture *self, gconstpointer data)
{
  FbRenderedDocument *document = render_fixture_open (self, "pages 9\nhang page 1", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) call = { 0 };
  const pid_t pid =
    get_pid (fb_render_session_get_process (fb_rendered_document_get_session (document)));

  ask (document, 1, FB_PAGE_VISIBLE, cancellable, &call);
  g_cancellable_cancel (cancellable);
  assert_cancelled (document, &call);
  render_call_clear (&call);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (document);
  wait_until_reaped (pid);
}

/* Its answer comes, and is dropped. */
static void
test_cancel_answered (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 9", &path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) first = { 0 }, second = { 0 };

  ask (document, 0, FB_PAGE_VISIBLE, cancellable, &first);
  ask (document, 1, FB_PAGE_VISIBLE, NULL, &second);
  g_cancellable_cancel (cancellable);
  assert_cancelled (document, &first);
  g_assert_true (is_rendered (document, &second));
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 0, page 1");
}

static void
test_cancel_opening (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = render_fixture_write (self, "hang open 0");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) call = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *requests = NULL;

  fb_rendered_document_open_async (self->launcher, path, cancellable, render_call_take, &call);
  while (g_strcmp0 (requests, "open 0") != 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (requests);
      requests = render_fixture_get_requests (path);
    }
  g_assert_null (call.result);
  g_cancellable_cancel (cancellable);
  wait_until (call.result != NULL);
  g_assert_null (fb_rendered_document_open_finish (call.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
write_pdf (FbRenderedDocument *document,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (RenderCall) call = { 0 };

  fb_rendered_document_write_pdf_async (document, path, cancellable, render_call_take, &call);
  wait_until (call.result != NULL);
  return fb_rendered_document_write_pdf_finish (document, call.result, NULL, error);
}

static void
test_pdf (RenderFixture *self, gconstpointer data)
{
  g_autofree char *document_path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", &document_path);
  g_autofree char *path = g_build_filename (self->folder, "new.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  /* It is of the document that is open, wherever that is now. */
  g_assert_no_errno (g_unlink (document_path));
  g_assert_true (write_pdf (document, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "%PDF");
  g_assert_no_errno (stat (path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* What is there already remains as it is. */
  g_assert_false (write_pdf (document, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What is missing from it is told. */
static void
test_pdf_partial (RenderFixture *self, gconstpointer data)
{
  static const char *const documents[] = { "pages 2", "pages 2\npartial" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (FbRenderedDocument) document = render_fixture_open (self, documents[i], NULL);
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_auto (RenderCall) call = { 0 };
      g_autoptr (GError) error = NULL;
      FbRenderFlags flags;

      fb_rendered_document_write_pdf_async (document, path, NULL, render_call_take, &call);
      wait_until (call.result != NULL);
      g_assert_true (fb_rendered_document_write_pdf_finish (document, call.result, &flags, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (flags, ==, i == 0 ? 0 : FB_RENDER_PARTIAL);
    }
}

static void
wait_until_removed (const char *path)
{
  while (g_file_test (path, G_FILE_TEST_EXISTS))
    g_usleep (1000);
}

static void
test_pdf_fails (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2\nfull", NULL);
  g_autofree char *path = g_build_filename (self->folder, "new.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (write_pdf (document, path, NULL, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NO_SPACE);
  wait_until_removed (path);
}

/* Pages don't wait for a PDF. One that is given up ends its helper, which is no crash. */
static void
test_pdf_cancelled (RenderFixture *self, gconstpointer data)
{
  self->limits.document_crashes = 1;
  self->limits.crashes = 1;
  render_fixture_limit (self);

  g_autofree char *document_path = NULL;
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 2\nhang pdf 0", &document_path);
  g_autofree char *path = g_build_filename (self->folder, "new.pdf", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) call = { 0 };
  g_autofree char *requests = render_fixture_get_requests (document_path);
  g_autoptr (GError) error = NULL;

  fb_rendered_document_write_pdf_async (document, path, cancellable, render_call_take, &call);
  while (strstr (requests, "pdf 0") == NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (requests);
      requests = render_fixture_get_requests (document_path);
    }
  g_autoptr (FbRenderedPage) page = render_page (document, 1, &error);
  g_assert_no_error (error);
  g_assert_null (call.result);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_cancellable_cancel (cancellable);
  wait_until (call.result != NULL);
  g_assert_false (fb_rendered_document_write_pdf_finish (document, call.result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until_removed (path);
  g_clear_error (&error);
  g_autoptr (FbRenderedPage) other = render_page (document, 0, &error);
  g_assert_no_error (error);
}

static void
test_no_file (RenderFixture *self, gconstpointer data)
{
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autofree char *pipe = g_build_filename (self->folder, "pipe", NULL);
  g_autofree char *path = render_fixture_write (self, "pages 1");
  g_autoptr (GError) error = NULL;

  g_assert_null (render_fixture_try_open (self, "/nowhere/at/all", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (render_fixture_try_open (self, self->folder, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_A_DOCUMENT);
  g_clear_error (&error);
  g_assert_no_errno (mkfifo (pipe, 0600));
  g_assert_null (render_fixture_try_open (self, pipe, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_A_DOCUMENT);
  g_clear_error (&error);
  g_assert_no_errno (symlink (path, link));
  g_assert_null (render_fixture_try_open (self, link, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
  g_assert_cmpuint (render_fixture_count_starts (self, data), ==, 0);
}

static void
test_encrypted (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = render_fixture_write (self, "pages 1\nencrypted");
  g_autoptr (GError) error = NULL;

  g_assert_null (render_fixture_try_open (self, path, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_ENCRYPTED);
}

/* A document takes the spare helper, and another is made ready. */
static void
test_spare (RenderFixture *self, gconstpointer data)
{
  self->limits.spare_delay = 0;
  render_fixture_limit (self);
  fb_render_launcher_prepare (self->launcher);
  fb_render_launcher_prepare (self->launcher);
  wait_until (fb_render_launcher_get_spare (self->launcher) != NULL);

  const pid_t spare = get_pid (fb_render_launcher_get_spare (self->launcher));
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", NULL);
  g_assert_cmpint (
    get_pid (fb_render_session_get_process (fb_rendered_document_get_session (document))), ==,
    spare);
  wait_until (fb_render_launcher_get_spare (self->launcher) != NULL);
  g_assert_cmpint (get_pid (fb_render_launcher_get_spare (self->launcher)), !=, spare);
  g_assert_cmpuint (render_fixture_count_starts (self, data), ==, 2);
}

/* The helper of a document that nobody looks at ends, and comes back. */
static void
test_idle (RenderFixture *self, gconstpointer data)
{
  self->limits.idle = 1;
  self->limits.document_crashes = 1;
  render_fixture_limit (self);

  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", &path);
  FbRenderSession *session = fb_rendered_document_get_session (document);
  g_autoptr (GError) error = NULL;

  wait_until (fb_render_session_get_process (session) == NULL);
  g_autoptr (FbRenderedPage) page = render_page (document, 1, &error);
  g_assert_no_error (error);
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_true (g_str_has_prefix (requests, "open 0, open 0"));
}

static void
test_given_nothing_else (RenderFixture *self, gconstpointer data)
{
  static const char *const allowed[] = {
    "HOME",          "XDG_CACHE_HOME",  "XDG_CONFIG_HOME", "XDG_DATA_DIRS",
    "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT",
    "LANG",          "LC_ALL",          "LC_CTYPE",        "LD_LIBRARY_PATH",
    "ASAN_OPTIONS",  "LSAN_OPTIONS",    "UBSAN_OPTIONS",   NULL,
  };
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "text self", NULL);
  g_autoptr (FbPageText) text = render_text (document, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (text->text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[0], ==, "fds 0 1 2 3");
  g_assert_cmpstr (lines[1], ==, "folder /");
  g_assert_true (g_str_has_prefix (lines[2], "environment "));
  g_auto (GStrv) names = g_strsplit (lines[2] + strlen ("environment "), " ", -1);
  g_assert_true (g_strv_contains ((const char *const *) names, "HOME"));
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (allowed, names[i]))
      g_error ("The helper can see %s", names[i]);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Of all threads: a helper is the child of the one that has started it. */
static gboolean
has_children (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  gboolean found = FALSE;
  const char *thread;

  while (!found && (thread = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", thread, "children", NULL);
      g_autofree char *children = NULL;

      found = g_file_get_contents (path, &children, NULL, NULL) && *children != '\0';
    }
  return found;
}

/* A document that is let go of while its helper is at something, sooner or later. */
static void
open_and_leave (RenderFixture *self, const char *path, guint number)
{
  FbRenderedDocument *document = render_fixture_try_open (self, path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (RenderCall) page = { 0 }, text = { 0 };

  g_assert_nonnull (document);
  ask (document, number % 3, FB_PAGE_VISIBLE, cancellable, &page);
  fb_rendered_document_read_text_async (document, 0, FB_PAGE_BACKGROUND, cancellable,
                                        render_call_take, &text);
  for (guint i = 0; i < number % 5; i++)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_object_unref (document);
  wait_until (page.result != NULL && text.result != NULL);
}

/* Whatever a helper sends along, neither it nor any descriptor stays. */
static void
test_leaves_nothing (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = render_fixture_write (self, "pages 3\ngive\nhang page 2");
  guint n_descriptors = 0;

  self->limits.spare_delay = 3600000;
  render_fixture_limit (self);
  for (guint i = 0; i < 60; i++)
    {
      open_and_leave (self, path, i);
      /* With the first one comes what GLib keeps. */
      if (i == 0)
        n_descriptors = count_entries ("/proc/self/fd");
    }
  /* Fewer than one of each document. */
  while (count_entries ("/proc/self/fd") > n_descriptors + 20 || has_children ())
    g_main_context_iteration (NULL, FALSE);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/render/document/" name, RenderFixture, "helper", render_fixture_set_up, function,  \
              render_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("FAXBELL_TEST_SECRET", "secret", TRUE);
  ADD ("sizes", test_sizes);
  ADD ("page", test_page);
  ADD ("page-outlives-document", test_page_outlives_document);
  ADD ("text", test_text);
  ADD ("too-large", test_too_large);
  ADD ("order", test_order);
  ADD ("cancel-waiting", test_cancel_waiting);
  ADD ("cancel-asked", test_cancel_asked);
  ADD ("cancel-answered", test_cancel_answered);
  ADD ("cancel-opening", test_cancel_opening);
  ADD ("pdf", test_pdf);
  ADD ("pdf-partial", test_pdf_partial);
  ADD ("pdf-fails", test_pdf_fails);
  ADD ("pdf-cancelled", test_pdf_cancelled);
  ADD ("no-file", test_no_file);
  ADD ("encrypted", test_encrypted);
  ADD ("spare", test_spare);
  ADD ("idle", test_idle);
  ADD ("given-nothing-else", test_given_nothing_else);
  ADD ("leaves-nothing", test_leaves_nothing);
  return g_test_run ();
}
