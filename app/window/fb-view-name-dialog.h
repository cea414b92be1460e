/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FbViewNameFunc:
 * @name: what the user has entered
 * @user_data: what was given with the function
 *
 * Called when a name was entered.
 */
typedef void (*FbViewNameFunc) (const char *name, gpointer user_data);

AdwMessageDialog *fb_view_name_dialog_new (GtkWindow *parent,
                                           const char *heading,
                                           const char *button,
                                           const char *name,
                                           FbViewNameFunc on_name,
                                           GObject *user_data);

G_END_DECLS
