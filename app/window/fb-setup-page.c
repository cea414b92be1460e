/* fb-setup-page.c
 *
 * A page of the assistant: a title and what it is for, above what it sets up, all of which scrolls.
 * What a template adds to it goes below the title.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-page.h"

#include <glib/gi18n.h>

#include "fb-setup-heading.h"

typedef struct
{
  GtkWidget *scroller;
  FbSetupHeading *heading;
  GtkBox *content;

  char *key;
  char *next_label; /* NULL for the usual one */
  gboolean is_next_plain;
} FbSetupPagePrivate;

typedef enum
{
  PROP_KEY = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_NEXT_LABEL,
} FbSetupPageProperty;

static GParamSpec *properties[PROP_NEXT_LABEL + 1];

enum
{
  NEXT,
  GO_TO,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void fb_setup_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FbSetupPage,
                                  fb_setup_page,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (FbSetupPage)
                                    G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                           fb_setup_page_buildable_init))

static FbSetupPagePrivate *
get_private (FbSetupPage *self)
{
  return fb_setup_page_get_instance_private (self);
}

/* GtkBuildable */

static GtkBuildableIface *parent_buildable_iface;

static void
fb_setup_page_add_child (GtkBuildable *buildable,
                         GtkBuilder *builder,
                         GObject *child,
                         const char *type)
{
  FbSetupPagePrivate *private = get_private (FB_SETUP_PAGE (buildable));

  /* The page's own template has nothing to put it into yet. */
  if (private->content != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (private->content, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
fb_setup_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = fb_setup_page_add_child;
}

/* GtkWidget */

/* Where a screen reader begins; what is set up is a Tab away. */
static gboolean
fb_setup_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (get_private (FB_SETUP_PAGE (widget))->heading));
}

/* GObject */

static void
fb_setup_page_dispose (GObject *object)
{
  GtkWidget *child;

  /* GTK 4.8 disposes of one template only, and that is the derived page's. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fb_setup_page_parent_class)->dispose (object);
}

static void
fb_setup_page_finalize (GObject *object)
{
  FbSetupPagePrivate *private = get_private (FB_SETUP_PAGE (object));

  g_free (private->key);
  g_free (private->next_label);

  G_OBJECT_CLASS (fb_setup_page_parent_class)->finalize (object);
}

static void
fb_setup_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbSetupPage *self = FB_SETUP_PAGE (object);
  FbSetupPagePrivate *private = get_private (self);

  switch ((FbSetupPageProperty) property_id)
    {
    case PROP_KEY:
      g_value_set_string (value, private->key);
      break;
    case PROP_TITLE:
      g_value_set_string (value, fb_setup_page_get_title (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, fb_setup_heading_get_description (private->heading));
      break;
    case PROP_NEXT_LABEL:
      g_value_set_string (value, fb_setup_page_get_next_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_setup_page_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  FbSetupPage *self = FB_SETUP_PAGE (object);

  switch ((FbSetupPageProperty) property_id)
    {
    case PROP_KEY:
      g_free (get_private (self)->key);
      get_private (self)->key = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      fb_setup_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      fb_setup_page_set_description (self, g_value_get_string (value));
      break;
    case PROP_NEXT_LABEL:
      fb_setup_page_set_next_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_setup_page_class_init (FbSetupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = fb_setup_page_dispose;
  object_class->finalize = fb_setup_page_finalize;
  object_class->get_property = fb_setup_page_get_property;
  object_class->set_property = fb_setup_page_set_property;
  widget_class->grab_focus = fb_setup_page_grab_focus;
  install_properties (object_class);

  signals[NEXT] =
    g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_TO] = g_signal_new ("go-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (FB_TYPE_SETUP_HEADING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FbSetupPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, FbSetupPage, heading);
  gtk_widget_class_bind_template_child_private (widget_class, FbSetupPage, content);
}

static void
fb_setup_page_init (FbSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Properties */

/**
 * fb_setup_page_get_key:
 * @self: a page
 *
 * Returns: (transfer none): what names it in settings and for other pages
 */
const char *
fb_setup_page_get_key (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), NULL);

  return get_private (self)->key;
}

/**
 * fb_setup_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none): what the step is about
 */
const char *
fb_setup_page_get_title (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), NULL);

  return fb_setup_heading_get_title (get_private (self)->heading);
}

/**
 * fb_setup_page_set_title:
 * @self: a page
 * @title: what the step is about
 */
