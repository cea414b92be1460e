/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbDueDocument:
 * @message_id: the fax's
 * @n_attempts: how many attempts have failed
 *
 * A document that Documo is to be asked for.
 */
typedef struct
{
  char *message_id;
  guint n_attempts;
} FbDueDocument;

FbDueDocument *fb_due_document_new (const char *message_id, guint n_attempts);
void fb_due_document_free (FbDueDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDueDocument, fb_due_document_free)

/**
 * FbFetchOutcome:
 * @FB_FETCH_RETRY: it is asked for again
 * @FB_FETCH_NEEDS_KEY: the same, but that won't help before there is another API key
 * @FB_FETCH_GONE: Documo doesn't have it
 *
 * What becomes of a document that was not fetched.
 */
typedef enum
{
  FB_FETCH_RETRY,
  FB_FETCH_NEEDS_KEY,
  FB_FETCH_GONE,
} FbFetchOutcome;

/**
 * FbFetchFailure:
 * @outcome: what becomes of the document
 * @n_attempts: how many attempts have failed by now
 * @retry_at: when it is due again, in microseconds since 1970; not if it is gone
 *
 * An attempt that has failed.
 */
typedef struct
{
  FbFetchOutcome outcome;
  guint n_attempts;
  gint64 retry_at;
} FbFetchFailure;

#define FB_TYPE_DOCUMENT_QUEUE (fb_document_queue_get_type ())
G_DECLARE_INTERFACE (FbDocumentQueue, fb_document_queue, FB, DOCUMENT_QUEUE, GObject)

/**
 * FbDocumentQueueInterface:
 * @list_due_async: see fb_document_queue_list_due_async()
 * @list_due_finish: its end
 * @count_due_async: see fb_document_queue_count_due_async()
 * @count_due_finish: its end
 * @make_due_async: see fb_document_queue_make_due_async()
 * @make_due_finish: its end
 * @put_off_async: see fb_document_queue_put_off_async()
 * @put_off_finish: its end
 * @open_async: see fb_document_queue_open_async()
 * @open_finish: its end
 * @keep_async: see fb_document_queue_keep_async()
 * @keep_finish: its end
 * @fail_async: see fb_document_queue_fail_async()
 * @fail_finish: its end
 *
 * Signal:
 *   changed: a document may have become due, or due earlier
 */
struct _FbDocumentQueueInterface
{
  GTypeInterface parent_interface;

  void (*list_due_async) (FbDocumentQueue *self,
                          gint64 time,
                          guint max,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  GPtrArray *(*list_due_finish) (FbDocumentQueue *self,
                                 GAsyncResult *result,
                                 gint64 *next_due,
                                 GError **error);
  void (*count_due_async) (FbDocumentQueue *self,
                           gint64 time,
                           guint max,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  gboolean (*count_due_finish) (FbDocumentQueue *self,
                                GAsyncResult *result,
                                guint *n_due,
                                GError **error);
  void (*make_due_async) (FbDocumentQueue *self,
                          const char *message_id,
                          gint64 time,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  gboolean (*make_due_finish) (FbDocumentQueue *self, GAsyncResult *result, GError **error);
  void (*put_off_async) (FbDocumentQueue *self,
                         gint64 time,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  gboolean (*put_off_finish) (FbDocumentQueue *self, GAsyncResult *result, GError **error);
  void (*open_async) (FbDocumentQueue *self,
                      const char *message_id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GOutputStream *(*open_finish) (FbDocumentQueue *self, GAsyncResult *result, GError **error);
  void (*keep_async) (FbDocumentQueue *self,
                      const char *message_id,
                      GOutputStream *stream,
                      const char *media_type,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*keep_finish) (FbDocumentQueue *self, GAsyncResult *result, GError **error);
  void (*fail_async) (FbDocumentQueue *self,
                      const char *message_id,
                      GOutputStream *stream,
                      const FbFetchFailure *failure,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*fail_finish) (FbDocumentQueue *self, GAsyncResult *result, GError **error);
};

void fb_document_queue_list_due_async (FbDocumentQueue *self,
                                       gint64 time,
                                       guint max,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *fb_document_queue_list_due_finish (FbDocumentQueue *self,
                                              GAsyncResult *result,
                                              gint64 *next_due,
                                              GError **error);
void fb_document_queue_count_due_async (FbDocumentQueue *self,
                                        gint64 time,
                                        guint max,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean fb_document_queue_count_due_finish (FbDocumentQueue *self,
                                             GAsyncResult *result,
                                             guint *n_due,
                                             GError **error);
void fb_document_queue_make_due_async (FbDocumentQueue *self,
                                       const char *message_id,
                                       gint64 time,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
fb_document_queue_make_due_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error);
void fb_document_queue_put_off_async (FbDocumentQueue *self,
                                      gint64 time,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
fb_document_queue_put_off_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error);
void fb_document_queue_open_async (FbDocumentQueue *self,
                                   const char *message_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GOutputStream *
fb_document_queue_open_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error);
void fb_document_queue_keep_async (FbDocumentQueue *self,
                                   const char *message_id,
                                   GOutputStream *stream,
                                   const char *media_type,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
fb_document_queue_keep_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error);
void fb_document_queue_fail_async (FbDocumentQueue *self,
                                   const char *message_id,
                                   GOutputStream *stream,
                                   const FbFetchFailure *failure,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
fb_document_queue_fail_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error);

G_END_DECLS
