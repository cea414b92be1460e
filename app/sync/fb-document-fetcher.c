/* fb-document-fetcher.c
 *
 * Fetches the documents that webhooks didn't bring: asks the queue which are due, fetches several
 * at a time, and has the queue note what came of it. FbFetchPace judges how to go on. What is due
 * is in the queue alone, so an attempt that never ends is made again after a restart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-fetcher.h"

#include "fb-document-fetch.h"
#include "fb-documo-error.h"
#include "fb-fetch-pace.h"

struct _FbDocumentFetcher
{
  GObject parent_instance;

  FbDocumentQueue *queue;
  FbDocumoClient *client; /* nullable: without a key nothing is fetched */
  FbDocumoFormat format;
  const FbFetchClock *clock;
  FbFetchPace pace;
  GHashTable *running; /* message id → Attempt, not owned, until the queue has noted it */
  guint wake_id;
  GError *problem;
  gboolean is_started;
  gboolean is_listing;
  gboolean must_list; /* again, for something has changed meanwhile */
  gboolean is_making_due;
  gboolean must_make_due; /* all, again */
};

/* One document that is being fetched. */
typedef struct
{
  FbDocumentFetcher *fetcher;
  FbDocumoClient *client;
  GCancellable *cancellable;
  char *message_id;
  guint n_attempts;
  gboolean is_put_off; /* by the user */
} Attempt;

typedef enum
{
  PROP_PROBLEM = 1,
} FbDocumentFetcherProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

enum
{
  FETCHING_CHANGED,
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbDocumentFetcher, fb_document_fetcher, G_TYPE_OBJECT)

static void poll_queue (FbDocumentFetcher *self);
static void make_all_due (FbDocumentFetcher *self);

static gint64
get_now (FbDocumentFetcher *self)
{
  return self->clock->get_time (self->clock->data);
}

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->fetcher);
  g_object_unref (attempt->client);
  g_object_unref (attempt->cancellable);
  g_free (attempt->message_id);
  g_free (attempt);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* Problems */

static gboolean
is_same_problem (const GError *one, const GError *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  return g_error_matches (one, other->domain, other->code);
}

static void
set_problem (FbDocumentFetcher *self, const GError *problem)
{
  if (is_same_problem (self->problem, problem))
    return;
  g_clear_error (&self->problem);
  if (problem != NULL)
    {
      self->problem = g_error_copy (problem);
      g_debug ("Documents can't be fetched: %s", problem->message);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_key_missing (FbDocumentFetcher *self)
{
  g_autoptr (GError) error = fb_documo_error_new (FB_DOCUMO_ERROR_KEY_MISSING);

  set_problem (self, error);
}

/* What all documents wait for, or what a user can do something about. */
static gboolean
is_problem (FbDocumentFetcher *self, const GError *error)
{
  return fb_fetch_pace_get_wait (&self->pace) > 0 ||
         g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WEAK);
}

/* Waking up */

static void
clear_wake (FbDocumentFetcher *self)
{
  if (self->wake_id != 0)
    self->clock->remove_timeout (self->clock->data, self->wake_id);
  self->wake_id = 0;
}

static gboolean
on_wake (gpointer user_data)
{
  FbDocumentFetcher *self = user_data;

  self->wake_id = 0;
  poll_queue (self);
  return G_SOURCE_REMOVE;
}

static void
wake_in (FbDocumentFetcher *self, gint64 delay)
{
  clear_wake (self);
  self->wake_id = self->clock->add_timeout (self->clock->data, CLAMP (delay, 0, FB_FETCH_MAX_DELAY),
                                            on_wake, self);
}

/* Making due */

static void
on_made_due (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumentFetcher) self = user_data;
  g_autoptr (GError) error = NULL;

  /* They come when they are due, then. */
  if (!fb_document_queue_make_due_finish (FB_DOCUMENT_QUEUE (source), result, &error))
    g_debug ("Documents could not be made due: %s", error->message);
  poll_queue (self);
}

static void
make_one_due (FbDocumentFetcher *self, const char *message_id)
{
  fb_document_queue_make_due_async (self->queue, message_id, get_now (self), NULL, on_made_due,
                                    g_object_ref (self));
}

static void
on_made_all_due (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumentFetcher *self = user_data;

  self->is_making_due = FALSE;
  if (self->must_make_due)
    make_all_due (self);
  on_made_due (source, result, user_data);
}

