/* fuzz-tiff.c
 *
 * Any bytes as a TIFF: its first pages are drawn, small, and read, and a PDF is written of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-pages.h"
#include "fuzz-pages.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_pages (data, size, fb_tiff_pages_open);
  return 0;
}
