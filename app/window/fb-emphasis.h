/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-search-query.h"

G_BEGIN_DECLS

void fb_emphasis_show (GtkLabel *label, FbSearchQuery *query);
void fb_emphasis_show_parts (GtkLabel *label, FbSearchQuery *query, const char *const *parts);

G_END_DECLS
