/* fb-file-row.c
 *
 * A row for a file's path in the settings: shows it, lets another one be chosen, or none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-file-row.h"

#include <glib/gi18n.h>

struct _FbFileRow
{
  AdwActionRow parent_instance;

  GtkWidget *clear_button;

  GSettings *settings;
  char *key;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (FbFileRow, fb_file_row, ADW_TYPE_ACTION_ROW)

static void
fb_file_row_show (FbFileRow *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, self->key);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), *path != '\0' ? path : _ ("None"));
  gtk_widget_set_visible (self->clear_button, *path != '\0');
}

static void
on_response (FbFileRow *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    g_settings_set_string (self->settings, self->key, path);
  g_clear_object (&self->chooser);
}

static void
on_choose_clicked (FbFileRow *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *path = g_settings_get_string (self->settings, self->key);

  if (self->chooser != NULL)
    return;
  self->chooser =
    gtk_file_chooser_native_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), parent,
                                 GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  if (*path != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);
      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->chooser), file, NULL);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_clear_clicked (FbFileRow *self)
{
  g_settings_reset (self->settings, self->key);
}

static void
fb_file_row_dispose (GObject *object)
{
  FbFileRow *self = FB_FILE_ROW (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FILE_ROW);
  G_OBJECT_CLASS (fb_file_row_parent_class)->dispose (object);
}

static void
fb_file_row_finalize (GObject *object)
{
  g_free (FB_FILE_ROW (object)->key);
  G_OBJECT_CLASS (fb_file_row_parent_class)->finalize (object);
}

static void
fb_file_row_class_init (FbFileRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_file_row_dispose;
  object_class->finalize = fb_file_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFileRow, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
fb_file_row_init (FbFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_file_row_bind:
 * @self: a row that isn't bound yet
 * @settings: the application's
 * @key: the key that holds the path; empty for none
 */
void
fb_file_row_bind (FbFileRow *self, GSettings *settings, const char *key)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  g_return_if_fail (FB_IS_FILE_ROW (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  g_signal_connect_object (settings, signal, G_CALLBACK (fb_file_row_show), self,
                           G_CONNECT_SWAPPED);
  fb_file_row_show (self);
}
