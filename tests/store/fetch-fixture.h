/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

GPtrArray *
fetch_fixture_list_due (StoreFixture *fixture, gint64 time, guint n_documents, gint64 *next_due);
guint fetch_fixture_count_due (StoreFixture *fixture, gint64 time, guint max);
void fetch_fixture_make_due (StoreFixture *fixture, const char *message_id, gint64 time);
void fetch_fixture_put_off (StoreFixture *fixture, gint64 until);
void fetch_fixture_need_key (StoreFixture *fixture);
void fetch_fixture_fail (StoreFixture *fixture,
                         const char *message_id,
                         FbFetchState state,
                         gint64 due_at,
                         guint n_attempts);
gboolean fetch_fixture_try_keep (StoreFixture *fixture,
                                 const char *message_id,
                                 FbSpoolFile *file,
                                 gboolean *already_kept,
                                 GError **error);
gboolean fetch_fixture_keep (StoreFixture *fixture, const char *message_id, const char *content);

G_END_DECLS
