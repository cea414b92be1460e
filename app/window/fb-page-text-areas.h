/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-text.h"

G_BEGIN_DECLS

gboolean fb_page_text_find_character (const FbPageText *text, float x, float y, guint *character);
guint fb_page_text_find_boundary (const FbPageText *text, float x, float y);
void fb_page_text_find_word (const FbPageText *text, guint character, guint *start, guint *end);
GArray *fb_page_text_join_areas (const FbPageText *text, guint start, guint end);
char *fb_page_text_dup_part (const FbPageText *text, guint start, guint end);

G_END_DECLS
