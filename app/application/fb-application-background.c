/* fb-application-background.c
 *
 * Being there without a window: from login on, wherever the network goes, and found again by
 * whoever closed the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-private.h"

#include "fb-autostart.h"
#include "fb-close-explanation.h"
#include "fb-sandbox.h"

#define EXPLAINED_KEY "close-explained"

/* The network */

/* A port that is taken or forbidden stays so, whatever the network does. */
static gboolean
lacks_address (FbApplication *self)
{
  const GError *problem = fb_receiver_get_problem (self->receiver);

  return fb_receiver_get_state (self->receiver) == FB_RECEIVER_FAILED && problem != NULL &&
         !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) &&
         !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* The receiver tries again by itself now and then; this is sooner. */
static void
try_again (FbApplication *self)
{
  if (self->is_quitting || !lacks_address (self))
    return;
  g_debug ("The network changed: trying to listen again");
  fb_receiver_retry (self->receiver);
}

/* Closing the window */

static void
on_close_answered (FbCloseAnswer answer, gpointer data)
{
  FbApplication *self = data;
  FbWindow *window = fb_application_get_window (self);

  if (answer == FB_CLOSE_CANCELLED)
    return;
  g_settings_set_boolean (self->settings, EXPLAINED_KEY, TRUE);
  if (answer == FB_CLOSE_QUIT)
    fb_application_begin_quit (self);
  else if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static gboolean
on_close_request (FbApplication *self, GtkWindow *window)
{
  if (self->is_quitting || g_settings_get_boolean (self->settings, EXPLAINED_KEY))
    return FALSE;
  fb_close_explanation_present (window, fb_tray_is_shown (self->tray), on_close_answered, self);
  return TRUE;
}

static void
on_background_asked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!fb_autostart_set_finish (FB_AUTOSTART (object), result, &error))
    g_message ("The desktop was not asked whether we may stay: %s", error->message);
}

/**
 * fb_application_follow_window:
 * @application: the application
 * @window: its window, which is new
 *
 * Explains what closing it means. In a sandbox the desktop is asked, too, whether the application
 * may run without it; some desktops end those that never asked.
 */
void
fb_application_follow_window (FbApplication *self, FbWindow *window)
{
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_close_request), self,
                           G_CONNECT_SWAPPED);
  if (!fb_is_sandboxed ())
    return;

  g_autoptr (FbAutostart) autostart = fb_autostart_new (self->settings);
  fb_autostart_set_async (autostart, fb_autostart_is_enabled (autostart), on_background_asked,
                          NULL);
}

/**
 * fb_application_add_background:
 * @application: the application, with its receiver and its settings
 */
void
fb_application_add_background (FbApplication *self)
{
  self->network_watch = fb_network_watch_new ();
  g_signal_connect_object (self->network_watch, "changed", G_CALLBACK (try_again), self,
                           G_CONNECT_SWAPPED);
}

/**
 * fb_application_remove_background:
 * @application: the application
 */
void
fb_application_remove_background (FbApplication *self)
{
  g_clear_object (&self->network_watch);
}
