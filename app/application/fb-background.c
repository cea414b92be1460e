/* fb-background.c
 *
 * Running without a window: explains once what closing the window means, and asks a sandbox's
 * desktop for permission.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-background.h"

#include "fb-autostart.h"
#include "fb-close-explanation.h"
#include "fb-sandbox.h"

#define EXPLAINED_KEY "close-explained"

struct _FbBackground
{
  GObject parent_instance;

  FbWindowPresenter *presenter;
  FbTray *tray;
  GSettings *settings;
};

enum
{
  QUIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbBackground, fb_background, G_TYPE_OBJECT)

/* Closing the window */

static void
on_close_answered (FbCloseAnswer answer, gpointer data)
{
  FbBackground *self = data;
  FbWindow *window = fb_window_presenter_get_window (self->presenter);

  if (answer == FB_CLOSE_CANCELLED)
    return;
  g_settings_set_boolean (self->settings, EXPLAINED_KEY, TRUE);
  if (answer == FB_CLOSE_QUIT)
    g_signal_emit (self, signals[QUIT], 0);
  else if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static gboolean
on_close_request (FbBackground *self, GtkWindow *window)
{
  if (g_settings_get_boolean (self->settings, EXPLAINED_KEY))
    return FALSE;
  fb_close_explanation_present (window, fb_tray_is_shown (self->tray), on_close_answered, self);
  return TRUE;
}

/* Permission */

static void
on_permission_requested (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!fb_autostart_set_finish (FB_AUTOSTART (object), result, &error))
    g_message ("The permission to run in the background could not be requested: %s",
               error->message);
}

/* Some desktops end sandboxed applications without a window that never asked. */
static void
request_permission (FbBackground *self)
{
  g_autoptr (FbAutostart) autostart = fb_autostart_new (self->settings);

  fb_autostart_set_async (autostart, fb_autostart_is_enabled (autostart), on_permission_requested,
                          NULL);
}

static void
on_window_created (FbBackground *self, FbWindow *window)
{
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_close_request), self,
                           G_CONNECT_SWAPPED);
  if (fb_is_sandboxed ())
    request_permission (self);
}

/* GObject */

static void
fb_background_dispose (GObject *object)
{
  FbBackground *self = FB_BACKGROUND (object);

  g_clear_object (&self->presenter);
  g_clear_object (&self->tray);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_background_parent_class)->dispose (object);
}

static void
fb_background_class_init (FbBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_background_dispose;

  signals[QUIT] = g_signal_new ("quit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
fb_background_init (FbBackground *self)
{
}

/**
 * fb_background_new:
 * @presenter: makes the windows whose closing is explained
 * @tray: where the application is found without a window, if there is one
 * @settings: the application's: whether it was explained already
 *
 * For the main thread. It must live as long as the windows can be closed by the user.
 *
 * Returns: (transfer full): a new object, which follows @presenter
 */
FbBackground *
fb_background_new (FbWindowPresenter *presenter, FbTray *tray, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);
  g_return_val_if_fail (FB_IS_TRAY (tray), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbBackground *self = g_object_new (FB_TYPE_BACKGROUND, NULL);

  self->presenter = g_object_ref (presenter);
  self->tray = g_object_ref (tray);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (presenter, "window-created", G_CALLBACK (on_window_created), self,
                           G_CONNECT_SWAPPED);
  return self;
}
