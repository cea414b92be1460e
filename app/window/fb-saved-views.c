/* fb-saved-views.c
 *
 * The views that the user has saved: each a name, the view that it is within, and the filters and
 * words that narrow it. Settings keep them, so every window has the same; what stands there that is
 * no view is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-saved-views.h"

#define KEY "saved-views"

/* A sidebar with more of them is no help. */
#define MAX_VIEWS 50

typedef struct
{
  char *name;
  FbView view;
  GVariant *filters;
} SavedView;

struct _FbSavedViews
{
  GObject parent_instance;

  GSettings *settings;
  GPtrArray *views; /* SavedView */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSavedViews, fb_saved_views, G_TYPE_OBJECT)

static void
saved_view_free (gpointer data)
{
  SavedView *saved = data;

  g_free (saved->name);
  g_variant_unref (saved->filters);
  g_free (saved);
}

static char *
dup_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  char *cut =
    g_utf8_substring (valid, 0, MIN (FB_SAVED_VIEW_NAME_LENGTH, g_utf8_strlen (valid, -1)));

  return g_strstrip (cut);
}

static SavedView *
saved_view_new (const char *name, FbView view, GVariant *filters)
{
  SavedView *saved = g_new0 (SavedView, 1);

  saved->name = dup_name (name);
  saved->view = view;
  saved->filters = g_variant_ref_sink (filters);
  return saved;
}

static SavedView *
get (FbSavedViews *self, guint index)
{
  return g_ptr_array_index (self->views, index);
}

/* Reading and writing */

static void
read_settings (FbSavedViews *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, KEY);
  GVariantIter iter;
  const char *name;
  gint32 view;
  GVariant *filters;

  g_ptr_array_set_size (self->views, 0);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&si@a{sv})", &name, &view, &filters))
    {
      if (*name != '\0' && view >= 0 && view < FB_N_VIEWS && self->views->len < MAX_VIEWS)
        g_ptr_array_add (self->views, saved_view_new (name, (FbView) view, filters));
      g_variant_unref (filters);
    }
}

static void
on_settings_changed (FbSavedViews *self)
{
  read_settings (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The settings' signal tells of it. */
static void
write_settings (FbSavedViews *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sia{sv})"));
  for (guint i = 0; i < self->views->len; i++)
    {
      const SavedView *saved = get (self, i);
      g_variant_builder_add (&builder, "(si@a{sv})", saved->name, (gint32) saved->view,
                             saved->filters);
    }
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

/* GObject */

static void
fb_saved_views_finalize (GObject *object)
{
  FbSavedViews *self = FB_SAVED_VIEWS (object);

  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_saved_views_parent_class)->finalize (object);
}

static void
fb_saved_views_class_init (FbSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_saved_views_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_saved_views_init (FbSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func (saved_view_free);
}

/**
 * fb_saved_views_new:
 * @settings: the application's, which keep them
 *
 * Returns: (transfer full): the saved views
 */
FbSavedViews *
fb_saved_views_new (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbSavedViews *self = g_object_new (FB_TYPE_SAVED_VIEWS, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  read_settings (self);
  return self;
}

/**
 * fb_saved_views_get_n:
 * @self: saved views
 *
 * Returns: how many there are
 */
guint
fb_saved_views_get_n (FbSavedViews *self)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), 0);

  return self->views->len;
}

/**
 * fb_saved_views_get_name:
 * @self: saved views
 * @index: which one
 *
 * Returns: (transfer none): what the user calls it
 */
const char *
fb_saved_views_get_name (FbSavedViews *self, guint index)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), NULL);
  g_return_val_if_fail (index < self->views->len, NULL);

  return get (self, index)->name;
}

/**
 * fb_saved_views_get_view:
 * @self: saved views
 * @index: which one
 *
 * Returns: the view that it is within
 */
FbView
fb_saved_views_get_view (FbSavedViews *self, guint index)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), FB_VIEW_ALL);
  g_return_val_if_fail (index < self->views->len, FB_VIEW_ALL);

  return get (self, index)->view;
}

/**
 * fb_saved_views_get_filters:
 * @self: saved views
 * @index: which one
 *
 * Returns: (transfer none): what narrows it, see fb_filters_from_variant()
 */
GVariant *
fb_saved_views_get_filters (FbSavedViews *self, guint index)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), NULL);
  g_return_val_if_fail (index < self->views->len, NULL);

  return get (self, index)->filters;
}

/**
 * fb_saved_views_find:
 * @self: saved views
 * @name: what the user calls one
 *
 * Returns: which one it is, or %G_MAXUINT
 */
guint
fb_saved_views_find (FbSavedViews *self, const char *name)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), G_MAXUINT);
  g_return_val_if_fail (name != NULL, G_MAXUINT);

  g_autofree char *wanted = dup_name (name);

  for (guint i = 0; i < self->views->len; i++)
    if (g_str_equal (get (self, i)->name, wanted))
      return i;
  return G_MAXUINT;
}

/**
 * fb_saved_views_save:
 * @self: saved views
 * @name: what the user calls it; one that has this name already is replaced
 * @view: the view that it is within
 * @filters: (transfer floating): what narrows it
 *
 * Returns: which one it is now, or %G_MAXUINT if there are too many, or it has no name
 */
guint
fb_saved_views_save (FbSavedViews *self, const char *name, FbView view, GVariant *filters)
{
  g_return_val_if_fail (FB_IS_SAVED_VIEWS (self), G_MAXUINT);

  SavedView *saved = saved_view_new (name, view, filters);
  const guint index = fb_saved_views_find (self, name);

  if (*saved->name == '\0' || (index == G_MAXUINT && self->views->len >= MAX_VIEWS))
    {
      saved_view_free (saved);
      return G_MAXUINT;
    }
  if (index != G_MAXUINT)
    {
      saved_view_free (get (self, index));
      self->views->pdata[index] = saved;
    }
  else
    g_ptr_array_add (self->views, saved);
  write_settings (self);
  return fb_saved_views_find (self, name);
}

/**
 * fb_saved_views_rename:
 * @self: saved views
 * @index: which one
 * @name: what the user calls it from now on; nothing and another one's name change nothing
 */
void
fb_saved_views_rename (FbSavedViews *self, guint index, const char *name)
{
  g_return_if_fail (FB_IS_SAVED_VIEWS (self));
  g_return_if_fail (index < self->views->len);

  g_autofree char *cleaned = dup_name (name);

  if (*cleaned == '\0' || fb_saved_views_find (self, cleaned) != G_MAXUINT)
    return;
  g_free (get (self, index)->name);
  get (self, index)->name = g_steal_pointer (&cleaned);
  write_settings (self);
}

/**
 * fb_saved_views_remove:
 * @self: saved views
 * @index: which one to forget
 */
void
fb_saved_views_remove (FbSavedViews *self, guint index)
{
  g_return_if_fail (FB_IS_SAVED_VIEWS (self));
  g_return_if_fail (index < self->views->len);

  g_ptr_array_remove_index (self->views, index);
  write_settings (self);
}
