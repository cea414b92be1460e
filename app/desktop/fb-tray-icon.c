/* fb-tray-icon.c
 *
 * The icons of the tray, by name for hosts that use the icon theme, and as pixels for those that
 * don't. A host is another process: it finds a name only if the icons are installed for the whole
 * system. Hosts don't use the pixels if there is a name that they can't find, so then it is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-icon.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define RESOURCES "/io/github/faxbell/Faxbell/desktop/icons/"

/* In pixels, from thin panels to those of screens with a scale of 2. */
static const int sizes[] = { 16, 22, 24, 32, 48, 64 };

static const struct
{
  const char *name;
  const char *resource;
} icons[] = {
  [FB_TRAY_ICON_NORMAL] = { APPLICATION_ID "-symbolic", RESOURCES "tray.svg" },
  [FB_TRAY_ICON_OPEN] = { APPLICATION_ID "-open-symbolic", RESOURCES "tray-open.svg" },
  [FB_TRAY_ICON_NOT_RECEIVING] = { APPLICATION_ID "-not-receiving-symbolic",
                                   RESOURCES "tray-not-receiving.svg" },
  [FB_TRAY_ICON_DO_NOT_DISTURB] = { APPLICATION_ID "-do-not-disturb-symbolic",
                                    RESOURCES "tray-do-not-disturb.svg" },
};

/* Folders that only this process searches don't count: a host has other settings. */
static gboolean
is_installed (const char *name)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autofree char *file_name = g_strconcat (name, ".svg", NULL);
  g_autofree char *path =
    g_build_filename (DATA_DIR, "icons", "hicolor", "symbolic", "apps", file_name, NULL);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_canonicalize_filename (folders[i], "/");
      if (g_str_equal (folder, DATA_DIR))
        return g_file_test (path, G_FILE_TEST_EXISTS);
    }
  return FALSE;
}

/**
 * fb_tray_icon_get_name:
 * @icon: an icon
 *
 * Blocks on the disk. For any thread.
 *
 * Returns: the icon's name in the icon theme; empty where hosts would not find it
 */
const char *
fb_tray_icon_get_name (FbTrayIcon icon)
{
  g_return_val_if_fail (icon < FB_N_TRAY_ICONS, "");

  return is_installed (icons[icon].name) ? icons[icon].name : "";
}

/* RGBA rows, perhaps padded, become ARGB in network byte order, without. */
static GVariant *
pixmap_new (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  gsize size = (gsize) width * (gsize) height * 4;
  g_autofree guint8 *argb = g_malloc (size);
  guint8 *to = argb;

  for (int y = 0; y < height; y++)
    {
      const guint8 *from =
        gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);
      for (int x = 0; x < width; x++, from += 4, to += 4)
        {
          to[0] = from[3];
          to[1] = from[0];
          to[2] = from[1];
          to[3] = from[2];
        }
    }
  return g_variant_new ("(ii@ay)", width, height,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, argb, size, 1));
}

static GdkPixbuf *
draw (FbTrayIcon icon, int size, GError **error)
{
  /* Looked up among all resources: ours may be unregistered meanwhile, when the process ends. */
  g_autoptr (GBytes) svg =
    g_resources_lookup_data (icons[icon].resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (svg == NULL)
    return NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (svg);
  return gdk_pixbuf_new_from_stream_at_scale (stream, size, size, FALSE, NULL, error);
}

static GVariant *
render_at (FbTrayIcon icon, int size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) drawn = draw (icon, size, &error);

  if (drawn == NULL)
    {
      g_message ("An icon could not be drawn: %s", error->message);
      return NULL;
    }
  if (gdk_pixbuf_get_has_alpha (drawn))
    return pixmap_new (drawn);
  g_autoptr (GdkPixbuf) with_alpha = gdk_pixbuf_add_alpha (drawn, FALSE, 0, 0, 0);
  return pixmap_new (with_alpha);
}

/**
 * fb_tray_icon_render:
 * @icon: an icon
 *
 * Draws the icon in six sizes, from 16 to 64 pixels, which takes some milliseconds. For any thread.
 * What can't be drawn is logged and left out.
 *
 * Returns: (transfer full): an array of pixmaps, an a(iiay), as the StatusNotifierItem
 * specification has them; empty where SVG can't be drawn
 */
GVariant *
fb_tray_icon_render (FbTrayIcon icon)
{
  GVariantBuilder pixmaps;

  g_return_val_if_fail (icon < FB_N_TRAY_ICONS, NULL);

  g_variant_builder_init (&pixmaps, G_VARIANT_TYPE ("a(iiay)"));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GVariant *pixmap = render_at (icon, sizes[i]);
      if (pixmap != NULL)
        g_variant_builder_add_value (&pixmaps, pixmap);
    }
  return g_variant_ref_sink (g_variant_builder_end (&pixmaps));
}
