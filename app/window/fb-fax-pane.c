/* fb-fax-pane.c
 *
 * The fax that is selected, beside the list: a header with what can be done with it, and under it
 * its pages or what is known of it. Where the window is narrow the pane is a page of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-pane.h"

#include "fb-fax-details.h"
#include "fb-fax-pages.h"
#include "fb-fax-words.h"

struct _FbFaxPane
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  FbFaxPages *pages;
  FbFaxDetails *details;
  GtkWidget *done_button;

  FbStore *store;
  GSettings *settings;
  gboolean is_first;
  gboolean is_folded;
  gboolean shows_details;
};

typedef enum
{
  PROP_FIRST = 1,
  PROP_FOLDED,
  PROP_SHOWS_DETAILS,
} FbFaxPaneProperty;

static GParamSpec *properties[PROP_SHOWS_DETAILS + 1];

G_DEFINE_FINAL_TYPE (FbFaxPane, fb_fax_pane, ADW_TYPE_BIN)

/* There is one button, for what can be done. */
static void
on_action_enabled (FbFaxPane *self, const char *name, gboolean is_enabled, GActionGroup *actions)
{
  gtk_widget_set_visible (self->done_button,
                          g_action_group_get_action_enabled (actions, "done") ||
                            !g_action_group_get_action_enabled (actions, "reopen"));
}

static void
on_waiting_limit_changed (FbFaxPane *self)
{
  fb_fax_details_set_waiting_limit (self->details,
                                    g_settings_get_uint (self->settings, "waiting-limit"));
}

/* The pages */

static void
on_pages_counted (FbFaxPane *self, FbFax *fax, FbDocument *document, guint n_pages)
{
  fb_fax_pages_set_look (self->pages, document->rotation, document->is_inverted);
  if (self->store != NULL)
    fb_store_set_document_pages_async (self->store, fb_fax_get_id (fax), document->sha256,
                                       (int) n_pages, NULL, NULL);
}

static void
on_view_changed (FbFaxPane *self,
                 FbFax *fax,
                 FbDocument *document,
                 guint rotation,
                 gboolean is_inverted)
{
  if (self->store != NULL)
    fb_store_set_document_view_async (self->store, fb_fax_get_id (fax), document->sha256, rotation,
                                      is_inverted, NULL, NULL);
}

static void
on_seen (FbFaxPane *self, FbFax *fax)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 id = fb_fax_get_id (fax);

  if (self->store == NULL || self->settings == NULL || !fb_fax_get_unread (fax) ||
      !g_settings_get_boolean (self->settings, "mark-read-when-shown"))
    return;
  g_array_append_val (ids, id);
  fb_store_mark_async (self->store, ids, TRUE, NULL, NULL);
}

/* GObject */

static void
fb_fax_pane_set_shows_details (FbFaxPane *self, gboolean shows_details)
{
  if (self->shows_details == shows_details)
    return;
  self->shows_details = shows_details;
  gtk_stack_set_visible_child_name (self->stack, shows_details ? "details" : "pages");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_DETAILS]);
}

static void
fb_fax_pane_dispose (GObject *object)
{
  FbFaxPane *self = FB_FAX_PANE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_FAX_PANE);

  G_OBJECT_CLASS (fb_fax_pane_parent_class)->dispose (object);
}

static void
fb_fax_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbFaxPane *self = FB_FAX_PANE (object);

  switch ((FbFaxPaneProperty) property_id)
    {
    case PROP_FIRST:
      g_value_set_boolean (value, self->is_first);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;
    case PROP_SHOWS_DETAILS:
      g_value_set_boolean (value, self->shows_details);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_pane_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  FbFaxPane *self = FB_FAX_PANE (object);

  switch ((FbFaxPaneProperty) property_id)
    {
    case PROP_FIRST:
      self->is_first = g_value_get_boolean (value);
      break;
    case PROP_FOLDED:
      self->is_folded = g_value_get_boolean (value);
      break;
    case PROP_SHOWS_DETAILS:
      fb_fax_pane_set_shows_details (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_pane_class_init (FbFaxPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_READWRITE;

  object_class->dispose = fb_fax_pane_dispose;
  object_class->get_property = fb_fax_pane_get_property;
  object_class->set_property = fb_fax_pane_set_property;

  properties[PROP_FIRST] = g_param_spec_boolean ("first", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_SHOWS_DETAILS] =
    g_param_spec_boolean ("shows-details", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FB_TYPE_FAX_DETAILS);
  g_type_ensure (FB_TYPE_FAX_PAGES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-fax-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, title);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, stack);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, pages);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, details);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, done_button);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.show-list", NULL);
  gtk_widget_class_bind_template_callback (widget_class, on_pages_counted);
  gtk_widget_class_bind_template_callback (widget_class, on_seen);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);
}

