/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-fax-list.h"

G_BEGIN_DECLS

/**
 * FbFilterKind:
 * @FB_FILTER_ALL: every fax
 * @FB_FILTER_UNREAD: those that nobody has read
 * @FB_FILTER_INBOUND: those that came to us
 * @FB_FILTER_OUTBOUND: those that we sent
 */
typedef enum
{
  FB_FILTER_ALL,
  FB_FILTER_UNREAD,
  FB_FILTER_INBOUND,
  FB_FILTER_OUTBOUND,
} FbFilterKind;

#define FB_N_FILTER_KINDS 4

#define FB_TYPE_FILTER_PANE (fb_filter_pane_get_type ())
G_DECLARE_FINAL_TYPE (FbFilterPane, fb_filter_pane, FB, FILTER_PANE, AdwBin)

/* Signals:
 *   filter-changed: the list's filter was set anew
 *   chosen: the user chose a line
 */

void fb_filter_pane_set_faxes (FbFilterPane *self, FbFaxList *faxes);
void fb_filter_pane_set_counts (FbFilterPane *self, const FbFaxCounts *counts);
void fb_filter_pane_choose (FbFilterPane *self, FbFilterKind kind);
void fb_filter_pane_clear (FbFilterPane *self);
gboolean fb_filter_pane_is_filtering (FbFilterPane *self);
gboolean fb_filter_pane_shows_unread (FbFilterPane *self);
char *fb_filter_pane_dup_title (FbFilterPane *self);
guint fb_filter_pane_get_kind_count (FbFilterPane *self, FbFilterKind kind);
guint fb_filter_pane_get_status_count (FbFilterPane *self, int status);
void fb_filter_pane_choose_status (FbFilterPane *self, int status);

G_END_DECLS
