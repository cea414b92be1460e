/* fb-sign-in-group.c
 *
 * A user name and a new password, which is shown only now. It knows whether the password was copied
 * or noted, so that whoever shows it doesn't let it be lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sign-in-group.h"

#include <glib/gi18n.h>

#include "fb-copy-row.h"
#include "fb-fax-announcement.h"

struct _FbSignInGroup
{
  AdwPreferencesGroup parent_instance;

  FbCopyRow *user_row;
  FbCopyRow *password_row;
  GtkCheckButton *noted_check;
  GtkWidget *warning;

  gboolean is_copied;
};

typedef enum
{
  PROP_KEPT = 1,
} FbSignInGroupProperty;

static GParamSpec *properties[PROP_KEPT + 1];

G_DEFINE_FINAL_TYPE (FbSignInGroup, fb_sign_in_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_kept_changed (FbSignInGroup *self)
{
  if (fb_sign_in_group_is_kept (self))
    gtk_widget_set_visible (self->warning, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT]);
}

static void
on_password_copied (FbSignInGroup *self)
{
  self->is_copied = TRUE;
  on_kept_changed (self);
}

/* GObject */

static void
fb_sign_in_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_SIGN_IN_GROUP);

  G_OBJECT_CLASS (fb_sign_in_group_parent_class)->dispose (object);
}

static void
fb_sign_in_group_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((FbSignInGroupProperty) property_id)
    {
    case PROP_KEPT:
      g_value_set_boolean (value, fb_sign_in_group_is_kept (FB_SIGN_IN_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_sign_in_group_class_init (FbSignInGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_sign_in_group_dispose;
  object_class->get_property = fb_sign_in_group_get_property;

  properties[PROP_KEPT] =
    g_param_spec_boolean ("kept", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FB_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-sign-in-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSignInGroup, user_row);
  gtk_widget_class_bind_template_child (widget_class, FbSignInGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, FbSignInGroup, noted_check);
  gtk_widget_class_bind_template_child (widget_class, FbSignInGroup, warning);
  gtk_widget_class_bind_template_callback (widget_class, on_password_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_kept_changed);
}

static void
fb_sign_in_group_init (FbSignInGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_sign_in_group_set:
 * @self: a group
 * @user: (nullable): the user name
 * @password: (nullable): the password
 *
 * Shows them. Another password is not kept yet.
 */
void
fb_sign_in_group_set (FbSignInGroup *self, const char *user, const char *password)
{
  g_return_if_fail (FB_IS_SIGN_IN_GROUP (self));

  fb_copy_row_set_value (self->user_row, user);
  if (g_strcmp0 (password, fb_copy_row_get_value (self->password_row)) == 0)
    return;
  fb_copy_row_set_value (self->password_row, password);
  self->is_copied = FALSE;
  gtk_check_button_set_active (self->noted_check, FALSE);
  on_kept_changed (self);
}

/**
 * fb_sign_in_group_is_kept:
 * @self: a group
 *
 * Returns: whether the password was copied, or somebody said that it is noted
 */
gboolean
fb_sign_in_group_is_kept (FbSignInGroup *self)
{
  g_return_val_if_fail (FB_IS_SIGN_IN_GROUP (self), FALSE);

  return self->is_copied || gtk_check_button_get_active (self->noted_check);
}

/**
 * fb_sign_in_group_copy_password:
 * @self: a group
 *
 * Copies the password, as the button beside it does.
 */
void
fb_sign_in_group_copy_password (FbSignInGroup *self)
{
  g_return_if_fail (FB_IS_SIGN_IN_GROUP (self));

  fb_copy_row_copy (self->password_row);
}

/**
 * fb_sign_in_group_warn:
 * @self: a group whose password isn't kept
 *
 * Says that it would be lost, with the keyboard where it is copied.
 */
void
fb_sign_in_group_warn (FbSignInGroup *self)
{
  g_return_if_fail (FB_IS_SIGN_IN_GROUP (self));

  gtk_widget_set_visible (self->warning, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  fb_text_announce (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    gtk_label_get_text (GTK_LABEL (self->warning)));
}
