/* fb-store-alerts.c
 *
 * When alerts that wait for a fax's document have waited for long enough. The database says when
 * that is, so that it is known over a restart, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

static gboolean
on_alert_time (gpointer data)
{
  FbStore *self = data;

  fb_store_clear_alert_source (self);
  g_rw_lock_reader_lock (&self->lock);
  if (self->committer != NULL)
    fb_committer_emit_alerts (self->committer);
  g_rw_lock_reader_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

/**
 * fb_store_clear_alert_source:
 * @store: a store
 *
 * Waits for no alert any more. For the thread that made the store.
 */
void
fb_store_clear_alert_source (FbStore *self)
{
  if (self->alert_source != NULL)
    g_source_destroy (self->alert_source);
  g_clear_pointer (&self->alert_source, g_source_unref);
}

/**
 * fb_store_set_alert_source:
 * @store: a store
 *
 * Has the next alert that waits emitted when its time is over, if the store is open; what is left
 * after that is told anew. The clock may be set meanwhile, so none is waited for longer than any
 * may wait. For the thread that made the store.
 */
void
fb_store_set_alert_source (FbStore *self)
{
  const gint64 delay = CLAMP (self->next_alert_at - g_get_real_time (), 0, self->alert_delay);

  fb_store_clear_alert_source (self);
  if (self->next_alert_at == 0 || !fb_store_is_open (self))
    return;
  self->alert_source = g_timeout_source_new ((guint) ((delay + 999) / 1000));
  g_source_set_callback (self->alert_source, on_alert_time, self, NULL);
  g_source_attach (self->alert_source, self->context);
}
