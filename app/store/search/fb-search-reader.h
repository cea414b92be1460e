/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-search-step.h"
#include "fb-store-reader.h"

G_BEGIN_DECLS

/**
 * FbSearchReader:
 *
 * A thread that keeps the search index up to date with the store, and searches.
 */
typedef struct _FbSearchReader FbSearchReader;

FbSearchReader *
fb_search_reader_new (const char *folder, FbDamageFunc on_damage, gpointer user_data);
void fb_search_reader_free (FbSearchReader *reader);
void fb_search_reader_catch_up (FbSearchReader *reader);
void fb_search_reader_run (FbSearchReader *reader, GTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSearchReader, fb_search_reader_free)

G_END_DECLS
