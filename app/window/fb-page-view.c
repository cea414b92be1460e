/* fb-page-view.c
 *
 * The pages of a document, one below the other: what is shown of them, and where. How they are
 * drawn, zoomed, and what is done with their text is in the files beside this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-view-private.h"

/* Logical pixels that it asks for. */
#define MIN_SIZE     64
#define NATURAL_SIZE 360

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_N_PAGES,
  PROP_CURRENT_PAGE,
  PROP_ZOOM_MODE,
  PROP_ZOOM,
  PROP_ROTATION,
  PROP_INVERTED,
  PROP_HAS_SELECTION,
  PROP_FLAGS,
  /* Of GtkScrollable */
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} FbPageViewProperty;

enum
{
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (FbPageView,
                               fb_page_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Document */

static void
on_sizes_changed (FbPageView *self, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    fb_page_layout_set_size (self->layout, i, fb_rendered_document_get_size (self->document, i));
  fb_page_view_apply_layout (self);
}

static void
fb_page_view_make_layout (FbPageView *self)
{
  const guint n_pages = fb_rendered_document_get_n_pages (self->document);

  self->layout = fb_page_layout_new (n_pages);
  for (guint i = 0; i < n_pages; i++)
    fb_page_layout_set_size (self->layout, i, fb_rendered_document_get_size (self->document, i));
  fb_page_layout_set_rotation (self->layout, self->rotation);
}

static void
fb_page_view_drop_document (FbPageView *self)
{
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  fb_page_view_forget_texts (self);
  fb_page_view_set_search (self, NULL);
  g_clear_pointer (&self->layout, fb_page_layout_free);
  g_clear_object (&self->document);
}

/* GtkWidget */

static void
fb_page_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

static void
fb_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FbPageView *self = FB_PAGE_VIEW (widget);

  /* What was at the middle shall be there again. */
  if (self->focus.view_y <= 0)
    self->focus.view_x = width / 2.0;
  if (self->cache != NULL)
    fb_page_view_settle (self);
  fb_page_view_apply_layout (self);
}

static void
fb_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FbPageView *self = FB_PAGE_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->held_node != NULL)
    gtk_snapshot_append_node (snapshot, self->held_node);
  else
    fb_page_view_draw (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* GObject */

static void
fb_page_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FbPageView *self = FB_PAGE_VIEW (object);

  switch ((FbPageViewProperty) id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_N_PAGES:
      g_value_set_uint (value, fb_page_view_get_n_pages (self));
      break;
    case PROP_CURRENT_PAGE:
      g_value_set_uint (value, self->current_page);
      break;
    case PROP_ZOOM_MODE:
      g_value_set_int (value, (int) self->zoom_mode);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, fb_page_view_get_zoom (self));
      break;
    case PROP_ROTATION:
      g_value_set_uint (value, self->rotation);
      break;
    case PROP_INVERTED:
      g_value_set_boolean (value, self->inverted);
      break;
    case PROP_HAS_SELECTION:
      g_value_set_boolean (value, self->selection.end > self->selection.start);
      break;
    case PROP_FLAGS:
      g_value_set_uint (
        value, self->cache != NULL ? fb_page_cache_get_flags (self->cache, self->current_page) : 0);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fb_page_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FbPageView *self = FB_PAGE_VIEW (object);

  switch ((FbPageViewProperty) id)
    {
    case PROP_DOCUMENT:
      fb_page_view_set_document (self, g_value_get_object (value));
      break;
    case PROP_CURRENT_PAGE:
      fb_page_view_set_current_page (self, g_value_get_uint (value));
      break;
    case PROP_ZOOM_MODE:
      fb_page_view_set_zoom_mode (self, (FbPageZoomMode) g_value_get_int (value));
      break;
    case PROP_ZOOM:
      fb_page_view_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_ROTATION:
      fb_page_view_set_rotation (self, g_value_get_uint (value));
      break;
    case PROP_INVERTED:
      fb_page_view_set_inverted (self, g_value_get_boolean (value));
      break;
    case PROP_HADJUSTMENT:
      fb_page_view_set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      fb_page_view_set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    case PROP_N_PAGES:
    case PROP_HAS_SELECTION:
    case PROP_FLAGS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fb_page_view_dispose (GObject *object)
{
  FbPageView *self = FB_PAGE_VIEW (object);

  fb_page_view_stop_rendering (self);
  fb_page_view_drop_document (self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);

  G_OBJECT_CLASS (fb_page_view_parent_class)->dispose (object);
}

static void
fb_page_view_finalize (GObject *object)
{
  g_hash_table_unref (FB_PAGE_VIEW (object)->texts);

  G_OBJECT_CLASS (fb_page_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  g_object_class_install_property (
    object_class, PROP_DOCUMENT,
    g_param_spec_object ("document", NULL, NULL, FB_TYPE_RENDERED_DOCUMENT, flags));
  g_object_class_install_property (
    object_class, PROP_N_PAGES,
    g_param_spec_uint ("n-pages", NULL, NULL, 0, FB_RENDER_MAX_PAGES, 0, read_only));
  g_object_class_install_property (
    object_class, PROP_CURRENT_PAGE,
    g_param_spec_uint ("current-page", NULL, NULL, 0, FB_RENDER_MAX_PAGES, 0, flags));
  g_object_class_install_property (
    object_class, PROP_ZOOM_MODE,
    g_param_spec_int ("zoom-mode", NULL, NULL, 0, FB_PAGE_ZOOM_FIXED, 0, flags));
  g_object_class_install_property (
    object_class, PROP_ZOOM,
    g_param_spec_double ("zoom", NULL, NULL, 0, FB_PAGE_MAX_ZOOM, 1, flags));
  g_object_class_install_property (object_class, PROP_ROTATION,
                                   g_param_spec_uint ("rotation", NULL, NULL, 0, 270, 0, flags));
  g_object_class_install_property (object_class, PROP_INVERTED,
                                   g_param_spec_boolean ("inverted", NULL, NULL, FALSE, flags));
  g_object_class_install_property (
    object_class, PROP_HAS_SELECTION,
    g_param_spec_boolean ("has-selection", NULL, NULL, FALSE, read_only));
  g_object_class_install_property (
    object_class, PROP_FLAGS, g_param_spec_uint ("flags", NULL, NULL, 0, G_MAXUINT, 0, read_only));

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
fb_page_view_class_init (FbPageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fb_page_view_get_property;
  object_class->set_property = fb_page_view_set_property;
  object_class->dispose = fb_page_view_dispose;
  object_class->finalize = fb_page_view_finalize;
  widget_class->measure = fb_page_view_measure;
  widget_class->size_allocate = fb_page_view_size_allocate;
  widget_class->snapshot = fb_page_view_snapshot;
  install_properties (object_class);

  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "pageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
  fb_page_view_class_init_keys (widget_class);
}

static void
fb_page_view_init (FbPageView *self)
{
  self->scale = FB_PAGE_FULL_SCALE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* On another screen. */
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (fb_page_view_apply_layout), NULL);
  fb_page_view_init_zoom (self);
  fb_page_view_init_input (self);
  fb_page_view_init_text (self);
}

/**
 * fb_page_view_new:
 *
 * Returns: (transfer floating): a view without a document, to be put into a #GtkScrolledWindow
 */
GtkWidget *
fb_page_view_new (void)
{
  return g_object_new (FB_TYPE_PAGE_VIEW, NULL);
}

/**
 * fb_page_view_set_document:
 * @self: the view
 * @document: (nullable): what to show, from its beginning
 *
 * What was shown stays a moment, until the first page is drawn.
 */
void
fb_page_view_set_document (FbPageView *self, FbRenderedDocument *document)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));
  g_return_if_fail (document == NULL || FB_IS_RENDERED_DOCUMENT (document));

  if (document == self->document)
    return;
  fb_page_view_set_cache (self, document);
  fb_page_view_drop_document (self);
  if (document != NULL)
    {
      self->document = g_object_ref (document);
      g_signal_connect_object (document, "sizes-changed", G_CALLBACK (on_sizes_changed), self,
                               G_CONNECT_SWAPPED);
      fb_page_view_make_layout (self);
    }
  self->focus = (FbPageFocus){ .anchor = { 0, 0, -FB_PAGE_GAP } };
  fb_page_view_reset_focus (self);
  self->current_page = 0;
  self->is_shown = FALSE;
  fb_page_view_apply_layout (self);
  g_object_notify (G_OBJECT (self), "document");
  g_object_notify (G_OBJECT (self), "n-pages");
  g_object_notify (G_OBJECT (self), "current-page");
  fb_page_view_notify_current (self);
}

