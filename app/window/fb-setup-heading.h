/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_SETUP_HEADING (fb_setup_heading_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupHeading, fb_setup_heading, FB, SETUP_HEADING, GtkWidget)

const char *fb_setup_heading_get_title (FbSetupHeading *self);
void fb_setup_heading_set_title (FbSetupHeading *self, const char *title);
const char *fb_setup_heading_get_description (FbSetupHeading *self);
void fb_setup_heading_set_description (FbSetupHeading *self, const char *description);

G_END_DECLS
