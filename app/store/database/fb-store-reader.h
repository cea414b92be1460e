/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-fax-query.h"

G_BEGIN_DECLS

/**
 * FbStoreReader:
 *
 * A thread that reads the database on a database of its own.
 */
typedef struct _FbStoreReader FbStoreReader;

/* Runs in the reader's thread and returns its result through @task. */
typedef void (*FbReadFunc) (FbFaxQuery *query, GTask *task);

FbStoreReader *fb_store_reader_new (const char *path);
void fb_store_reader_free (FbStoreReader *reader);
void fb_store_reader_run (FbStoreReader *reader, GTask *task, FbReadFunc read);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStoreReader, fb_store_reader_free)

G_END_DECLS
