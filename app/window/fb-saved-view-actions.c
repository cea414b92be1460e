/* fb-saved-view-actions.c
 *
 * What is done with saved views: the filters and words follow when one is chosen, and are as before
 * when it is left; what is shown is saved as a view, and a view is renamed or removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-saved-view-actions.h"

#include <glib/gi18n.h>

#include "fb-filters-variant.h"
#include "fb-name-dialog.h"

#define TOAST_SECONDS 10

struct _FbSavedViewActions
{
  GObject parent_instance;

  FbViewPane *pane; /* not owned */
  FbFilters *filters;
  FbSavedViews *saved_views;
  GSimpleActionGroup *group;
  GVariant *before; /* the filters from before a saved view was chosen */

  /* What was removed last. */
  char *removed_name;
  FbView removed_view;
  GVariant *removed_filters;
};

enum
{
  TOAST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSavedViewActions, fb_saved_view_actions, G_TYPE_OBJECT)

/* Choosing */

static void
set_enabled (FbSavedViewActions *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update (FbSavedViewActions *self)
{
  const gboolean is_saved = fb_view_pane_get_saved_view (self->pane) != G_MAXUINT;

  set_enabled (self, "save",
               !fb_filters_is_empty (self->filters) ||
                 fb_filters_get_search (self->filters) != NULL);
  set_enabled (self, "rename", is_saved);
  set_enabled (self, "remove", is_saved);
}

static void
keep_before (FbSavedViewActions *self, GVariant *filters)
{
  g_clear_pointer (&self->before, g_variant_unref);
  self->before = g_variant_ref_sink (filters);
}

static void
on_view_changed (FbSavedViewActions *self)
{
  const guint index = fb_view_pane_get_saved_view (self->pane);

  if (index != G_MAXUINT)
    {
      if (self->before == NULL)
        keep_before (self, fb_filters_to_variant (self->filters));
      fb_filters_from_variant (self->filters,
                               fb_saved_views_get_filters (self->saved_views, index));
    }
  else if (self->before != NULL)
    {
      g_autoptr (GVariant) before = g_steal_pointer (&self->before);
      fb_filters_from_variant (self->filters, before);
    }
  update (self);
}

/* Again: as it was saved. */
static void
on_chosen (FbSavedViewActions *self)
{
  const guint index = fb_view_pane_get_saved_view (self->pane);

  if (index != G_MAXUINT)
    fb_filters_from_variant (self->filters, fb_saved_views_get_filters (self->saved_views, index));
}

/* Saving */

/* What is searched for, or the first filter. */
static char *
dup_suggestion (FbSavedViewActions *self)
{
  const char *search = fb_filters_get_search (self->filters);

  if (fb_view_pane_get_saved_view (self->pane) != G_MAXUINT)
    return g_strdup (fb_view_pane_get_title (self->pane));
  if (search != NULL)
    return g_strdup (search);
  for (int kind = 0; kind < FB_N_FILTER_KINDS; kind++)
    if (fb_filters_is_set (self->filters, (FbFilterKind) kind))
      return fb_filters_dup_label (self->filters, (FbFilterKind) kind);
  return g_strdup ("");
}

static void
add_toast (FbSavedViewActions *self, const char *text, gboolean can_undo)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = g_object_ref_sink (adw_toast_new (escaped));

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "saved-view.restore");
    }
  g_signal_emit (self, signals[TOAST], 0, toast);
}

/* When it is left, its filters go. */
static void
on_save_name (const char *name, gpointer user_data)
{
  FbSavedViewActions *self = user_data;
  const guint index =
    fb_saved_views_save (self->saved_views, name, fb_view_pane_get_view (self->pane),
                         fb_filters_to_variant (self->filters));

  if (index == G_MAXUINT)
    {
      add_toast (self, _ ("There are too many saved views. Remove one first."), FALSE);
      return;
    }
  keep_before (self, g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
  fb_view_pane_choose_saved_view (self->pane, index);
}

static void
present (FbSavedViewActions *self, const char *heading, const char *name, FbNameFunc on_name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->pane));
  const FbNameQuestion question = {
    .heading = heading,
    .name = name,
    .max_length = FB_SAVED_VIEW_NAME_LENGTH,
  };

  gtk_window_present (GTK_WINDOW (fb_name_dialog_new (GTK_WINDOW (root), &question, on_name,
                                                      g_object_ref (self), g_object_unref)));
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbSavedViewActions *self = FB_SAVED_VIEW_ACTIONS (user_data);
  g_autofree char *suggestion = dup_suggestion (self);

  present (self, _ ("Save View"), suggestion, on_save_name);
}

