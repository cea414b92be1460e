/* fb-webhook-view.c
 *
 * Delivery of faxes from Documo to this computer: how it stands, in words, and what can be done
 * about it: set up, repair, switch on, remove. For the preferences and for the assistant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-view.h"

#include <glib/gi18n.h>

#include "fb-fax-announcement.h"
#include "fb-webhook-choice.h"
#include "fb-webhook-words.h"
#include "fb-wrap-layout.h"

struct _FbWebhookView
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkSpinner *spinner;
  GtkWidget *button_row;
  GtkButton *action_button;
  GtkWidget *remove_button;
  AdwActionRow *events_row;
  FbWebhookChoice *choice;

  FbWebhookSetup *setup;
};

/* What the button does. */
typedef enum
{
  ACTION_NONE,
  ACTION_LOOK,
  ACTION_MAKE,
  ACTION_SWITCH_ON,
  ACTION_MEND,
} Action;

G_DEFINE_FINAL_TYPE (FbWebhookView, fb_webhook_view, ADW_TYPE_PREFERENCES_GROUP)

/* Showing */

static void
show_icon (FbWebhookView *self, FbWebhookState state)
{
  const gboolean is_warning = state == FB_WEBHOOK_OFF || state == FB_WEBHOOK_DIFFERENT ||
                              state == FB_WEBHOOK_FORBIDDEN || state == FB_WEBHOOK_UNREACHABLE;
  const char *name = "action-unavailable-symbolic";

  if (is_warning)
    name = "dialog-warning-symbolic";
  else if (state == FB_WEBHOOK_FINE)
    name = "object-select-symbolic";
  else if (state == FB_WEBHOOK_UNKNOWN)
    name = "content-loading-symbolic";
  gtk_image_set_from_icon_name (self->state_icon, name);
  if (is_warning)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), "warning");
}

/* To some numbers others can be added. */
static gboolean
may_choose (FbWebhookView *self)
{
  const FbWebhookState state = fb_webhook_setup_get_state (self->setup);

  return state == FB_WEBHOOK_ABSENT ||
         (state == FB_WEBHOOK_FINE && !fb_webhook_setup_is_for (self->setup, NULL));
}

static Action
get_action (FbWebhookView *self)
{
  switch (fb_webhook_setup_get_state (self->setup))
    {
    case FB_WEBHOOK_ABSENT:
      return ACTION_MAKE;
    case FB_WEBHOOK_FINE:
      return may_choose (self) && fb_webhook_choice_is_complete (self->choice) ? ACTION_MAKE
                                                                               : ACTION_LOOK;
    case FB_WEBHOOK_OFF:
      return fb_webhook_setup_may_mend (self->setup) ? ACTION_SWITCH_ON : ACTION_LOOK;
    case FB_WEBHOOK_DIFFERENT:
      return fb_webhook_setup_may_mend (self->setup) ? ACTION_MEND : ACTION_LOOK;
    case FB_WEBHOOK_FORBIDDEN:
    case FB_WEBHOOK_UNREACHABLE:
      return ACTION_LOOK;
    case FB_WEBHOOK_UNKNOWN:
    case FB_WEBHOOK_NO_KEY:
    case FB_WEBHOOK_NO_ADDRESS:
    default:
      return ACTION_NONE;
    }
}

static gboolean
is_failure (FbWebhookState state)
{
  return state == FB_WEBHOOK_FORBIDDEN || state == FB_WEBHOOK_UNREACHABLE;
}

static const char *
get_label (Action action, FbWebhookState state)
{
  switch (action)
    {
    case ACTION_MAKE:
      return _ ("Set Up");
    case ACTION_SWITCH_ON:
      return _ ("Switch On");
    case ACTION_MEND:
      return _ ("Repair");
    case ACTION_NONE:
    case ACTION_LOOK:
    default:
      return is_failure (state) ? _ ("Try Again") : _ ("Check Now");
    }
}

static void
show_action (FbWebhookView *self)
{
  const Action action = get_action (self);
  const gboolean is_needed = action != ACTION_NONE && action != ACTION_LOOK;
  const gboolean is_busy = fb_webhook_setup_is_busy (self->setup);

  gtk_button_set_label (self->action_button,
                        get_label (action, fb_webhook_setup_get_state (self->setup)));
  gtk_widget_set_visible (GTK_WIDGET (self->action_button), action != ACTION_NONE);
  gtk_widget_set_sensitive (
    GTK_WIDGET (self->action_button),
    !is_busy && (action != ACTION_MAKE || fb_webhook_choice_is_complete (self->choice)));
  if (is_needed)
    gtk_widget_add_css_class (GTK_WIDGET (self->action_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->action_button), "suggested-action");
}

static void
show_events (FbWebhookView *self)
{
  const char *sentence = fb_webhook_get_events_sentence (self->setup);

  adw_action_row_set_subtitle (self->events_row, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->events_row), sentence != NULL);
}

static void
show (FbWebhookView *self)
{
  if (self->setup == NULL)
    return;

  const gboolean is_busy = fb_webhook_setup_is_busy (self->setup);
  g_autofree char *sentence = fb_webhook_dup_sentence (self->setup);

  adw_action_row_set_subtitle (self->state_row, sentence);
  show_icon (self, fb_webhook_setup_get_state (self->setup));
  show_events (self);
  show_action (self);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  const gboolean may_remove = fb_webhook_setup_may_remove (self->setup);
  gtk_widget_set_visible (self->remove_button, may_remove);
  gtk_widget_set_visible (self->button_row, may_remove || get_action (self) != ACTION_NONE);
  gtk_widget_set_sensitive (self->remove_button, !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), may_choose (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->choice), !is_busy);
}