/* May be much to do, so that several at a time are one: a network tells of each of its addresses.
 */
static void
make_all_due (FbDocumentFetcher *self)
{
  self->must_make_due = self->is_making_due;
  if (self->is_making_due || !self->is_started || self->client == NULL)
    return;
  self->is_making_due = TRUE;
  fb_document_queue_make_due_async (self->queue, NULL, get_now (self), NULL, on_made_all_due,
                                    g_object_ref (self));
}

/* Attempts */

static void
end_attempt (Attempt *attempt)
{
  g_hash_table_remove (attempt->fetcher->running, attempt->message_id);
  g_signal_emit (attempt->fetcher, signals[FETCHING_CHANGED], 0);
  poll_queue (attempt->fetcher);
}

static void
on_failure_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  FbFetchFailure failure;

  /* It is still due; without a pause it would be asked for again at once. */
  if (!fb_document_queue_fail_finish (FB_DOCUMENT_QUEUE (source), result, &error))
    fb_fetch_pace_fail (&attempt->fetcher->pace, error, attempt->n_attempts, &failure);
  end_attempt (attempt);
}

static void
fail_attempt (Attempt *attempt, GOutputStream *stream, const GError *error)
{
  FbDocumentFetcher *self = attempt->fetcher;
  FbFetchFailure failure;

  g_debug ("A document was not fetched: %s", error->message);
  if (fb_fetch_pace_fail (&self->pace, error, attempt->n_attempts, &failure))
    make_all_due (self);
  if (is_problem (self, error))
    set_problem (self, error);
  fb_document_queue_fail_async (self->queue, attempt->message_id, stream, &failure, NULL,
                                on_failure_noted, attempt);
}

/* It counts as no attempt: Documo has done nothing wrong. */
static void
put_off (Attempt *attempt, GOutputStream *stream)
{
  FbDocumentFetcher *self = attempt->fetcher;
  const FbFetchFailure failure = { FB_FETCH_RETRY, attempt->n_attempts,
                                   get_now (self) + FB_FETCH_MAX_DELAY };

  fb_document_queue_fail_async (self->queue, attempt->message_id, stream, &failure, NULL,
                                on_failure_noted, attempt);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  FbDocumentFetcher *self = attempt->fetcher;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (fb_document_fetch_finish (FB_DOCUMENT_QUEUE (source), result, &stream, &error))
    {
      if (fb_fetch_pace_succeed (&self->pace))
        make_all_due (self);
      if (fb_fetch_pace_get_wait (&self->pace) == 0)
        set_problem (self, NULL);
    }
  else if (attempt->is_put_off)
    {
      put_off (g_steal_pointer (&attempt), stream);
      return;
    }
  /* What was cancelled, and what an old key was refused for, is due as before. */
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           attempt->client == self->client)
    {
      fail_attempt (g_steal_pointer (&attempt), stream, error);
      return;
    }
  end_attempt (attempt);
}

static void
on_progress (goffset current, goffset total, gpointer user_data)
{
  Attempt *attempt = user_data;

  g_signal_emit (attempt->fetcher, signals[PROGRESS], 0, attempt->message_id, (gint64) current,
                 (gint64) total);
}

static void
start_attempt (FbDocumentFetcher *self, const FbDueDocument *document)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->fetcher = g_object_ref (self);
  attempt->client = g_object_ref (self->client);
  attempt->cancellable = g_cancellable_new ();
  attempt->message_id = g_strdup (document->message_id);
  attempt->n_attempts = document->n_attempts;
  g_hash_table_insert (self->running, g_strdup (document->message_id), attempt);
  fb_document_fetch_async (self->queue, self->client, document->message_id, self->format,
                           on_progress, attempt, attempt->cancellable, on_fetched, attempt);
  g_signal_emit (self, signals[FETCHING_CHANGED], 0);
}

static void
cancel_attempts (FbDocumentFetcher *self)
{
  GHashTableIter iter;
  gpointer attempt;

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, &attempt))
    g_cancellable_cancel (((Attempt *) attempt)->cancellable);
}

/* The queue */

static guint
get_n_free (FbDocumentFetcher *self)
{
  const guint n_running = g_hash_table_size (self->running);
  const guint max = fb_fetch_pace_get_max_parallel (&self->pace);

  return n_running < max ? max - n_running : 0;
}

