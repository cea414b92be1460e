/* fb-page-counter.c
 *
 * Counts the pages of documents by their content, so that a fax whose document has fewer of them
 * than it should have says so without being looked at. What has just come is counted next; what was
 * not counted when the store was opened, as far as it is among the newest, after that.
 *
 * One document at a time is opened, with a pause after each: receiving faxes and looking at them
 * come before. A document at which the helper crashes is left alone after the second time, until
 * the next start, and the others wait for a while, so that it is not the counting that keeps
 * helpers from being started.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-counter.h"

/* After a document that has just come, and after one of those that were not counted before. */
#define PAUSE_MS         100
#define BACKLOG_PAUSE_MS 1000

/* After a crash: see the launcher, which gives up when helpers crash too often. */
#define PAUSE_AFTER_CRASH_MS 30000

#define MAX_TRIES 2

/* What is listed at a time. */
#define N_BACKLOG 200

/* In a burst, the oldest of what waits is let go, and listed again later. */
#define MAX_WAITING 1000

struct _FbPageCounter
{
  GObject parent_instance;

  FbStore *store;
  FbRenderLauncher *launcher;
  GCancellable *cancellable;

  GQueue waiting;    /* of FbUncountedDocument; the next one first */
  GQueue backlog;    /* the same, when nothing else waits */
  GHashTable *known; /* of the keys of those in either, and of the one that is being counted */
  GHashTable *tries; /* by SHA-256: how often it was tried in vain */
  gboolean has_dropped;
  gboolean is_listing;
  FbUncountedDocument *current; /* nullable */
  guint source;
};

G_DEFINE_FINAL_TYPE (FbPageCounter, fb_page_counter, G_TYPE_OBJECT)

static void count_next (FbPageCounter *self);

/* What waits */

static char *
dup_key (gint64 fax_id, const FbDocument *document)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", fax_id, document->sha256);
}

static void
forget (FbPageCounter *self, FbUncountedDocument *uncounted)
{
  g_autofree char *key = dup_key (uncounted->fax_id, uncounted->document);

  g_hash_table_remove (self->known, key);
  fb_uncounted_document_free (uncounted);
}

static guint
get_tries (FbPageCounter *self, const FbDocument *document)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->tries, document->sha256));
}

/* Whether it is to be counted, and doesn't wait for that already. */
static gboolean
add_key (FbPageCounter *self, gint64 fax_id, const FbDocument *document)
{
  return document->n_pages == FB_PAGES_NOT_COUNTED &&
         fb_media_type_is_document (document->media_type) &&
         get_tries (self, document) < MAX_TRIES &&
         g_hash_table_add (self->known, dup_key (fax_id, document));
}

static void
add_new (FbPageCounter *self, FbFax *fax, FbDocument *document)
{
  if (!add_key (self, fb_fax_get_id (fax), document))
    return;

  FbUncountedDocument *uncounted = g_new0 (FbUncountedDocument, 1);
  uncounted->fax_id = fb_fax_get_id (fax);
  uncounted->message_id = g_strdup (fb_fax_get_message_id (fax));
  uncounted->document = fb_document_ref (document);
  g_queue_push_head (&self->waiting, uncounted);
  if (self->waiting.length <= MAX_WAITING)
    return;
  forget (self, g_queue_pop_tail (&self->waiting));
  self->has_dropped = TRUE;
}

static gboolean
on_pause_over (gpointer user_data)
{
  FbPageCounter *self = FB_PAGE_COUNTER (user_data);

  self->source = 0;
  count_next (self);
  return G_SOURCE_REMOVE;
}

static void
pause_counting (FbPageCounter *self, guint milliseconds)
{
  if (self->source == 0 && self->current == NULL)
    self->source = g_timeout_add_full (G_PRIORITY_LOW, milliseconds, on_pause_over, self, NULL);
}

static void
on_faxes_changed (FbPageCounter *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      GPtrArray *documents = fb_fax_get_documents (fax);
      for (guint j = 0; documents != NULL && j < documents->len; j++)
        add_new (self, fax, g_ptr_array_index (documents, j));
    }
  if (!g_queue_is_empty (&self->waiting))
    pause_counting (self, PAUSE_MS);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbPageCounter) self = FB_PAGE_COUNTER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
    fb_store_list_uncounted_finish (FB_STORE (source), result, &error);

  self->is_listing = FALSE;
  if (documents == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Documents that are not counted could not be listed: %s", error->message);
      return;
    }
  g_ptr_array_set_free_func (documents, NULL);
  for (guint i = 0; i < documents->len; i++)
    {
      FbUncountedDocument *uncounted = g_ptr_array_index (documents, i);
      if (add_key (self, uncounted->fax_id, uncounted->document))
        g_queue_push_tail (&self->backlog, uncounted);
      else
        fb_uncounted_document_free (uncounted);
    }
  if (!g_queue_is_empty (&self->backlog))
    pause_counting (self, BACKLOG_PAUSE_MS);
}

static void
list_backlog (FbPageCounter *self)
{
  if (self->is_listing || !fb_store_is_open (self->store))
    return;
  self->is_listing = TRUE;
  self->has_dropped = FALSE;
  fb_store_list_uncounted_async (self->store, N_BACKLOG, self->cancellable, on_listed,
                                 g_object_ref (self));
}

/* Counting */

