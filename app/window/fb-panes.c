/* fb-panes.c
 *
 * The window's three panes: sidebar, list and details. Where the window is wide they stand side by
 * side; narrower, the details become a page of their own, and then the sidebar, too. The details
 * can also be put away.
 *
 * AdwLeaflet is deprecated from libadwaita 1.4 on; in 1.2 there is nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-panes.h"

/* In pixels: the list at least. Beside it the details take what is left. */
#define LIST_WIDTH 340

struct _FbPanes
{
  AdwBin parent_instance;

  AdwLeaflet *outer;
  AdwLeaflet *inner;
  AdwBin *sidebar_place;
  AdwBin *list_place;
  AdwBin *details_place;
  GtkWidget *separator;
  gboolean details_shown;
};

typedef enum
{
  PROP_SIDEBAR = 1,
  PROP_LIST,
  PROP_DETAILS,
  PROP_DETAILS_SHOWN,
  PROP_LIST_IS_FIRST,
  PROP_LIST_IS_LAST,
  PROP_DETAILS_IS_FIRST,
  PROP_SIDEBAR_FOLDED,
  PROP_DETAILS_FOLDED,
} FbPanesProperty;

static GParamSpec *properties[PROP_DETAILS_FOLDED + 1];

G_DEFINE_FINAL_TYPE (FbPanes, fb_panes, ADW_TYPE_BIN)

static gboolean
is_sidebar_folded (FbPanes *self)
{
  return adw_leaflet_get_folded (self->outer);
}

static gboolean
is_details_folded (FbPanes *self)
{
  return self->details_shown && adw_leaflet_get_folded (self->inner);
}

/* The list takes all the width that there is, unless the details are beside it. */
static void
fb_panes_share_width (FbPanes *self)
{
  const gboolean is_beside = self->details_shown && !adw_leaflet_get_folded (self->inner);

  gtk_widget_set_visible (GTK_WIDGET (self->details_place), self->details_shown);
  gtk_widget_set_visible (self->separator, self->details_shown);
  gtk_widget_set_hexpand (GTK_WIDGET (self->list_place), !is_beside);
}

static void
on_folded (FbPanes *self)
{
  fb_panes_share_width (self);
  for (guint i = PROP_LIST_IS_FIRST; i < G_N_ELEMENTS (properties); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* GObject */

static void
fb_panes_dispose (GObject *object)
{
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_PANES);

  G_OBJECT_CLASS (fb_panes_parent_class)->dispose (object);
}

static void
fb_panes_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbPanes *self = FB_PANES (object);

  switch ((FbPanesProperty) property_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, adw_bin_get_child (self->sidebar_place));
      break;
    case PROP_LIST:
      g_value_set_object (value, adw_bin_get_child (self->list_place));
      break;
    case PROP_DETAILS:
      g_value_set_object (value, adw_bin_get_child (self->details_place));
      break;
    case PROP_DETAILS_SHOWN:
      g_value_set_boolean (value, self->details_shown);
      break;
    case PROP_LIST_IS_FIRST:
      g_value_set_boolean (value, is_sidebar_folded (self));
      break;
    case PROP_LIST_IS_LAST:
      g_value_set_boolean (value, !self->details_shown || is_details_folded (self));
      break;
    case PROP_DETAILS_IS_FIRST:
      g_value_set_boolean (value, is_sidebar_folded (self) && is_details_folded (self));
      break;
    case PROP_SIDEBAR_FOLDED:
      g_value_set_boolean (value, is_sidebar_folded (self));
      break;
    case PROP_DETAILS_FOLDED:
      g_value_set_boolean (value, is_details_folded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_panes_set_details_shown (FbPanes *self, gboolean is_shown)
{
  if (self->details_shown == is_shown)
    return;
  self->details_shown = is_shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_SHOWN]);
  on_folded (self);
}

