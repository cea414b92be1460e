/* fb-test-fax-document.c
 *
 * The document of a fax to oneself: a page of PDF that says what it is, in the user's language and
 * script.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-document.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "fb-friendly-time.h"

/* A4, in points. */
#define PAGE_WIDTH  595
#define PAGE_HEIGHT 842
#define MARGIN      72
#define SPACING     24

static cairo_status_t
write_bytes (gpointer closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Returns: where the next paragraph begins */
static double
draw_paragraph (cairo_t *cairo, const char *font, const char *text, double top)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cairo);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (PAGE_WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_move_to (cairo, MARGIN, top);
  pango_cairo_show_layout (cairo, layout);
  return top + height + SPACING;
}

static void
draw (cairo_t *cairo)
{
  g_autofree char *now = fb_full_time_format (g_get_real_time (), fb_clock_format_from_desktop ());
  /* Translators: on the page of a test fax: when it was sent */
  g_autofree char *sent = g_strdup_printf (_ ("Sent: %s"), now);
  double top = MARGIN;

  top = draw_paragraph (cairo, "Sans Bold 28", _ ("Test Fax"), top);
  top = draw_paragraph (
    cairo, "Sans 14",
    _ ("Faxbell has sent this fax to itself, by the way by which Documo’s faxes come. You can "
       "read it, so that works."),
    top);
  top = draw_paragraph (cairo, "Sans 14",
                        _ ("It is marked as a test: it is in no count and no export."), top);
  draw_paragraph (cairo, "Sans 14", sent, top);
}

/**
 * fb_test_fax_document_make:
 *
 * For the main thread; it takes some milliseconds.
 *
 * Returns: (transfer full): a PDF of one page
 */
GBytes *
fb_test_fax_document_make (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (write_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cairo = cairo_create (surface);

  draw (cairo);
  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
