/* fb-accels.c
 *
 * The keys that work in the whole application, and that its menus show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-accels.h"

/**
 * fb_accels_set:
 * @application: the application
 *
 * Sets the keys of the actions of the application and its window.
 */
void
fb_accels_set (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.export", { "<Control>e" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.toggle-details", { "F9" } },
    { "win.back", { "<Alt>Left" } },
    { "win.filter(0)", { "<Control>1", "<Alt>1" } },
    { "win.filter(1)", { "<Control>2", "<Alt>2" } },
    { "win.filter(2)", { "<Control>3", "<Alt>3" } },
    { "win.filter(3)", { "<Control>4", "<Alt>4" } },
    { "window.close", { "<Control>w" } },
    { "fax.done", { "<Control>d" } },
    { "fax.reopen", { "<Control><Shift>d" } },
    { "fax.edit-note", { "<Control>n" } },
    { "fax.open", { "<Control>o" } },
    { "fax.mark-read", { "<Control>i" } },
    { "fax.mark-unread", { "<Control><Shift>i" } },
  };

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}
