/* notification-service.c
 *
 * Services that show notifications, each with its own way to be started and to be clicked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "notification-service.h"

#include "screen.h"

#include <glib/gstdio.h>

/* Has no buttons, but a menu of the actions, which another program shows. */
const NotificationService notification_service_dunst = { "dunst",
                                                         NULL,
                                                         "Dunst",
                                                         { 2, 16, 16 },
                                                         { 3, 16, 16 } };

/* Has a button for each action, from left to right. */
const NotificationService notification_service_xfce = {
  "xfce4-notifyd",
  "/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service",
  "Xfce4-notifyd",
  { 1, 50, -30 },
  { 1, -50, -30 }
};

/* Stands in for the program with the menu: "#LABEL (SUMMARY) [ID,KEY]" is a line of it. */
static const char chooser[] = "#!/bin/sh\ngrep '^#Done '\n";

/* In place of the system's configuration, which has markup, too. */
static void
configure_dunst (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".config", "dunst", NULL);
  g_autofree char *program = g_build_filename (folder, "choose", NULL);
  g_autofree char *file = g_build_filename (folder, "dunstrc", NULL);
  g_autofree char *configuration =
    g_strdup_printf ("[global]\nmarkup = full\ndmenu = %s\nmouse_right_click = context\n", program);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (program, chooser, -1, NULL));
  g_assert_no_errno (g_chmod (program, 0700));
  g_assert_true (g_file_set_contents (file, configuration, -1, NULL));
}

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

  if (self == &notification_service_dunst)
    configure_dunst ();
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
 * @click: one of the service's
 *
 * Clicks it with a pointer.
 */
void
notification_service_click (const NotificationService *self, const NotificationClick *click)
{
  ScreenArea bubble;

  g_assert_true (screen_has_window (self->window_class, &bubble));
  int x = click->x < 0 ? bubble.x + bubble.width : bubble.x;
  int y = click->y < 0 ? bubble.y + bubble.height : bubble.y;
  screen_click (x + click->x, y + click->y, click->button);
}
