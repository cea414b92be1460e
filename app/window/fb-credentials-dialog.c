/* fb-credentials-dialog.c
 *
 * Shows a new password, once, together with the other things that Documo must be told.
 * It stays until the password was copied or noted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-credentials-dialog.h"

#include "fb-copy-row.h"
#include "fb-sign-in-group.h"

struct _FbCredentialsDialog
{
  AdwMessageDialog parent_instance;

  FbCopyRow *url_row;
  FbSignInGroup *sign_in_group;
};

enum
{
  KEPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbCredentialsDialog, fb_credentials_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
on_kept_changed (FbCredentialsDialog *self)
{
  if (fb_sign_in_group_is_kept (self->sign_in_group))
    g_signal_emit (self, signals[KEPT], 0);
}

/* GtkWindow */

static gboolean
fb_credentials_dialog_close_request (GtkWindow *window)
{
  FbCredentialsDialog *self = FB_CREDENTIALS_DIALOG (window);

  if (fb_sign_in_group_is_kept (self->sign_in_group))
    return GTK_WINDOW_CLASS (fb_credentials_dialog_parent_class)->close_request (window);
  fb_sign_in_group_warn (self->sign_in_group);
  return TRUE;
}

/* GObject */

static void
fb_credentials_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_CREDENTIALS_DIALOG);

  G_OBJECT_CLASS (fb_credentials_dialog_parent_class)->dispose (object);
}

static void
fb_credentials_dialog_class_init (FbCredentialsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_credentials_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fb_credentials_dialog_close_request;

  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (FB_TYPE_COPY_ROW);
  g_type_ensure (FB_TYPE_SIGN_IN_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-credentials-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FbCredentialsDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, FbCredentialsDialog, sign_in_group);
}

static void
fb_credentials_dialog_init (FbCredentialsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->sign_in_group, "notify::kept", G_CALLBACK (on_kept_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * fb_credentials_dialog_new:
 * @parent: (nullable): the window that it belongs to
 * @url: where Documo is to send faxes
 * @user: the user name
 * @password: the password
 *
 * Returns: (transfer none): the dialog; present it
 */
FbCredentialsDialog *
fb_credentials_dialog_new (GtkWindow *parent,
                           const char *url,
                           const char *user,
                           const char *password)
{
  FbCredentialsDialog *self =
    g_object_new (FB_TYPE_CREDENTIALS_DIALOG, "transient-for", parent, NULL);

  fb_copy_row_set_value (self->url_row, url);
  fb_sign_in_group_set (self->sign_in_group, user, password);
  return self;
}
