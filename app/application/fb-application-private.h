/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-application.h"

#include "fb-background-status.h"
#include "fb-do-not-disturb.h"
#include "fb-network-watch.h"
#include "fb-notifier.h"
#include "fb-receiver.h"
#include "fb-recent-faxes.h"
#include "fb-store.h"
#include "fb-tray.h"
#include "fb-window.h"

G_BEGIN_DECLS

struct _FbApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  GSettings *lock_screen_settings; /* the desktop's; NULL where it has none */
  FbStore *store;
  FbCredentials *credentials;
  FbReceiver *receiver;
  FbNotifier *notifier;
  FbDoNotDisturb *do_not_disturb;
  FbRecentFaxes *recent_faxes;
  GMenu *inbox_menu;
  FbTray *tray;
  FbBackgroundStatus *background_status;
  FbNetworkWatch *network_watch;
  char *activation_token; /* while an action runs: what lets its window take the focus */
  GError *store_problem;
  guint reopen_source;
  gboolean has_shown_store_problem;
  char *told_damage;

  gboolean starts_hidden;
  gboolean is_quitting;
};

void fb_application_add_actions (FbApplication *self);
void fb_application_make_receiver (FbApplication *self);
void
fb_application_open_fax (FbApplication *self, const char *message_id, const char *activation_token);
void
fb_application_show_fax (FbApplication *self, const char *message_id, const char *activation_token);

FbWindow *fb_application_get_window (FbApplication *self);
FbWindow *fb_application_present (FbApplication *self, const char *activation_token);
void fb_application_add_background (FbApplication *self);
void fb_application_remove_background (FbApplication *self);
void fb_application_follow_window (FbApplication *self, FbWindow *window);
void fb_application_add_tray (FbApplication *self);
void fb_application_remove_tray (FbApplication *self);
void fb_application_show_store_problem (FbApplication *self);
void fb_application_begin_quit (FbApplication *self);

G_END_DECLS
