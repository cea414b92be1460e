/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FbNameQuestion:
 * @heading: what is to be named
 * @body: (nullable): what comes of it, as plain text
 * @name: (nullable): the name that it has
 * @max_length: of a name, in characters
 * @may_be_empty: whether it may have none
 *
 * What the dialog asks.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *name;
  int max_length;
  gboolean may_be_empty;
} FbNameQuestion;

/**
 * FbNameFunc:
 * @name: what was typed; empty for no name
 * @user_data: what was given with the function
 *
 * Called when the user has confirmed a name.
 */
typedef void (*FbNameFunc) (const char *name, gpointer user_data);

GtkWidget *fb_name_dialog_new (GtkWindow *parent,
                               const FbNameQuestion *question,
                               FbNameFunc on_name,
                               gpointer user_data,
                               GDestroyNotify destroy);

G_END_DECLS
