/* faxbell-render itself, with real documents. */

#include "config.h"

#include "render-fixture.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

static char *
get_document (const char *name)
{
  return g_test_build_filename (G_TEST_BUILT, "data", name, NULL);
}

static FbRenderedDocument *
open_document (RenderFixture *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  FbRenderedDocument *document = render_fixture_try_open (self, path, &error);

  g_assert_no_error (error);
  return document;
}

static FbRenderedDocument *
open_built (RenderFixture *self, const char *name)
{
  g_autofree char *path = get_document (name);

  return open_document (self, path);
}

static FbRenderProcess *
get_process (FbRenderedDocument *document)
{
  FbRenderProcess *process =
    fb_render_session_get_process (fb_rendered_document_get_session (document));

  g_assert_nonnull (process);
  return process;
}

static FbRenderedPage *
take_page (FbRenderedDocument *document, RenderCall *call)
{
  g_autoptr (GError) error = NULL;

  wait_until (call->result != NULL);
  FbRenderedPage *page = fb_rendered_document_render_finish (document, call->result, &error);
  g_assert_no_error (error);
  return page;
}

/* The letter is black on white, mostly white. */
static void
assert_letter (FbRenderedPage *page)
{
  gsize size;
  const guint8 *pixels = g_bytes_get_data (page->pixels, &size);
  gsize n_dark = 0, n_white = 0;

  g_assert_cmpuint (size, ==, (gsize) page->width * page->height * 4);
  for (gsize i = 0; i < size; i += 4)
    {
      n_dark += pixels[i] < 128;
      n_white += pixels[i] == 255;
      g_assert_cmpuint (pixels[i + 3], ==, 255);
    }
  g_assert_cmpuint (n_dark, >, size / 4 / 200);
  g_assert_cmpuint (n_white, >, size / 4 / 2);
}

static void
assert_letter_drawn (FbRenderedDocument *document, guint number)
{
  g_auto (RenderCall) call = { 0 };

  fb_rendered_document_render_async (document, number, 595, 842, FB_PAGE_VISIBLE, NULL,
                                     render_call_take, &call);
  g_autoptr (FbRenderedPage) page = take_page (document, &call);
  assert_letter (page);
}

static void
test_pdf (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.pdf");
  const FbRenderSize size = fb_rendered_document_get_size (document, 0);

  g_assert_cmpuint (fb_rendered_document_get_n_pages (document), ==, 3);
  g_assert_false (fb_rendered_document_has_more_pages (document));
  g_assert_cmpfloat_with_epsilon (size.width, 595, 1);
  g_assert_cmpfloat_with_epsilon (size.height, 842, 1);
  g_assert_true ((fb_render_process_get_confinement (get_process (document)) & FB_RENDER_SECCOMP) !=
                 0);
  for (guint i = 0; i < 3; i++)
    assert_letter_drawn (document, i);
}

static void
test_tiff (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.tiff");
  const FbRenderSize size = fb_rendered_document_get_size (document, 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (fb_rendered_document_get_n_pages (document), ==, 3);
  g_assert_cmpfloat_with_epsilon (size.width, 1728 * 72 / 204.0, 1);
  g_assert_cmpfloat_with_epsilon (size.height, 2292 * 72 / 196.0, 1);
  for (guint i = 0; i < 3; i++)
    assert_letter_drawn (document, i);
  g_autoptr (FbPageText) text = render_text (document, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text->text, ==, "");
}

static void
test_text (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.pdf");
  g_autoptr (FbPageText) text = render_text (document, 0, NULL);
  const char *word = strstr (text->text, "Harbour Street Clinic\n");

  g_assert_nonnull (word);
  g_assert_cmpint (g_utf8_strlen (text->text, -1), ==, text->n_characters);
  const FbRenderArea *area = &text->areas[g_utf8_pointer_to_offset (text->text, word)];
  /* Its base line is 764 points above the bottom of 842, at 60 points from the left. */
  g_assert_cmpfloat (area->x1, >, 50 / 595.0);
  g_assert_cmpfloat (area->x2, <, 90 / 595.0);
  g_assert_cmpfloat (area->y1, <, (842 - 764) / 842.0);
  g_assert_cmpfloat (area->y2, >, (842 - 764) / 842.0);
  g_assert_cmpfloat (area->y2, <, (842 - 740) / 842.0);
}

static void
test_no_document (RenderFixture *self, gconstpointer data)
{
  static const char *const contents[] = { "", "Dear Sir", "%PDF-1.4\n", "II*\0\0\0\0\0" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, "none", NULL);
      g_autoptr (GError) error = NULL;
      const gssize length = i == 3 ? 8 : -1;

      g_assert_true (g_file_set_contents (path, contents[i], length, NULL));
      g_assert_null (render_fixture_try_open (self, path, &error));
      g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_A_DOCUMENT);
    }
}

static void
test_write_pdf (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.tiff");
  g_autofree char *path = g_build_filename (self->folder, "new.pdf", NULL);
  g_auto (RenderCall) call = { 0 };
  g_autoptr (GError) error = NULL;

  fb_rendered_document_write_pdf_async (document, path, NULL, render_call_take, &call);
  wait_until (call.result != NULL);
  fb_rendered_document_write_pdf_finish (document, call.result, NULL, &error);
  g_assert_no_error (error);

  g_autoptr (FbRenderedDocument) written = open_document (self, path);
  g_assert_cmpuint (fb_rendered_document_get_n_pages (written), ==, 3);
  g_assert_cmpfloat_with_epsilon (fb_rendered_document_get_size (written, 2).width,
                                  fb_rendered_document_get_size (document, 2).width, 1);
  assert_letter_drawn (written, 2);
}

