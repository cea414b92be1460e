/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-history-entry.h"

G_BEGIN_DECLS

GPtrArray *fb_history_query_list (FbDatabase *database,
                                  const char *message_id,
                                  guint n_entries,
                                  FbEventReadFunc read_event,
                                  GError **error);

G_END_DECLS