/**
 * fb_page_counter_judge:
 * @document: (nullable): a document that could be opened
 * @error: (nullable): else why not
 *
 * A document that takes a password is not damaged, but it can't be shown either, nor one that is
 * larger than can be shown. Why else one could not be opened may be no fault of its own.
 *
 * Returns: how many pages it has, or %FB_PAGES_UNREADABLE; %FB_PAGES_NOT_COUNTED where that isn't
 *   known
 */
int
fb_page_counter_judge (FbRenderedDocument *document, const GError *error)
{
  if (document != NULL)
    return (int) fb_rendered_document_get_n_pages (document);
  if (g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_A_DOCUMENT) ||
      g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_ENCRYPTED) ||
      g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_TOO_LARGE))
    return FB_PAGES_UNREADABLE;
  return FB_PAGES_NOT_COUNTED;
}

static void
on_pages_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* It is counted again after the next start. */
  if (!fb_store_set_document_pages_finish (FB_STORE (source), result, &error))
    g_debug ("How many pages a document has could not be kept: %s", error->message);
}

static void
note_failure (FbPageCounter *self, const FbDocument *document, const GError *error)
{
  const guint n_tries = get_tries (self, document) + 1;

  g_debug ("A document could not be counted: %s", error->message);
  g_hash_table_insert (self->tries, g_strdup (document->sha256), GUINT_TO_POINTER (n_tries));
  self->has_dropped |= n_tries < MAX_TRIES;
}

/* Where helpers can't be had for now, the document isn't to blame for that. */
static gboolean
is_hindered (const GError *error)
{
  return g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHES_TOO_OFTEN);
}

static guint
get_pause (FbPageCounter *self, const GError *error)
{
  if (g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED) ||
      g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_UNAVAILABLE) || is_hindered (error))
    return PAUSE_AFTER_CRASH_MS;
  return g_queue_is_empty (&self->waiting) ? BACKLOG_PAUSE_MS : PAUSE_MS;
}

static void
take_count (FbPageCounter *self, FbRenderedDocument *document, const GError *error)
{
  FbUncountedDocument *counted = g_steal_pointer (&self->current);
  const int n_pages = fb_page_counter_judge (document, error);

  if (n_pages != FB_PAGES_NOT_COUNTED)
    fb_store_set_document_pages_async (self->store, counted->fax_id, counted->document->sha256,
                                       n_pages, on_pages_set, NULL);
  else if (is_hindered (error))
    {
      g_queue_push_head (&self->backlog, counted);
      pause_counting (self, get_pause (self, error));
      return;
    }
  else
    note_failure (self, counted->document, error);
  forget (self, counted);
  pause_counting (self, get_pause (self, error));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbPageCounter) self = FB_PAGE_COUNTER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderedDocument) document = fb_rendered_document_open_finish (result, &error);

  if (self->current == NULL)
    return; /* nobody wants to know any more */
  /* It won't be otherwise while this runs. */
  if (g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_CONFINED))
    {
      forget (self, g_steal_pointer (&self->current));
      return;
    }
  take_count (self, document, error);
}

static void
count_next (FbPageCounter *self)
{
  if (self->current != NULL || !fb_store_is_open (self->store))
    return;
  self->current = g_queue_pop_head (&self->waiting);
  if (self->current == NULL)
    self->current = g_queue_pop_head (&self->backlog);
  if (self->current != NULL)
    fb_rendered_document_open_async (self->launcher, self->current->document->path,
                                     self->cancellable, on_opened, g_object_ref (self));
  else if (self->has_dropped)
    list_backlog (self);
}

static void
on_open_changed (FbPageCounter *self)
{
  list_backlog (self);
}

/* GObject */

static void
fb_page_counter_dispose (GObject *object)
{
  FbPageCounter *self = FB_PAGE_COUNTER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->launcher);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fb_page_counter_parent_class)->dispose (object);
}

static void
fb_page_counter_finalize (GObject *object)
{
  FbPageCounter *self = FB_PAGE_COUNTER (object);

  g_clear_pointer (&self->current, fb_uncounted_document_free);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) fb_uncounted_document_free);
  g_queue_clear_full (&self->backlog, (GDestroyNotify) fb_uncounted_document_free);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->tries, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fb_page_counter_parent_class)->finalize (object);
}

static void
fb_page_counter_class_init (FbPageCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_page_counter_dispose;
  object_class->finalize = fb_page_counter_finalize;
}

static void
fb_page_counter_init (FbPageCounter *self)
{
  self->cancellable = g_cancellable_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->waiting);
  g_queue_init (&self->backlog);
}

/**
 * fb_page_counter_new:
 * @store: whose documents are counted, whenever it is open
 * @launcher: starts the helpers that look into them
 *
 * For the main thread.
 *
 * Returns: (transfer full): the counter, which works until fb_page_counter_stop()
 */
FbPageCounter *
fb_page_counter_new (FbStore *store, FbRenderLauncher *launcher)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (launcher), NULL);

  FbPageCounter *self = g_object_new (FB_TYPE_PAGE_COUNTER, NULL);

  self->store = g_object_ref (store);
  self->launcher = g_object_ref (launcher);
  g_signal_connect_object (store, "notify::open", G_CALLBACK (on_open_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  list_backlog (self);
  return self;
}

/**
 * fb_page_counter_stop:
 * @self: a counter
 *
 * Counts no more. What is not counted is so after the next start.
 */
void
fb_page_counter_stop (FbPageCounter *self)
{
  g_return_if_fail (FB_IS_PAGE_COUNTER (self));

  g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->current, fb_uncounted_document_free);
}
