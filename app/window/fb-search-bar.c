/* fb-search-bar.c
 *
 * The bar above the list where the user writes what to search for, opened by its button, by a key,
 * or by writing while the list has the keyboard. The filters have what is in it; and it says how
 * many faxes were found, also to a screen reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-bar.h"

#include <glib/gi18n.h>

#include "fb-fax-announcement.h"

/* How long a search takes before it is said that it takes its time. */
#define PATIENCE_MS 250

/* How long the user writes nothing before a screen reader is told what was found. */
#define ANNOUNCEMENT_MS 800

struct _FbSearchBar
{
  AdwBin parent_instance;

  GtkSearchEntry *entry;
  FbFilters *filters;
  char *search; /* as the filters have it */
  char *results;
  guint patience_source;
  guint announcement_source;
  gboolean is_new; /* what is searched for; nothing was said of it yet */
  gboolean is_restoring;
  gboolean is_writing; /* what the user writes goes to the filters, not the other way */
};

typedef enum
{
  PROP_RESULTS = 1,
} FbSearchBarProperty;

enum
{
  RESULTS_WANTED,
  CLOSED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_RESULTS + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSearchBar, fb_search_bar, ADW_TYPE_BIN)

static gboolean
fb_search_bar_is_open (FbSearchBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static GtkText *
fb_search_bar_get_text (FbSearchBar *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
}

/* Results */

static gboolean
on_announcement (gpointer user_data)
{
  FbSearchBar *self = FB_SEARCH_BAR (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->announcement_source = 0;
  if (root != NULL && *self->results != '\0')
    fb_text_announce (GTK_WINDOW (root), self->results);
  return G_SOURCE_REMOVE;
}

static void
fb_search_bar_say_results (FbSearchBar *self, const char *results)
{
  if (!self->is_new && g_str_equal (self->results, results))
    return;
  self->is_new = FALSE;
  g_clear_handle_id (&self->announcement_source, g_source_remove);
  self->announcement_source = g_timeout_add (ANNOUNCEMENT_MS, on_announcement, self);
  g_free (self->results);
  self->results = g_strdup (results);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->results, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULTS]);
}

static gboolean
on_patience_end (gpointer user_data)
{
  FbSearchBar *self = FB_SEARCH_BAR (user_data);

  self->patience_source = 0;
  fb_search_bar_say_results (self, _ ("Searching…"));
  return G_SOURCE_REMOVE;
}

/* Writing */

static void
on_changed (FbSearchBar *self)
{
  if (self->filters == NULL)
    return;
  self->is_writing = TRUE;
  fb_filters_set_search (self->filters, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  self->is_writing = FALSE;
}

static gboolean
fb_search_bar_has_focus (FbSearchBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* By the user, or by something else than this bar. */
static void
on_filters_changed (FbSearchBar *self)
{
  const char *search = fb_filters_get_search (self->filters);

  if (g_strcmp0 (search, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search);
  self->is_new = TRUE;
  if (self->is_writing)
    return;
  const gboolean had_focus = fb_search_bar_has_focus (self);

  /* The keyboard stays where it is, unless that goes. */
  self->is_restoring = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), search != NULL);
  self->is_restoring = FALSE;
  /* What was in it goes before the other text comes. */
  g_signal_handlers_block_by_func (self->entry, on_changed, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), search != NULL ? search : "");
  g_signal_handlers_unblock_by_func (self->entry, on_changed, self);
  if (search == NULL && had_focus)
    g_signal_emit (self, signals[CLOSED], 0);
}

