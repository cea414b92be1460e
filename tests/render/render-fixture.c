/* render-fixture.c
 *
 * A launcher of helpers, documents that tell a bad one what to do, and calls that are awaited.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "render-fixture.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/**
 * render_fixture_set_up:
 * @self: a fixture
 * @helper: (type utf8) (nullable): the name under which the bad helper is started; %NULL for the
 * real one
 */
void
render_fixture_set_up (RenderFixture *self, gconstpointer helper)
{
  g_autofree char *program = NULL;

  *self = (RenderFixture){ .limits = FB_RENDER_LIMITS_DEFAULT };
  self->folder = g_dir_make_tmp ("faxbell-render-XXXXXX", NULL);
  if (helper == NULL)
    program = g_strdup (g_getenv ("FAXBELL_RENDER"));
  else
    {
      g_autofree char *built = g_test_build_filename (G_TEST_BUILT, "render", "bad-helper", NULL);
      program = g_build_filename (self->folder, helper, NULL);
      g_assert_no_errno (symlink (built, program));
    }
  self->launcher = fb_render_launcher_new (program);
}

/**
 * render_fixture_tear_down:
 * @self: a fixture
 * @helper: not used
 */
void
render_fixture_tear_down (RenderFixture *self, gconstpointer helper)
{
  /* What was cancelled, and who cleans up in a thread, get their turn. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* So does a spare helper that is being started. */
  wait_until (G_OBJECT (self->launcher)->ref_count == 1);
  g_assert_finalize_object (self->launcher);
  folder_remove (self->folder);
  g_free (self->folder);
}

/**
 * render_fixture_limit:
 * @self: a fixture whose limits were changed
 */
void
render_fixture_limit (RenderFixture *self)
{
  fb_render_launcher_set_limits (self->launcher, &self->limits);
}

/**
 * render_fixture_write:
 * @self: a fixture
 * @text: what the bad helper is to do, a line each
 *
 * Returns: (transfer full): the path of a new document
 */
char *
render_fixture_write (RenderFixture *self, const char *text)
{
  g_autofree char *name = g_strdup_printf ("document-%u", self->n_documents++);
  g_autofree char *whole = g_strconcat (text, "\n--\n", NULL);
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  return path;
}

/**
 * render_fixture_get_requests:
 * @path: of a document
 *
 * Returns: (transfer full): what the bad helper was asked, a line each, as "page 3"; without shapes
 */
char *
render_fixture_get_requests (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) requests = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (strstr (text, "\n--\n") + strlen ("\n--\n"), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_has_prefix (lines[i], "sizes "))
      g_string_append_printf (requests, "%s%s", requests->len > 0 ? ", " : "", lines[i]);
  return g_string_free (g_steal_pointer (&requests), FALSE);
}

/**
 * render_fixture_count_starts:
 * @self: a fixture
 * @helper: the name of the bad helper
 *
 * Returns: how often it was started
 */
gsize
render_fixture_count_starts (RenderFixture *self, const char *helper)
{
  g_autofree char *name = g_strconcat (helper, ".starts", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *starts = NULL;

  return g_file_get_contents (path, &starts, NULL, NULL) ? strlen (starts) : 0;
}

/**
 * render_call_take:
 * @source: who answers
 * @result: with what
 * @call: (type RenderCall): what waits for it
 */
void
render_call_take (GObject *source, GAsyncResult *result, gpointer call)
{
  static guint n_returned;
  RenderCall *self = call;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
  self->order = ++n_returned;
}

/**
 * render_call_clear:
 * @call: a call
 */
void
render_call_clear (RenderCall *call)
{
  g_clear_object (&call->result);
}

/**
 * render_fixture_try_open:
 * @self: a fixture
 * @path: of a document
 * @error: (optional): why not
 *
 * Returns: (transfer full) (nullable): the document
 */
FbRenderedDocument *
render_fixture_try_open (RenderFixture *self, const char *path, GError **error)
{
  g_auto (RenderCall) call = { 0 };

  fb_rendered_document_open_async (self->launcher, path, NULL, render_call_take, &call);
  wait_until (call.result != NULL);
  return fb_rendered_document_open_finish (call.result, error);
}

/**
 * render_fixture_open:
 * @self: a fixture
 * @text: what the bad helper is to do
 * @path: (out) (optional): of the document
 *
 * Returns: (transfer full): the document
 */
FbRenderedDocument *
render_fixture_open (RenderFixture *self, const char *text, char **path)
{
  g_autofree char *written = render_fixture_write (self, text);
  g_autoptr (GError) error = NULL;
  FbRenderedDocument *document = render_fixture_try_open (self, written, &error);

  g_assert_no_error (error);
  if (path != NULL)
    *path = g_steal_pointer (&written);
  return document;
}

/**
 * render_page:
 * @document: a document
 * @page: from 0
 * @error: (optional): why not
 *
 * Returns: (transfer full) (nullable): the page, small
 */
FbRenderedPage *
render_page (FbRenderedDocument *document, guint page, GError **error)
{
  g_auto (RenderCall) call = { 0 };

  fb_rendered_document_render_async (document, page, 60, 80, FB_PAGE_VISIBLE, NULL,
                                     render_call_take, &call);
  wait_until (call.result != NULL);
  return fb_rendered_document_render_finish (document, call.result, error);
}

/**
 * render_text:
 * @document: a document
 * @page: from 0
 * @error: (optional): why not
 *
 * Returns: (transfer full) (nullable): its text
 */
FbPageText *
render_text (FbRenderedDocument *document, guint page, GError **error)
{
  g_auto (RenderCall) call = { 0 };

  fb_rendered_document_read_text_async (document, page, FB_PAGE_VISIBLE, NULL, render_call_take,
                                        &call);
  wait_until (call.result != NULL);
  return fb_rendered_document_read_text_finish (document, call.result, error);
}
