/* fb-document-sync.c
 *
 * Has the documents fetched that webhooks leave out, for as long as the keyring has an API key:
 * ties the key, the store and the fetcher together, and tries again when the network has come back
 * or the computer was resumed.
 *
 * For the thread that made the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-sync.h"

#include "fb-api-key-error.h"
#include "fb-clock-watch.h"
#include "fb-document-fetcher.h"
#include "fb-documo-error.h"
#include "fb-store-document-queue.h"

/* While documents are being fetched it is counted how many are due. */
#define COUNT_INTERVAL_MS 1000

#define KEYRING_NAME "org.freedesktop.secrets"

/* Nothing tells when a keyring has been unlocked by others. */
#define KEYRING_CHECK_SECONDS 30

struct _FbDocumentSync
{
  GObject parent_instance;

  FbStore *store;
  FbApiKey *api_key;
  FbDocumentQueue *queue;
  FbDocumentFetcher *fetcher;
  FbClockWatch *clock_watch;
  GCancellable *lookup;
  GError *key_problem; /* nullable: why there is no key */
  guint check_source;
  guint count_source;
  guint keyring_watch;
  guint n_due;
  gboolean has_key;
  gboolean is_started;
};

typedef enum
{
  PROP_PROBLEM = 1,
  PROP_N_DUE,
} FbDocumentSyncProperty;

static GParamSpec *properties[PROP_N_DUE + 1];

enum
{
  FETCHING_CHANGED,
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbDocumentSync, fb_document_sync, G_TYPE_OBJECT)

static void look_up (FbDocumentSync *self);

static void
notify_problem (FbDocumentSync *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* How many are on their way */

static void queue_count (FbDocumentSync *self);

static void
set_n_due (FbDocumentSync *self, guint n_due)
{
  if (n_due == self->n_due)
    return;
  self->n_due = n_due;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DUE]);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumentSync) self = FB_DOCUMENT_SYNC (user_data);
  guint n_due = 0;

  fb_document_queue_count_due_finish (FB_DOCUMENT_QUEUE (source), result, &n_due, NULL);
  if (!self->is_started || fb_document_fetcher_get_n_fetching (self->fetcher) == 0)
    n_due = 0;
  set_n_due (self, n_due);
  if (n_due > 0)
    queue_count (self);
}

static gboolean
on_count (gpointer user_data)
{
  FbDocumentSync *self = FB_DOCUMENT_SYNC (user_data);

  self->count_source = 0;
  fb_document_queue_count_due_async (self->queue, g_get_real_time (), FB_DOCUMENT_SYNC_MAX_DUE,
                                     NULL, on_counted, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Nothing is counted while nothing comes: what is due may be so for days. */
static void
queue_count (FbDocumentSync *self)
{
  if (self->is_started && self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_INTERVAL_MS, on_count, self);
}

static void
on_fetching_changed (FbDocumentSync *self)
{
  g_signal_emit (self, signals[FETCHING_CHANGED], 0);
  queue_count (self);
}

/* Putting off */

static void
on_put_off (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumentSync) self = FB_DOCUMENT_SYNC (user_data);
  g_autoptr (GError) error = NULL;

  /* Then they come all the same. */
  if (!fb_document_queue_put_off_finish (FB_DOCUMENT_QUEUE (source), result, &error))
    g_debug ("Documents could not be put off: %s", error->message);
  fb_document_fetcher_cancel (self->fetcher, NULL);
}

/* The key */

static void
on_key_needed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!fb_store_need_key_finish (FB_STORE (source), result, &error) &&
      !g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    g_warning ("Documents could not be marked as needing the API key: %s", error->message);
}

/* The rows say it. A keyring that can't be asked may have a key all the same. */
static void
need_key (FbDocumentSync *self)
{
  if (fb_store_is_open (self->store) &&
      g_error_matches (self->key_problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT))
    fb_store_need_key_async (self->store, on_key_needed, NULL);
}

static gboolean
may_come_later (const GError *problem)
{
  return g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED) ||
         g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING) ||
         g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_FAILED);
}

static gboolean
on_check (gpointer user_data)
{
  FbDocumentSync *self = FB_DOCUMENT_SYNC (user_data);

  self->check_source = 0;
  look_up (self);
  return G_SOURCE_REMOVE;
}

