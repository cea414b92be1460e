/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

/**
 * StoreFixture:
 * @folder: a data folder of its own, removed at the end
 * @store: open
 * @alerts: (element-type guint): what it rang for so far
 *
 * A store in a temporary folder.
 */
typedef struct
{
  char *folder;
  FbStore *store;
  GArray *alerts;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);
void store_fixture_reopen (StoreFixture *fixture);

gboolean store_fixture_open (FbStore *store, GError **error);
void store_fixture_close (FbStore *store);
FbEvent *store_fixture_event (const char *message_id, FbDirection direction, FbStatus status);
FbSpoolFile *store_fixture_make_document (StoreFixture *fixture, const char *content);
gboolean store_fixture_keep_all (StoreFixture *fixture,
                                 FbEvent *event,
                                 GPtrArray *documents,
                                 FbSpoolFile *body,
                                 gboolean *already_kept,
                                 GError **error);
gboolean store_fixture_keep (StoreFixture *fixture,
                             FbEvent *event,
                             const char *document,
                             gboolean *already_kept,
                             GError **error);
void store_fixture_keep_ok (StoreFixture *fixture, FbEvent *event, const char *document);
FbFax *store_fixture_find (StoreFixture *fixture, const char *message_id);
void store_fixture_mark (StoreFixture *fixture, gint64 id, gboolean is_read);
guint store_fixture_record (StoreFixture *fixture,
                            gint64 id,
                            FbDeskAction action,
                            const char *who,
                            const char *note);
void store_fixture_settle (StoreFixture *fixture);
guint store_fixture_count_files (StoreFixture *fixture, const char *subfolder);

#define STORE_TEST(path, function)                                                                 \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

G_END_DECLS
