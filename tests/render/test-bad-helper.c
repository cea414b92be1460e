/* Helpers that crash, hang and lie: who has asked is told, and everything else goes on. */

#include "config.h"

#include "render-fixture.h"

#include <string.h>

static void
assert_page (FbRenderedDocument *document, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderedPage) page = render_page (document, number, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (page->pixels, NULL))[0], ==, number + 1);
}

static void
assert_no_page (FbRenderedDocument *document, guint number, FbRenderError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (render_page (document, number, &error));
  g_assert_error (error, FB_RENDER_ERROR, (int) code);
}

static void
assert_not_opened (RenderFixture *self, const char *text, FbRenderError code)
{
  g_autofree char *path = render_fixture_write (self, text);
  g_autoptr (GError) error = NULL;

  g_assert_null (render_fixture_try_open (self, path, &error));
  g_assert_error (error, FB_RENDER_ERROR, (int) code);
}

/* One page is lost, those that waited behind it are drawn by another helper. */
static void
test_crash (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 9\ncrash page 3", &path);
  RenderCall calls[4] = { 0 };
  static const guint pages[] = { 2, 3, 3, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    fb_rendered_document_render_async (document, pages[i], 60, 80, FB_PAGE_VISIBLE, NULL,
                                       render_call_take, &calls[i]);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;
      wait_until (calls[i].result != NULL);
      g_autoptr (FbRenderedPage) page =
        fb_rendered_document_render_finish (document, calls[i].result, &error);
      if (pages[i] == 3)
        g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED);
      else
        g_assert_no_error (error);
      render_call_clear (&calls[i]);
    }
  assert_no_page (document, 3, FB_RENDER_ERROR_CRASHED);
  assert_page (document, 5);

  g_autoptr (FbPageText) text = render_text (document, 3, NULL);
  g_assert_cmpstr (text->text, ==, "Hello");
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 2, page 3, open 0, page 4, page 5, text 3");
}

static void
test_hang (RenderFixture *self, gconstpointer data)
{
  self->limits.page = 200;
  render_fixture_limit (self);

  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 9\nhang page 3", NULL);
  assert_no_page (document, 3, FB_RENDER_ERROR_CRASHED);
  self->limits.page = 60000;
  render_fixture_limit (self);
  assert_page (document, 4);
}

static void
test_hang_open (RenderFixture *self, gconstpointer data)
{
  self->limits.open = 200;
  render_fixture_limit (self);
  assert_not_opened (self, "hang open 0", FB_RENDER_ERROR_CRASHED);
}

static void
test_crash_at_pdf (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 9\ncrash pdf 0", NULL);
  g_autofree char *path = g_build_filename (self->folder, "new.pdf", NULL);
  g_auto (RenderCall) call = { 0 };
  g_autoptr (GError) error = NULL;

  fb_rendered_document_write_pdf_async (document, path, NULL, render_call_take, &call);
  wait_until (call.result != NULL);
  g_assert_false (fb_rendered_document_write_pdf_finish (document, call.result, NULL, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED);
  while (g_file_test (path, G_FILE_TEST_EXISTS))
    g_usleep (1000);
  assert_page (document, 1);
}

/* A document that crashes helper after helper is given up; others are not. */
static void
test_given_up (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 9\ncrash page 1\ncrash text 1\ncrash page 3", NULL);
  g_autoptr (GError) error = NULL;

  assert_no_page (document, 1, FB_RENDER_ERROR_CRASHED);
  g_assert_null (render_text (document, 1, &error));
  g_assert_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED);
  assert_page (document, 0);
  assert_no_page (document, 3, FB_RENDER_ERROR_CRASHED);
  assert_no_page (document, 0, FB_RENDER_ERROR_CRASHES_TOO_OFTEN);

  g_autoptr (FbRenderedDocument) other = render_fixture_open (self, "pages 2", NULL);
  assert_page (other, 1);
}

static void
test_too_many_crashes (RenderFixture *self, gconstpointer data)
{
  self->limits.crashes = 4;
  self->limits.spare_delay = 3600000;
  render_fixture_limit (self);
  for (guint i = 0; i < 4; i++)
    assert_not_opened (self, "crash open 0", FB_RENDER_ERROR_CRASHED);
  assert_not_opened (self, "pages 1", FB_RENDER_ERROR_CRASHES_TOO_OFTEN);
  fb_render_launcher_prepare (self->launcher);
  g_assert_cmpuint (render_fixture_count_starts (self, data), ==, 4);

  /* Those crashes are long past. */
  self->limits.crash_window = 1;
  render_fixture_limit (self);
  g_usleep (10000);
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 2", NULL);
  assert_page (document, 1);
}

