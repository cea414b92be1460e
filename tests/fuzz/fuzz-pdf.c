/* fuzz-pdf.c
 *
 * Any bytes as a PDF: its first pages are drawn, small, and read, and a PDF is written of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-font-files.h"
#include "fb-pdf-pages.h"
#include "fuzz-pages.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static gboolean is_prepared;

  /* Or Poppler would read its tables for each input. */
  if (!is_prepared)
    fb_font_files_open ();
  is_prepared = TRUE;
  fuzz_pages (data, size, fb_pdf_pages_open);
  return 0;
}
