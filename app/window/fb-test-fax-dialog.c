/* fb-test-fax-dialog.c
 *
 * The fax to oneself in a window of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-dialog.h"

struct _FbTestFaxDialog
{
  AdwWindow parent_instance;

  FbTestFaxView *view;
};

G_DEFINE_FINAL_TYPE (FbTestFaxDialog, fb_test_fax_dialog, ADW_TYPE_WINDOW)

/* GObject */

static void
fb_test_fax_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_TEST_FAX_DIALOG);

  G_OBJECT_CLASS (fb_test_fax_dialog_parent_class)->dispose (object);
}

static void
fb_test_fax_dialog_class_init (FbTestFaxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_test_fax_dialog_dispose;

  g_type_ensure (FB_TYPE_TEST_FAX_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-test-fax-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FbTestFaxDialog, view);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
fb_test_fax_dialog_init (FbTestFaxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_test_fax_dialog_new:
 * @parent: (nullable): the window that it belongs to, which has the actions
 * @sender: sends faxes to oneself
 *
 * Returns: (transfer none): the dialog; present it
 */
FbTestFaxDialog *
fb_test_fax_dialog_new (GtkWindow *parent, FbTestFaxSender *sender)
{
  g_return_val_if_fail (FB_IS_TEST_FAX_SENDER (sender), NULL);

  FbTestFaxDialog *self = g_object_new (FB_TYPE_TEST_FAX_DIALOG, "transient-for", parent, NULL);

  fb_test_fax_view_set_sender (self->view, sender);
  return self;
}