/* What somebody looks at overtakes what was asked for before. */
static void
test_order (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.tiff");
  g_auto (RenderCall) first = { 0 }, thumbnail = { 0 }, visible = { 0 };

  fb_rendered_document_render_async (document, 0, 100, 140, FB_PAGE_THUMBNAIL, NULL,
                                     render_call_take, &first);
  fb_rendered_document_render_async (document, 1, 100, 140, FB_PAGE_THUMBNAIL, NULL,
                                     render_call_take, &thumbnail);
  fb_rendered_document_render_async (document, 2, 900, 1272, FB_PAGE_VISIBLE, NULL,
                                     render_call_take, &visible);
  g_autoptr (FbRenderedPage) page = take_page (document, &thumbnail);
  g_autoptr (FbRenderedPage) other = take_page (document, &visible);
  g_autoptr (FbRenderedPage) another = take_page (document, &first);
  g_assert_cmpuint (visible.order, <, thumbnail.order);
}

static void
test_cancel (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.pdf");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RenderCall calls[20] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    fb_rendered_document_render_async (document, i % 3, 900, 1272, FB_PAGE_VISIBLE, cancellable,
                                       render_call_take, &calls[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;
      wait_until (calls[i].result != NULL);
      g_assert_null (fb_rendered_document_render_finish (document, calls[i].result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      render_call_clear (&calls[i]);
    }
  assert_letter_drawn (document, 1);
}

/* One that was killed while it had nothing to do is not missed. */
static void
test_killed (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.pdf");
  FbRenderSession *session = fb_rendered_document_get_session (document);

  assert_letter_drawn (document, 0);
  kill ((pid_t) atoi (fb_render_process_get_identifier (get_process (document))), SIGKILL);
  wait_until (fb_render_session_get_process (session) == NULL);
  assert_letter_drawn (document, 1);
}

/* It ends with this process, and not with a thread of it. */
static void
test_threads_end (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.pdf");
  FbRenderSession *session = fb_rendered_document_get_session (document);

  while (g_thread_pool_get_num_unused_threads () == 0)
    g_usleep (1000);
  g_thread_pool_stop_unused_threads ();
  while (g_thread_pool_get_num_unused_threads () > 0)
    g_usleep (1000);
  g_usleep (100000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (fb_render_session_get_process (session));
  assert_letter_drawn (document, 1);
}

/* One that stands still is ended, and costs one page. */
static void
test_stopped (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = open_built (self, "fax.tiff");
  g_auto (RenderCall) lost = { 0 }, other = { 0 };
  g_autoptr (GError) error = NULL;

  self->limits.page = 500;
  render_fixture_limit (self);
  kill ((pid_t) atoi (fb_render_process_get_identifier (get_process (document))), SIGSTOP);
  fb_rendered_document_render_async (document, 0, 595, 842, FB_PAGE_VISIBLE, NULL, render_call_take,
                                     &lost);
  self->limits.page = 60000;
  render_fixture_limit (self);
  fb_rendered_document_render_async (document, 1, 595, 842, FB_PAGE_VISIBLE, NULL, render_call_take,
                                     &other);
  wait_until (lost.result != NULL);
  g_assert_null (fb_rendered_document_render_finish (document, lost.result, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED);
  g_autoptr (FbRenderedPage) page = take_page (document, &other);
  assert_letter (page);
}

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static void
on_sizes_changed (FbRenderedDocument *document, guint first, guint n, guint *n_known)
{
  *n_known += n;
}

static void
test_many_pages (RenderFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *letter = get_document ("fax.tiff");
  g_autofree char *path = g_build_filename (self->folder, "many.tiff", NULL);
  guint n_known = 1;

  g_ptr_array_add (arguments, (char *) "tiffcp");
  for (guint i = 0; i < 334; i++)
    g_ptr_array_add (arguments, letter);
  g_ptr_array_add (arguments, path);
  g_ptr_array_add (arguments, NULL);
  run ((const char *const *) arguments->pdata);

  g_autoptr (FbRenderedDocument) document = open_document (self, path);
  g_assert_cmpuint (fb_rendered_document_get_n_pages (document), ==, 1002);
  g_signal_connect (document, "sizes-changed", G_CALLBACK (on_sizes_changed), &n_known);
  assert_letter_drawn (document, 1001);
  wait_until (n_known == 1002);
  g_assert_cmpfloat_with_epsilon (fb_rendered_document_get_size (document, 1001).width,
                                  1728 * 72 / 204.0, 1);
}

/* More documents at once than one helper could have. */
static void
test_many_documents (RenderFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  fb_render_launcher_prepare (self->launcher);
  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (documents, open_built (self, i % 2 == 0 ? "fax.pdf" : "fax.tiff"));
  for (guint i = 0; i < documents->len; i++)
    assert_letter_drawn (documents->pdata[i], 2);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/render/real-helper/" name, RenderFixture, NULL, render_fixture_set_up, function,   \
              render_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pdf", test_pdf);
  ADD ("tiff", test_tiff);
  ADD ("text", test_text);
  ADD ("no-document", test_no_document);
  ADD ("write-pdf", test_write_pdf);
  ADD ("order", test_order);
  ADD ("cancel", test_cancel);
  ADD ("killed", test_killed);
  ADD ("threads-end", test_threads_end);
  ADD ("stopped", test_stopped);
  ADD ("many-pages", test_many_pages);
  ADD ("many-documents", test_many_documents);
  return g_test_run ();
}
