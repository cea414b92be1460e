/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-pages.h"
#include "fb-fax-pages.h"
#include "fb-missing-document.h"
#include "fb-page-positions.h"

G_BEGIN_DECLS

/* Who chooses faxes faster than this passes them: none is opened before the choice has stayed as
 * long. */
#define FB_FAX_PAGES_PASSING_MS 150

struct _FbFaxPages
{
  AdwBin parent_instance;

  GtkWidget *switcher;
  GtkLabel *switcher_label;
  GtkWidget *previous_document_button;
  GtkWidget *next_document_button;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkSpinner *spinner;
  FbDocumentPages *pages;
  FbMissingDocument *missing;
  AdwStatusPage *failed_page;

  FbRenderLauncher *launcher; /* nullable */
  FbFax *fax;                 /* nullable */
  GSignalGroup *fax_signals;
  FbDocument *document; /* nullable: of the fax, to be shown or shown */
  FbDocument *shown;    /* nullable: whose pages there are */
  FbFax *shown_fax;
  GCancellable *cancellable; /* of the opening that is under way */
  FbPagePositions *positions;
  gint64 chosen_at; /* monotonic time */
  guint passing_source;
  guint hold_source;
  guint seen_source;
  gboolean wants_focus; /* as soon as there is something to give it to */
  gboolean is_seen;
};

/* fb-fax-pages-opening.c */
void fb_fax_pages_give_focus (FbFaxPages *self);
void fb_fax_pages_set_page (FbFaxPages *self, const char *name);
void fb_fax_pages_watch_seen (FbFaxPages *self);
void fb_fax_pages_pause_seen (FbFaxPages *self);
void fb_fax_pages_forget_seen (FbFaxPages *self);
void fb_fax_pages_stop_opening (FbFaxPages *self);
void fb_fax_pages_clear (FbFaxPages *self);
void fb_fax_pages_hold (FbFaxPages *self);
void fb_fax_pages_open_soon (FbFaxPages *self, gboolean is_passing);

G_END_DECLS
