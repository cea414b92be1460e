/* fb-tray-preparation.c
 *
 * What the item in the tray needs and what takes time, done in a thread: finding the session bus,
 * looking for the icons, and drawing them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-preparation-private.h"

#include "fb-desktop-resources.h"

/**
 * fb_tray_preparation_free:
 * @self: (transfer full): a preparation
 *
 * Frees it and what it holds. For any thread.
 */
void
fb_tray_preparation_free (FbTrayPreparation *self)
{
  for (guint i = 0; i < FB_N_TRAY_ICONS; i++)
    g_clear_pointer (&self->pixmaps[i], g_variant_unref);
  g_free (self->bus_address);
  g_free (self);
}

static void
prepare (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (FbTrayPreparation) self = g_new0 (FbTrayPreparation, 1);
  GError *error = NULL;

  self->bus_address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, cancellable, &error);
  if (self->bus_address == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < FB_N_TRAY_ICONS; i++)
    {
      self->icon_names[i] = fb_tray_icon_get_name ((FbTrayIcon) i);
      self->pixmaps[i] = fb_tray_icon_render ((FbTrayIcon) i);
    }
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) fb_tray_preparation_free);
}

/**
 * fb_tray_prepare_async:
 * @source: the source object of the task, which is passed to @callback
 * @cancellable: (nullable): cancels it
 * @callback: called in the calling thread's main context when all is prepared, or it failed
 * @user_data: data for @callback
 */
void
fb_tray_prepare_async (GObject *source,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  /* The reference keeps the linker from dropping the resource. */
  g_return_if_fail (fb_desktop_get_resource () != NULL);

  g_task_set_source_tag (task, fb_tray_prepare_async);
  g_task_run_in_thread (task, prepare);
}

/**
 * fb_tray_prepare_finish:
 * @result: the result that the callback received
 * @error: (optional): return location for a `GIOError`, if there is no session bus
 *
 * Returns: (transfer full) (nullable): the preparation
 */
FbTrayPreparation *
fb_tray_prepare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
