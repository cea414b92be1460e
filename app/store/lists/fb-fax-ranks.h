/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-order.h"
#include "fb-fax-source.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_RANKS (fb_fax_ranks_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxRanks, fb_fax_ranks, FB, FAX_RANKS, GObject)

/* Signal:
 *   loaded (GHashTable of gint64 and FbFaxEntry, nullable): the ranks are others now; only these
 *     faxes may stand elsewhere, or, without it, all of them
 */

FbFaxRanks *fb_fax_ranks_new (FbFaxSource *source, FbFaxOrder order);
void fb_fax_ranks_cancel (FbFaxRanks *self);
guint32 fb_fax_ranks_get (FbFaxRanks *self, gint64 id);
guint32 fb_fax_ranks_get_previous (FbFaxRanks *self, gint64 id);

G_END_DECLS