/* Shapes that crash the helper are done without. */
static void
test_crash_at_sizes (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 900\ncrash sizes 65", &path);
  g_autofree char *text = NULL;

  while (text == NULL || strstr (text, "sizes 65") == NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (text);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    }
  assert_page (document, 8);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 64).width, ==, 664);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 65).width, ==, 600);
  assert_not_opened (self, "pages 900\ncrash sizes 0", FB_RENDER_ERROR_CRASHED);
}

/* Whatever is wrong about an answer, the helper is not asked again. */
static void
test_lies (RenderFixture *self, gconstpointer data)
{
  static const char *const lies[] = { "serial", "kind", "status", "short", "long", "end" };

  self->limits.crashes = 100;
  render_fixture_limit (self);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *text = g_strdup_printf ("pages 3\nlie %s", lies[i]);
      g_autoptr (FbRenderedDocument) document = render_fixture_open (self, text, &path);

      g_test_message ("%s", lies[i]);
      assert_no_page (document, 1, FB_RENDER_ERROR_CRASHED);
      assert_page (document, 2);
      g_autofree char *requests = render_fixture_get_requests (path);
      g_assert_cmpstr (requests, ==, "open 0, page 1, open 0, page 2");
    }
}

static void
on_sizes_changed (FbRenderedDocument *document, guint first, guint n, gboolean *is_known)
{
  *is_known = TRUE;
}

/* A second answer comes when nothing is being asked. */
static void
test_answers_twice (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 3\nlie twice", &path);
  FbRenderSession *session = fb_rendered_document_get_session (document);
  gboolean is_known = FALSE;

  g_signal_connect (document, "sizes-changed", G_CALLBACK (on_sizes_changed), &is_known);
  wait_until (is_known);
  assert_page (document, 1);
  wait_until (fb_render_session_get_process (session) == NULL);
  assert_page (document, 2);
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 1, open 0, page 2");
}

static void
test_unknown_flags (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 3\nlie flags", NULL);
  g_autoptr (FbRenderedPage) page = render_page (document, 1, NULL);

  g_assert_cmpuint (page->flags, ==, FB_RENDER_PARTIAL | FB_RENDER_FONT_MISSING);
}

static void
test_damaged_page (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 3\nlie damaged", &path);

  assert_no_page (document, 1, FB_RENDER_ERROR_DAMAGED);
  assert_page (document, 2);
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 1, page 2");
}

static void
test_page_counts (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 10000", NULL);

  g_assert_cmpuint (fb_rendered_document_get_n_pages (document), ==, FB_RENDER_MAX_PAGES);
  assert_not_opened (self, "pages 0", FB_RENDER_ERROR_CRASHED);
  assert_not_opened (self, "pages 10001", FB_RENDER_ERROR_CRASHED);
  assert_not_opened (self, "pages -1", FB_RENDER_ERROR_CRASHED);
}

static void
test_shapes (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 3\nsizes nan", NULL);
  g_autoptr (FbRenderedDocument) other = render_fixture_open (self, "pages 3\nsizes huge", NULL);

  g_assert_cmpfloat (fb_rendered_document_get_size (document, 0).width, ==, 595);
  g_assert_cmpfloat (fb_rendered_document_get_size (document, 0).height, ==, 842);
  g_assert_cmpfloat (fb_rendered_document_get_size (other, 0).width, ==, FB_RENDER_MIN_POINTS);
  g_assert_cmpfloat (fb_rendered_document_get_size (other, 0).height, ==, FB_RENDER_MAX_POINTS);
}

static void
assert_area (const FbRenderArea *area, float x1, float y1, float x2, float y2)
{
  g_assert_cmpfloat (area->x1, ==, x1);
  g_assert_cmpfloat (area->y1, ==, y1);
  g_assert_cmpfloat (area->x2, ==, x2);
  g_assert_cmpfloat (area->y2, ==, y2);
}

static void
test_garbage_text (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document =
    render_fixture_open (self, "pages 3\ntext garbage", NULL);
  g_autoptr (FbPageText) text = render_text (document, 0, NULL);

  g_assert_cmpstr (text->text, ==, "a\n€");
  g_assert_cmpuint (text->n_characters, ==, 3);
  assert_area (&text->areas[0], 0, 0, 0, 1);
  assert_area (&text->areas[1], 0.25f, 0.5f, 0.75f, 1);
  assert_area (&text->areas[2], 0.25f, 0.5f, 0.75f, 1);
}

