/* fb-refusal-bar.c
 *
 * Above the list: that Documo was refused, why, and what to do; until a fax comes or it is
 * dismissed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-bar.h"

#include "fb-refusal-words.h"

struct _FbRefusalBar
{
  AdwBin parent_instance;

  GtkInfoBar *bar;
  GtkLabel *title_label;
  GtkLabel *advice_label;

  FbRefusals *refusals;
};

G_DEFINE_FINAL_TYPE (FbRefusalBar, fb_refusal_bar, ADW_TYPE_BIN)

static void
fb_refusal_bar_show (FbRefusalBar *self)
{
  const FbRefusal *standing = fb_refusals_get_standing (self->refusals);
  const gboolean is_shown = standing != NULL && !fb_refusals_is_dismissed (self->refusals);

  if (is_shown)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *title =
        fb_refusal_dup_title (standing, now, fb_clock_format_from_desktop ());

      gtk_label_set_text (self->title_label, title);
      gtk_label_set_text (self->advice_label, fb_refusal_reason_get_advice (standing->reason));
    }
  gtk_info_bar_set_revealed (self->bar, is_shown);
  /* Else a screen reader would still find it. */
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

static void
on_response (FbRefusalBar *self)
{
  fb_refusals_dismiss (self->refusals);
}

/* GObject */

static void
fb_refusal_bar_dispose (GObject *object)
{
  FbRefusalBar *self = FB_REFUSAL_BAR (object);

  g_clear_object (&self->refusals);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_REFUSAL_BAR);

  G_OBJECT_CLASS (fb_refusal_bar_parent_class)->dispose (object);
}

static void
fb_refusal_bar_class_init (FbRefusalBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_refusal_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-refusal-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbRefusalBar, bar);
  gtk_widget_class_bind_template_child (widget_class, FbRefusalBar, title_label);
  gtk_widget_class_bind_template_child (widget_class, FbRefusalBar, advice_label);
  gtk_widget_class_bind_template_callback (widget_class, on_response);
}

static void
fb_refusal_bar_init (FbRefusalBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_refusal_bar_set_refusals:
 * @self: a bar that has none yet
 * @refusals: what it tells of
 */
void
fb_refusal_bar_set_refusals (FbRefusalBar *self, FbRefusals *refusals)
{
  g_return_if_fail (FB_IS_REFUSAL_BAR (self));
  g_return_if_fail (FB_IS_REFUSALS (refusals));
  g_return_if_fail (self->refusals == NULL);

  self->refusals = g_object_ref (refusals);
  g_signal_connect_object (refusals, "notify", G_CALLBACK (fb_refusal_bar_show), self,
                           G_CONNECT_SWAPPED);
  fb_refusal_bar_show (self);
}
