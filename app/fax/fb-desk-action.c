/* fb-desk-action.c
 *
 * What people at this desk do with a fax, and the names under which that is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-action.h"

/* In databases: never change them. */
static const char *const names[] = {
  [FB_DESK_DONE] = "done",
  [FB_DESK_REOPENED] = "reopened",
  [FB_DESK_NOTED] = "noted",
};

/**
 * fb_desk_action_to_string:
 * @action: an action
 *
 * Returns: the name of its event
 */
const char *
fb_desk_action_to_string (FbDeskAction action)
{
  g_return_val_if_fail ((guint) action < G_N_ELEMENTS (names), NULL);

  return names[action];
}

/**
 * fb_desk_action_from_string:
 * @name: (nullable): the name of an event
 * @action: (out): the action that it stands for
 *
 * Returns: whether it stands for one
 */
gboolean
fb_desk_action_from_string (const char *name, FbDeskAction *action)
{
  g_return_val_if_fail (action != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *action = (FbDeskAction) i;
        return TRUE;
      }
  return FALSE;
}