static void
fb_panes_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  FbPanes *self = FB_PANES (object);

  switch ((FbPanesProperty) property_id)
    {
    case PROP_SIDEBAR:
      adw_bin_set_child (self->sidebar_place, g_value_get_object (value));
      break;
    case PROP_LIST:
      adw_bin_set_child (self->list_place, g_value_get_object (value));
      break;
    case PROP_DETAILS:
      adw_bin_set_child (self->details_place, g_value_get_object (value));
      break;
    case PROP_DETAILS_SHOWN:
      fb_panes_set_details_shown (self, g_value_get_boolean (value));
      break;
    case PROP_LIST_IS_FIRST:
    case PROP_LIST_IS_LAST:
    case PROP_DETAILS_IS_FIRST:
    case PROP_SIDEBAR_FOLDED:
    case PROP_DETAILS_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_panes_class_init (FbPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  static const char *const names[] = {
    [PROP_LIST_IS_FIRST] = "list-is-first",       [PROP_LIST_IS_LAST] = "list-is-last",
    [PROP_DETAILS_IS_FIRST] = "details-is-first", [PROP_SIDEBAR_FOLDED] = "sidebar-folded",
    [PROP_DETAILS_FOLDED] = "details-folded",
  };

  object_class->dispose = fb_panes_dispose;
  object_class->get_property = fb_panes_get_property;
  object_class->set_property = fb_panes_set_property;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_READWRITE);
  properties[PROP_LIST] =
    g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_READWRITE);
  properties[PROP_DETAILS] =
    g_param_spec_object ("details", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_READWRITE);
  properties[PROP_DETAILS_SHOWN] =
    g_param_spec_boolean ("details-shown", NULL, NULL, TRUE, flags | G_PARAM_READWRITE);
  for (guint i = PROP_LIST_IS_FIRST; i < G_N_ELEMENTS (properties); i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, FbPanes, outer);
  gtk_widget_class_bind_template_child (widget_class, FbPanes, inner);
  gtk_widget_class_bind_template_child (widget_class, FbPanes, sidebar_place);
  gtk_widget_class_bind_template_child (widget_class, FbPanes, list_place);
  gtk_widget_class_bind_template_child (widget_class, FbPanes, details_place);
  gtk_widget_class_bind_template_child (widget_class, FbPanes, separator);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
}

static void
fb_panes_init (FbPanes *self)
{
  self->details_shown = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self->list_place), LIST_WIDTH, -1);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  fb_panes_share_width (self);
}

/**
 * fb_panes_show_sidebar:
 * @self: panes
 *
 * Shows the sidebar, if it is a page of its own.
 */
void
fb_panes_show_sidebar (FbPanes *self)
{
  g_return_if_fail (FB_IS_PANES (self));

  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->sidebar_place));
}

/**
 * fb_panes_show_list:
 * @self: panes
 *
 * Shows the list, if others are in its place.
 */
void
fb_panes_show_list (FbPanes *self)
{
  g_return_if_fail (FB_IS_PANES (self));

  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->list_place));
}

/**
 * fb_panes_show_details:
 * @self: panes
 *
 * Shows the details, beside the list or in its place; if they were put away they are wanted again.
 */
void
fb_panes_show_details (FbPanes *self)
{
  g_return_if_fail (FB_IS_PANES (self));

  fb_panes_set_details_shown (self, TRUE);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  adw_leaflet_set_visible_child (self->inner, GTK_WIDGET (self->details_place));
}

/**
 * fb_panes_go_back:
 * @self: panes
 *
 * Goes back from the details to the list, from there to the sidebar, where they are pages.
 *
 * Returns: whether there was somewhere to go
 */
gboolean
fb_panes_go_back (FbPanes *self)
{
  g_return_val_if_fail (FB_IS_PANES (self), FALSE);

  if (adw_leaflet_get_folded (self->inner) &&
      adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_BACK))
    return TRUE;
  return adw_leaflet_get_folded (self->outer) &&
         adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * fb_panes_is_sidebar_in_place:
 * @self: panes
 *
 * Returns: whether the sidebar is a page of its own, and the one that is shown
 */
gboolean
fb_panes_is_sidebar_in_place (FbPanes *self)
{
  g_return_val_if_fail (FB_IS_PANES (self), FALSE);

  return adw_leaflet_get_folded (self->outer) &&
         adw_leaflet_get_visible_child (self->outer) == GTK_WIDGET (self->sidebar_place);
}
