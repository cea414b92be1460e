/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-window.h"

#include "fb-connect-page.h"
#include "fb-credentials-state.h"
#include "fb-document-actions.h"
#include "fb-download-bar.h"
#include "fb-fax-actions.h"
#include "fb-fax-list.h"
#include "fb-fax-pane.h"
#include "fb-fax-search.h"
#include "fb-fax-table.h"
#include "fb-filter-bar.h"
#include "fb-filter-popover.h"
#include "fb-no-match-page.h"
#include "fb-outside-bar.h"
#include "fb-panes.h"
#include "fb-receiver-bar.h"
#include "fb-refusal-bar.h"
#include "fb-setup-bar.h"
#include "fb-saved-view-actions.h"
#include "fb-search-bar.h"
#include "fb-sign-in-setup.h"
#include "fb-sorted-fax-list.h"
#include "fb-view-pane.h"
#include "fb-window-focus.h"

G_BEGIN_DECLS

/* What the files of the window share. */
struct _FbWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  FbPanes *panes;
  AdwWindowTitle *title;
  FbViewPane *views;
  FbFilterPopover *filter_popover;
  FbFilterBar *filter_bar;
  FbSearchBar *search_bar;
  FbDownloadBar *download_bar;
  AdwStatusPage *empty_page;
  FbNoMatchPage *no_match_page;
  FbReceiverBar *receiver_bar;
  FbOutsideBar *outside_bar;
  FbRefusalBar *refusal_bar;
  FbSetupBar *setup_bar;
  GtkStack *stack;
  FbFaxTable *table;
  FbFaxPane *fax_pane;
  GMenu *table_section;
  FbConnectPage *connect_page;
  AdwStatusPage *receiver_page;
  AdwStatusPage *store_page;

  FbStore *store;
  FbReceiver *receiver;
  FbCredentialsState *credentials_state;
  FbSignInSetup *sign_in_setup;
  GSettings *settings;
  FbFilters *filters;
  FbFaxList *faxes;
  FbSortedFaxList *sorted_faxes;
  FbFaxActions *fax_actions;
  FbDocumentActions *document_actions;
  GError *store_problem;
  FbFaxSearch *search;
  FbSavedViewActions *saved_view_actions;
  FbFax *awaited;
  gboolean opens_awaited;
  gboolean is_filtering;
  guint emptied_source;
  FbWindowFocus *focus;
};

/* fb-window.c */
void fb_window_show_pages (FbWindow *self);
void fb_window_update_state (FbWindow *self);

/* fb-window-setup.c */
void fb_window_show_connection (FbWindow *self, gboolean has_only_tests);
void fb_window_watch_setup (FbWindow *self);

/* fb-window-actions.c */
void fb_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
