/* fb-application-tray.c
 *
 * What the tray shows, and what its menu has the application do. A sandbox may have no tray: the
 * desktop's list of background applications has its words, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-private.h"

#include "fb-receiver-words.h"

#include <glib/gi18n.h>

#define ACTION_HOUR     "do-not-disturb-for-an-hour"
#define ACTION_TOMORROW "do-not-disturb-until-tomorrow"

/* Do not disturb */

/* Of the two ways to begin it, the one that it was begun with has the check mark. */
static void
show_do_not_disturb (FbApplication *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 until = fb_do_not_disturb_get_until (self->do_not_disturb);
  gboolean is_active = fb_do_not_disturb_is_active (self->do_not_disturb);
  gboolean is_until_tomorrow = is_active && until == fb_do_not_disturb_tomorrow (now);
  GActionMap *actions = G_ACTION_MAP (self);

  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (actions, ACTION_TOMORROW)),
    g_variant_new_boolean (is_until_tomorrow));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, ACTION_HOUR)),
                             g_variant_new_boolean (is_active && !is_until_tomorrow));
  fb_tray_set_do_not_disturb (self->tray, is_active);
}

static void
change_hour_state (GSimpleAction *action, GVariant *state, gpointer data)
{
  FbApplication *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  fb_do_not_disturb_set_until (
    self->do_not_disturb, g_variant_get_boolean (state) ? fb_do_not_disturb_in_an_hour (now) : 0);
}

static void
change_tomorrow_state (GSimpleAction *action, GVariant *state, gpointer data)
{
  FbApplication *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  fb_do_not_disturb_set_until (
    self->do_not_disturb, g_variant_get_boolean (state) ? fb_do_not_disturb_tomorrow (now) : 0);
}

static void
make_do_not_disturb (FbApplication *self)
{
  static const GActionEntry entries[] = {
    { ACTION_HOUR, NULL, NULL, "false", change_hour_state, { 0 } },
    { ACTION_TOMORROW, NULL, NULL, "false", change_tomorrow_state, { 0 } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->do_not_disturb, "notify::until", G_CALLBACK (show_do_not_disturb),
                           self, G_CONNECT_SWAPPED);
}

/* The rest of what it shows */

static void
show_unread (FbApplication *self)
{
  fb_tray_set_unread (self->tray, fb_fax_counts_get_unread (fb_store_get_counts (self->store),
                                                            FB_DIRECTION_ANY, FB_STATUS_ANY));
}

static char *
dup_without_mnemonic (const char *text)
{
  GString *label = g_string_new (text);

  g_string_replace (label, "_", "__", 0);
  return g_string_free (label, FALSE);
}

/* Before it starts there is nothing to warn of yet. */
static void
show_state (FbApplication *self)
{
  g_autofree char *sentence = self->store_problem != NULL
                                ? g_strdup (_ ("No fax can be kept. The window tells why."))
                                : fb_receiver_dup_state_sentence (self->receiver, self->settings);
  g_autofree char *label = dup_without_mnemonic (sentence);
  gboolean is_failed =
    self->store_problem != NULL || fb_receiver_get_state (self->receiver) == FB_RECEIVER_FAILED;

  fb_tray_set_state (self->tray, !is_failed, sentence);
  fb_background_status_set (self->background_status, sentence);
  /* Some hosts show no tooltips, so the menu tells it, too. */
  g_menu_remove_all (self->inbox_menu);
  g_menu_append (self->inbox_menu, _ ("_Open Inbox"), "app.show-inbox");
  g_menu_append (self->inbox_menu, label, NULL);
}

/* Its menu */

static GMenuModel *
make_menu (FbApplication *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) do_not_disturb = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (do_not_disturb, _ ("Do Not Disturb for an _Hour"), "app." ACTION_HOUR);
  g_menu_append (do_not_disturb, _ ("Do Not Disturb Until _Tomorrow"), "app." ACTION_TOMORROW);
  g_menu_append (end, _ ("_Preferences"), "app.preferences");
  g_menu_append (end, _ ("_Quit"), "app.quit");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->inbox_menu));
  g_menu_append_section (menu, NULL, fb_recent_faxes_get_menu (self->recent_faxes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (do_not_disturb));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

/* An action runs at once, and finds the token here. */
static void
on_activated (FbApplication *self,
              const char *action,
              GVariant *target,
              const char *activation_token)
{
  self->activation_token = g_strdup (activation_token);
  g_action_group_activate_action (G_ACTION_GROUP (self), action, target);
  g_clear_pointer (&self->activation_token, g_free);
}

/**
 * fb_application_add_tray:
 * @application: the application, with its store, its receiver and its actions
 */
void
fb_application_add_tray (FbApplication *self)
{
  self->background_status = fb_background_status_new ();
  self->inbox_menu = g_menu_new ();
  self->recent_faxes = fb_recent_faxes_new (self->store, "app.open-fax");
  make_do_not_disturb (self);

  g_autoptr (GMenuModel) menu = make_menu (self);
  self->tray = fb_tray_new (_ ("Faxbell"), menu, G_ACTION_GROUP (self), "app.", "show-inbox");
  g_signal_connect_object (self->tray, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::counts", G_CALLBACK (show_unread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receiver, "notify", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_do_not_disturb (self);
  show_unread (self);
  show_state (self);
}

/**
 * fb_application_show_store_problem:
 * @application: the application
 *
 * Has the tray tell whether faxes can be kept.
 */
void
fb_application_show_store_problem (FbApplication *self)
{
  if (self->tray != NULL)
    show_state (self);
}

/**
 * fb_application_remove_tray:
 * @application: the application
 */
void
fb_application_remove_tray (FbApplication *self)
{
  g_clear_object (&self->tray);
  g_clear_object (&self->background_status);
  g_clear_object (&self->recent_faxes);
  g_clear_object (&self->inbox_menu);
}
