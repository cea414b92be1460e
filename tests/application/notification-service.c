/* notification-service.c
 *
 * Services that show notifications, each with its own way to be started and to be clicked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "notification-service.h"

#include "screen.h"

const NotificationService notification_service_dunst = { "dunst", NULL, "Dunst", 2, 16, 16 };

/* Has a button for it, the one on the left of two. */
const NotificationService notification_service_xfce = {
  "xfce4-notifyd",
  "/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service",
  "Xfce4-notifyd",
  1,
  -180,
  -30
};

static char *
dup_program (const NotificationService *self)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (self->service_file == NULL)
    return g_strdup (self->name);
  g_key_file_load_from_file (keys, self->service_file, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return g_key_file_get_string (keys, "D-BUS Service", "Exec", NULL);
}

/**
 * notification_service_start:
 * @self: a service
 *
 * Returns: (transfer full): its process, which may not be on the bus yet
 */
GSubprocess *
notification_service_start (const NotificationService *self)
{
  g_autofree char *program = dup_program (self);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  /* The screen reader looks at Faxbell alone. */
  g_subprocess_launcher_setenv (launcher, "NO_AT_BRIDGE", "1", TRUE);
  GSubprocess *process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  return process;
}

/**
 * notification_service_shows:
 * @self: a service that runs, on X
 *
 * Returns: whether a bubble is on the screen
 */
gboolean
notification_service_shows (const NotificationService *self)
{
  return screen_has_window (self->window_class, NULL);
}

/**
 * notification_service_click:
 * @self: a service that shows a bubble, on X
 *
 * Clicks it with a pointer, for its default action.
 */
void
notification_service_click (const NotificationService *self)
{
  ScreenArea bubble;

  g_assert_true (screen_has_window (self->window_class, &bubble));
  int x = self->x < 0 ? bubble.x + bubble.width : bubble.x;
  int y = self->y < 0 ? bubble.y + bubble.height : bubble.y;
  screen_click (x + self->x, y + self->y, self->button);
}
