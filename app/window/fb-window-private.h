/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-connect-page.h"
#include "fb-fax-list.h"
#include "fb-fax-table.h"
#include "fb-filter-pane.h"
#include "fb-window.h"

G_BEGIN_DECLS

struct _FbWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  AdwWindowTitle *title;
  FbFilterPane *filters;
  GtkInfoBar *receiver_bar;
  GtkLabel *receiver_bar_label;
  GtkInfoBar *warning_bar;
  GtkLabel *warning_bar_label;
  GtkStack *stack;
  FbFaxTable *table;
  FbConnectPage *connect_page;
  AdwStatusPage *receiver_page;
  AdwStatusPage *store_page;

  FbStore *store;
  FbReceiver *receiver;
  FbCredentials *credentials;
  GSettings *settings;
  FbFaxList *faxes;
  GError *store_problem;
  char *user; /* as it was when last looked at: that takes the disk */
  FbFax *awaited;
  gboolean has_told_credentials;
  gboolean cannot_receive;
};

/* fb-window-actions.c */
void fb_window_class_install_actions (GtkWidgetClass *widget_class);
void fb_window_set_accels (GtkApplication *application);
void fb_window_update_fax_actions (FbWindow *self);

/* fb-window-reveal.c */
void fb_window_reveal_awaited (FbWindow *self);

/* fb-window-state.c */
void fb_window_update_state (FbWindow *self);

G_END_DECLS
