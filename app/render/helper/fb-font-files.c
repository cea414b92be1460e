/* fb-font-files.c
 *
 * What Poppler reads besides a document: fonts that the document doesn't bring along, as Fontconfig
 * finds them on this computer, and the tables of poppler-data for Chinese, Japanese and Korean. All
 * is opened, and all that is loaded late is loaded, before the helper shuts itself in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-font-files.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <poppler.h>

#include "fb-opened-files.h"

/* A page with a word in a font that every PDF reader has to bring. */
#define FIRST_DOCUMENT                                                                             \
  "%PDF-1.4\n"                                                                                     \
  "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                                   \
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                             \
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 16 16]/Contents 4 0 R"                            \
  "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"                                                      \
  "4 0 obj<</Length 28>>stream\nBT /F 9 Tf 1 1 Td (A) Tj ET\n\nendstream endobj\n"                 \
  "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"                                 \
  "trailer<</Root 1 0 R>>\n"

static void
add_set (FcConfig *config, FcSetName name)
{
  const FcFontSet *set = FcConfigGetFonts (config, name);

  for (int i = 0; set != NULL && i < set->nfont; i++)
    {
      FcChar8 *path;

      if (FcPatternGetString (set->fonts[i], FC_FILE, 0, &path) == FcResultMatch)
        fb_opened_files_add ((const char *) path);
    }
}

/* Poppler reads its lists of files, and keeps them as long as there is a document; Fontconfig reads
 * its rules; FreeType and cairo do what they do once.
 */
static void
draw_first_document (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (FIRST_DOCUMENT, sizeof FIRST_DOCUMENT - 1);
  static PopplerDocument *document;

  document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  PopplerPage *page = document != NULL ? poppler_document_get_page (document, 0) : NULL;

  if (page != NULL)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 16, 16);
      cairo_t *cairo = cairo_create (surface);

      poppler_page_render (page, cairo);
      cairo_destroy (cairo);
      cairo_surface_destroy (surface);
    }
  g_clear_object (&page);
}

/**
 * fb_font_files_open:
 *
 * Opens the files, once.
 */
void
fb_font_files_open (void)
{
  /* First, since fonts may be more than a process may have open. */
  fb_opened_files_add_folder (POPPLER_DATA_DIR);
  if (!FcInit ())
    return;

  FcConfig *config = FcConfigReference (NULL);
  /* Or it would look, some time later, whether its files have changed, and find them gone. */
  FcConfigSetRescanInterval (config, 0);
  add_set (config, FcSetSystem);
  add_set (config, FcSetApplication);
  FcConfigDestroy (config);
  draw_first_document ();
}
