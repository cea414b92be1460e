/* fb-autostart.c
 *
 * Whether the desktop starts the application at login, and the way to change that: a file in the
 * user's autostart folder, or in a sandbox, which can't write there, the background portal.
 *
 * The state is that of the file, whichever program wrote or removed it. The portal can't be
 * queried, so its last answer is kept as a setting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-autostart.h"

#include "fb-autostart-file-private.h"
#include "fb-portal-request.h"
#include "fb-sandbox.h"

#include <glib/gi18n.h>

#define GRANTED_KEY "start-at-login-granted"

struct _FbAutostart
{
  GObject parent_instance;

  GSettings *settings;
  GCancellable *cancellable;
  gboolean is_enabled;

  char *path;            /* NULL in a sandbox */
  GFileMonitor *monitor; /* NULL in a sandbox */
};

typedef enum
{
  PROP_ENABLED = 1,
} FbAutostartProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

G_DEFINE_FINAL_TYPE (FbAutostart, fb_autostart, G_TYPE_OBJECT)

static void
set_enabled (FbAutostart *self, gboolean is_enabled)
{
  if (self->is_enabled == is_enabled)
    return;
  self->is_enabled = is_enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/* The file */

static void
read_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_boolean (task, fb_autostart_file_is_enabled (FB_AUTOSTART (source)->path));
}

static void
on_file_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean is_enabled = g_task_propagate_boolean (G_TASK (result), &error);

  if (error == NULL)
    set_enabled (FB_AUTOSTART (object), is_enabled);
}

static void
check_file (FbAutostart *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_file_read, NULL);

  g_task_set_source_tag (task, check_file);
  g_task_run_in_thread (task, read_file);
}

static void
change_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FbAutostart *self = source;
  gboolean enabled = GPOINTER_TO_INT (task_data);
  GError *error = NULL;

  if (enabled ? fb_autostart_file_write (self->path, NULL, &error)
              : fb_autostart_file_remove (self->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
monitor_file (FbAutostart *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (check_file), self,
                             G_CONNECT_SWAPPED);
}

/* The portal */

/* It may also have been changed by another instance of FbAutostart. */
static void
read_setting (FbAutostart *self)
{
  set_enabled (self, g_settings_get_boolean (self->settings, GRANTED_KEY));
}

/* A refusal revokes what was granted before. If the portal could not be called, nothing changes. */
static void
on_answered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FbAutostart *self = g_task_get_source_object (task);
  gboolean enabled = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (GVariant) results = fb_portal_request_finish (result, &error);
  gboolean is_granted = FALSE;

  if (results != NULL)
    g_variant_lookup (results, "autostart", "b", &is_granted);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_settings_set_boolean (self->settings, GRANTED_KEY, enabled && is_granted);
  if (error == NULL && enabled && !is_granted)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                 "The portal did not arrange it");
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
ask_portal (GTask *task, gboolean enabled)
{
  static const char *const command[] = { "faxbell", "--background", NULL };
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "reason", "s",
                         _ ("Faxes are received while the window is closed."));
  g_variant_dict_insert (&options, "autostart", "b", enabled);
  g_variant_dict_insert (&options, "commandline", "^as", command);
  fb_portal_request_async ("org.freedesktop.portal.Background", "RequestBackground",
                           g_variant_dict_end (&options), NULL, on_answered, task);
}

/* GObject */

static void
fb_autostart_constructed (GObject *object)
{
  FbAutostart *self = FB_AUTOSTART (object);

  G_OBJECT_CLASS (fb_autostart_parent_class)->constructed (object);

  if (fb_is_sandboxed ())
    return;
  self->path = fb_autostart_file_dup_path ();
  monitor_file (self);
  check_file (self);
}

static void
fb_autostart_dispose (GObject *object)
{
  FbAutostart *self = FB_AUTOSTART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->monitor);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_autostart_parent_class)->dispose (object);
}

static void
fb_autostart_finalize (GObject *object)
{
  FbAutostart *self = FB_AUTOSTART (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (fb_autostart_parent_class)->finalize (object);
}

static void
fb_autostart_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbAutostart *self = FB_AUTOSTART (object);

  switch ((FbAutostartProperty) property_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->is_enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_autostart_class_init (FbAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fb_autostart_constructed;
  object_class->dispose = fb_autostart_dispose;
  object_class->finalize = fb_autostart_finalize;
  object_class->get_property = fb_autostart_get_property;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_autostart_init (FbAutostart *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * fb_autostart_new:
 * @settings: the application's settings; a reference is held
 *
 * For the main thread, in which its property changes, too. Outside a sandbox the file is read in
 * another thread, and watched.
 *
 * Returns: (transfer full): the autostart state; not enabled until the file was read
 */
FbAutostart *
fb_autostart_new (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbAutostart *self = g_object_new (FB_TYPE_AUTOSTART, NULL);

  self->settings = g_object_ref (settings);
  if (self->path != NULL)
    return self;
  g_signal_connect_object (settings, "changed::" GRANTED_KEY, G_CALLBACK (read_setting), self,
                           G_CONNECT_SWAPPED);
  read_setting (self);
  return self;
}

/**
 * fb_autostart_is_enabled:
 * @self: the autostart state
 *
 * Does not block. For the thread that made it.
 *
 * Returns: whether the desktop starts the application at login, as of the last check
 */
gboolean
fb_autostart_is_enabled (FbAutostart *self)
{
  g_return_val_if_fail (FB_IS_AUTOSTART (self), FALSE);

  return self->is_enabled;
}

/**
 * fb_autostart_set_async:
 * @self: the autostart state
 * @enabled: whether the desktop is to start the application at login
 * @callback: called in the calling thread's main context when the file was written or the portal
 * has answered
 * @user_data: data for @callback
 *
 * In a sandbox the portal may ask the user, which may take any time, and the user may refuse. For
 * the thread that made @self.
 */
void
fb_autostart_set_async (FbAutostart *self,
                        gboolean enabled,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_AUTOSTART (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_autostart_set_async);
  g_task_set_task_data (task, GINT_TO_POINTER (enabled), NULL);
  if (self->path == NULL)
    ask_portal (g_steal_pointer (&task), enabled);
  else
    g_task_run_in_thread (task, change_file);
}

/**
 * fb_autostart_set_finish:
 * @self: the autostart state
 * @result: the result that the callback received
 * @error: (optional): return location for a `GFileError`; in a sandbox, for a `GIOError`:
 *   %G_IO_ERROR_CANCELLED if the user refused, %G_IO_ERROR_PERMISSION_DENIED if the portal did
 *
 * #FbAutostart:enabled may change only after this has returned.
 *
 * Returns: whether nothing failed
 */
gboolean
fb_autostart_set_finish (FbAutostart *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (self->path != NULL)
    check_file (self);
  return g_task_propagate_boolean (G_TASK (result), error);
}
