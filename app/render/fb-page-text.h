/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "fb-render-protocol.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_TEXT (fb_page_text_get_type ())

/**
 * FbPageText:
 * @text: the page's text in reading order, UTF-8 without control characters but line ends
 * @n_characters: its length in Unicode characters
 * @areas: (array length=n_characters): where each character is, as fractions of the page's width
 * and height from its top left; each within 0 to 1
 * @is_cut: whether the page has more text than can be had
 *
 * What can be read on a page. Immutable, counted.
 */
typedef struct
{
  char *text;
  guint n_characters;
  FbRenderArea *areas;
  gboolean is_cut;
} FbPageText;

GType fb_page_text_get_type (void) G_GNUC_CONST;

FbPageText *fb_page_text_ref (FbPageText *text);
void fb_page_text_unref (FbPageText *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPageText, fb_page_text_unref)

G_END_DECLS
