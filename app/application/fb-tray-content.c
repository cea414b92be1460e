/* fb-tray-content.c
 *
 * What the tray shows, and its menu. A sandbox may have no tray, so the desktop's list of
 * background applications is given the receiver's state, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-content.h"

#include <glib/gi18n.h>

#include "fb-background-status.h"
#include "fb-do-not-disturb-actions.h"
#include "fb-outside-words.h"
#include "fb-receiver-words.h"
#include "fb-recent-faxes.h"

struct _FbTrayContent
{
  GObject parent_instance;

  FbStore *store;
  FbReceiver *receiver;
  GSettings *settings;
  FbDoNotDisturb *do_not_disturb;
  FbTray *tray;
  FbBackgroundStatus *background_status;
  FbRecentFaxes *recent_faxes;
  GMenu *inbox_menu;
  FbOutsideWatch *outside_watch; /* nullable */
  gboolean has_store_problem;
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbTrayContent, fb_tray_content, G_TYPE_OBJECT)

static void
show_do_not_disturb (FbTrayContent *self)
{
  fb_tray_set_do_not_disturb (self->tray, fb_do_not_disturb_is_active (self->do_not_disturb));
}

/* Nothing is known of them before the store is open. */
static void
show_open (FbTrayContent *self)
{
  const FbFaxCounts *counts = fb_store_get_counts (self->store);

  if (fb_store_is_open (self->store))
    fb_tray_set_open (self->tray, fb_fax_counts_get_open (counts, FB_DIRECTION_ANY, FB_STATUS_ANY),
                      counts->open_since);
}

static char *
dup_without_mnemonic (const char *text)
{
  GString *label = g_string_new (text);

  g_string_replace (label, "_", "__", 0);
  return g_string_free (label, FALSE);
}

static gboolean
is_out_of_reach (FbTrayContent *self)
{
  return self->outside_watch != NULL && fb_outside_watch_is_alarm (self->outside_watch);
}

static char *
dup_state_sentence (FbTrayContent *self)
{
  if (self->has_store_problem)
    return g_strdup (_ ("Faxes can’t be saved. Open the window to see why."));
  if (is_out_of_reach (self))
    return g_strdup (
      fb_outside_result_get_sentence (fb_outside_watch_get_result (self->outside_watch)));
  return fb_receiver_dup_state_sentence (self->receiver, self->settings);
}

static void
show_state (FbTrayContent *self)
{
  g_autofree char *sentence = dup_state_sentence (self);
  g_autofree char *label = dup_without_mnemonic (sentence);
  gboolean is_failed = self->has_store_problem || is_out_of_reach (self) ||
                       fb_receiver_get_state (self->receiver) == FB_RECEIVER_FAILED;

  fb_tray_set_state (self->tray, !is_failed, sentence);
  fb_background_status_set (self->background_status, sentence);
  /* Some desktops show no tooltips. */
  g_menu_remove_all (self->inbox_menu);
  g_menu_append (self->inbox_menu, _ ("_Open Inbox"), "app.show-inbox");
  g_menu_append (self->inbox_menu, label, NULL);
}

/* Its menu */

static GMenuModel *
make_menu (FbTrayContent *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) do_not_disturb = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (do_not_disturb, _ ("Do Not Disturb for an _Hour"),
                 "app." FB_ACTION_DO_NOT_DISTURB_HOUR);
  g_menu_append (do_not_disturb, _ ("Do Not Disturb Until _Tomorrow"),
                 "app." FB_ACTION_DO_NOT_DISTURB_TOMORROW);
  g_menu_append (end, _ ("_Is It Working?"), "app.status");
  g_menu_append (end, _ ("_Preferences"), "app.preferences");
  g_menu_append (end, _ ("_Quit"), "app.quit");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->inbox_menu));
  g_menu_append_section (menu, NULL, fb_recent_faxes_get_menu (self->recent_faxes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (do_not_disturb));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

static void
on_activated (FbTrayContent *self,
              const char *action,
              GVariant *target,
              const char *activation_token)
{
  g_signal_emit (self, signals[ACTIVATED], 0, action, target, activation_token);
}

/* GObject */

static void
fb_tray_content_dispose (GObject *object)
{
  FbTrayContent *self = FB_TRAY_CONTENT (object);

  g_clear_object (&self->tray);
  g_clear_object (&self->outside_watch);
  g_clear_object (&self->background_status);
  g_clear_object (&self->recent_faxes);
  g_clear_object (&self->inbox_menu);
  g_clear_object (&self->do_not_disturb);
  g_clear_object (&self->settings);
  g_clear_object (&self->receiver);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fb_tray_content_parent_class)->dispose (object);
}

