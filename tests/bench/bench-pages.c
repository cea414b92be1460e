/* How long it takes from opening a document to its first page, with a spare helper and without,
 * then to the next page and to fifty thumbnails, how long the main loop is held meanwhile, and what
 * memory that takes, for faxes of 300 pages: a TIFF, the same as a PDF, and a PDF of text. Prints
 * figures and judges nothing. */

#include "config.h"

#include "main-loop.h"
#include "render-fixture.h"

#include <stdlib.h>
#include <string.h>

#define N_RUNS       9
#define N_COPIES     100 /* of three pages */
#define N_THUMBNAILS 50

typedef struct
{
  double with_spare; /* milliseconds */
  double without_spare;
  double next;
  double thumbnails;
  double helper_memory; /* the most it had, MB */
} Figures;

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
run_command (GPtrArray *arguments)
{
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (arguments, NULL);
  g_autoptr (GSubprocess) process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static void
repeat (const char *name, GPtrArray *arguments)
{
  for (guint i = 0; i < N_COPIES; i++)
    g_ptr_array_add (arguments, g_test_build_filename (G_TEST_BUILT, "data", name, NULL));
}

static char *
make_tiff (RenderFixture *fixture)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  char *path = g_build_filename (fixture->folder, "fax.tiff", NULL);

  g_ptr_array_add (arguments, g_strdup ("tiffcp"));
  repeat ("fax.tiff", arguments);
  g_ptr_array_add (arguments, g_strdup (path));
  run_command (arguments);
  return path;
}

