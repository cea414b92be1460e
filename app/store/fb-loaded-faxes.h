/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_LOADED_FAXES (fb_loaded_faxes_get_type ())
G_DECLARE_FINAL_TYPE (FbLoadedFaxes, fb_loaded_faxes, FB, LOADED_FAXES, GObject)

FbLoadedFaxes *fb_loaded_faxes_new (FbStore *store);
FbFax *fb_loaded_faxes_get (FbLoadedFaxes *self, gint64 id);
gboolean fb_loaded_faxes_has (FbLoadedFaxes *self, gint64 id);
void fb_loaded_faxes_add (FbLoadedFaxes *self, FbFax *fax);
void fb_loaded_faxes_update (FbLoadedFaxes *self, FbFax *newer);
void fb_loaded_faxes_clear (FbLoadedFaxes *self);

G_END_DECLS
