/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-contact.h"
#include "fb-desk-action.h"
#include "fb-event.h"
#include "fb-fax-counts.h"
#include "fb-fax-source.h"
#include "fb-fax.h"
#include "fb-fetch-query.h"
#include "fb-history-entry.h"
#include "fb-alert-kind.h"
#include "fb-page-query.h"
#include "fb-spool-file.h"
#include "fb-store-error.h"
#include "fb-summary-query.h"

G_BEGIN_DECLS

#define FB_TYPE_STORE (fb_store_get_type ())
G_DECLARE_FINAL_TYPE (FbStore, fb_store, FB, STORE, GObject)

/* Properties and signals, all of them in the thread that made the store:
 *   open (gboolean): whether it can keep
 *   counts (FbFaxCounts): how many faxes there are of each kind
 *   damaged-file (string): where the database is that was found damaged and was rebuilt; then open
 *     is notified again, for every row may have changed
 *   faxes-changed (GPtrArray of FbFax): rows that are new or changed, by ascending id; each is a
 *     snapshot of its own, to be assigned to the row that is shown
 *   contacts-changed (GPtrArray of FbContact): numbers that have another name, or none any more, in
 *     the order in which they were named; before the faxes that were committed with them
 *   documents-due: a document may have become due that is to be fetched, or due earlier
 *   alert (FbFax, guint: a FbAlertKind): what to notify of, after the commit; where the document is
 *     being fetched, with that or a minute later
 */

FbStore *fb_store_new (const char *folder);
const char *fb_store_get_folder (FbStore *self);
char *fb_store_dup_default_folder (void);

void fb_store_set_event_reader (FbStore *self, FbEventReadFunc read_event);

void fb_store_open_async (FbStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean fb_store_open_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_close_async (FbStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean fb_store_close_finish (FbStore *self, GAsyncResult *result, GError **error);
gboolean fb_store_is_open (FbStore *self);

FbSpoolFile *fb_store_create_spool_file (FbStore *self, GError **error);
void fb_store_set_spare_space (FbStore *self, guint64 bytes);
gboolean fb_store_check_space (FbStore *self, guint64 bytes, GError **error);

void fb_store_keep_async (FbStore *self,
                          FbEvent *event,
                          GPtrArray *documents,
                          FbSpoolFile *body,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean
fb_store_keep_finish (FbStore *self, GAsyncResult *result, gboolean *already_kept, GError **error);

void fb_store_mark_async (FbStore *self,
                          GArray *ids,
                          gboolean is_read,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean fb_store_mark_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_record_async (FbStore *self,
                            GArray *ids,
                            FbDeskAction action,
                            const char *who,
                            const char *note,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean
fb_store_record_finish (FbStore *self, GAsyncResult *result, GArray **changed_ids, GError **error);

void fb_store_set_document_pages_async (FbStore *self,
                                        gint64 fax_id,
                                        const char *sha256,
                                        int n_pages,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean fb_store_set_document_pages_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_set_document_view_async (FbStore *self,
                                       gint64 fax_id,
                                       const char *sha256,
                                       guint rotation,
                                       gboolean is_inverted,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean fb_store_set_document_view_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_list_uncounted_async (FbStore *self,
                                    guint n_documents,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *fb_store_list_uncounted_finish (FbStore *self, GAsyncResult *result, GError **error);

void fb_store_set_contacts_async (FbStore *self,
                                  GPtrArray *contacts,
                                  gboolean replaces,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_store_set_contacts_finish (FbStore *self,
                                       GAsyncResult *result,
                                       FbContactCounts *counts,
                                       GError **error);
void fb_store_set_name_async (FbStore *self,
                              const char *number,
                              const char *name,
                              const char *who,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fb_store_set_name_finish (FbStore *self,
                                   GAsyncResult *result,
                                   gboolean *is_changed,
                                   GError **error);
void fb_store_list_contacts_async (FbStore *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *fb_store_list_contacts_finish (FbStore *self, GAsyncResult *result, GError **error);

void fb_store_set_can_fetch (FbStore *self, gboolean can_fetch);
void fb_store_list_due_async (FbStore *self,
                              gint64 time,
                              guint n_documents,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *
fb_store_list_due_finish (FbStore *self, GAsyncResult *result, gint64 *next_due, GError **error);
void fb_store_count_due_async (FbStore *self,
                               gint64 time,
                               guint max,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean
fb_store_count_due_finish (FbStore *self, GAsyncResult *result, guint *n_due, GError **error);
void fb_store_make_due_async (FbStore *self,
                              const char *message_id,
                              gint64 time,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fb_store_make_due_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_put_off_async (FbStore *self,
                             gint64 until,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean fb_store_put_off_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_need_key_async (FbStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean fb_store_need_key_finish (FbStore *self, GAsyncResult *result, GError **error);
void fb_store_fail_fetch_async (FbStore *self,
                                const char *message_id,
                                const FbFetchStatus *status,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean fb_store_fail_fetch_finish (FbStore *self, GAsyncResult *result, GError **error);
gboolean fb_store_write_spool_file (FbStore *self,
                                    FbSpoolFile *file,
                                    const void *data,
                                    gsize length,
                                    GError **error);
void fb_store_keep_fetched_async (FbStore *self,
                                  const char *message_id,
                                  FbSpoolFile *file,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_store_keep_fetched_finish (FbStore *self,
                                       GAsyncResult *result,
                                       gboolean *already_kept,
                                       GError **error);

void fb_store_find_async (FbStore *self,
                          const char *message_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
FbFax *fb_store_find_finish (FbStore *self, GAsyncResult *result, GError **error);

void fb_store_list_newest_async (FbStore *self,
                                 guint n_faxes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *fb_store_list_newest_finish (FbStore *self, GAsyncResult *result, GError **error);

void fb_store_list_history_async (FbStore *self,
                                  const char *message_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *fb_store_list_history_finish (FbStore *self, GAsyncResult *result, GError **error);

void fb_store_summarize_async (FbStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean fb_store_summarize_finish (FbStore *self,
                                    GAsyncResult *result,
                                    FbStoreSummary *summary,
                                    GError **error);

FbFaxSource *fb_store_get_source (FbStore *self);
const FbFaxCounts *fb_store_get_counts (FbStore *self);
const char *fb_store_get_damaged_file (FbStore *self);

G_END_DECLS
