/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_PANES (fb_panes_get_type ())
G_DECLARE_FINAL_TYPE (FbPanes, fb_panes, FB, PANES, AdwBin)

/* Properties:
 *   sidebar, list, details (GtkWidget): what is in the panes
 *   details-shown (gboolean): whether the details are wanted beside the list
 *   list-is-first, list-is-last (gboolean, read-only): whether the list is at that edge of the
 *     window, where the window's buttons are
 *   details-is-first (gboolean, read-only): likewise
 *   sidebar-folded, details-folded (gboolean, read-only): whether that pane is a page of its own,
 *     which one goes back from
 */

void fb_panes_show_sidebar (FbPanes *self);
void fb_panes_show_list (FbPanes *self);
void fb_panes_show_details (FbPanes *self);
gboolean fb_panes_go_back (FbPanes *self);
gboolean fb_panes_is_sidebar_in_place (FbPanes *self);

G_END_DECLS