static void
start_attempts (FbDocumentFetcher *self, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len && get_n_free (self) > 0; i++)
    {
      const FbDueDocument *document = g_ptr_array_index (documents, i);
      if (!g_hash_table_contains (self->running, document->message_id))
        start_attempt (self, document);
    }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumentFetcher) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 next_due = 0;
  g_autoptr (GPtrArray) documents =
    fb_document_queue_list_due_finish (FB_DOCUMENT_QUEUE (source), result, &next_due, &error);
  FbFetchFailure failure;

  self->is_listing = FALSE;
  if (!self->is_started || self->client == NULL)
    return;
  if (documents == NULL)
    {
      fb_fetch_pace_fail (&self->pace, error, 0, &failure);
      wake_in (self, fb_fetch_pace_get_wait (&self->pace));
      return;
    }
  if (fb_fetch_pace_get_wait (&self->pace) == 0)
    start_attempts (self, documents);
  if (next_due > 0)
    wake_in (self, next_due - get_now (self));
  if (self->must_list)
    poll_queue (self);
}

static void
poll_queue (FbDocumentFetcher *self)
{
  if (!self->is_started || self->client == NULL)
    return;
  self->must_list = self->is_listing;
  if (self->is_listing)
    return;

  const gint64 wait = fb_fetch_pace_get_wait (&self->pace);
  if (wait > 0)
    {
      wake_in (self, wait);
      return;
    }
  const guint n_free = get_n_free (self);
  if (n_free == 0)
    return;
  self->is_listing = TRUE;
  fb_document_queue_list_due_async (self->queue, get_now (self),
                                    g_hash_table_size (self->running) + n_free, NULL, on_listed,
                                    g_object_ref (self));
}

/* GObject */

static void
fb_document_fetcher_dispose (GObject *object)
{
  FbDocumentFetcher *self = FB_DOCUMENT_FETCHER (object);

  fb_document_fetcher_stop (self);
  g_clear_object (&self->queue);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fb_document_fetcher_parent_class)->dispose (object);
}

static void
fb_document_fetcher_finalize (GObject *object)
{
  FbDocumentFetcher *self = FB_DOCUMENT_FETCHER (object);

  g_hash_table_unref (self->running);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (fb_document_fetcher_parent_class)->finalize (object);
}

static void
fb_document_fetcher_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  switch ((FbDocumentFetcherProperty) property_id)
    {
    case PROP_PROBLEM:
      g_value_set_boxed (value, FB_DOCUMENT_FETCHER (object)->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_document_fetcher_class_init (FbDocumentFetcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_document_fetcher_dispose;
  object_class->finalize = fb_document_fetcher_finalize;
  object_class->get_property = fb_document_fetcher_get_property;

  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FbDocumentFetcher::fetching-changed:
   * @fetcher: the fetcher
   *
   * A document is being fetched, or isn't any more.
   */
  signals[FETCHING_CHANGED] = g_signal_new ("fetching-changed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FbDocumentFetcher::progress:
   * @fetcher: the fetcher
   * @message_id: of the fax whose document is being fetched
   * @current: how many bytes of it are here
   * @total: how many there will be, or -1
   */
  signals[PROGRESS] =
    g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64);
}

static void
fb_document_fetcher_init (FbDocumentFetcher *self)
{
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * fb_document_fetcher_new:
 * @queue: knows what is due, and keeps what was fetched
 * @clock: (nullable): tells the time, and must outlive the fetcher; %NULL for the computer's
 *
 * For one thread, and its thread-default main context. It fetches nothing before it has a client
 * and is started.
 *
 * Returns: (transfer full): a fetcher
 */
FbDocumentFetcher *
fb_document_fetcher_new (FbDocumentQueue *queue, const FbFetchClock *clock)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (queue), NULL);

  FbDocumentFetcher *self = g_object_new (FB_TYPE_DOCUMENT_FETCHER, NULL);

  self->queue = g_object_ref (queue);
  self->clock = clock != NULL ? clock : fb_fetch_clock_get_system ();
  self->pace.clock = self->clock;
  set_key_missing (self);
  g_signal_connect_object (queue, "changed", G_CALLBACK (poll_queue), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_document_fetcher_set_client:
 * @self: a fetcher
 * @client: (nullable): asks Documo, with the API key; %NULL if there is none
 *
 * What another client is fetching is given up, and begun anew. With a new key all documents are
 * asked for at once, those too that the old one was too weak for.
 */
void
fb_document_fetcher_set_client (FbDocumentFetcher *self, FbDocumoClient *client)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));
  g_return_if_fail (client == NULL || FB_IS_DOCUMO_CLIENT (client));

  if (!g_set_object (&self->client, client))
    return;
  cancel_attempts (self);
  if (client == NULL)
    {
      clear_wake (self);
      set_key_missing (self);
      return;
    }
  set_problem (self, NULL);
  self->pace = (FbFetchPace){ .clock = self->clock };
  make_all_due (self);
}

