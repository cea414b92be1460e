/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FbNameFunc:
 * @name: what was typed; empty for no name
 * @user_data: what was given with the function
 *
 * Called when the user has confirmed a name.
 */
typedef void (*FbNameFunc) (const char *name, gpointer user_data);

GtkWidget *fb_name_dialog_new (GtkWindow *parent,
                               const char *number,
                               const char *name,
                               FbNameFunc on_name,
                               gpointer user_data,
                               GDestroyNotify destroy);

G_END_DECLS
