/* fb-tray-preparation.c
 *
 * What takes time before the item in the tray can be shown, done in a thread: the session bus is
 * found, the icons are looked for and drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-preparation-private.h"

#include "fb-desktop-resources.h"

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
 * @source: for whom; given to @callback
 * @cancellable: (nullable): ends it early
 * @callback: called when all is prepared, or there is no session bus
 * @user_data: for @callback
 */
void
fb_tray_prepare_async (GObject *source,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  /* What this names is linked, and so the icons are there. */
  g_return_if_fail (fb_desktop_get_resource () != NULL);

  g_task_set_source_tag (task, fb_tray_prepare_async);
  g_task_run_in_thread (task, prepare);
}

/**
 * fb_tray_prepare_finish:
 * @result: what the callback was given
 * @error: (optional): where to say what failed
 *
 * Returns: (transfer full) (nullable): what was prepared
 */
FbTrayPreparation *
fb_tray_prepare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
