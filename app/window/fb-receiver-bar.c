/* fb-receiver-bar.c
 *
 * Above the list: that no faxes can be received, and why; and what the receiver warns of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-bar.h"

#include "fb-error-words.h"
#include "fb-receiver-words.h"

struct _FbReceiverBar
{
  AdwBin parent_instance;

  GtkInfoBar *problem_bar;
  GtkLabel *problem_label;
  GtkInfoBar *warning_bar;
  GtkLabel *warning_label;

  char *problem; /* nullable */
};

G_DEFINE_FINAL_TYPE (FbReceiverBar, fb_receiver_bar, ADW_TYPE_BIN)

/* What is wrong stays until it is known that it isn't: it doesn't flicker while trying again. */
static void
fb_receiver_bar_judge (FbReceiverBar *self, FbReceiver *receiver, GSettings *settings)
{
  const FbReceiverState state = fb_receiver_get_state (receiver);

  if (state == FB_RECEIVER_RECEIVING)
    g_clear_pointer (&self->problem, g_free);
  if (state != FB_RECEIVER_FAILED)
    return;

  g_autofree char *title = fb_receiver_dup_problem_title (receiver, settings);
  const char *advice = fb_receiver_problem_get_advice (fb_receiver_get_problem (receiver));

  g_free (self->problem);
  self->problem = fb_join_sentences (title, advice);
  gtk_label_set_text (self->problem_label, self->problem);
}

/* It stays for as long as it is true. */
static void
fb_receiver_bar_show_warning (FbReceiverBar *self, FbReceiver *receiver)
{
  g_autofree char *warning = fb_receiver_dup_warning (receiver);

  if (warning != NULL)
    gtk_label_set_text (self->warning_label, warning);
  gtk_info_bar_set_revealed (self->warning_bar, warning != NULL);
}

/* GObject */

static void
fb_receiver_bar_dispose (GObject *object)
{
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_RECEIVER_BAR);

  G_OBJECT_CLASS (fb_receiver_bar_parent_class)->dispose (object);
}

static void
fb_receiver_bar_finalize (GObject *object)
{
  g_free (FB_RECEIVER_BAR (object)->problem);

  G_OBJECT_CLASS (fb_receiver_bar_parent_class)->finalize (object);
}

static void
fb_receiver_bar_class_init (FbReceiverBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_receiver_bar_dispose;
  object_class->finalize = fb_receiver_bar_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-receiver-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbReceiverBar, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, FbReceiverBar, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FbReceiverBar, warning_bar);
  gtk_widget_class_bind_template_child (widget_class, FbReceiverBar, warning_label);
}

static void
fb_receiver_bar_init (FbReceiverBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_receiver_bar_update:
 * @self: a bar
 * @receiver: whose state to show
 * @settings: the application's
 * @shows_problem: whether what is wrong is shown here, and not in the list's place
 *
 * Cheap: it is called for everything that may change it.
 */
void
fb_receiver_bar_update (FbReceiverBar *self,
                        FbReceiver *receiver,
                        GSettings *settings,
                        gboolean shows_problem)
{
  g_return_if_fail (FB_IS_RECEIVER_BAR (self));
  g_return_if_fail (FB_IS_RECEIVER (receiver));

  fb_receiver_bar_judge (self, receiver, settings);
  gtk_info_bar_set_revealed (self->problem_bar, shows_problem && self->problem != NULL);
  fb_receiver_bar_show_warning (self, receiver);
}

/**
 * fb_receiver_bar_get_problem:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): why no faxes can be received, in whole sentences; %NULL if
 *   they can, as far as is known
 */
const char *
fb_receiver_bar_get_problem (FbReceiverBar *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER_BAR (self), NULL);

  return self->problem;
}