/* Looking, as long as somebody sees it. */

static void
look_if_unknown (FbWebhookView *self)
{
  if (fb_webhook_setup_get_state (self->setup) == FB_WEBHOOK_UNKNOWN &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    fb_webhook_setup_look_if_old (self->setup);
}

static void
on_changed (FbWebhookView *self)
{
  show (self);
  look_if_unknown (self);
}

static void
fb_webhook_view_map (GtkWidget *widget)
{
  FbWebhookView *self = FB_WEBHOOK_VIEW (widget);

  GTK_WIDGET_CLASS (fb_webhook_view_parent_class)->map (widget);
  if (self->setup != NULL)
    fb_webhook_setup_look_if_old (self->setup);
}

/* Doing */

static void
announce (FbWebhookView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->setup == NULL || !GTK_IS_WINDOW (root))
    return;
  g_autofree char *sentence = fb_webhook_dup_sentence (self->setup);
  fb_text_announce (GTK_WINDOW (root), sentence);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWebhookView) self = user_data;

  fb_webhook_setup_look_finish (FB_WEBHOOK_SETUP (source), result, NULL);
  announce (self);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWebhookView) self = user_data;

  fb_webhook_setup_make_finish (FB_WEBHOOK_SETUP (source), result, NULL);
  announce (self);
}

static void
on_mended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWebhookView) self = user_data;

  fb_webhook_setup_mend_finish (FB_WEBHOOK_SETUP (source), result, NULL);
  announce (self);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWebhookView) self = user_data;

  fb_webhook_setup_remove_finish (FB_WEBHOOK_SETUP (source), result, NULL);
  announce (self);
}

static void
make (FbWebhookView *self)
{
  g_auto (GStrv) numbers = fb_webhook_choice_dup_number_ids (self->choice);

  fb_webhook_setup_make_async (self->setup, (const char *const *) numbers, NULL, on_made,
                               g_object_ref (self));
}

/* What was begun at Documo is finished, though nobody may look any more. */
static void
on_action_clicked (FbWebhookView *self)
{
  switch (get_action (self))
    {
    case ACTION_MAKE:
      make (self);
      break;
    case ACTION_SWITCH_ON:
    case ACTION_MEND:
      fb_webhook_setup_mend_async (self->setup, NULL, on_mended, g_object_ref (self));
      break;
    case ACTION_LOOK:
      fb_webhook_setup_look_async (self->setup, TRUE, NULL, on_looked, g_object_ref (self));
      break;
    case ACTION_NONE:
    default:
      break;
    }
}

static void
on_remove_response (FbWebhookView *self, const char *response)
{
  if (g_str_equal (response, "remove") && self->setup != NULL)
    fb_webhook_setup_remove_async (self->setup, NULL, on_removed, g_object_ref (self));
}

static void
on_remove_clicked (FbWebhookView *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Stop Delivery to This Computer?"),
    _ ("Documo won’t send faxes here any more. They stay in your account at "
       "Documo."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove",
                                    _ ("_Stop Delivery"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* GObject */

static void
fb_webhook_view_dispose (GObject *object)
{
  FbWebhookView *self = FB_WEBHOOK_VIEW (object);

  fb_webhook_view_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_WEBHOOK_VIEW);

  G_OBJECT_CLASS (fb_webhook_view_parent_class)->dispose (object);
}

static void
fb_webhook_view_class_init (FbWebhookViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_webhook_view_dispose;
  widget_class->map = fb_webhook_view_map;

  g_type_ensure (FB_TYPE_WEBHOOK_CHOICE);
  g_type_ensure (FB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-webhook-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, state_row);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, spinner);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, button_row);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, action_button);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, remove_button);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, events_row);
  gtk_widget_class_bind_template_child (widget_class, FbWebhookView, choice);
  gtk_widget_class_bind_template_callback (widget_class, on_action_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show);
}

static void
fb_webhook_view_init (FbWebhookView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_webhook_view_bind:
 * @self: a view that isn't bound yet
 * @setup: the webhook that it shows the state of, and changes
 *
 * Looks at Documo when it becomes visible, if nobody has done so for some minutes.
 */
void
fb_webhook_view_bind (FbWebhookView *self, FbWebhookSetup *setup)
{
  g_return_if_fail (FB_IS_WEBHOOK_VIEW (self));
  g_return_if_fail (FB_IS_WEBHOOK_SETUP (setup));
  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  fb_webhook_choice_bind (self->choice, setup);
  g_signal_connect_object (setup, "notify", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/**
 * fb_webhook_view_focus:
 * @self: a view
 *
 * Gives the keyboard to what can be done.
 */
void
fb_webhook_view_focus (FbWebhookView *self)
{
  g_return_if_fail (FB_IS_WEBHOOK_VIEW (self));

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->action_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->state_row));
}

/**
 * fb_webhook_view_unbind:
 * @self: a view
 *
 * Drops the references to what it was bound to. libadwaita's preferences may outlive their window.
 */
void
fb_webhook_view_unbind (FbWebhookView *self)
{
  g_return_if_fail (FB_IS_WEBHOOK_VIEW (self));

  if (self->setup == NULL)
    return;
  fb_webhook_choice_unbind (self->choice);
  g_signal_handlers_disconnect_by_data (self->setup, self);
  g_clear_object (&self->setup);
}
