/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbIdSet:
 *
 * A set of rows' numbers, a bit each.
 */
typedef struct _FbIdSet FbIdSet;

FbIdSet *fb_id_set_new (void);
void fb_id_set_free (FbIdSet *set);
void fb_id_set_put (FbIdSet *set, gint64 id, gboolean is_contained);
gboolean fb_id_set_contains (const FbIdSet *set, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbIdSet, fb_id_set_free)

G_END_DECLS
