/* fb-setup-test-page.c
 *
 * A fax to oneself, at the end of the assistant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-test-page.h"

#include <glib/gi18n.h>

#include "fb-test-fax-view.h"

struct _FbSetupTestPage
{
  FbSetupPage parent_instance;

  FbTestFaxView *view;
};

G_DEFINE_FINAL_TYPE (FbSetupTestPage, fb_setup_test_page, FB_TYPE_SETUP_PAGE)

static void
show_next_label (FbSetupTestPage *self)
{
  const FbTestFaxResult result = fb_test_fax_view_get_result (self->view);

  const gboolean is_kept = fb_test_fax_result_is_kept (result);

  fb_setup_page_set_next_label (FB_SETUP_PAGE (self), is_kept ? _ ("_Next") : _ ("_Not Now"));
  fb_setup_page_set_next_suggested (FB_SETUP_PAGE (self), is_kept);
}

/* It would be behind the assistant, which has only what stands left to tell. */
static void
on_opened (FbSetupTestPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  fb_setup_page_next (FB_SETUP_PAGE (self));
  if (GTK_IS_WINDOW (root))
    gtk_window_close (GTK_WINDOW (root));
}

/* FbSetupPage */

static void
fb_setup_test_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupTestPage *self = FB_SETUP_TEST_PAGE (page);

  fb_test_fax_view_set_sender (self->view, parts->test_fax_sender);
  g_signal_connect_object (self->view, "notify::result", G_CALLBACK (show_next_label), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  show_next_label (self);
}

/* GObject */

static void
fb_setup_test_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_SETUP_TEST_PAGE);

  G_OBJECT_CLASS (fb_setup_test_page_parent_class)->dispose (object);
}

static void
fb_setup_test_page_class_init (FbSetupTestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_test_page_dispose;
  FB_SETUP_PAGE_CLASS (klass)->bind = fb_setup_test_page_bind;

  g_type_ensure (FB_TYPE_TEST_FAX_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-test-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupTestPage, view);
}

static void
fb_setup_test_page_init (FbSetupTestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