/**
 * fb_page_view_get_document:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
FbRenderedDocument *
fb_page_view_get_document (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), NULL);

  return self->document;
}

/**
 * fb_page_view_get_n_pages:
 * @self: the view
 *
 * Returns: how many pages the document has; 0 without one
 */
guint
fb_page_view_get_n_pages (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), 0);

  return self->layout != NULL ? fb_page_layout_get_n_pages (self->layout) : 0;
}

/**
 * fb_page_view_set_rotation:
 * @self: the view
 * @rotation: how far all pages are turned to the right: 0, 90, 180 or 270 degrees
 */
void
fb_page_view_set_rotation (FbPageView *self, guint rotation)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));
  g_return_if_fail (rotation % 90 == 0 && rotation < 360);

  if (rotation == self->rotation)
    return;
  self->rotation = rotation;
  if (self->layout != NULL)
    {
      /* The same page, from its top. */
      self->focus.anchor = (FbPageAnchor){ self->current_page, 0, -FB_PAGE_GAP };
      self->focus.x = 0;
      fb_page_view_reset_focus (self);
      fb_page_layout_set_rotation (self->layout, rotation);
      fb_page_view_settle (self);
      fb_page_view_apply_layout (self);
    }
  g_object_notify (G_OBJECT (self), "rotation");
}

/**
 * fb_page_view_get_rotation:
 * @self: the view
 *
 * Returns: how far all pages are turned to the right, degrees
 */
guint
fb_page_view_get_rotation (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), 0);

  return self->rotation;
}

/**
 * fb_page_view_set_inverted:
 * @self: the view
 * @inverted: whether dark is light
 */
void
fb_page_view_set_inverted (FbPageView *self, gboolean inverted)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  if (inverted == self->inverted)
    return;
  self->inverted = inverted;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "inverted");
}

/**
 * fb_page_view_get_inverted:
 * @self: the view
 *
 * Returns: whether dark is light
 */
gboolean
fb_page_view_get_inverted (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), FALSE);

  return self->inverted;
}
