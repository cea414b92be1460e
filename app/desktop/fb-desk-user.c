/* fb-desk-user.c
 *
 * Who sits at this desk: the name that is kept with what is done here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-user.h"

/**
 * fb_desk_user_dup_name:
 * @settings: the application's
 *
 * The initials or the name in the settings, since desks share logins; else the desktop user's real
 * name, else the login.
 *
 * Returns: (transfer full): the name, never empty
 */
char *
fb_desk_user_dup_name (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  g_autofree char *chosen = g_strstrip (g_settings_get_string (settings, "desk-user"));
  const char *real_name = g_get_real_name ();

  if (*chosen != '\0')
    return g_steal_pointer (&chosen);
  /* GLib's word for none. */
  if (real_name != NULL && *real_name != '\0' && g_strcmp0 (real_name, "Unknown") != 0)
    return g_strdup (real_name);
  return g_strdup (g_get_user_name ());
}
