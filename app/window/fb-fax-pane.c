/* fb-fax-pane.c
 *
 * The fax that is selected, beside the list: a header with what can be done with it, and under it
 * what is known of it. Where the window is narrow the pane is a page of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-pane.h"

#include "fb-fax-details.h"
#include "fb-fax-words.h"

struct _FbFaxPane
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  FbFaxDetails *details;
  GtkWidget *done_button;

  gboolean is_first;
  gboolean is_folded;
  guint waiting_limit;
};

typedef enum
{
  PROP_FIRST = 1,
  PROP_FOLDED,
  PROP_WAITING_LIMIT,
} FbFaxPaneProperty;

static GParamSpec *properties[PROP_WAITING_LIMIT + 1];

G_DEFINE_FINAL_TYPE (FbFaxPane, fb_fax_pane, ADW_TYPE_BIN)

/* There is one button, for what can be done. */
static void
on_action_enabled (FbFaxPane *self, const char *name, gboolean is_enabled, GActionGroup *actions)
{
  gtk_widget_set_visible (self->done_button,
                          g_action_group_get_action_enabled (actions, "done") ||
                            !g_action_group_get_action_enabled (actions, "reopen"));
}

/* GObject */

static void
fb_fax_pane_dispose (GObject *object)
{
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
    case PROP_WAITING_LIMIT:
      g_value_set_uint (value, self->waiting_limit);
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
    case PROP_WAITING_LIMIT:
      self->waiting_limit = g_value_get_uint (value);
      fb_fax_details_set_waiting_limit (self->details, self->waiting_limit);
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
  properties[PROP_WAITING_LIMIT] =
    g_param_spec_uint ("waiting-limit", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FB_TYPE_FAX_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-fax-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, title);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, details);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPane, done_button);
}

static void
fb_fax_pane_init (FbFaxPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_fax_pane_set_store:
 * @self: a pane
 * @store: knows what happened to faxes
 */
void
fb_fax_pane_set_store (FbFaxPane *self, FbStore *store)
{
  g_return_if_fail (FB_IS_FAX_PANE (self));

  fb_fax_details_set_store (self->details, store);
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

  adw_window_title_set_title (self->title, title != NULL ? title : "");
  fb_fax_details_show (self->details, fax, n_selected);
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

  fb_fax_details_edit_note (self->details);
}
