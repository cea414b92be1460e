/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-fax-query.h"

G_BEGIN_DECLS

/**
 * FbStoreReader:
 *
 * A thread that reads the database on a connection of its own.
 */
typedef struct _FbStoreReader FbStoreReader;

/**
 * FbReadFunc:
 * @query: what to read with
 * @task: the task that the read was asked for with
 * @error: return location for an error
 *
 * Reads, in the reader's thread, and returns a result to @task, or says what failed: then the
 * reader returns that.
 *
 * Returns: %FALSE with @error set if it failed
 */
typedef gboolean (*FbReadFunc) (FbFaxQuery *query, GTask *task, GError **error);

/**
 * FbDamageFunc:
 * @user_data: what was given with the function
 *
 * Called in the reader's thread when a read has found the database damaged.
 */
typedef void (*FbDamageFunc) (gpointer user_data);

FbStoreReader *fb_store_reader_new (const char *path, FbDamageFunc on_damage, gpointer user_data);
void fb_store_reader_free (FbStoreReader *reader);
void fb_store_reader_run (FbStoreReader *reader, GTask *task, FbReadFunc read);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStoreReader, fb_store_reader_free)

G_END_DECLS