void
fb_setup_page_set_title (FbSetupPage *self, const char *title)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));
  g_return_if_fail (title != NULL);

  fb_setup_heading_set_title (get_private (self)->heading, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * fb_setup_page_set_description:
 * @self: a page
 * @description: what the step is for
 */
void
fb_setup_page_set_description (FbSetupPage *self, const char *description)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));
  g_return_if_fail (description != NULL);

  fb_setup_heading_set_description (get_private (self)->heading, description);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

/**
 * fb_setup_page_is_next_suggested:
 * @self: a page
 *
 * Returns: whether going on is what is meant to be done; else the page has a button for that
 */
gboolean
fb_setup_page_is_next_suggested (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), FALSE);

  return !get_private (self)->is_next_plain;
}

/**
 * fb_setup_page_set_next_suggested:
 * @self: a page
 * @is_suggested: whether going on is what is meant to be done, as it is at first
 */
void
fb_setup_page_set_next_suggested (FbSetupPage *self, gboolean is_suggested)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));

  get_private (self)->is_next_plain = !is_suggested;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_LABEL]);
}

/**
 * fb_setup_page_get_next_label:
 * @self: a page
 *
 * Returns: (transfer none): of the button that leads on
 */
const char *
fb_setup_page_get_next_label (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), NULL);

  const char *label = get_private (self)->next_label;
  return label != NULL ? label : _ ("_Next");
}

/**
 * fb_setup_page_set_next_label:
 * @self: a page
 * @label: (nullable): of the button that leads on, with a mnemonic; %NULL for the usual one
 */
void
fb_setup_page_set_next_label (FbSetupPage *self, const char *label)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));

  FbSetupPagePrivate *private = get_private (self);
  if (g_strcmp0 (label, private->next_label) == 0)
    return;
  g_free (private->next_label);
  private->next_label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_LABEL]);
}

/* For the assistant */

/**
 * fb_setup_page_is_needed:
 * @self: a page that was bound
 *
 * Returns: whether it is to be shown on the way through the assistant
 */
gboolean
fb_setup_page_is_needed (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), FALSE);

  FbSetupPageClass *klass = FB_SETUP_PAGE_GET_CLASS (self);

  return klass->is_needed == NULL || klass->is_needed (self);
}

/**
 * fb_setup_page_bind:
 * @self: a page that isn't bound yet
 * @parts: what it sets up
 */
void
fb_setup_page_bind (FbSetupPage *self, const FbSetupParts *parts)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));
  g_return_if_fail (parts != NULL);

  if (FB_SETUP_PAGE_GET_CLASS (self)->bind != NULL)
    FB_SETUP_PAGE_GET_CLASS (self)->bind (self, parts);
}

/**
 * fb_setup_page_shown:
 * @self: a page
 *
 * Tells it that it was turned to. It is scrolled to its top.
 */
void
fb_setup_page_shown (FbSetupPage *self)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));

  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (get_private (self)->scroller);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 0);
  if (FB_SETUP_PAGE_GET_CLASS (self)->shown != NULL)
    FB_SETUP_PAGE_GET_CLASS (self)->shown (self);
}

/**
 * fb_setup_page_finish:
 * @self: a page
 *
 * Tells it that it is about to be left for the next one.
 *
 * Returns: whether that may be
 */
gboolean
fb_setup_page_finish (FbSetupPage *self)
{
  g_return_val_if_fail (FB_IS_SETUP_PAGE (self), FALSE);

  return FB_SETUP_PAGE_GET_CLASS (self)->finish == NULL ||
         FB_SETUP_PAGE_GET_CLASS (self)->finish (self);
}

/* For the pages */

/**
 * fb_setup_page_next:
 * @self: a page
 *
 * Goes on, as the button does.
 */
void
fb_setup_page_next (FbSetupPage *self)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));

  g_signal_emit (self, signals[NEXT], 0);
}

/**
 * fb_setup_page_go_to:
 * @self: a page
 * @key: of another page
 *
 * Shows the other page.
 */
void
fb_setup_page_go_to (FbSetupPage *self, const char *key)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));
  g_return_if_fail (key != NULL);

  g_signal_emit (self, signals[GO_TO], 0, key);
}

/**
 * fb_setup_page_activate:
 * @self: a page
 * @action: one of the application's, without its prefix
 *
 * Activates it.
 */
void
fb_setup_page_activate (FbSetupPage *self, const char *action)
{
  g_return_if_fail (FB_IS_SETUP_PAGE (self));
  g_return_if_fail (action != NULL);

  g_signal_emit (self, signals[ACTIVATE], 0, action);
}
