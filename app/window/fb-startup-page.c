/* fb-startup-page.c
 *
 * The page of the preferences that has Faxbell start at login. Its switch shows what is so, whoever
 * made it so; what was asked for and refused springs back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-startup-page.h"

#include <glib/gi18n.h>

struct _FbStartupPage
{
  AdwPreferencesPage parent_instance;

  GtkSwitch *login_switch;
  AdwActionRow *login_row;

  FbAutostart *autostart;
};

G_DEFINE_FINAL_TYPE (FbStartupPage, fb_startup_page, ADW_TYPE_PREFERENCES_PAGE)

static void
show_enabled (FbStartupPage *self)
{
  gtk_switch_set_active (self->login_switch, fb_autostart_is_enabled (self->autostart));
}

static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbStartupPage) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->login_switch), TRUE);
  if (fb_autostart_set_finish (FB_AUTOSTART (object), result, &error))
    {
      adw_action_row_set_subtitle (self->login_row, _ ("Start receiving when you log in"));
      return;
    }
  g_message ("Starting at login could not be changed: %s", error->message);
  adw_action_row_set_subtitle (self->login_row, _ ("Your desktop blocked this change"));
  show_enabled (self);
}

static void
on_switched (FbStartupPage *self)
{
  gboolean enabled = gtk_switch_get_active (self->login_switch);

  if (self->autostart == NULL || enabled == fb_autostart_is_enabled (self->autostart))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_switch), FALSE);
  fb_autostart_set_async (self->autostart, enabled, on_set, g_object_ref (self));
}

/* GObject */

static void
fb_startup_page_dispose (GObject *object)
{
  FbStartupPage *self = FB_STARTUP_PAGE (object);

  g_clear_object (&self->autostart);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_STARTUP_PAGE);

  G_OBJECT_CLASS (fb_startup_page_parent_class)->dispose (object);
}

static void
fb_startup_page_class_init (FbStartupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_startup_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-startup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbStartupPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, FbStartupPage, login_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
}

static void
fb_startup_page_init (FbStartupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_startup_page_new:
 * @autostart: what knows of starting at login
 *
 * Returns: (transfer floating): a page for the preferences
 */
FbStartupPage *
fb_startup_page_new (FbAutostart *autostart)
{
  g_return_val_if_fail (FB_IS_AUTOSTART (autostart), NULL);

  FbStartupPage *self = g_object_new (FB_TYPE_STARTUP_PAGE, NULL);

  self->autostart = g_object_ref (autostart);
  g_signal_connect_object (autostart, "notify::enabled", G_CALLBACK (show_enabled), self,
                           G_CONNECT_SWAPPED);
  show_enabled (self);
  return self;
}
