/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-search-step.h"

G_BEGIN_DECLS

/**
 * FbIndexedStore:
 *
 * A store that is read, and its search index. For one thread at a time.
 */
typedef struct _FbIndexedStore FbIndexedStore;

FbIndexedStore *fb_indexed_store_new (const char *folder);
void fb_indexed_store_free (FbIndexedStore *store);
gboolean fb_indexed_store_fill (FbIndexedStore *store, gboolean *is_done, GError **error);
gboolean fb_indexed_store_find (FbIndexedStore *store,
                                FbSearchStep *step,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbIndexedStore, fb_indexed_store_free)

G_END_DECLS
