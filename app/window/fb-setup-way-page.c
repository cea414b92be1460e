/* fb-setup-way-page.c
 *
 * The ways in which Documo can reach this computer, what each needs, and a message to whoever can
 * set one up. It never has a password in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-way-page.h"

#include <glib/gi18n.h>

#include "fb-email-composer.h"
#include "fb-fax-announcement.h"
#include "fb-setup-message.h"

struct _FbSetupWayPage
{
  FbSetupPage parent_instance;

  GtkWidget *send_button;
  GtkLabel *state_label;
  GtkLabel *message_label;

  FbReceiver *receiver;
  GSettings *settings;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FbSetupWayPage, fb_setup_way_page, FB_TYPE_SETUP_PAGE)

static void
tell (FbSetupWayPage *self, const char *sentence)
{
  gtk_label_set_text (self->state_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), *sentence != '\0');
  if (*sentence != '\0')
    fb_text_announce (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), sentence);
}

static void
on_composed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbSetupWayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean is_composed = fb_email_compose_finish (result, &error);

  if (self->receiver == NULL) /* it is gone meanwhile */
    return;
  gtk_widget_set_sensitive (self->send_button, TRUE);
  if (is_composed)
    tell (self, _ ("The message is in your e-mail application. Send it from there."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, "");
  else
    {
      g_message ("No message could be begun: %s", error->message);
      tell (self, _ ("No e-mail application could be started. Copy the message instead."));
    }
}

static void
on_send_clicked (FbSetupWayPage *self)
{
  g_autofree char *message = fb_setup_message_dup (self->receiver, self->settings);

  gtk_widget_set_sensitive (self->send_button, FALSE);
  tell (self, "");
  fb_email_compose_async (fb_setup_message_get_subject (), message, self->cancellable, on_composed,
                          g_object_ref (self));
}

static void
on_copy_clicked (FbSetupWayPage *self)
{
  g_autofree char *message = fb_setup_message_dup (self->receiver, self->settings);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), message);
  tell (self, _ ("The message was copied."));
}

/* FbSetupPage */

static void
fb_setup_way_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupWayPage *self = FB_SETUP_WAY_PAGE (page);

  self->receiver = g_object_ref (parts->receiver);
  self->settings = g_object_ref (parts->settings);
}

/* The settings that it tells of may have changed. */
static void
fb_setup_way_page_shown (FbSetupPage *page)
{
  FbSetupWayPage *self = FB_SETUP_WAY_PAGE (page);
  g_autofree char *message = fb_setup_message_dup (self->receiver, self->settings);

  gtk_label_set_text (self->message_label, message);
}

/* GObject */

static void
fb_setup_way_page_dispose (GObject *object)
{
  FbSetupWayPage *self = FB_SETUP_WAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->receiver);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_WAY_PAGE);

  G_OBJECT_CLASS (fb_setup_way_page_parent_class)->dispose (object);
}

static void
fb_setup_way_page_class_init (FbSetupWayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_way_page_dispose;
  page_class->bind = fb_setup_way_page_bind;
  page_class->shown = fb_setup_way_page_shown;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-way-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupWayPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, FbSetupWayPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, FbSetupWayPage, message_label);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
fb_setup_way_page_init (FbSetupWayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