static char *
make_text_pdf (RenderFixture *fixture)
{
  static const char *const options[] = { "gs",      "-q",        "-dSAFER",
                                         "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite" };
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  char *path = g_build_filename (fixture->folder, "text.pdf", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_ptr_array_add (arguments, g_strdup (options[i]));
  g_ptr_array_add (arguments, g_strconcat ("-sOutputFile=", path, NULL));
  repeat ("fax.pdf", arguments);
  run_command (arguments);
  return path;
}

static FbRenderedDocument *
open_document (RenderFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  FbRenderedDocument *document = render_fixture_try_open (fixture, path, &error);

  g_assert_no_error (error);
  return document;
}

/* As "Open With" has it made. */
static char *
make_fax_pdf (RenderFixture *fixture, const char *tiff)
{
  g_autoptr (FbRenderedDocument) document = open_document (fixture, tiff);
  char *path = g_build_filename (fixture->folder, "fax.pdf", NULL);
  g_auto (RenderCall) call = { 0 };
  g_autoptr (GError) error = NULL;
  const gint64 start = now ();

  fb_rendered_document_write_pdf_async (document, path, NULL, render_call_take, &call);
  wait_until (call.result != NULL);
  fb_rendered_document_write_pdf_finish (document, call.result, NULL, &error);
  g_assert_no_error (error);
  g_print ("  PDF of %u pages of TIFF made in %.0f ms\n",
           fb_rendered_document_get_n_pages (document), (double) (now () - start) / MILLISECOND);
  return path;
}

static void
ask (FbRenderedDocument *document, guint page, guint width, FbPageUrgency urgency, RenderCall *call)
{
  const FbRenderSize size = fb_rendered_document_get_size (document, page);

  fb_rendered_document_render_async (document, page, width,
                                     (guint) ((float) width * size.height / size.width), urgency,
                                     NULL, render_call_take, call);
}

static void
take (FbRenderedDocument *document, RenderCall *call)
{
  g_autoptr (GError) error = NULL;

  wait_until (call->result != NULL);
  g_autoptr (FbRenderedPage) page =
    fb_rendered_document_render_finish (document, call->result, &error);
  g_assert_no_error (error);
  render_call_clear (call);
}

static double
measure_page (FbRenderedDocument *document, guint page, gint64 since)
{
  RenderCall call = { 0 };

  ask (document, page, 900, FB_PAGE_VISIBLE, &call);
  take (document, &call);
  return (double) (now () - since) / MILLISECOND;
}

static double
measure_thumbnails (FbRenderedDocument *document)
{
  RenderCall calls[N_THUMBNAILS] = { 0 };
  const gint64 start = now ();

  for (guint i = 0; i < N_THUMBNAILS; i++)
    ask (document, i, 120, FB_PAGE_THUMBNAIL, &calls[i]);
  for (guint i = 0; i < N_THUMBNAILS; i++)
    take (document, &calls[i]);
  return (double) (now () - start) / MILLISECOND;
}

/* The most memory a process had, in MB. */
static double
get_peak (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "status", NULL);
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  const char *line = strstr (status, "\nVmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("\nVmHWM:"), NULL) / 1024;
}

static double
measure_first (RenderFixture *fixture, const char *path, FbRenderedDocument **document)
{
  const gint64 start = now ();

  *document = open_document (fixture, path);
  return measure_page (*document, 0, start);
}

static Figures
measure_once (const char *path)
{
  RenderFixture fixture;
  Figures figures;

  render_fixture_set_up (&fixture, NULL);
  main_loop_pass_over ();
  g_autoptr (FbRenderedDocument) cold = NULL;
  figures.without_spare = measure_first (&fixture, path, &cold);
  g_clear_object (&cold);

  fb_render_launcher_prepare (fixture.launcher);
  wait_until (fb_render_launcher_get_spare (fixture.launcher) != NULL);
  g_autoptr (FbRenderedDocument) document = NULL;
  figures.with_spare = measure_first (&fixture, path, &document);
  figures.next = measure_page (document, 1, now ());
  figures.thumbnails = measure_thumbnails (document);
  figures.helper_memory = get_peak (fb_render_process_get_identifier (
    fb_render_session_get_process (fb_rendered_document_get_session (document))));
  g_clear_object (&document);
  render_fixture_tear_down (&fixture, NULL);
  return figures;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_median (const Figures *figures, gsize offset)
{
  double values[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    values[i] = G_STRUCT_MEMBER (double, &figures[i], offset);
  qsort (values, N_RUNS, sizeof values[0], compare);
  return values[N_RUNS / 2];
}

#define MEDIAN(field) get_median (figures, G_STRUCT_OFFSET (Figures, field))

static void
measure (const char *what, const char *path)
{
  Figures figures[N_RUNS];

  main_loop_begin_holds ();
  for (guint i = 0; i < N_RUNS; i++)
    figures[i] = measure_once (path);
  g_print (
    "  %-18s first page %6.1f ms, without a spare helper %6.1f ms; next page %5.1f ms; "
    "%u thumbnails %6.1f ms; helper's peak %5.1f MB; longest hold of the main loop %.1f ms\n",
    what, MEDIAN (with_spare), MEDIAN (without_spare), MEDIAN (next), N_THUMBNAILS,
    MEDIAN (thumbnails), MEDIAN (helper_memory),
    (double) main_loop_get_longest_hold () / MILLISECOND);
}

int
main (int argc, char **argv)
{
  RenderFixture fixture;

  g_test_init (&argc, &argv, NULL);
  render_fixture_set_up (&fixture, NULL);
  g_autofree char *tiff = make_tiff (&fixture);
  g_autofree char *text = make_text_pdf (&fixture);
  g_print ("300 pages, 900 pixels wide, medians of %u; load %.2f\n", N_RUNS, main_loop_get_load ());
  g_autofree char *pdf = make_fax_pdf (&fixture, tiff);
  main_loop_watch ();
  measure ("Group 4 TIFF", tiff);
  measure ("the same as PDF", pdf);
  measure ("PDF of text", text);
  g_print ("  own peak %.1f MB; load %.2f\n", get_peak ("self"), main_loop_get_load ());
  render_fixture_tear_down (&fixture, NULL);
  return 0;
}
