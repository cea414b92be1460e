/* fb-document-pages-actions.c
 *
 * What can be done with the pages that are shown: the action group "pages".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "fb-document-pages-private.h"

#define FIT_WIDTH "fit-width"
#define FIT_PAGE  "fit-page"

/* Zoom */

static void
zoom_in_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_zoom_step (FB_DOCUMENT_PAGES (data)->view, TRUE);
}

static void
zoom_out_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_zoom_step (FB_DOCUMENT_PAGES (data)->view, FALSE);
}

static void
fit_width_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_set_zoom_mode (FB_DOCUMENT_PAGES (data)->view, FB_PAGE_ZOOM_FIT_WIDTH);
}

static void
fit_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_set_zoom_mode (FB_DOCUMENT_PAGES (data)->view, FB_PAGE_ZOOM_FIT_PAGE);
}

/* Its state follows the view. */
static void
zoom_to_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  FbPageView *view = FB_DOCUMENT_PAGES (data)->view;
  const char *wanted = g_variant_get_string (value, NULL);
  guint64 percent;

  if (g_str_equal (wanted, FIT_WIDTH))
    fb_page_view_set_zoom_mode (view, FB_PAGE_ZOOM_FIT_WIDTH);
  else if (g_str_equal (wanted, FIT_PAGE))
    fb_page_view_set_zoom_mode (view, FB_PAGE_ZOOM_FIT_PAGE);
  else if (g_ascii_string_to_unsigned (wanted, 10, 1, 1000, &percent, NULL))
    fb_page_view_set_zoom (view, (double) percent / 100);
}

/* Turning and inverting */

static void
fb_document_pages_rotate (FbDocumentPages *self, guint degrees)
{
  fb_page_view_set_rotation (self->view, (fb_page_view_get_rotation (self->view) + degrees) % 360);
  g_signal_emit_by_name (self, "view-changed");
}

static void
rotate_right_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_document_pages_rotate (FB_DOCUMENT_PAGES (data), 90);
}

static void
rotate_left_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_document_pages_rotate (FB_DOCUMENT_PAGES (data), 270);
}

static void
invert_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  FbDocumentPages *self = FB_DOCUMENT_PAGES (data);

  fb_page_view_set_inverted (self->view, g_variant_get_boolean (value));
  g_signal_emit_by_name (self, "view-changed");
}

/* Going from page to page */

static void
next_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbPageView *view = FB_DOCUMENT_PAGES (data)->view;

  fb_page_view_set_current_page (view, fb_page_view_get_current_page (view) + 1);
}

static void
previous_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbPageView *view = FB_DOCUMENT_PAGES (data)->view;
  const guint page = fb_page_view_get_current_page (view);

  fb_page_view_set_current_page (view, page > 0 ? page - 1 : 0);
}

static void
first_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_set_current_page (FB_DOCUMENT_PAGES (data)->view, 0);
}

static void
last_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_set_current_page (FB_DOCUMENT_PAGES (data)->view, FB_RENDER_MAX_PAGES);
}

/* The rest */

static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_find_open (FB_DOCUMENT_PAGES (data)->find);
}

static void
copy_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_page_view_copy (FB_DOCUMENT_PAGES (data)->view);
}

static void
thumbnails_action (GSimpleAction *action, GVariant *value, gpointer data)
{
  adw_flap_set_reveal_flap (FB_DOCUMENT_PAGES (data)->flap, g_variant_get_boolean (value));
}

/* What can be done now */

