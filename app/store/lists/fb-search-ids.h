/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_SEARCH_IDS (fb_search_ids_get_type ())
G_DECLARE_FINAL_TYPE (FbSearchIds, fb_search_ids, FB, SEARCH_IDS, GObject)

/* Signals:
 *   changed: other faxes match, as far as is known
 */

FbSearchIds *fb_search_ids_new (FbFaxSource *source);
void fb_search_ids_set_query (FbSearchIds *self, FbSearchQuery *query);
void fb_search_ids_cancel (FbSearchIds *self);
gboolean fb_search_ids_is_loading (FbSearchIds *self);
gboolean fb_search_ids_contains (FbSearchIds *self, gint64 id);
gboolean fb_search_ids_matches (FbSearchIds *self, FbFax *fax);

G_END_DECLS
