/* fb-store-opener.c
 *
 * Opens the store, and tries again until that succeeds: another Faxbell may be quitting, a disk may
 * be mounted late.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-opener.h"

/* In seconds. */
#define RETRY_INTERVAL 10

struct _FbStoreOpener
{
  GObject parent_instance;

  FbStore *store;
  GError *problem;
  guint retry_source;
  gboolean has_retried;
  gboolean is_stopped;
};

enum
{
  TRIED,
  RETRYING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbStoreOpener, fb_store_opener, G_TYPE_OBJECT)

static gboolean
on_retry (gpointer data)
{
  FbStoreOpener *self = data;

  self->retry_source = 0;
  if (!self->has_retried)
    g_signal_emit (self, signals[RETRYING], 0);
  self->has_retried = TRUE;
  fb_store_opener_start (self);
  return G_SOURCE_REMOVE;
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbStoreOpener) self = data;

  g_clear_error (&self->problem);
  if (!fb_store_open_finish (FB_STORE (object), result, &self->problem))
    {
      g_warning ("The store could not be opened: %s", self->problem->message);
      if (!self->is_stopped)
        self->retry_source = g_timeout_add_seconds (RETRY_INTERVAL, on_retry, self);
    }
  g_signal_emit (self, signals[TRIED], 0);
}

/* GObject */

static void
fb_store_opener_dispose (GObject *object)
{
  FbStoreOpener *self = FB_STORE_OPENER (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fb_store_opener_parent_class)->dispose (object);
}

static void
fb_store_opener_finalize (GObject *object)
{
  g_clear_error (&FB_STORE_OPENER (object)->problem);

  G_OBJECT_CLASS (fb_store_opener_parent_class)->finalize (object);
}

static void
fb_store_opener_class_init (FbStoreOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_store_opener_dispose;
  object_class->finalize = fb_store_opener_finalize;

  signals[TRIED] = g_signal_new ("tried", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRYING] = g_signal_new ("retrying", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_store_opener_init (FbStoreOpener *self)
{
}

/**
 * fb_store_opener_new:
 * @store: a store that isn't open
 *
 * For the thread that made the store; its signals are emitted there.
 *
 * Returns: (transfer full): an opener; start it
 */
FbStoreOpener *
fb_store_opener_new (FbStore *store)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);

  FbStoreOpener *self = g_object_new (FB_TYPE_STORE_OPENER, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * fb_store_opener_start:
 * @self: an opener that isn't opening the store already
 *
 * Begins to open the store, and goes on trying until that succeeds or fb_store_opener_stop() is
 * called.
 */
void
fb_store_opener_start (FbStoreOpener *self)
{
  g_return_if_fail (FB_IS_STORE_OPENER (self));

  fb_store_open_async (self->store, NULL, on_opened, g_object_ref (self));
}

/**
 * fb_store_opener_stop:
 * @self: an opener
 *
 * Tries no more. An attempt that is under way goes on, and is told of by the signal tried.
 */
void
fb_store_opener_stop (FbStoreOpener *self)
{
  g_return_if_fail (FB_IS_STORE_OPENER (self));

  self->is_stopped = TRUE;
  g_clear_handle_id (&self->retry_source, g_source_remove);
}

/**
 * fb_store_opener_get_problem:
 * @self: an opener
 *
 * Returns: (transfer none) (nullable): why the last attempt failed; %NULL if it didn't, or there
 *   was none
 */
const GError *
fb_store_opener_get_problem (FbStoreOpener *self)
{
  g_return_val_if_fail (FB_IS_STORE_OPENER (self), NULL);

  return self->problem;
}
