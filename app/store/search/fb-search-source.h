/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-search-index.h"

G_BEGIN_DECLS

/**
 * FbSearchSource:
 *
 * A store, to be searched and indexed. For one thread at a time.
 */
typedef struct _FbSearchSource FbSearchSource;

FbSearchSource *fb_search_source_open (const char *folder, GError **error);
void fb_search_source_close (FbSearchSource *self);
gboolean fb_search_source_is_damaged (FbSearchSource *self);
gboolean fb_search_source_read_event (FbSearchSource *self,
                                      gint64 event_id,
                                      FbSearchPosition *event,
                                      gboolean *has_event,
                                      GError **error);
gboolean
fb_search_source_read_last_event (FbSearchSource *self, FbSearchPosition *position, GError **error);
gboolean fb_search_source_read_changed (FbSearchSource *self,
                                        FbSearchPosition *position,
                                        guint n_events,
                                        GArray *ids,
                                        GError **error);
gboolean fb_search_source_read_older (FbSearchSource *self,
                                      gint64 before,
                                      guint n_faxes,
                                      GArray *ids,
                                      GError **error);
gboolean fb_search_source_read_of_number (FbSearchSource *self,
                                          const char *number,
                                          gint64 before,
                                          guint n_faxes,
                                          GArray *ids,
                                          GError **error);
gboolean fb_search_source_read_message_ids (FbSearchSource *self,
                                            FbSearchQuery *query,
                                            GArray *ids,
                                            GError **error);
gboolean fb_search_source_find_contact (FbSearchSource *self,
                                        FbSearchQuery *query,
                                        gint64 *contact,
                                        char **number,
                                        GError **error);
gboolean fb_search_source_read_fax (FbSearchSource *self, gint64 id, FbFax **fax, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSearchSource, fb_search_source_close)

G_END_DECLS