static void
set_key (FbDocumentSync *self, const char *key, GError *problem)
{
  g_autoptr (GError) error = problem;
  g_autoptr (FbDocumoClient) client =
    key != NULL ? fb_documo_client_new (fb_api_key_get_url (self->api_key), key, &error) : NULL;

  self->has_key = client != NULL;
  g_clear_error (&self->key_problem);
  self->key_problem = g_steal_pointer (&error);
  fb_store_set_can_fetch (self->store, self->has_key);
  need_key (self);
  fb_document_fetcher_set_client (self->fetcher, client);
  notify_problem (self);
  if (self->check_source == 0 && may_come_later (self->key_problem))
    self->check_source = g_timeout_add_seconds (KEYRING_CHECK_SECONDS, on_check, self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumentSync) self = FB_DOCUMENT_SYNC (user_data);
  g_autoptr (GError) error = NULL;
  char *key = fb_api_key_lookup_finish (FB_API_KEY (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->is_started)
    set_key (self, key, g_steal_pointer (&error));
  fb_api_key_free_text (key);
}

static void
look_up (FbDocumentSync *self)
{
  if (!self->is_started)
    return;
  g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  self->lookup = g_cancellable_new ();
  fb_api_key_lookup_async (self->api_key, FALSE, self->lookup, on_looked_up, g_object_ref (self));
}

/* At login it may come later. */
static void
on_keyring_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  FbDocumentSync *self = FB_DOCUMENT_SYNC (user_data);

  if (!self->has_key)
    look_up (self);
}

/* Before, nothing is known of what is due. */
static void
on_open_changed (FbDocumentSync *self)
{
  if (!self->is_started || !fb_store_is_open (self->store))
    return;
  need_key (self);
  fb_document_fetcher_start (self->fetcher);
}

static void
on_network_changed (FbDocumentSync *self, gboolean is_available)
{
  if (is_available)
    fb_document_fetcher_retry (self->fetcher);
}

static void
on_progress (FbDocumentSync *self, const char *message_id, gint64 current, gint64 total)
{
  g_signal_emit (self, signals[PROGRESS], 0, message_id, current, total);
}

/* GObject */

static void
fb_document_sync_dispose (GObject *object)
{
  FbDocumentSync *self = FB_DOCUMENT_SYNC (object);

  fb_document_sync_stop (self);
  g_clear_object (&self->clock_watch);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->queue);
  g_clear_object (&self->api_key);
  g_clear_object (&self->store);
  g_clear_error (&self->key_problem);

  G_OBJECT_CLASS (fb_document_sync_parent_class)->dispose (object);
}

