/* fb-setup-bar.c
 *
 * Above a list that has nothing but tests: that faxes can't come yet, why, and a way to what is
 * missing. An empty list says so itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-bar.h"

struct _FbSetupBar
{
  AdwBin parent_instance;

  GtkInfoBar *bar;
  GtkLabel *sentence_label;
};

G_DEFINE_FINAL_TYPE (FbSetupBar, fb_setup_bar, ADW_TYPE_BIN)

/* GObject */

static void
fb_setup_bar_dispose (GObject *object)
{
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_SETUP_BAR);

  G_OBJECT_CLASS (fb_setup_bar_parent_class)->dispose (object);
}

static void
fb_setup_bar_class_init (FbSetupBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-setup-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupBar, bar);
  gtk_widget_class_bind_template_child (widget_class, FbSetupBar, sentence_label);
}

static void
fb_setup_bar_init (FbSetupBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_setup_bar_show:
 * @self: a bar
 * @missing: what is missing before faxes can come; %FB_SETUP_STEP_NOTHING hides the bar
 */
void
fb_setup_bar_show (FbSetupBar *self, FbSetupStep missing)
{
  g_return_if_fail (FB_IS_SETUP_BAR (self));

  const gboolean is_shown = missing != FB_SETUP_STEP_NOTHING;

  gtk_label_set_text (self->sentence_label, fb_setup_step_get_sentence (missing));
  gtk_info_bar_set_revealed (self->bar, is_shown);
  /* Else a screen reader would still find it. */
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}
