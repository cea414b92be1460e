/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-entry.h"
#include "fb-fax-source.h"

G_BEGIN_DECLS

/**
 * FbFaxEntryChange:
 * @before: the entry as it was
 * @after: the entry as it is now
 * @is_new: whether there was none before; then @before is the same as @after
 * @fax: (transfer none): the fax as it is now, for as long as the signal is emitted
 *
 * What happened to one fax.
 */
typedef struct
{
  FbFaxEntry before;
  FbFaxEntry after;
  gboolean is_new;
  FbFax *fax;
} FbFaxEntryChange;

#define FB_TYPE_FAX_INDEX (fb_fax_index_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxIndex, fb_fax_index, FB, FAX_INDEX, GObject)

/* Signals:
 *   reset (GPtrArray of FbFax, nullable): the entries are others now, or more of them; and faxes
 * that were read with them changed (GArray of FbFaxEntryChange): these are others now, each fax
 * once
 */

FbFaxIndex *fb_fax_index_get_for (FbFaxSource *source);
const GArray *fb_fax_index_get_entries (FbFaxIndex *self);
gboolean fb_fax_index_is_loading (FbFaxIndex *self);

G_END_DECLS
