/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-fax-actions.h"

G_BEGIN_DECLS

/**
 * FbUndoFunc:
 * @actions: the actions
 * @data: what to bring back
 *
 * Undoes what was done last.
 */
typedef void (*FbUndoFunc) (FbFaxActions *actions, gconstpointer data);

struct _FbFaxActions
{
  GObject parent_instance;

  FbFaxTable *table;
  FbStore *store;
  GSettings *settings;
  GSimpleActionGroup *group;
  FbUndoFunc undo; /* while there is something to undo */
  gpointer undo_data;
  GDestroyNotify undo_data_free;
  AdwToast *undo_toast; /* weak */
};

void fb_fax_actions_add_text_toast (FbFaxActions *self, const char *text);
void fb_fax_actions_offer_undo (FbFaxActions *self,
                                const char *text,
                                FbUndoFunc undo,
                                gpointer data,
                                GDestroyNotify data_free);

void fb_fax_actions_name_number (GSimpleAction *action, GVariant *parameter, gpointer data);
void fb_fax_actions_set_name (GSimpleAction *action, GVariant *parameter, gpointer data);

G_END_DECLS