/* The search goes with the bar. Nothing is animated: the keyboard goes to what is there. */
static void
on_visible (FbSearchBar *self)
{
  if (self->is_restoring)
    return;
  if (fb_search_bar_is_open (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Keys */

static void
on_activate (FbSearchBar *self)
{
  g_signal_emit (self, signals[RESULTS_WANTED], 0);
}

/* What an input method makes of it comes before. */
static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              FbSearchBar *self)
{
  const gboolean is_down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;

  if (!is_down || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[RESULTS_WANTED], 0);
  return GDK_EVENT_STOP;
}

static gboolean
is_written (guint keyval, GdkModifierType state)
{
  const GdkModifierType commands = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;

  return (state & commands) == 0 && g_unichar_isgraph (gdk_keyval_to_unicode (keyval));
}

/* After everything that the list does with keys. What is written goes on where it was left. */
static gboolean
on_list_key (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             FbSearchBar *self)
{
  if (keyval == GDK_KEY_Escape && fb_search_bar_is_open (self))
    {
      fb_search_bar_close (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_slash || keyval == GDK_KEY_KP_Divide || !is_written (keyval, state) ||
      !gtk_widget_get_sensitive (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_text_grab_focus_without_selecting (fb_search_bar_get_text (self));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return gtk_event_controller_key_forward (controller, GTK_WIDGET (fb_search_bar_get_text (self)));
}

/* GObject */

static void
fb_search_bar_dispose (GObject *object)
{
  FbSearchBar *self = FB_SEARCH_BAR (object);

  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_clear_handle_id (&self->announcement_source, g_source_remove);
  g_clear_object (&self->filters);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SEARCH_BAR);

  G_OBJECT_CLASS (fb_search_bar_parent_class)->dispose (object);
}

static void
fb_search_bar_finalize (GObject *object)
{
  FbSearchBar *self = FB_SEARCH_BAR (object);

  g_free (self->search);
  g_free (self->results);

  G_OBJECT_CLASS (fb_search_bar_parent_class)->finalize (object);
}

static void
fb_search_bar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbSearchBar *self = FB_SEARCH_BAR (object);

  switch ((FbSearchBarProperty) property_id)
    {
    case PROP_RESULTS:
      g_value_set_string (value, self->results);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_search_bar_class_init (FbSearchBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_search_bar_dispose;
  object_class->finalize = fb_search_bar_finalize;
  object_class->get_property = fb_search_bar_get_property;

  properties[PROP_RESULTS] =
    g_param_spec_string ("results", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[RESULTS_WANTED] = g_signal_new ("results-wanted", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSearchBar, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_visible);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, fb_search_bar_close);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
}

static void
fb_search_bar_init (FbSearchBar *self)
{
  self->results = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 lets none of it be said of the entry. */
  gtk_text_set_placeholder_text (fb_search_bar_get_text (self),
                                 _ ("Number, name, subject or note"));
  gtk_text_set_max_length (fb_search_bar_get_text (self), FB_SEARCH_SIZE - 1);
}

/**
 * fb_search_bar_set_filters:
 * @self: a bar
 * @filters: have what is searched for
 */
void
fb_search_bar_set_filters (FbSearchBar *self, FbFilters *filters)
{
  g_return_if_fail (FB_IS_SEARCH_BAR (self));
  g_return_if_fail (FB_IS_FILTERS (filters));

  g_set_object (&self->filters, filters);
  g_signal_connect_object (filters, "changed", G_CALLBACK (on_filters_changed), self,
                           G_CONNECT_SWAPPED);
  on_filters_changed (self);
}

/**
 * fb_search_bar_capture_keys:
 * @self: a bar
 * @list: (transfer none): the list, or what has it
 *
 * From now on what is written while the keyboard is in @list is written into the bar, and Escape
 * closes it.
 */
void
fb_search_bar_capture_keys (FbSearchBar *self, GtkWidget *list)
{
  g_return_if_fail (FB_IS_SEARCH_BAR (self));
  g_return_if_fail (GTK_IS_WIDGET (list));

  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (on_list_key), self, 0);
  gtk_widget_add_controller (list, controller);
}

/**
 * fb_search_bar_open:
 * @self: a bar
 *
 * Gives the keyboard to the bar, which is opened before. What is in it is selected.
 */
void
fb_search_bar_open (FbSearchBar *self)
{
  g_return_if_fail (FB_IS_SEARCH_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * fb_search_bar_close:
 * @self: a bar
 *
 * Closes it; then nothing is searched for any more.
 */
void
fb_search_bar_close (FbSearchBar *self)
{
  g_return_if_fail (FB_IS_SEARCH_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * fb_search_bar_set_results:
 * @self: a bar
 * @n_results: how many faxes were found
 * @is_loading: whether they are still being looked for
 *
 * What was said before stays for a moment while they are being looked for, so that nothing
 * flickers while the user writes.
 */
void
fb_search_bar_set_results (FbSearchBar *self, guint n_results, gboolean is_loading)
{
  g_return_if_fail (FB_IS_SEARCH_BAR (self));

  if (is_loading && fb_filters_get_search (self->filters) != NULL)
    {
      if (self->patience_source == 0)
        self->patience_source = g_timeout_add (PATIENCE_MS, on_patience_end, self);
      return;
    }

  g_autofree char *found =
    g_strdup_printf (ngettext ("%'u result", "%'u results", n_results), n_results);

  g_clear_handle_id (&self->patience_source, g_source_remove);
  if (fb_filters_get_search (self->filters) == NULL)
    fb_search_bar_say_results (self, "");
  else
    fb_search_bar_say_results (self, n_results > 0 ? found : _ ("No results"));
}
