/* fb-pdf-pages.c
 *
 * The pages of a PDF, by Poppler. It reads the file as it needs it. No script is run, no link is
 * followed and no other file is opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pdf-pages.h"

#include <fcntl.h>
#include <poppler.h>
#include <unistd.h>

#include "fb-file-copy.h"
#include "fb-library-messages.h"
#include "fb-pdf-drawing.h"

struct _FbPdfPages
{
  GObject parent_instance;

  PopplerDocument *document;
  int fd; /* of the same file */
  GHashTable
    *flags; /* guint page -> guint32: Poppler says of a font only once that it is missing */
};

/* Not every Poppler has it for itself. */
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

static void fb_pdf_pages_reader_init (FbPageReaderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbPdfPages,
                               fb_pdf_pages,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_PAGE_READER,
                                                      fb_pdf_pages_reader_init))

/* FbPageReader */

static guint
fb_pdf_pages_count_pages (FbPageReader *reader, gboolean *has_more)
{
  FbPdfPages *self = FB_PDF_PAGES (reader);
  const int n = poppler_document_get_n_pages (self->document);

  *has_more = n > FB_RENDER_MAX_PAGES;
  return (guint) CLAMP (n, 0, FB_RENDER_MAX_PAGES);
}

static PopplerPage *
get_page (FbPdfPages *self, guint page, double *width, double *height)
{
  PopplerPage *found = poppler_document_get_page (self->document, (int) page);

  if (found == NULL)
    return NULL;
  poppler_page_get_size (found, width, height);
  if (*width > 0 && *height > 0)
    return found;
  g_object_unref (found);
  return NULL;
}

static FbRenderStatus
fb_pdf_pages_get_size (FbPageReader *reader, guint page, FbRenderSize *size)
{
  double width, height;
  g_autoptr (Page) found = get_page (FB_PDF_PAGES (reader), page, &width, &height);

  if (found == NULL)
    return FB_RENDER_DAMAGED;
  *size = (FbRenderSize){ (float) width, (float) height };
  return FB_RENDER_OK;
}

static guint32
remember_flags (FbPdfPages *self, guint page, guint32 flags)
{
  flags |= GPOINTER_TO_UINT (g_hash_table_lookup (self->flags, GUINT_TO_POINTER (page)));
  g_hash_table_insert (self->flags, GUINT_TO_POINTER (page), GUINT_TO_POINTER (flags));
  return flags;
}

static FbRenderStatus
fb_pdf_pages_draw (FbPageReader *reader, guint page, FbPixels *pixels, guint32 *flags)
{
  FbPdfPages *self = FB_PDF_PAGES (reader);
  double width, height;

  fb_library_messages_begin ();
  g_autoptr (Page) found = get_page (self, page, &width, &height);
  if (found == NULL)
    return FB_RENDER_DAMAGED;
  const gboolean done = fb_pdf_drawing_draw (found, width, height, pixels);
  *flags = remember_flags (self, page, fb_library_messages_end ());
  if (!done)
    *flags |= FB_RENDER_PARTIAL;
  return FB_RENDER_OK;
}

/* Text */

static gboolean
is_wanted (gunichar c)
{
  return c == '\n' || (g_unichar_validate (c) && !g_unichar_iscntrl (c));
}

static float
fraction (double part, double whole)
{
  const double value = part / whole;

  return value > 0 ? (float) MIN (value, 1.0) : 0.0f;
}

static void
add_character (FbRenderText *text,
               gunichar c,
               const PopplerRectangle *area,
               double width,
               double height)
{
  if (text->n_characters == FB_RENDER_MAX_CHARACTERS)
    {
      text->is_cut = 1;
      return;
    }
  text->characters[text->n_characters] = c;
  text->areas[text->n_characters++] = (FbRenderArea){
    .x1 = fraction (MIN (area->x1, area->x2), width),
    .y1 = fraction (MIN (area->y1, area->y2), height),
    .x2 = fraction (MAX (area->x1, area->x2), width),
    .y2 = fraction (MAX (area->y1, area->y2), height),
  };
}

static FbRenderStatus
fb_pdf_pages_read_text (FbPageReader *reader, guint page, FbRenderText *text)
{
  double width, height;
  g_autoptr (Page) found = get_page (FB_PDF_PAGES (reader), page, &width, &height);
  g_autofree PopplerRectangle *areas = NULL;
  guint n_areas = 0;

  if (found == NULL)
    return FB_RENDER_DAMAGED;
  g_autofree char *characters = poppler_page_get_text (found);
  if (characters == NULL || !poppler_page_get_text_layout (found, &areas, &n_areas) ||
      !g_utf8_validate (characters, -1, NULL))
    return FB_RENDER_OK;

  const char *position = characters;
  for (guint i = 0; i < n_areas && *position != '\0'; i++)
    {
      const gunichar c = g_utf8_get_char (position);

      if (is_wanted (c))
        add_character (text, c, &areas[i], width, height);
      position = g_utf8_next_char (position);
    }
  return FB_RENDER_OK;
}

static FbRenderStatus
fb_pdf_pages_write_pdf (FbPageReader *reader, int fd, guint32 *flags)
{
  return fb_file_copy (FB_PDF_PAGES (reader)->fd, fd);
}

static void
fb_pdf_pages_reader_init (FbPageReaderInterface *interface)
{
  interface->count_pages = fb_pdf_pages_count_pages;
  interface->get_size = fb_pdf_pages_get_size;
  interface->draw = fb_pdf_pages_draw;
  interface->read_text = fb_pdf_pages_read_text;
  interface->write_pdf = fb_pdf_pages_write_pdf;
}

/* GObject */

static void
fb_pdf_pages_finalize (GObject *object)
{
  FbPdfPages *self = FB_PDF_PAGES (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->flags, g_hash_table_unref);
  close (self->fd);

  G_OBJECT_CLASS (fb_pdf_pages_parent_class)->finalize (object);
}

static void
fb_pdf_pages_class_init (FbPdfPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_pdf_pages_finalize;
}

static void
fb_pdf_pages_init (FbPdfPages *self)
{
  self->fd = -1;
  self->flags = g_hash_table_new (NULL, NULL);
}

/**
 * fb_pdf_pages_open:
 * @fd: (transfer full): a regular file
 * @status: (out): what is wrong with it
 *
 * Opens a PDF.
 *
 * Returns: (transfer full) (nullable): it
 */
FbPageReader *
fb_pdf_pages_open (int fd, FbRenderStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbPdfPages) self = g_object_new (FB_TYPE_PDF_PAGES, NULL);

  fb_library_messages_begin ();
  self->fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  self->document = poppler_document_new_from_fd (fd, NULL, &error);
  if (self->document == NULL)
    {
      *status = g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
                  ? FB_RENDER_ENCRYPTED
                  : FB_RENDER_NOT_A_DOCUMENT;
      return NULL;
    }
  if (poppler_document_get_n_pages (self->document) < 1)
    {
      *status = FB_RENDER_NOT_A_DOCUMENT;
      return NULL;
    }
  *status = FB_RENDER_OK;
  return FB_PAGE_READER (g_steal_pointer (&self));
}
