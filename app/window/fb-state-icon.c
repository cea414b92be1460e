/* fb-state-icon.c
 *
 * The icon before a row that tells how something stands. The row says the same in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-state-icon.h"

/**
 * fb_state_icon_set:
 * @image: an icon
 * @state: what it says
 */
void
fb_state_icon_set (GtkImage *image, FbStateIcon state)
{
  static const struct
  {
    const char *name;
    const char *style;
  } icons[] = {
    [FB_STATE_ICON_FINE] = { "object-select-symbolic", "success" },
    [FB_STATE_ICON_WARNING] = { "dialog-warning-symbolic", "warning" },
    [FB_STATE_ICON_UNKNOWN] = { "dialog-information-symbolic", NULL },
    [FB_STATE_ICON_WAITING] = { "content-loading-symbolic", NULL },
  };

  g_return_if_fail (GTK_IS_IMAGE (image));
  g_return_if_fail (state < G_N_ELEMENTS (icons));

  gtk_image_set_from_icon_name (image, icons[state].name);
  gtk_widget_remove_css_class (GTK_WIDGET (image), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (image), "warning");
  if (icons[state].style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), icons[state].style);
}
