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
    const char *accels[4];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.export", { "<Control>e" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.toggle-details", { "F9" } },
    { "win.back", { "<Alt>Left" } },
    { "win.view(0)", { "<Control>1", "<Alt>1" } },
    { "win.view(1)", { "<Control>2", "<Alt>2" } },
    { "win.view(2)", { "<Control>3", "<Alt>3" } },
    { "win.view(3)", { "<Control>4", "<Alt>4" } },
    { "win.view(4)", { "<Control>5", "<Alt>5" } },
    { "win.view(5)", { "<Control>6", "<Alt>6" } },
    { "win.view(6)", { "<Control>7", "<Alt>7" } },
    { "search.open", { "<Control>f" } },
    { "win.filter", { "<Control><Shift>f" } },
    { "pages.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "pages.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
    { "pages.fit-width", { "<Control>0", "<Control>KP_0" } },
    { "pages.rotate-right", { "<Control>r" } },
    { "pages.rotate-left", { "<Control><Shift>r" } },
    { "pages.thumbnails", { "F8" } },
    { "window.close", { "<Control>w" } },
    { "fax.done", { "<Control>d" } },
    { "fax.reopen", { "<Control><Shift>d" } },
    { "fax.edit-note", { "<Control>n" } },
    { "fax.name-number", { "<Control><Shift>n" } },
    { "fax.open", { "<Control>o" } },
    { "fax.open-with", { "<Control><Shift>o" } },
    { "fax.next", { "<Alt>Down" } },
    { "fax.previous", { "<Alt>Up" } },
    { "fax.mark-read", { "<Control>i" } },
    { "fax.mark-unread", { "<Control><Shift>i" } },
  };

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}
