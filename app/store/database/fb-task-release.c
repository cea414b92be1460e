/* fb-task-release.c
 *
 * Letting go of a task in another thread than the one that has asked with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-task-release.h"

static gboolean
on_release (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/**
 * fb_task_release:
 * @task: (transfer full): a task that a result was returned to
 *
 * Lets go of it where it was asked for: the last reference to a task, and with it to the object
 * that has asked, must not go in this thread, for that object's signals belong to the other. Any
 * thread may call it.
 */
void
fb_task_release (GTask *task)
{
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_release, task, g_object_unref);
  g_source_attach (source, context);
}