static void
on_other_name (const char *name, gpointer user_data)
{
  FbSavedViewActions *self = user_data;
  const guint index = fb_view_pane_get_saved_view (self->pane);

  if (index != G_MAXUINT)
    fb_saved_views_rename (self->saved_views, index, name);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbSavedViewActions *self = FB_SAVED_VIEW_ACTIONS (user_data);

  present (self, _ ("Rename View"), fb_view_pane_get_title (self->pane), on_other_name);
}

/* Removing */

static void
forget_removed (FbSavedViewActions *self)
{
  g_clear_pointer (&self->removed_name, g_free);
  g_clear_pointer (&self->removed_filters, g_variant_unref);
}

static void
remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbSavedViewActions *self = FB_SAVED_VIEW_ACTIONS (user_data);
  const guint index = fb_view_pane_get_saved_view (self->pane);

  if (index == G_MAXUINT)
    return;
  forget_removed (self);
  self->removed_name = g_strdup (fb_saved_views_get_name (self->saved_views, index));
  self->removed_view = fb_saved_views_get_view (self->saved_views, index);
  self->removed_filters = g_variant_ref (fb_saved_views_get_filters (self->saved_views, index));
  fb_saved_views_remove (self->saved_views, index);

  /* Translators: %s is a view's name */
  g_autofree char *text = g_strdup_printf (_ ("“%s” was removed"), self->removed_name);
  add_toast (self, text, TRUE);
}

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbSavedViewActions *self = FB_SAVED_VIEW_ACTIONS (user_data);

  if (self->removed_name == NULL)
    return;
  const guint index = fb_saved_views_save (self->saved_views, self->removed_name,
                                           self->removed_view, self->removed_filters);
  forget_removed (self);
  if (index != G_MAXUINT)
    fb_view_pane_choose_saved_view (self->pane, index);
}

/* GObject */

static void
fb_saved_view_actions_finalize (GObject *object)
{
  FbSavedViewActions *self = FB_SAVED_VIEW_ACTIONS (object);

  forget_removed (self);
  g_clear_pointer (&self->before, g_variant_unref);
  g_clear_object (&self->group);
  g_clear_object (&self->saved_views);
  g_clear_object (&self->filters);

  G_OBJECT_CLASS (fb_saved_view_actions_parent_class)->finalize (object);
}

static void
fb_saved_view_actions_class_init (FbSavedViewActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_saved_view_actions_finalize;

  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
fb_saved_view_actions_init (FbSavedViewActions *self)
{
  static const char *const names[] = { "save", "rename", "remove", "restore" };
  static void (*const callbacks[]) (GSimpleAction *, GVariant *,
                                    gpointer) = { save_action, rename_action, remove_action,
                                                  restore_action };

  self->group = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);
      g_signal_connect_object (action, "activate", G_CALLBACK (callbacks[i]), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self->group), G_ACTION (action));
    }
}

/**
 * fb_saved_view_actions_new:
 * @pane: shows the saved views; it must live longer
 * @filters: what narrows the list
 * @saved_views: the saved views
 *
 * Returns: (transfer full): the actions, and what ties the three together while it lives
 */
FbSavedViewActions *
fb_saved_view_actions_new (FbViewPane *pane, FbFilters *filters, FbSavedViews *saved_views)
{
  g_return_val_if_fail (FB_IS_VIEW_PANE (pane), NULL);
  g_return_val_if_fail (FB_IS_FILTERS (filters), NULL);
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (saved_views), NULL);

  FbSavedViewActions *self = g_object_new (FB_TYPE_SAVED_VIEW_ACTIONS, NULL);

  self->pane = pane;
  self->filters = g_object_ref (filters);
  self->saved_views = g_object_ref (saved_views);
  fb_view_pane_set_saved_views (pane, saved_views);
  g_signal_connect_object (pane, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (filters, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * fb_saved_view_actions_get_group:
 * @self: actions
 *
 * Returns: (transfer none): a group to be inserted as "saved-view"
 */
GActionGroup *
fb_saved_view_actions_get_group (FbSavedViewActions *self)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEW_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