static void
test_huge_text (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 3\ntext huge", NULL);
  g_autoptr (FbPageText) text = render_text (document, 0, NULL);

  g_assert_cmpstr (text->text, ==, "");
  g_assert_true (text->is_cut);
}

/* The sanitizers see it if what was checked is not what is used. */
static void
test_changing_text (RenderFixture *self, gconstpointer data)
{
  self->limits.document_crashes = 1000;
  self->limits.crashes = 1000;
  render_fixture_limit (self);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (FbRenderedDocument) document =
        render_fixture_open (self, "pages 3\ntext changing", NULL);
      g_autoptr (FbPageText) text = render_text (document, 0, NULL);

      g_assert_nonnull (text);
      g_assert_true (g_utf8_validate (text->text, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (text->text, -1), ==, text->n_characters);
      for (guint j = 0; j < text->n_characters; j++)
        g_assert_true (text->areas[j].x1 >= 0 && text->areas[j].x1 <= text->areas[j].x2 &&
                       text->areas[j].x2 <= 1);
    }
}

/* Before a document is open */

static void
test_not_confined (RenderFixture *self, gconstpointer data)
{
  g_test_expect_message ("faxbell-render", G_LOG_LEVEL_WARNING, "*can't shut itself in*");
  assert_not_opened (self, "pages 3", FB_RENDER_ERROR_NOT_CONFINED);
  g_test_assert_expected_messages ();
  assert_not_opened (self, "pages 3", FB_RENDER_ERROR_NOT_CONFINED);
  fb_render_launcher_prepare (self->launcher);
  g_assert_cmpuint (render_fixture_count_starts (self, data), ==, 1);
}

static void
test_never_ready (RenderFixture *self, gconstpointer data)
{
  self->limits.ready = 200;
  render_fixture_limit (self);
  assert_not_opened (self, "pages 3", FB_RENDER_ERROR_CRASHED);
}

static void
test_crash_at_start (RenderFixture *self, gconstpointer data)
{
  assert_not_opened (self, "pages 3", FB_RENDER_ERROR_CRASHED);
}

/* A spare helper that ends is not handed out. */
static void
test_spare_ends (RenderFixture *self, gconstpointer data)
{
  fb_render_launcher_prepare (self->launcher);
  wait_until (fb_render_launcher_get_spare (self->launcher) != NULL);
  wait_until (fb_render_launcher_get_spare (self->launcher) == NULL);
}

static void
test_no_helper (RenderFixture *self, gconstpointer data)
{
  g_clear_object (&self->launcher);
  self->launcher = fb_render_launcher_new ("/nowhere/at/all");
  for (guint i = 0; i < 20; i++)
    assert_not_opened (self, "pages 3", FB_RENDER_ERROR_UNAVAILABLE);
}

#define ADD_AS(helper, name, function)                                                             \
  g_test_add ("/render/bad-helper/" name, RenderFixture, helper, render_fixture_set_up, function,  \
              render_fixture_tear_down)
#define ADD(name, function) ADD_AS ("helper", name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("crash", test_crash);
  ADD ("hang", test_hang);
  ADD ("hang-open", test_hang_open);
  ADD ("crash-at-pdf", test_crash_at_pdf);
  ADD ("given-up", test_given_up);
  ADD ("too-many-crashes", test_too_many_crashes);
  ADD ("crash-at-sizes", test_crash_at_sizes);
  ADD ("lies", test_lies);
  ADD ("answers-twice", test_answers_twice);
  ADD ("unknown-flags", test_unknown_flags);
  ADD ("damaged-page", test_damaged_page);
  ADD ("page-counts", test_page_counts);
  ADD ("shapes", test_shapes);
  ADD ("garbage-text", test_garbage_text);
  ADD ("huge-text", test_huge_text);
  ADD ("changing-text", test_changing_text);
  ADD ("no-helper", test_no_helper);
  ADD_AS ("not-confined", "not-confined", test_not_confined);
  ADD_AS ("without-seccomp", "without-seccomp", test_not_confined);
  ADD_AS ("never-ready", "never-ready", test_never_ready);
  ADD_AS ("crashes-at-start", "crashes-at-start", test_crash_at_start);
  ADD_AS ("wrong-ready", "wrong-ready", test_crash_at_start);
  ADD_AS ("crashes-when-ready", "spare-ends", test_spare_ends);
  return g_test_run ();
}
