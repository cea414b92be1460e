/* pages-fixture.c
 *
 * A pane of pages in a window, with documents that are made here, and the real helper that draws
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages-fixture.h"

#include "folder.h"

#define WIDTH  700
#define HEIGHT 800

/* Every third one lies on its side. */
static void
append_page (GString *pdf, GArray *offsets, guint page)
{
  const gboolean lies = page % 3 == 2;
  g_autofree char *content = g_strdup_printf (
    "BT /F 24 Tf 72 500 Td (Page %u of the letter) Tj 0 -40 Td (order %u is done) Tj ET", page + 1,
    page + 4711);
  gsize offset = pdf->len;

  g_array_append_val (offsets, offset);
  g_string_append_printf (pdf,
                          "%u 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents %u 0 R"
                          "/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n",
                          4 + 2 * page, lies ? "792 612" : "612 792", 5 + 2 * page);
  offset = pdf->len;
  g_array_append_val (offsets, offset);
  g_string_append_printf (pdf, "%u 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n",
                          5 + 2 * page, strlen (content), content);
}

static void
append_object (GString *pdf, GArray *offsets, const char *object)
{
  const gsize offset = pdf->len;

  g_array_append_val (offsets, offset);
  g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", offsets->len, object);
}

static GString *
make_pdf (guint n_pages)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GString) kids = g_string_new (NULL);

  for (guint i = 0; i < n_pages; i++)
    g_string_append_printf (kids, "%u 0 R ", 4 + 2 * i);
  g_autofree char *pages =
    g_strdup_printf ("<</Type/Pages/Count %u/Kids[%s]>>", n_pages, kids->str);
  append_object (pdf, offsets, "<</Type/Catalog/Pages 2 0 R>>");
  append_object (pdf, offsets, pages);
  append_object (pdf, offsets,
                 "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  for (guint i = 0; i < n_pages; i++)
    append_page (pdf, offsets, i);

  const gsize start = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", g_array_index (offsets, gsize, i));
  g_string_append_printf (pdf, "trailer\n<</Size %u/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                          offsets->len + 1, start);
  return pdf;
}

char *
pages_fixture_write (PagesFixture *fixture, const char *name, guint n_pages)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  GString *pdf = make_pdf (n_pages);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, pdf->str, (gssize) pdf->len, &error);
  g_assert_no_error (error);
  g_string_free (pdf, TRUE);
  return path;
}

FbFax *
pages_fixture_make_fax (const char *const *paths, int n_pages)
{
  static gint64 last_id;

  return pages_fixture_make_state (++last_id, paths, n_pages);
}

/* Of the fax with this id: with these documents, and so many pages as it says itself. */
FbFax *
pages_fixture_make_state (gint64 id, const char *const *paths, int n_pages)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref);
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    g_ptr_array_add (documents, fb_document_new (paths[i], FB_MEDIA_TYPE_PDF, 1, "0"));
  event->message_id = g_strdup ("m");
  event->direction = FB_DIRECTION_INBOUND;
  event->status = FB_STATUS_SUCCESS;
  event->pages_count = n_pages;
  event->pages_complete = n_pages;
  return fb_fax_new_full (id, event, 0, NULL, documents);
}

/* Until its pages are on the screen. */
void
pages_fixture_show (PagesFixture *fixture, FbFax *fax)
{
  const guint n_counted = fixture->n_counted;

  fb_fax_pages_show (fixture->pages, fax, 1);
  wait_until (fixture->n_counted > n_counted && fb_page_view_is_shown (fixture->view));
}

void
pages_fixture_show_new (PagesFixture *fixture, const char *name, guint n_pages)
{
  g_autofree char *path = pages_fixture_write (fixture, name, n_pages);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, (int) n_pages);

  pages_fixture_show (fixture, fax);
}

const char *
pages_fixture_get_state (PagesFixture *fixture)
{
  GtkWidget *stack = find_widget (GTK_WIDGET (fixture->pages), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

void
pages_fixture_activate (PagesFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->pages), action, NULL));
}

static void
on_counted (FbFaxPages *pages,
            FbFax *fax,
            FbDocument *document,
            guint n_pages,
            PagesFixture *fixture)
{
  g_assert_true (FB_IS_FAX (fax));
  g_assert_nonnull (document);
  fixture->counted = n_pages;
  fixture->n_counted++;
}

/* Icons and style, which an application has by itself. */
static void
add_resources (void)
{
  static gboolean is_done;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  if (is_done)
    return;
  is_done = TRUE;
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/io/github/faxbell/Faxbell/window/icons");
  gtk_css_provider_load_from_resource (style, "/io/github/faxbell/Faxbell/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
pages_fixture_set_up (PagesFixture *fixture, gconstpointer data)
{
  add_resources ();
  fixture->folder = g_dir_make_tmp ("faxbell-pages-XXXXXX", NULL);
  fixture->launcher = fb_render_launcher_new (g_getenv ("FAXBELL_RENDER"));
  fixture->pages = FB_FAX_PAGES (fb_fax_pages_new ());
  fixture->view = FB_PAGE_VIEW (find_widget (GTK_WIDGET (fixture->pages), FB_TYPE_PAGE_VIEW));
  fb_fax_pages_set_launcher (fixture->pages, fixture->launcher);
  g_signal_connect (fixture->pages, "pages-counted", G_CALLBACK (on_counted), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pages));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->pages)));
}

void
pages_fixture_tear_down (PagesFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->launcher);
  folder_remove (fixture->folder);
  g_free (fixture->folder);
}
