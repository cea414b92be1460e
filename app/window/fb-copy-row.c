/* fb-copy-row.c
 *
 * A row that shows a value, and a button that copies it and says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-copy-row.h"

#include <glib/gi18n.h>

#include "fb-fax-words.h"

/* How long the button says that it has copied. */
#define COPIED_MILLISECONDS 1500

struct _FbCopyRow
{
  AdwActionRow parent_instance;

  GtkButton *button;
  char *value;
  guint copied_timeout;
};

typedef enum
{
  PROP_VALUE = 1,
} FbCopyRowProperty;

static GParamSpec *properties[PROP_VALUE + 1];

enum
{
  COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbCopyRow, fb_copy_row, ADW_TYPE_ACTION_ROW)

static void
fb_copy_row_show_copied (FbCopyRow *self, gboolean is_copied)
{
  gtk_button_set_icon_name (self->button,
                            is_copied ? "object-select-symbolic" : "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), is_copied ? _ ("Copied") : _ ("Copy"));
}

/* libadwaita calls the button by the row's title alone. */
static void
fb_copy_row_name_button (FbCopyRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* Translators: what a screen reader calls the button; %s is the title of its row */
  g_autofree char *name = g_strdup_printf (_ ("Copy %s"), title);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static gboolean
on_copied_timeout (gpointer user_data)
{
  FbCopyRow *self = FB_COPY_ROW (user_data);

  self->copied_timeout = 0;
  fb_copy_row_show_copied (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_clicked (FbCopyRow *self)
{
  fb_copy_row_copy (self);
}

/* GObject */

static void
fb_copy_row_dispose (GObject *object)
{
  FbCopyRow *self = FB_COPY_ROW (object);

  g_clear_handle_id (&self->copied_timeout, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_COPY_ROW);

  G_OBJECT_CLASS (fb_copy_row_parent_class)->dispose (object);
}

static void
fb_copy_row_finalize (GObject *object)
{
  FbCopyRow *self = FB_COPY_ROW (object);

  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (fb_copy_row_parent_class)->finalize (object);
}

static void
fb_copy_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((FbCopyRowProperty) property_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, FB_COPY_ROW (object)->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_copy_row_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  switch ((FbCopyRowProperty) property_id)
    {
    case PROP_VALUE:
      fb_copy_row_set_value (FB_COPY_ROW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_copy_row_class_init (FbCopyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_copy_row_dispose;
  object_class->finalize = fb_copy_row_finalize;
  object_class->get_property = fb_copy_row_get_property;
  object_class->set_property = fb_copy_row_set_property;

  properties[PROP_VALUE] =
    g_param_spec_string ("value", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[COPIED] = g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-copy-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbCopyRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
fb_copy_row_init (FbCopyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (fb_copy_row_name_button), NULL);
}

/**
 * fb_copy_row_get_value:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
fb_copy_row_get_value (FbCopyRow *self)
{
  g_return_val_if_fail (FB_IS_COPY_ROW (self), NULL);

  return self->value;
}

/**
 * fb_copy_row_set_value:
 * @self: a row
 * @value: (nullable): what to show, and to copy
 */
void
fb_copy_row_set_value (FbCopyRow *self, const char *value)
{
  g_return_if_fail (FB_IS_COPY_ROW (self));

  if (g_strcmp0 (self->value, value) == 0)
    return;

  g_autofree char *markup = fb_value_to_markup (value != NULL ? value : "");

  g_free (self->value);
  self->value = g_strdup (value);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), value != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * fb_copy_row_copy:
 * @self: a row
 *
 * Copies the value, if there is one, as its button does.
 */
void
fb_copy_row_copy (FbCopyRow *self)
{
  g_return_if_fail (FB_IS_COPY_ROW (self));

  if (self->value == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  fb_copy_row_show_copied (self, TRUE);
  g_clear_handle_id (&self->copied_timeout, g_source_remove);
  self->copied_timeout = g_timeout_add (COPIED_MILLISECONDS, on_copied_timeout, self);
  g_signal_emit (self, signals[COPIED], 0);
}
