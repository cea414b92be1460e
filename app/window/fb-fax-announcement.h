/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-fax.h"

G_BEGIN_DECLS

void fb_fax_announce (GtkWindow *window, FbFax *fax);
void fb_text_announce (GtkWindow *window, const char *text);

G_END_DECLS