static GSimpleAction *
find_action_named (FbDocumentPages *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
enable (FbDocumentPages *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (find_action_named (self, name), is_enabled);
}

static void
set_state (FbDocumentPages *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (find_action_named (self, name), state);
}

static void
update_pages (FbDocumentPages *self)
{
  static const char *const names[] = { "zoom-in", "zoom-out",     "fit-width",   "fit-page",
                                       "zoom-to", "rotate-right", "rotate-left", "invert",
                                       "find",    "thumbnails" };
  const guint n_pages = fb_page_view_get_n_pages (self->view);
  const guint page = fb_page_view_get_current_page (self->view);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    enable (self, names[i], n_pages > 0);
  enable (self, "previous-page", n_pages > 0 && page > 0);
  enable (self, "first-page", n_pages > 0 && page > 0);
  enable (self, "next-page", page + 1 < n_pages);
  enable (self, "last-page", page + 1 < n_pages);
}

static void
update_zoom (FbDocumentPages *self)
{
  const double zoom = fb_page_view_get_zoom (self->view);
  const FbPageZoomMode mode = fb_page_view_get_zoom_mode (self->view);
  const gboolean has_pages = fb_page_view_get_n_pages (self->view) > 0;
  g_autofree char *percent = g_strdup_printf ("%ld", lround (zoom * 100));

  enable (self, "zoom-in", has_pages && zoom < FB_PAGE_MAX_ZOOM * 0.99);
  enable (self, "zoom-out", has_pages && zoom > FB_PAGE_MIN_ZOOM * 1.01);
  set_state (self, "zoom-to",
             g_variant_new_string (mode == FB_PAGE_ZOOM_FIT_WIDTH  ? FIT_WIDTH
                                   : mode == FB_PAGE_ZOOM_FIT_PAGE ? FIT_PAGE
                                                                   : percent));
}

static void
update_inverted (FbDocumentPages *self)
{
  set_state (self, "invert", g_variant_new_boolean (fb_page_view_get_inverted (self->view)));
}

static void
update_copy (FbDocumentPages *self)
{
  gboolean has_selection;

  g_object_get (self->view, "has-selection", &has_selection, NULL);
  enable (self, "copy", has_selection);
}

static void
update_thumbnails (FbDocumentPages *self)
{
  set_state (self, "thumbnails", g_variant_new_boolean (adw_flap_get_reveal_flap (self->flap)));
}

static void
follow (FbDocumentPages *self, gpointer object, const char *property, gpointer update)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  g_signal_connect_object (object, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * fb_document_pages_init_actions:
 * @self: a widget whose template has been made
 *
 * Makes its actions, which follow what is shown.
 */
void
fb_document_pages_init_actions (FbDocumentPages *self)
{
  static const GActionEntry entries[] = {
    { "zoom-in", zoom_in_action, NULL, NULL, NULL, { 0 } },
    { "zoom-out", zoom_out_action, NULL, NULL, NULL, { 0 } },
    { "fit-width", fit_width_action, NULL, NULL, NULL, { 0 } },
    { "fit-page", fit_page_action, NULL, NULL, NULL, { 0 } },
    { "zoom-to", NULL, "s", "'" FIT_WIDTH "'", zoom_to_action, { 0 } },
    { "rotate-right", rotate_right_action, NULL, NULL, NULL, { 0 } },
    { "rotate-left", rotate_left_action, NULL, NULL, NULL, { 0 } },
    { "invert", NULL, NULL, "false", invert_action, { 0 } },
    { "next-page", next_page_action, NULL, NULL, NULL, { 0 } },
    { "previous-page", previous_page_action, NULL, NULL, NULL, { 0 } },
    { "first-page", first_page_action, NULL, NULL, NULL, { 0 } },
    { "last-page", last_page_action, NULL, NULL, NULL, { 0 } },
    { "find", find_action, NULL, NULL, NULL, { 0 } },
    { "copy", copy_action, NULL, NULL, NULL, { 0 } },
    { "thumbnails", NULL, NULL, "false", thumbnails_action, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  follow (self, self->view, "n-pages", update_pages);
  follow (self, self->view, "current-page", update_pages);
  follow (self, self->view, "n-pages", update_zoom);
  follow (self, self->view, "zoom", update_zoom);
  follow (self, self->view, "zoom-mode", update_zoom);
  follow (self, self->view, "inverted", update_inverted);
  follow (self, self->view, "has-selection", update_copy);
  follow (self, self->flap, "reveal-flap", update_thumbnails);
  update_pages (self);
  update_zoom (self);
  update_copy (self);
}