static void
fb_document_sync_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((FbDocumentSyncProperty) property_id)
    {
    case PROP_PROBLEM:
      g_value_set_boxed (value, fb_document_sync_get_problem (FB_DOCUMENT_SYNC (object)));
      break;
    case PROP_N_DUE:
      g_value_set_uint (value, FB_DOCUMENT_SYNC (object)->n_due);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_document_sync_class_init (FbDocumentSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_document_sync_dispose;
  object_class->get_property = fb_document_sync_get_property;

  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_DUE] = g_param_spec_uint ("n-due", NULL, NULL, 0, FB_DOCUMENT_SYNC_MAX_DUE, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FbDocumentSync::fetching-changed:
   * @sync: the object
   *
   * A document is being fetched, or isn't any more.
   */
  signals[FETCHING_CHANGED] = g_signal_new ("fetching-changed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FbDocumentSync::progress:
   * @sync: the object
   * @message_id: of the fax whose document is being fetched
   * @current: how many bytes of it are here
   * @total: how many there will be, or -1
   */
  signals[PROGRESS] =
    g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64);
}

static void
fb_document_sync_init (FbDocumentSync *self)
{
  self->clock_watch = fb_clock_watch_new ();
}

/**
 * fb_document_sync_new:
 * @store: keeps the documents; it may be opened later
 * @api_key: the account's; it is looked up without a question to the user
 *
 * Returns: (transfer full): what fetches the documents, once it is started
 */
FbDocumentSync *
fb_document_sync_new (FbStore *store, FbApiKey *api_key)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_API_KEY (api_key), NULL);

  FbDocumentSync *self = g_object_new (FB_TYPE_DOCUMENT_SYNC, NULL);

  self->store = g_object_ref (store);
  self->api_key = g_object_ref (api_key);
  self->queue = fb_store_document_queue_new (store);
  self->fetcher = fb_document_fetcher_new (self->queue, NULL);
  g_signal_connect_object (self->fetcher, "fetching-changed", G_CALLBACK (on_fetching_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (api_key, "changed", G_CALLBACK (look_up), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::open", G_CALLBACK (on_open_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fetcher, "notify::problem", G_CALLBACK (notify_problem), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fetcher, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clock_watch, "jumped", G_CALLBACK (fb_document_fetcher_retry),
                           self->fetcher, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_document_sync_set_prefer_tiff:
 * @self: what fetches the documents
 * @prefer_tiff: whether documents are asked for as TIFF from now on, and not as PDF
 */
void
fb_document_sync_set_prefer_tiff (FbDocumentSync *self, gboolean prefer_tiff)
{
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (self));

  fb_document_fetcher_set_format (self->fetcher,
                                  prefer_tiff ? FB_DOCUMO_FORMAT_TIFF : FB_DOCUMO_FORMAT_PDF);
}

/**
 * fb_document_sync_start:
 * @self: what fetches the documents
 *
 * Looks for the key, and fetches what waits for as long as there is one.
 */
void
fb_document_sync_start (FbDocumentSync *self)
{
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  self->keyring_watch =
    g_bus_watch_name (G_BUS_TYPE_SESSION, KEYRING_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                      on_keyring_appeared, NULL, self, NULL);
  on_open_changed (self);
  look_up (self);
}

/**
 * fb_document_sync_stop:
 * @self: what fetches the documents
 *
 * Gives up what is being fetched. It is due as before.
 */
void
fb_document_sync_stop (FbDocumentSync *self)
{
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (self));

  self->is_started = FALSE;
  g_clear_handle_id (&self->keyring_watch, g_bus_unwatch_name);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  if (self->fetcher != NULL)
    fb_document_fetcher_stop (self->fetcher);
}

/**
 * fb_document_sync_fetch_now:
 * @self: what fetches the documents
 * @message_id: (nullable): a fax; %NULL for all that wait
 *
 * The user asks for it; also for what Documo didn't have.
 */
void
fb_document_sync_fetch_now (FbDocumentSync *self, const char *message_id)
{
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (self));

  if (!self->has_key)
    look_up (self);
  fb_document_fetcher_fetch_now (self->fetcher, message_id);
}

/**
 * fb_document_sync_cancel:
 * @self: what fetches the documents
 * @message_id: (nullable): a fax; %NULL for all that are on their way
 *
 * The user doesn't want to wait for it now: it is asked for again in an hour.
 */
void
fb_document_sync_cancel (FbDocumentSync *self, const char *message_id)
{
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (self));

  if (message_id != NULL)
    fb_document_fetcher_cancel (self->fetcher, message_id);
  else
    fb_document_queue_put_off_async (self->queue, g_get_real_time () + FB_FETCH_MAX_DELAY, NULL,
                                     on_put_off, g_object_ref (self));
}

/**
 * fb_document_sync_is_fetching:
 * @self: what fetches the documents
 * @message_id: a fax
 *
 * Returns: whether its document is being fetched at this moment
 */
gboolean
fb_document_sync_is_fetching (FbDocumentSync *self, const char *message_id)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (self), FALSE);

  return fb_document_fetcher_is_fetching (self->fetcher, message_id);
}

/**
 * fb_document_sync_has_key:
 * @self: what fetches the documents
 *
 * Returns: whether there is an API key
 */
gboolean
fb_document_sync_has_key (FbDocumentSync *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (self), FALSE);

  return self->has_key;
}

/**
 * fb_document_sync_get_n_due:
 * @self: what fetches the documents
 *
 * Returns: while documents are being fetched, how many are due, at most %FB_DOCUMENT_SYNC_MAX_DUE
 */
guint
fb_document_sync_get_n_due (FbDocumentSync *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (self), 0);

  return self->n_due;
}

/**
 * fb_document_sync_get_problem:
 * @self: what fetches the documents
 *
 * Returns: (transfer none) (nullable): why documents can't be fetched now: an #FbApiKeyError, an
 *   #FbDocumoError, or why they can't be kept
 */
const GError *
fb_document_sync_get_problem (FbDocumentSync *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (self), NULL);

  return self->key_problem != NULL ? self->key_problem
                                   : fb_document_fetcher_get_problem (self->fetcher);
}