static void
fb_tray_content_class_init (FbTrayContentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_tray_content_dispose;

  signals[ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_STRING);
}

static void
fb_tray_content_init (FbTrayContent *self)
{
}

static void
follow (FbTrayContent *self)
{
  g_signal_connect_object (self->tray, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->do_not_disturb, "notify::until", G_CALLBACK (show_do_not_disturb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::counts", G_CALLBACK (show_open), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::open", G_CALLBACK (show_open), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receiver, "notify", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_do_not_disturb (self);
  show_open (self);
  show_state (self);
}

/**
 * fb_tray_content_new:
 * @store: whose open faxes it counts, and whose newest it has in its menu
 * @receiver: whose state it shows
 * @settings: the application's
 * @do_not_disturb: what it shows of it
 * @actions: the application, with the actions of the menu, which aren't activated here
 *
 * For the main thread.
 *
 * Returns: (transfer full): the content, and with it the tray
 */
FbTrayContent *
fb_tray_content_new (FbStore *store,
                     FbReceiver *receiver,
                     GSettings *settings,
                     FbDoNotDisturb *do_not_disturb,
                     GActionGroup *actions)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (do_not_disturb), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  FbTrayContent *self = g_object_new (FB_TYPE_TRAY_CONTENT, NULL);

  self->store = g_object_ref (store);
  self->receiver = g_object_ref (receiver);
  self->settings = g_object_ref (settings);
  self->do_not_disturb = g_object_ref (do_not_disturb);
  self->background_status = fb_background_status_new ();
  self->inbox_menu = g_menu_new ();
  self->recent_faxes = fb_recent_faxes_new (store, "app.open-fax");

  g_autoptr (GMenuModel) menu = make_menu (self);
  self->tray = fb_tray_new (_ ("Faxbell"), menu, actions, "app.", "show-inbox");
  follow (self);
  return self;
}

/**
 * fb_tray_content_get_tray:
 * @self: the content
 *
 * Returns: (transfer none): the tray
 */
FbTray *
fb_tray_content_get_tray (FbTrayContent *self)
{
  g_return_val_if_fail (FB_IS_TRAY_CONTENT (self), NULL);

  return self->tray;
}

/**
 * fb_tray_content_set_outside_watch:
 * @self: the content, which has none yet
 * @watch: knows whether Documo can reach this computer
 *
 * Shows it where it can't, in place of the receiver's state.
 */
void
fb_tray_content_set_outside_watch (FbTrayContent *self, FbOutsideWatch *watch)
{
  g_return_if_fail (FB_IS_TRAY_CONTENT (self));
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (watch));
  g_return_if_fail (self->outside_watch == NULL);

  self->outside_watch = g_object_ref (watch);
  g_signal_connect_object (watch, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}

/**
 * fb_tray_content_set_store_problem:
 * @self: the content
 * @has_problem: whether the store could not be opened
 *
 * Shows that no fax can be kept, in place of the receiver's state.
 */
void
fb_tray_content_set_store_problem (FbTrayContent *self, gboolean has_problem)
{
  g_return_if_fail (FB_IS_TRAY_CONTENT (self));

  self->has_store_problem = has_problem;
  show_state (self);
}
