/* How long it takes from choosing a fax in the window to its first page on the screen, drawn in
 * software: a TIFF, the same as a PDF, and a PDF of text, of three pages each. Between two choices
 * there is the time that a person takes, in which a spare helper is made ready. Prints figures and
 * judges nothing. */

#include "config.h"

#include <stdlib.h>

#include "main-loop.h"
#include "pages-fixture.h"

#define N_RUNS   9
#define PAUSE_MS 700

/* As often as is needed for a document of its own to each fax. */
static char *
copy_document (PagesFixture *fixture, const char *source, const char *ending, guint number)
{
  g_autofree char *name = g_strdup_printf ("%u%s", number, ending);
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  return path;
}

/* As a scanner does it: a picture of each page. */
static char *
make_scanned_pdf (PagesFixture *fixture, const char *tiff)
{
  char *path = g_build_filename (fixture->folder, "scanned.pdf", NULL);
  const char *arguments[] = { "tiff2pdf", "-o", path, tiff, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
count_frame (GdkFrameClock *clock, guint *n_frames)
{
  (*n_frames)++;
}

/* Until the frame in which it was drawn is done. */
static double
measure_one (PagesFixture *fixture, const char *path)
{
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);
  guint n_frames = 0;
  const gint64 start = g_get_monotonic_time ();

  pages_fixture_show (fixture, fax);
  const gulong handler =
    g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &n_frames);
  gtk_widget_queue_draw (GTK_WIDGET (fixture->view));
  wait_until (n_frames > 0);
  g_signal_handler_disconnect (clock, handler);
  return (double) (g_get_monotonic_time () - start) / MILLISECOND;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static gboolean
on_pause_over (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
measure (PagesFixture *fixture, const char *name, const char *source, const char *ending)
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *path = copy_document (fixture, source, ending, i);
      gboolean is_over = FALSE;
      g_timeout_add (PAUSE_MS, on_pause_over, &is_over);
      wait_until (is_over);
      times[i] = measure_one (fixture, path);
    }
  qsort (times, N_RUNS, sizeof *times, compare);
  g_print ("%-16s median %6.1f ms, from %6.1f to %6.1f ms\n", name, times[N_RUNS / 2], times[0],
           times[N_RUNS - 1]);
}

int
main (int argc, char **argv)
{
  PagesFixture fixture = { 0 };
  g_autofree char *tiff = NULL, *text = NULL, *scanned = NULL;

  window_fixture_init (&argc, &argv);
  pages_fixture_set_up (&fixture, NULL);
  fb_render_launcher_prepare (fixture.launcher);
  tiff = g_test_build_filename (G_TEST_BUILT, "data", "fax.tiff", NULL);
  text = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  scanned = make_scanned_pdf (&fixture, tiff);
  g_print ("From choosing a fax to its first page, load %.1f\n", main_loop_get_load ());
  measure (&fixture, "TIFF", tiff, ".tiff");
  measure (&fixture, "PDF of pictures", scanned, "s.pdf");
  measure (&fixture, "PDF of text", text, "t.pdf");
  pages_fixture_tear_down (&fixture, NULL);
  return EXIT_SUCCESS;
}