static void
fb_fax_pane_init (FbFaxPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_fax_pane_set_settings:
 * @self: a pane
 * @settings: the application's
 */
void
fb_fax_pane_set_settings (FbFaxPane *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  fb_fax_pages_set_settings (self->pages, settings);
  g_settings_bind (settings, "show-fax-details", self, "shows-details", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::waiting-limit",
                           G_CALLBACK (on_waiting_limit_changed), self, G_CONNECT_SWAPPED);
  on_waiting_limit_changed (self);
}

/**
 * fb_fax_pane_set_store:
 * @self: a pane
 * @store: knows what happened to faxes, and keeps how their pages are looked at
 */
void
fb_fax_pane_set_store (FbFaxPane *self, FbStore *store)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  g_set_object (&self->store, store);
  fb_fax_details_set_store (self->details, store);
}

/**
 * fb_fax_pane_set_launcher:
 * @self: a pane
 * @launcher: starts what draws pages
 */
void
fb_fax_pane_set_launcher (FbFaxPane *self, FbRenderLauncher *launcher)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  fb_fax_pages_set_launcher (self->pages, launcher);
}

/**
 * fb_fax_pane_set_document_sync:
 * @self: a pane
 * @document_sync: fetches documents that were not delivered
 */
void
fb_fax_pane_set_document_sync (FbFaxPane *self, FbDocumentSync *document_sync)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  fb_fax_details_set_document_sync (self->details, document_sync);
  fb_fax_pages_set_document_sync (self->pages, document_sync);
}

/**
 * fb_fax_pane_set_actions:
 * @self: a pane
 * @actions: what can be done with faxes: the group "fax"
 */
void
fb_fax_pane_set_actions (FbFaxPane *self, GActionGroup *actions)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));
  g_return_if_fail (G_IS_ACTION_GROUP (actions));

  g_signal_connect_object (actions, "action-enabled-changed::done", G_CALLBACK (on_action_enabled),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (actions, "action-enabled-changed::reopen",
                           G_CALLBACK (on_action_enabled), self, G_CONNECT_SWAPPED);
}

/**
 * fb_fax_pane_show:
 * @self: a pane
 * @fax: (nullable): the fax that is selected, the first one of several
 * @n_selected: how many are
 *
 * Shows the fax, or how many there are.
 */
void
fb_fax_pane_show (FbFaxPane *self, FbFax *fax, guint n_selected)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  const gboolean is_one = n_selected == 1 && fax != NULL && fb_fax_is_loaded (fax);
  g_autofree char *title = is_one ? fb_fax_dup_title (fax) : NULL;

  /* GTK 4.8 measures an empty one wrongly. */
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL);
  adw_window_title_set_title (self->title, title != NULL ? title : "");
  fb_fax_pages_show (self->pages, fax, n_selected);
  fb_fax_details_show (self->details, fax, n_selected);
}

/**
 * fb_fax_pane_show_pages:
 * @self: a pane
 *
 * Shows the pages of the fax, and gives them the keyboard's focus.
 */
void
fb_fax_pane_show_pages (FbFaxPane *self)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  fb_fax_pane_set_shows_details (self, FALSE);
  fb_fax_pages_take_focus (self->pages);
}

/**
 * fb_fax_pane_edit_note:
 * @self: a pane
 *
 * Begins to edit the note of the fax that is shown.
 */
void
fb_fax_pane_edit_note (FbFaxPane *self)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  fb_fax_pane_set_shows_details (self, TRUE);
  fb_fax_details_edit_note (self->details);
}

/**
 * fb_fax_pane_get_page_actions:
 * @self: a pane
 *
 * Returns: (transfer none): what can be done with the pages, to be inserted as "pages"
 */
GActionGroup *
fb_fax_pane_get_page_actions (FbFaxPane *self)
{
  g_return_val_if_fail (FB_IS_FAX_PANE (self), NULL);

  return fb_fax_pages_get_action_group (self->pages);
}
