/* The pages of documents are counted, of those that have just come and of those that were not
 * counted when the store was opened. What can't be shown is told apart from what could not be found
 * out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-counter.h"
#include "render-fixture.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  StoreFixture store;
  RenderFixture render;
  FbPageCounter *counter;
} CounterFixture;

/* The data is the helper's name; see render_fixture_set_up(). */
static void
set_up (CounterFixture *self, gconstpointer data)
{
  store_fixture_set_up (&self->store, NULL);
  render_fixture_set_up (&self->render, data);
}

static void
tear_down (CounterFixture *self, gconstpointer data)
{
  if (self->counter != NULL)
    fb_page_counter_stop (self->counter);
  /* What it has asked for holds it. */
  while (self->counter != NULL && G_OBJECT (self->counter)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->counter);
  /* A helper that is being started holds its launcher. */
  while (G_OBJECT (self->render.launcher)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  render_fixture_tear_down (&self->render, data);
  store_fixture_tear_down (&self->store, NULL);
}

static void
keep (CounterFixture *self, const char *message_id, const char *content)
{
  store_fixture_keep_ok (&self->store,
                         store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         content);
}

static void
keep_file (CounterFixture *self, const char *message_id, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", name, NULL);
  GPtrArray *documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  FbSpoolFile *file = fb_store_create_spool_file (self->store.store, &error);
  g_assert_no_error (error);
  fb_store_write_spool_file (self->store.store, file, content, length, &error);
  g_assert_no_error (error);
  g_ptr_array_add (documents, file);
  g_autoptr (FbEvent) event =
    store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  store_fixture_keep_all (&self->store, event, documents, NULL, NULL, &error);
  g_assert_no_error (error);
}

static int
get_pages (CounterFixture *self, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (&self->store, message_id);

  return fb_fax_get_document_pages (fax);
}

static char *
dup_requests (CounterFixture *self, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (&self->store, message_id);

  return render_fixture_get_requests (fb_fax_get_document (fax)->path);
}

static void
start (CounterFixture *self)
{
  self->counter = fb_page_counter_new (self->store.store, self->render.launcher);
}

/* What was there before it, and what comes. */
static void
test_count (CounterFixture *self, gconstpointer data)
{
  keep (self, "before", "%PDF-1.4\npages 7\n--\n");
  start (self);
  keep (self, "after", "%PDF-1.4\npages 2\n--\n");
  keep (self, "without", NULL);
  keep (self, "other", "\npages 5\n--\n");
  wait_until (get_pages (self, "before") != FB_PAGES_NOT_COUNTED &&
              get_pages (self, "after") != FB_PAGES_NOT_COUNTED);
  g_assert_cmpint (get_pages (self, "before"), ==, 7);
  g_assert_cmpint (get_pages (self, "after"), ==, 2);

  g_autoptr (FbFax) other = store_fixture_find (&self->store, "other");
  const FbDocument *document = g_ptr_array_index (fb_fax_get_documents (other), 0);
  g_assert_cmpint (document->n_pages, ==, FB_PAGES_NOT_COUNTED);
}

/* Opened later, it begins then. */
static void
test_opened_later (CounterFixture *self, gconstpointer data)
{
  keep (self, "before", "%PDF-1.4\npages 7\n--\n");
  store_fixture_close (self->store.store);
  start (self);
  g_autoptr (GError) error = NULL;
  store_fixture_open (self->store.store, &error);
  g_assert_no_error (error);
  wait_until (get_pages (self, "before") == 7);
}

/* It says nothing of the document that the helper has crashed at it, or that the file is gone. */
static void
test_not_found_out (CounterFixture *self, gconstpointer data)
{
  keep (self, "crash", "%PDF-1.4\ncrash open 0\n--\n");
  keep (self, "gone", "%PDF-1.4\npages 3\n--\n");
  keep (self, "good", "%PDF-1.4\npages 4\n--\n");
  g_autoptr (FbFax) gone = store_fixture_find (&self->store, "gone");
  g_assert_no_errno (g_remove (fb_fax_get_document (gone)->path));
  start (self);

  g_autofree char *requests = NULL;
  while (requests == NULL || *requests == '\0')
    {
      g_free (requests);
      g_main_context_iteration (NULL, TRUE);
      requests = dup_requests (self, "crash");
    }
  g_assert_cmpint (get_pages (self, "good"), ==, 4);
  g_assert_cmpint (get_pages (self, "gone"), ==, FB_PAGES_NOT_COUNTED);
  g_assert_cmpint (get_pages (self, "crash"), ==, FB_PAGES_NOT_COUNTED);
}

static gboolean
on_time_passed (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Neither what it is at nor what comes later. */
static void
test_stop (CounterFixture *self, gconstpointer data)
{
  gboolean is_over = FALSE;

  /* It is not the helper's time that ends it. */
  self->render.limits.open = 3600000;
  render_fixture_limit (&self->render);
  keep (self, "before", "%PDF-1.4\nhang open 0\n--\n");
  start (self);
  g_autofree char *requests = NULL;
  while (requests == NULL || *requests == '\0')
    {
      g_free (requests);
      g_main_context_iteration (NULL, TRUE);
      requests = dup_requests (self, "before");
    }
  fb_page_counter_stop (self->counter);
  wait_until (G_OBJECT (self->counter)->ref_count == 1);
  keep (self, "after", "%PDF-1.4\npages 2\n--\n");
  /* Several times as long as it would pause before it counts. */
  g_timeout_add (700, on_time_passed, &is_over);
  wait_until (is_over);
  g_assert_cmpint (get_pages (self, "after"), ==, FB_PAGES_NOT_COUNTED);
}

/* By the real helper. */
static void
test_real (CounterFixture *self, gconstpointer data)
{
  start (self);
  keep_file (self, "pdf", "fax.pdf");
  keep_file (self, "tiff", "fax.tiff");
  keep (self, "damaged", "%PDF-1.4 and nothing else");
  wait_until (get_pages (self, "pdf") != FB_PAGES_NOT_COUNTED &&
              get_pages (self, "tiff") != FB_PAGES_NOT_COUNTED &&
              get_pages (self, "damaged") != FB_PAGES_NOT_COUNTED);
  g_assert_cmpint (get_pages (self, "pdf"), ==, 3);
  g_assert_cmpint (get_pages (self, "tiff"), ==, 3);
  g_assert_cmpint (get_pages (self, "damaged"), ==, FB_PAGES_UNREADABLE);
}

static void
test_judge (void)
{
  const struct
  {
    FbRenderError code;
    int n_pages;
  } cases[] = {
    { FB_RENDER_ERROR_NOT_A_DOCUMENT, FB_PAGES_UNREADABLE },
    { FB_RENDER_ERROR_ENCRYPTED, FB_PAGES_UNREADABLE },
    { FB_RENDER_ERROR_TOO_LARGE, FB_PAGES_UNREADABLE },
    { FB_RENDER_ERROR_DAMAGED, FB_PAGES_NOT_COUNTED },
    { FB_RENDER_ERROR_CRASHED, FB_PAGES_NOT_COUNTED },
    { FB_RENDER_ERROR_CRASHES_TOO_OFTEN, FB_PAGES_NOT_COUNTED },
    { FB_RENDER_ERROR_NOT_CONFINED, FB_PAGES_NOT_COUNTED },
    { FB_RENDER_ERROR_UNAVAILABLE, FB_PAGES_NOT_COUNTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (FB_RENDER_ERROR, cases[i].code, "why");
      g_assert_cmpint (fb_page_counter_judge (NULL, error), ==, cases[i].n_pages);
    }
  g_autoptr (GError) gone = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "why");
  g_assert_cmpint (fb_page_counter_judge (NULL, gone), ==, FB_PAGES_NOT_COUNTED);
}

#define COUNTER_TEST(path, helper, function)                                                       \
  g_test_add (path, CounterFixture, helper, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-counter/judge", test_judge);
  COUNTER_TEST ("/page-counter/count", "good", test_count);
  COUNTER_TEST ("/page-counter/opened-later", "good", test_opened_later);
  COUNTER_TEST ("/page-counter/not-found-out", "good", test_not_found_out);
  COUNTER_TEST ("/page-counter/stop", "good", test_stop);
  COUNTER_TEST ("/page-counter/real", NULL, test_real);
  return g_test_run ();
}
