/* fb-outside-bar.c
 *
 * Above the list: that Documo can't reach this computer, why, and what to do. It stays for as long
 * as it is true.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-bar.h"

#include "fb-error-words.h"
#include "fb-outside-words.h"

struct _FbOutsideBar
{
  AdwBin parent_instance;

  GtkInfoBar *bar;
  GtkLabel *label;

  FbOutsideWatch *watch;
};

G_DEFINE_FINAL_TYPE (FbOutsideBar, fb_outside_bar, ADW_TYPE_BIN)

static void
fb_outside_bar_show (FbOutsideBar *self)
{
  const FbOutsideResult result = fb_outside_watch_get_result (self->watch);
  const gboolean is_alarm = fb_outside_watch_is_alarm (self->watch);

  if (is_alarm)
    {
      g_autofree char *text = fb_join_sentences (fb_outside_result_get_sentence (result),
                                                 fb_outside_result_get_advice (result));
      gtk_label_set_text (self->label, text);
    }
  gtk_info_bar_set_revealed (self->bar, is_alarm);
  /* Else a screen reader would still find it. */
  gtk_widget_set_visible (GTK_WIDGET (self), is_alarm);
}

/* GObject */

static void
fb_outside_bar_dispose (GObject *object)
{
  FbOutsideBar *self = FB_OUTSIDE_BAR (object);

  g_clear_object (&self->watch);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_OUTSIDE_BAR);

  G_OBJECT_CLASS (fb_outside_bar_parent_class)->dispose (object);
}

static void
fb_outside_bar_class_init (FbOutsideBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_outside_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-outside-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbOutsideBar, bar);
  gtk_widget_class_bind_template_child (widget_class, FbOutsideBar, label);
}

static void
fb_outside_bar_init (FbOutsideBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_outside_bar_set_watch:
 * @self: a bar that has none yet
 * @watch: what it tells of
 */
void
fb_outside_bar_set_watch (FbOutsideBar *self, FbOutsideWatch *watch)
{
  g_return_if_fail (FB_IS_OUTSIDE_BAR (self));
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (watch));
  g_return_if_fail (self->watch == NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "notify", G_CALLBACK (fb_outside_bar_show), self,
                           G_CONNECT_SWAPPED);
  fb_outside_bar_show (self);
}
