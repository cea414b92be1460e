/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_CACHE (fb_fax_cache_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxCache, fb_fax_cache, FB, FAX_CACHE, GObject)

FbFaxCache *fb_fax_cache_new (FbFaxSource *source);
FbFax *fb_fax_cache_get (FbFaxCache *self, gint64 id);
void fb_fax_cache_add (FbFaxCache *self, FbFax *fax);
void fb_fax_cache_update (FbFaxCache *self, FbFax *newer);
void fb_fax_cache_clear (FbFaxCache *self);

G_END_DECLS
