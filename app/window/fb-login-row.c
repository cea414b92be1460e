/* fb-login-row.c
 *
 * A row that has Faxbell start at login. Its switch shows what is so, whoever made it so; what was
 * asked for and refused springs back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-login-row.h"

#include <glib/gi18n.h>

struct _FbLoginRow
{
  AdwActionRow parent_instance;

  GtkSwitch *login_switch;

  FbAutostart *autostart;
};

G_DEFINE_FINAL_TYPE (FbLoginRow, fb_login_row, ADW_TYPE_ACTION_ROW)

static void
show_enabled (FbLoginRow *self)
{
  gtk_switch_set_active (self->login_switch, fb_autostart_is_enabled (self->autostart));
}

static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbLoginRow) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean is_set = fb_autostart_set_finish (FB_AUTOSTART (object), result, &error);

  if (self->autostart == NULL) /* it is gone meanwhile */
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_switch), TRUE);
  if (is_set)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Start receiving when you log in"));
      return;
    }
  g_message ("Starting at login could not be changed: %s", error->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Your desktop blocked this change"));
  show_enabled (self);
}

static void
on_switched (FbLoginRow *self)
{
  gboolean enabled = gtk_switch_get_active (self->login_switch);

  if (self->autostart == NULL || enabled == fb_autostart_is_enabled (self->autostart))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_switch), FALSE);
  fb_autostart_set_async (self->autostart, enabled, on_set, g_object_ref (self));
}

/* GObject */

static void
fb_login_row_dispose (GObject *object)
{
  FbLoginRow *self = FB_LOGIN_ROW (object);

  g_clear_object (&self->autostart);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_LOGIN_ROW);

  G_OBJECT_CLASS (fb_login_row_parent_class)->dispose (object);
}

static void
fb_login_row_class_init (FbLoginRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_login_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-login-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbLoginRow, login_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
}

static void
fb_login_row_init (FbLoginRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_login_row_bind:
 * @self: a row that isn't bound yet
 * @autostart: what knows of starting at login
 */
void
fb_login_row_bind (FbLoginRow *self, FbAutostart *autostart)
{
  g_return_if_fail (FB_IS_LOGIN_ROW (self));
  g_return_if_fail (FB_IS_AUTOSTART (autostart));
  g_return_if_fail (self->autostart == NULL);

  self->autostart = g_object_ref (autostart);
  g_signal_connect_object (autostart, "notify::enabled", G_CALLBACK (show_enabled), self,
                           G_CONNECT_SWAPPED);
  show_enabled (self);
}
