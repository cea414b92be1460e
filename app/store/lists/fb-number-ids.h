/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_NUMBER_IDS (fb_number_ids_get_type ())
G_DECLARE_FINAL_TYPE (FbNumberIds, fb_number_ids, FB, NUMBER_IDS, GObject)

/* Signals:
 *   loaded: which faxes there are is known now, all of them or, after a failure, none
 */

FbNumberIds *fb_number_ids_new (FbFaxSource *source, const char *number);
void fb_number_ids_cancel (FbNumberIds *self);
gboolean fb_number_ids_is_loading (FbNumberIds *self);
gboolean fb_number_ids_contains (FbNumberIds *self, gint64 id);

G_END_DECLS
