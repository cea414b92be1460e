/* fb-store.c
 *
 * Keeping faxes: the public part of this layer. What is given to it is on the disk when it says so;
 * what is on the disk it tells of, in the thread that made it, by properties and signals.
 *
 * Deliveries may be given from any thread and are answered in the context they were given from.
 * The threads behind it are in fb-flusher.c, fb-committer.c and fb-store-reader.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

/* The disk is never filled by us to the last byte: the database must be able to grow, and the
 * desktop to go on. */
#define DEFAULT_SPARE_SPACE (G_GUINT64_CONSTANT (256) * 1024 * 1024)

/* After a clean end the pages are checked when the start is over. */
#define PAGE_CHECK_DELAY_MS 2000

/* So many rows, or names, are emitted in one turn of the main loop, which takes about a
 * millisecond; a burst, or marking everything, must not hold up the next frame. */
#define MAX_TOLD 256

/* That of GTK's redrawing, so that in a burst the two take turns: above it, changes would come as
 * long as faxes do and no frame would be drawn; below it, frames would be drawn and no row be
 * there. */
#define CHANGES_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

typedef enum
{
  PROP_FOLDER = 1,
  PROP_OPEN,
  PROP_COUNTS,
  PROP_DAMAGED_FILE,
} FbStoreProperty;

typedef enum
{
  SIGNAL_FAXES_CHANGED,
  SIGNAL_CONTACTS_CHANGED,
  SIGNAL_DOCUMENTS_DUE,
  SIGNAL_ALERT,
  N_SIGNALS,
} FbStoreSignal;

static GParamSpec *properties[PROP_DAMAGED_FILE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbStore, fb_store, G_TYPE_OBJECT)

/* In the reader's thread. */
static void
report_damage (gpointer user_data)
{
  FbStore *self = user_data;

  g_warning ("The database was found damaged");
  g_rw_lock_reader_lock (&self->lock);
  if (self->committer != NULL)
    fb_committer_repair (self->committer);
  g_rw_lock_reader_unlock (&self->lock);
}

/* In the thread of the check, which may still be reading what was replaced meanwhile. */
static void
on_pages_damaged (gpointer user_data)
{
  FbStore *self = user_data;

  if (!g_atomic_int_get (&self->is_rebuilt))
    report_damage (self);
}

/* GObject */

static void
fb_store_finalize (GObject *object)
{
  FbStore *self = FB_STORE (object);

  fb_store_clear_alert_source (self);
  /* Still open, so nothing has waited for the threads yet. */
  g_clear_pointer (&self->page_check, fb_page_check_free);
  fb_fax_source_stop (self->source);
  g_clear_pointer (&self->flusher, fb_flusher_free);
  g_clear_pointer (&self->committer, fb_committer_free);
  g_clear_object (&self->source);
  g_clear_pointer (&self->folder, fb_document_folder_free);
  g_queue_clear_full (&self->changes, (GDestroyNotify) fb_changes_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->damaged_file, g_free);
  g_rw_lock_clear (&self->lock);
  g_mutex_clear (&self->changes_lock);

  G_OBJECT_CLASS (fb_store_parent_class)->finalize (object);
}

