/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-receiver.h"

G_BEGIN_DECLS

gboolean fb_plain_http_is_exposed (GSettings *settings, const char *address);
GtkWidget *fb_plain_http_dialog_new (GtkWindow *parent, GSettings *settings, const char *address);
void fb_plain_http_try_again (GtkWindow *parent, FbReceiver *receiver, GSettings *settings);

G_END_DECLS
