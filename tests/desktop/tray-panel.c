/* tray-panel.c
 *
 * The panel of the desktop that a test runs on, with nothing in it but the tray: Xfce's on X,
 * waybar on Wayland. Each has a watcher.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tray-panel.h"

#include <glib/gstdio.h>

/* Panels are at the top; the tray is at the right end. */
#define PANEL_SIZE 32

static const char xfce_configuration[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<channel name=\"xfce4-panel\" version=\"1.0\">\n"
  "  <property name=\"configver\" type=\"int\" value=\"2\"/>\n"
  "  <property name=\"panels\" type=\"array\">\n"
  "    <value type=\"int\" value=\"1\"/>\n"
  "    <property name=\"panel-1\" type=\"empty\">\n"
  "      <property name=\"position\" type=\"string\" value=\"p=6;x=0;y=0\"/>\n"
  "      <property name=\"length\" type=\"uint\" value=\"100\"/>\n"
  "      <property name=\"position-locked\" type=\"bool\" value=\"true\"/>\n"
  "      <property name=\"size\" type=\"uint\" value=\"32\"/>\n"
  "      <property name=\"plugin-ids\" type=\"array\">\n"
  "        <value type=\"int\" value=\"1\"/>\n"
  "        <value type=\"int\" value=\"2\"/>\n"
  "      </property>\n"
  "    </property>\n"
  "  </property>\n"
  "  <property name=\"plugins\" type=\"empty\">\n"
  "    <property name=\"plugin-1\" type=\"string\" value=\"separator\">\n"
  "      <property name=\"expand\" type=\"bool\" value=\"true\"/>\n"
  "      <property name=\"style\" type=\"uint\" value=\"0\"/>\n"
  "    </property>\n"
  "    <property name=\"plugin-2\" type=\"string\" value=\"systray\"/>\n"
  "  </property>\n"
  "</channel>\n";

static const char waybar_configuration[] =
  "{ \"layer\": \"top\", \"position\": \"top\", \"height\": 32, \"modules-right\": [\"tray\"],\n"
  "  \"tray\": { \"icon-size\": 22 } }\n";

typedef struct
{
  const char *file;
  const char *configuration;
  const char *command[4];
} TrayPanel;

static const TrayPanel xfce = { ".config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml",
                                xfce_configuration,
                                { "xfce4-panel", "--disable-wm-check", NULL } };
/* Without its style sheet, which colours items that need attention. */
static const TrayPanel waybar = { ".config/waybar/config",
                                  waybar_configuration,
                                  { "waybar", "--style", "/dev/null", NULL } };

static const TrayPanel *
get_panel (void)
{
  return g_getenv ("WAYLAND_DISPLAY") != NULL ? &waybar : &xfce;
}

void
tray_panel_configure (void)
{
  const TrayPanel *panel = get_panel ();
  g_autofree char *path = g_build_filename (g_get_home_dir (), panel->file, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, panel->configuration, -1, NULL));
}

/**
 * tray_panel_start:
 *
 * Returns: (transfer full): the panel's process, which may not be on the bus yet
 */
GSubprocess *
tray_panel_start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_unsetenv (launcher, "GSETTINGS_SCHEMA_DIR");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_unsetenv (launcher, "MALLOC_CHECK_");
  /* The test reads the accessible objects of Faxbell only. */
  g_subprocess_launcher_setenv (launcher, "NO_AT_BRIDGE", "1", TRUE);
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, get_panel ()->command, &error);
  g_assert_no_error (error);
  return process;
}

/**
 * tray_panel_get_area:
 *
 * Returns: the area of the screen that the tray is in, in pixels
 */
ScreenArea
tray_panel_get_area (void)
{
  int width, height;

  screen_get_size (&width, &height);
  return (ScreenArea){ width - 2 * PANEL_SIZE, 0, 2 * PANEL_SIZE, PANEL_SIZE };
}