/**
 * fb_document_fetcher_set_format:
 * @self: a fetcher
 * @format: what documents are asked for in from now on
 */
void
fb_document_fetcher_set_format (FbDocumentFetcher *self, FbDocumoFormat format)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  self->format = format;
}

/**
 * fb_document_fetcher_start:
 * @self: a fetcher
 *
 * Begins, with all documents that wait.
 */
void
fb_document_fetcher_start (FbDocumentFetcher *self)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  make_all_due (self);
}

/**
 * fb_document_fetcher_stop:
 * @self: a fetcher
 *
 * Gives up what is being fetched. It is due as before.
 */
void
fb_document_fetcher_stop (FbDocumentFetcher *self)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  self->is_started = FALSE;
  clear_wake (self);
  cancel_attempts (self);
}

/**
 * fb_document_fetcher_retry:
 * @self: a fetcher
 *
 * To be called when what failed before may succeed: the network has come back, the computer was
 * resumed, the clock was set. All documents that wait are due at once; what Documo has asked for,
 * or a wrong key, is waited for all the same.
 */
void
fb_document_fetcher_retry (FbDocumentFetcher *self)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  fb_fetch_pace_end (&self->pace, FB_FETCH_OUTAGE);
  fb_fetch_pace_end (&self->pace, FB_FETCH_STORAGE);
  make_all_due (self);
}

/**
 * fb_document_fetcher_fetch_now:
 * @self: a fetcher
 * @message_id: (nullable): a fax; %NULL for all that wait
 *
 * The user asks for it. Even a wrong key is tried again; only Documo's own limit is waited for.
 */
void
fb_document_fetcher_fetch_now (FbDocumentFetcher *self, const char *message_id)
{
  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  fb_fetch_pace_end (&self->pace, FB_FETCH_OUTAGE);
  fb_fetch_pace_end (&self->pace, FB_FETCH_STORAGE);
  fb_fetch_pace_end (&self->pace, FB_FETCH_KEY);
  if (message_id != NULL)
    make_one_due (self, message_id);
  else
    make_all_due (self);
}

/**
 * fb_document_fetcher_cancel:
 * @self: a fetcher
 * @message_id: (nullable): a fax; %NULL for all whose documents are being fetched at this moment
 *
 * The user doesn't want it now. It is due again after the longest pause, or when it is asked for.
 */
void
fb_document_fetcher_cancel (FbDocumentFetcher *self, const char *message_id)
{
  GHashTableIter iter;
  gpointer id, value;

  g_return_if_fail (FB_IS_DOCUMENT_FETCHER (self));

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      Attempt *attempt = value;
      if (message_id != NULL && !g_str_equal (id, message_id))
        continue;
      attempt->is_put_off = TRUE;
      g_cancellable_cancel (attempt->cancellable);
    }
}

/**
 * fb_document_fetcher_get_problem:
 * @self: a fetcher
 *
 * Returns: (transfer none) (nullable): why documents can't be fetched now: an #FbDocumoError, or
 * why they can't be kept
 */
const GError *
fb_document_fetcher_get_problem (FbDocumentFetcher *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_FETCHER (self), NULL);

  return self->problem;
}

/**
 * fb_document_fetcher_get_n_fetching:
 * @self: a fetcher
 *
 * Returns: how many documents are being fetched at this moment
 */
guint
fb_document_fetcher_get_n_fetching (FbDocumentFetcher *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_FETCHER (self), 0);

  return g_hash_table_size (self->running);
}

/**
 * fb_document_fetcher_is_fetching:
 * @self: a fetcher
 * @message_id: a fax
 *
 * Returns: whether its document is on its way
 */
gboolean
fb_document_fetcher_is_fetching (FbDocumentFetcher *self, const char *message_id)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_FETCHER (self), FALSE);

  return g_hash_table_contains (self->running, message_id);
}