static void
fb_store_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbStore *self = FB_STORE (object);

  switch ((FbStoreProperty) property_id)
    {
    case PROP_FOLDER:
      g_value_set_string (value, self->path);
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, fb_store_is_open (self));
      break;
    case PROP_COUNTS:
      g_value_set_boxed (value, &self->counts);
      break;
    case PROP_DAMAGED_FILE:
      g_value_set_string (value, self->damaged_file);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_store_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  FbStore *self = FB_STORE (object);

  switch ((FbStoreProperty) property_id)
    {
    case PROP_FOLDER:
      self->path = g_value_dup_string (value);
      self->source = fb_fax_source_new (self->path, report_damage, self);
      break;
    case PROP_OPEN:
    case PROP_COUNTS:
    case PROP_DAMAGED_FILE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_store_class_init (FbStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = fb_store_finalize;
  object_class->get_property = fb_store_get_property;
  object_class->set_property = fb_store_set_property;

  properties[PROP_FOLDER] =
    g_param_spec_string ("folder", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNTS] = g_param_spec_boxed ("counts", NULL, NULL, FB_TYPE_FAX_COUNTS,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DAMAGED_FILE] = g_param_spec_string ("damaged-file", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FbStore::faxes-changed:
   * @store: the store
   * @faxes: (element-type FbFax): rows that are new or changed, by ascending id
   */
  signals[SIGNAL_FAXES_CHANGED] =
    g_signal_new ("faxes-changed", FB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /**
   * FbStore::contacts-changed:
   * @store: the store
   * @contacts: (element-type FbContact): numbers that have another name, or none any more, in the
   *   order in which they were named
   */
  signals[SIGNAL_CONTACTS_CHANGED] =
    g_signal_new ("contacts-changed", FB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /**
   * FbStore::documents-due:
   * @store: the store
   *
   * A document may have become due that is to be fetched, or due earlier.
   */
  signals[SIGNAL_DOCUMENTS_DUE] = g_signal_new ("documents-due", FB_TYPE_STORE, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FbStore::alert:
   * @store: the store
   * @fax: what it is about
   * @alert: a `FbAlertKind`: why to notify; it was committed before
   */
  signals[SIGNAL_ALERT] = g_signal_new ("alert", FB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, FB_TYPE_FAX, G_TYPE_UINT);
}

static void
fb_store_init (FbStore *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_rw_lock_init (&self->lock);
  self->spare_space = DEFAULT_SPARE_SPACE;
  self->page_check_delay_ms = PAGE_CHECK_DELAY_MS;
  self->alert_delay = FB_ALERT_DELAY;
  g_mutex_init (&self->changes_lock);
  g_queue_init (&self->changes);
}

/**
 * fb_store_new:
 * @folder: the data folder, an absolute path; it need not exist
 *
 * Returns: (transfer full): a store that is not open yet
 */
FbStore *
fb_store_new (const char *folder)
{
  g_return_val_if_fail (folder != NULL, NULL);

  return g_object_new (FB_TYPE_STORE, "folder", folder, NULL);
}

/**
 * fb_store_get_folder:
 * @store: a store
 *
 * Any thread may call it.
 *
 * Returns: (transfer none): the data folder
 */
const char *
fb_store_get_folder (FbStore *self)
{
  g_return_val_if_fail (FB_IS_STORE (self), NULL);

  return self->path;
}

/**
 * fb_store_dup_default_folder:
 *
 * Returns: (transfer full): where this user's faxes are kept
 */
char *
fb_store_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "faxbell", NULL);
}

/**
 * fb_store_set_event_reader:
 * @store: a store that is not open yet
 * @read_event: understands events that were kept; any thread may be the one that calls it
 *
 * Of a damaged database more can be saved with one: faxes are made again of their events.
 */
void
fb_store_set_event_reader (FbStore *self, FbEventReadFunc read_event)
{
  g_return_if_fail (FB_IS_STORE (self));

  self->read_event = read_event;
}

/* Changes */

/* Rows may have other contents now, or be gone: as if it had just been opened. */
static void
tell_of_damage (FbStore *self, const char *damaged_file)
{
  g_free (self->damaged_file);
  self->damaged_file = g_strdup (damaged_file);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAMAGED_FILE]);
  fb_fax_source_emit_reset (self->source);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
tell (FbStore *self, FbChanges *changes)
{
  self->counts = changes->counts;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTS]);
  if (changes->waiting_alerts_have_changed)
    {
      self->next_alert_at = changes->next_alert_at;
      fb_store_set_alert_source (self);
    }
  if (changes->damaged_file != NULL)
    tell_of_damage (self, changes->damaged_file);
  if (changes->contacts->len > 0)
    {
      fb_fax_source_emit_contacts_changed (self->source, changes->contacts);
      g_signal_emit (self, signals[SIGNAL_CONTACTS_CHANGED], 0, changes->contacts);
    }
  if (changes->faxes->len > 0)
    {
      fb_fax_source_emit_changed (self->source, changes->faxes);
      g_signal_emit (self, signals[SIGNAL_FAXES_CHANGED], 0, changes->faxes);
    }
  if (changes->has_due_document)
    g_signal_emit (self, signals[SIGNAL_DOCUMENTS_DUE], 0);
  for (guint i = 0; i < changes->alerts->len; i++)
    {
      const FbAlert *entry = &g_array_index (changes->alerts, FbAlert, i);
      g_signal_emit (self, signals[SIGNAL_ALERT], 0, entry->fax, (guint) entry->kind);
    }
}

