/* fb-webhook-choice.c
 *
 * Whose faxes are delivered: those of the whole account, or of some of its fax numbers, which are
 * asked for when somebody wants to choose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-choice.h"

#include <glib/gi18n.h>

#include "fb-documo-number.h"
#include "fb-documo-words.h"

struct _FbWebhookChoice
{
  AdwExpanderRow parent_instance;

  AdwActionRow *state_row;
  GtkSpinner *spinner;
  GtkWidget *retry_button;

  FbWebhookSetup *setup;
  GPtrArray *numbers; /* nullable */
  GPtrArray *rows;    /* of the numbers: check buttons */
  GCancellable *cancellable;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (FbWebhookChoice, fb_webhook_choice, ADW_TYPE_EXPANDER_ROW)

static void
emit_changed (FbWebhookChoice *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* Numbers */

static void
show_state (FbWebhookChoice *self, const char *text, gboolean is_loading, gboolean may_retry)
{
  if (text != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), text);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_loading);
  gtk_spinner_set_spinning (self->spinner, is_loading);
  gtk_widget_set_visible (self->retry_button, may_retry);
}

/* What is delivered already stays so. */
static void
show_made (FbWebhookChoice *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FbDocumoNumber *number = g_ptr_array_index (self->numbers, i);
      GtkWidget *check = g_ptr_array_index (self->rows, i);
      const gboolean is_made = fb_webhook_setup_is_for (self->setup, number->id);

      if (is_made)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_sensitive (check, !is_made);
    }
}

static void
add_number (FbWebhookChoice *self, const FbDocumoNumber *number)
{
  const char *title = number->number != NULL ? number->number : number->name;
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row =
    g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                  title != NULL ? title : number->id, "activatable-widget", check, NULL);

  if (number->number != NULL && number->name != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), number->name);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : number->id, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, check);
}

static void
clear_numbers (FbWebhookChoice *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *check = g_ptr_array_index (self->rows, i);
      adw_expander_row_remove (ADW_EXPANDER_ROW (self),
                               gtk_widget_get_ancestor (check, ADW_TYPE_ACTION_ROW));
    }
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
}

static void
on_numbers (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWebhookChoice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers =
    fb_webhook_setup_list_numbers_finish (FB_WEBHOOK_SETUP (source), result, &error);

  if (self->setup == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (numbers == NULL)
    {
      g_autofree char *sentence = fb_documo_error_dup_sentence (error);
      show_state (self, sentence, FALSE, TRUE);
      return;
    }
  self->numbers = g_steal_pointer (&numbers);
  for (guint i = 0; i < self->numbers->len; i++)
    add_number (self, g_ptr_array_index (self->numbers, i));
  show_made (self);
  show_state (self, self->numbers->len == 0 ? _ ("This account has no fax numbers.") : NULL, FALSE,
              FALSE);
  emit_changed (self);
}

static void
load (FbWebhookChoice *self)
{
  clear_numbers (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_state (self, _ ("Loading your fax numbers…"), TRUE, FALSE);
  fb_webhook_setup_list_numbers_async (self->setup, self->cancellable, on_numbers,
                                       g_object_ref (self));
}

static void
on_enabled (FbWebhookChoice *self)
{
  const gboolean is_enabled = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));

  if (self->setup == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), is_enabled);
  if (is_enabled && self->numbers == NULL)
    load (self);
  emit_changed (self);
}

/* Another account has other numbers. */
static void
on_state_changed (FbWebhookChoice *self)
{
  const FbWebhookState state = fb_webhook_setup_get_state (self->setup);

  if (state == FB_WEBHOOK_UNKNOWN || state == FB_WEBHOOK_NO_KEY)
    {
      adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
      clear_numbers (self);
    }
  else if (self->numbers != NULL)
    show_made (self);
}

/* GObject */

static void
fb_webhook_choice_dispose (GObject *object)
{
  FbWebhookChoice *self = FB_WEBHOOK_CHOICE (object);

  fb_webhook_choice_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_WEBHOOK_CHOICE);

  G_OBJECT_CLASS (fb_webhook_choice_parent_class)->dispose (object);
}

static void
fb_webhook_choice_finalize (GObject *object)
{
  FbWebhookChoice *self = FB_WEBHOOK_CHOICE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);

  G_OBJECT_CLASS (fb_webhook_choice_parent_class)->finalize (object);
}

static void
fb_webhook_choice_class_init (FbWebhookChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_webhook_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = fb_webhook_choice_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-webhook-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, FbWebhookChoice, state_row);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookChoice, spinner);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookChoice, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_enabled);
}

static void
fb_webhook_choice_init (FbWebhookChoice *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_webhook_choice_bind:
 * @self: a choice that isn't bound yet
 * @setup: asks which numbers there are
 */
void
fb_webhook_choice_bind (FbWebhookChoice *self, FbWebhookSetup *setup)
{
  g_return_if_fail (FB_IS_WEBHOOK_CHOICE (self));
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (setup));
  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  g_signal_connect_object (setup, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * fb_webhook_choice_unbind:
 * @self: a choice
 *
 * Drops the references to what it was bound to.
 */
void
fb_webhook_choice_unbind (FbWebhookChoice *self)
{
  g_return_if_fail (FB_IS_WEBHOOK_CHOICE (self));

  if (self->setup == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->setup, self);
  g_clear_object (&self->setup);
}

/**
 * fb_webhook_choice_is_complete:
 * @self: a bound choice
 *
 * Returns: whether something is chosen that is not delivered already
 */
gboolean
fb_webhook_choice_is_complete (FbWebhookChoice *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_CHOICE (self), FALSE);

  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return fb_webhook_setup_count (self->setup) == 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *check = g_ptr_array_index (self->rows, i);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)) &&
          gtk_widget_get_sensitive (check))
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_webhook_choice_dup_number_ids:
 * @self: a choice
 *
 * Returns: (transfer full) (nullable): the ids of the numbers that are chosen; %NULL if it is the
 *   whole account
 */
GStrv
fb_webhook_choice_dup_number_ids (FbWebhookChoice *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_CHOICE (self), NULL);

  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return NULL;

  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->rows, i)))
      g_strv_builder_add (ids, ((FbDocumoNumber *) g_ptr_array_index (self->numbers, i))->id);
  return g_strv_builder_end (ids);
}
