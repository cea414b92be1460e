/* fb-do-not-disturb-actions.c
 *
 * The actions that silence notifications for a while. Their state is whether that is so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-do-not-disturb-actions.h"

static void
set_state (GActionMap *map, const char *action, gboolean state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, action)),
                             g_variant_new_boolean (state));
}

/* The state is true of the action that it was begun with. */
static void
show_state (GActionMap *map, GParamSpec *pspec, FbDoNotDisturb *do_not_disturb)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 until = fb_do_not_disturb_get_until (do_not_disturb);
  gboolean is_active = fb_do_not_disturb_is_active (do_not_disturb);
  gboolean is_until_tomorrow = is_active && until == fb_do_not_disturb_tomorrow (now);

  set_state (map, FB_ACTION_DO_NOT_DISTURB_TOMORROW, is_until_tomorrow);
  set_state (map, FB_ACTION_DO_NOT_DISTURB_HOUR, is_active && !is_until_tomorrow);
}

static void
change_hour_state (GSimpleAction *action, GVariant *state, gpointer data)
{
  FbDoNotDisturb *do_not_disturb = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  fb_do_not_disturb_set_until (
    do_not_disturb, g_variant_get_boolean (state) ? fb_do_not_disturb_in_an_hour (now) : 0);
}

static void
change_tomorrow_state (GSimpleAction *action, GVariant *state, gpointer data)
{
  FbDoNotDisturb *do_not_disturb = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  fb_do_not_disturb_set_until (
    do_not_disturb, g_variant_get_boolean (state) ? fb_do_not_disturb_tomorrow (now) : 0);
}

/**
 * fb_do_not_disturb_add_actions:
 * @do_not_disturb: what the actions change, which must live as long as @map
 * @map: the application
 *
 * Adds %FB_ACTION_DO_NOT_DISTURB_HOUR and %FB_ACTION_DO_NOT_DISTURB_TOMORROW, whose states follow
 * @do_not_disturb.
 */
void
fb_do_not_disturb_add_actions (FbDoNotDisturb *do_not_disturb, GActionMap *map)
{
  static const GActionEntry entries[] = {
    { FB_ACTION_DO_NOT_DISTURB_HOUR, NULL, NULL, "false", change_hour_state, { 0 } },
    { FB_ACTION_DO_NOT_DISTURB_TOMORROW, NULL, NULL, "false", change_tomorrow_state, { 0 } },
  };

  g_return_if_fail (FB_IS_DO_NOT_DISTURB (do_not_disturb));
  g_return_if_fail (G_IS_ACTION_MAP (map));

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), do_not_disturb);
  g_signal_connect_object (do_not_disturb, "notify::until", G_CALLBACK (show_state), map,
                           G_CONNECT_SWAPPED);
  show_state (map, NULL, do_not_disturb);
}