static FbChanges *
take_pending (FbStore *self)
{
  g_mutex_lock (&self->changes_lock);
  FbChanges *changes = g_queue_pop_head (&self->changes);
  g_mutex_unlock (&self->changes_lock);

  return changes;
}

static void
tell_all_pending (FbStore *self)
{
  g_autoptr (FbChanges) changes = NULL;

  while ((changes = take_pending (self)) != NULL)
    {
      tell (self, changes);
      g_clear_pointer (&changes, fb_changes_free);
    }
}

/* One source at a time is attached, and is removed when there is nothing left to emit. */
static gboolean
on_changes (gpointer data)
{
  FbStore *self = data;
  g_autoptr (FbChanges) changes = take_pending (self);

  if (changes != NULL)
    tell (self, changes);

  g_mutex_lock (&self->changes_lock);
  const gboolean is_empty = g_queue_is_empty (&self->changes);
  if (is_empty)
    self->is_telling = FALSE;
  g_mutex_unlock (&self->changes_lock);
  return is_empty ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* What was committed one after another is emitted together, up to what one turn may take. */
static void
add_pending (FbStore *self, FbChanges *changes)
{
  FbChanges *last = g_queue_peek_tail (&self->changes);

  if (last == NULL || last->faxes->len + changes->faxes->len > MAX_TOLD ||
      last->contacts->len + changes->contacts->len > MAX_TOLD)
    {
      g_queue_push_tail (&self->changes, changes);
      return;
    }
  fb_changes_append (last, changes);
  fb_changes_free (changes);
}

/* In the committer's thread. */
static void
publish (FbChanges *changes, gpointer user_data)
{
  FbStore *self = user_data;

  /* What is read from now on is read from the database that took the damaged one's place. */
  if (changes->damaged_file != NULL)
    {
      g_atomic_int_set (&self->is_rebuilt, TRUE);
      fb_fax_source_restart (self->source);
    }
  g_mutex_lock (&self->changes_lock);
  add_pending (self, changes);
  const gboolean was_telling = self->is_telling;
  self->is_telling = TRUE;
  g_mutex_unlock (&self->changes_lock);
  if (was_telling)
    return;

  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, CHANGES_PRIORITY);
  g_source_set_callback (source, on_changes, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

/* Opening and closing */

static gboolean
open_blocking (FbStore *self, GError **error)
{
  const gboolean was_unclean = fb_page_check_was_unclean (self->path);

  g_atomic_int_set (&self->is_rebuilt, FALSE);
  g_autoptr (FbDocumentFolder) folder = fb_document_folder_open (self->path, error);
  if (folder == NULL)
    return FALSE;
  g_autoptr (FbCommitter) committer =
    fb_committer_new (self->path, folder, self->read_event, publish, self, error);
  if (committer == NULL)
    return FALSE;

  g_rw_lock_writer_lock (&self->lock);
  self->flusher = fb_flusher_new (folder, committer);
  self->folder = g_steal_pointer (&folder);
  self->committer = g_steal_pointer (&committer);
  fb_committer_set_can_fetch (self->committer, g_atomic_int_get (&self->can_fetch));
  fb_committer_set_alert_delay (self->committer, self->alert_delay);
  g_rw_lock_writer_unlock (&self->lock);
  fb_fax_source_start (self->source);
  if (!g_atomic_int_get (&self->is_rebuilt))
    self->page_check = fb_page_check_new (self->path, was_unclean ? 0 : self->page_check_delay_ms,
                                          on_pages_damaged, self);
  return TRUE;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (open_blocking (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fb_store_open_async:
 * @store: a store that is not open
 * @cancellable: (nullable): only keeps the callback from hearing of it
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Makes the folder where there is none, brings the database to the newest schema, and removes what
 * was left in the spool.
 */
void
fb_store_open_async (FbStore *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (!fb_store_is_open (self));

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_open_async);
  fb_fax_source_begin_opening (self->source);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * fb_store_open_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): a `FbStoreError`
 *
 * Returns: whether it is open now
 */
gboolean
fb_store_open_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  gboolean is_open = g_task_propagate_boolean (G_TASK (result), error);
  fb_fax_source_end_opening (self->source);
  if (!is_open)
    return FALSE;
  tell_all_pending (self);
  /* It may have been told before there was somebody to ask for it. */
  fb_store_set_alert_source (self);
  fb_fax_source_emit_reset (self->source);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
  return TRUE;
}

/* The lock is not held while the threads end: they may need it to return results. */
static void
close_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FbStore *self = source;

  g_rw_lock_writer_lock (&self->lock);
  FbFlusher *flusher = g_steal_pointer (&self->flusher);
  FbCommitter *committer = g_steal_pointer (&self->committer);
  g_rw_lock_writer_unlock (&self->lock);

  /* The last connection to close takes the write-ahead log with it; it must be the committer's. */
  g_clear_pointer (&self->page_check, fb_page_check_free);
  fb_fax_source_stop (self->source);
  fb_flusher_free (flusher);
  fb_committer_free (committer);

  g_rw_lock_writer_lock (&self->lock);
  FbDocumentFolder *folder = g_steal_pointer (&self->folder);
  g_rw_lock_writer_unlock (&self->lock);
  fb_document_folder_free (folder);
  g_task_return_boolean (task, TRUE);
}

/**
 * fb_store_close_async:
 * @store: a store
 * @callback: called when everything that it was given is kept and answered
 * @user_data: for @callback
 *
 * No spool file of it may be in use by then.
 */
void
fb_store_close_async (FbStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_close_async);
  g_task_run_in_thread (task, close_in_thread);
}

/**
 * fb_store_close_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error
 *
 * Returns: whether it is closed
 */
gboolean
fb_store_close_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  gboolean is_closed = g_task_propagate_boolean (G_TASK (result), error);
  tell_all_pending (self);
  fb_store_clear_alert_source (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
  return is_closed;
}

/**
 * fb_store_is_open:
 * @store: a store
 *
 * Returns: whether it can keep; any thread may ask
 */
gboolean
fb_store_is_open (FbStore *self)
{
  g_return_val_if_fail (FB_IS_STORE (self), FALSE);

  g_rw_lock_reader_lock (&self->lock);
  gboolean is_open = self->committer != NULL;
  g_rw_lock_reader_unlock (&self->lock);
  return is_open;
}

/**
 * fb_store_get_source:
 * @store: a store
 *
 * Returns: (transfer none): what lists of its faxes read from; the store may be opened later
 */
FbFaxSource *
fb_store_get_source (FbStore *self)
{
  g_return_val_if_fail (FB_IS_STORE (self), NULL);

  return self->source;
}

/**
 * fb_store_get_counts:
 * @store: a store
 *
 * Returns: (transfer none): how many faxes there are; notified as #FbStore:counts
 */
const FbFaxCounts *
fb_store_get_counts (FbStore *self)
{
  g_return_val_if_fail (FB_IS_STORE (self), NULL);

  return &self->counts;
}

/**
 * fb_store_get_damaged_file:
 * @store: a store
 *
 * Returns: (transfer none) (nullable): where the database is that was found damaged and was
 *   rebuilt, since this store was made; notified as #FbStore:damaged-file
 */
const char *
fb_store_get_damaged_file (FbStore *self)
{
  g_return_val_if_fail (FB_IS_STORE (self), NULL);

  return self->damaged_file;
}
