/* fb-setup-assistant.c
 *
 * The assistant that sets up Faxbell, a page a step. It may be left at any page, and goes on there
 * the next time. A new page is a line in the table of pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-assistant.h"

#include <glib/gi18n.h>

#include "fb-fax-announcement.h"
#include "fb-setup-account-page.h"
#include "fb-setup-address-page.h"
#include "fb-setup-documo-page.h"
#include "fb-setup-done-page.h"
#include "fb-setup-login-page.h"
#include "fb-setup-progress.h"
#include "fb-setup-sign-in-page.h"
#include "fb-setup-test-page.h"
#include "fb-setup-way-page.h"
#include "fb-setup-welcome-page.h"

/* In their order. */
static GType (*const page_types[]) (void) = {
  fb_setup_welcome_page_get_type, fb_setup_way_page_get_type,     fb_setup_address_page_get_type,
  fb_setup_account_page_get_type, fb_setup_sign_in_page_get_type, fb_setup_documo_page_get_type,
  fb_setup_login_page_get_type,   fb_setup_test_page_get_type,    fb_setup_done_page_get_type,
};

#define N_PAGES G_N_ELEMENTS (page_types)

struct _FbSetupAssistant
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkBox *pages;
  GtkButton *next_button;
  FbSetupPage *page[N_PAGES];
  guint position;

  FbSetupSignIn *sign_in;
  GSettings *settings;
};

enum
{
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSetupAssistant, fb_setup_assistant, ADW_TYPE_WINDOW)

/* Pages */

static FbSetupPage *
get_page (FbSetupAssistant *self)
{
  return self->page[self->position];
}

static gboolean
is_last (FbSetupAssistant *self)
{
  return self->position == N_PAGES - 1;
}

static void
show_next_label (FbSetupAssistant *self)
{
  gtk_button_set_label (self->next_button, fb_setup_page_get_next_label (get_page (self)));
  if (fb_setup_page_is_next_suggested (get_page (self)))
    gtk_widget_add_css_class (GTK_WIDGET (self->next_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->next_button), "suggested-action");
}

static void
focus_page (FbSetupAssistant *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_page (self)));
  fb_text_announce (GTK_WINDOW (self), fb_setup_page_get_title (get_page (self)));
}

/* Of those pages that are needed; one that is shown all the same is. */
static guint
count_pages (FbSetupAssistant *self, guint end)
{
  guint n = 0;

  for (guint i = 0; i < end; i++)
    if (i == self->position || fb_setup_page_is_needed (self->page[i]))
      n++;
  return n;
}

static void
show_progress (FbSetupAssistant *self)
{
  g_autofree char *progress = g_strdup_printf (
    _ ("Step %u of %u"), count_pages (self, self->position + 1), count_pages (self, N_PAGES));

  adw_window_title_set_subtitle (self->title, progress);
}

/* Only one page is visible to a screen reader, too. */
static void
turn_to (FbSetupAssistant *self, guint position)
{
  self->position = position;
  for (guint i = 0; i < N_PAGES; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->page[i]), i == position);
  show_progress (self);
  gtk_widget_set_visible (self->back_button, position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.back", position > 0);
  show_next_label (self);
  g_settings_set_string (self->settings, FB_SETUP_PAGE_KEY,
                         is_last (self) ? FB_SETUP_FINISHED
                                        : fb_setup_page_get_key (get_page (self)));
  fb_setup_page_shown (get_page (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_page (self);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbSetupAssistant *self = FB_SETUP_ASSISTANT (widget);

  if (!fb_setup_page_finish (get_page (self)))
    return;
  if (is_last (self))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  guint position = self->position + 1;
  while (!fb_setup_page_is_needed (self->page[position]))
    position++;
  turn_to (self, position);
}

/* The first page always is. */
static guint
find_needed_before (FbSetupAssistant *self, guint end)
{
  guint position = end - 1;

  while (position > 0 && !fb_setup_page_is_needed (self->page[position]))
    position--;
  return position;
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbSetupAssistant *self = FB_SETUP_ASSISTANT (widget);

  if (self->position > 0)
    turn_to (self, find_needed_before (self, self->position));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fb_setup_assistant_show_page (FB_SETUP_ASSISTANT (widget),
                                g_variant_get_string (parameter, NULL));
}

static void
on_next (FbSetupAssistant *self)
{
  next_action (GTK_WIDGET (self), NULL, NULL);
}

static void
on_activate (FbSetupAssistant *self, const char *action)
{
  g_signal_emit (self, signals[ACTIVATE], 0, action);
}

static void
add_page (FbSetupAssistant *self, guint position, const FbSetupParts *parts)
{
  GtkWidget *page = g_object_new (page_types[position](), "visible", FALSE, "hexpand", TRUE, NULL);

  self->page[position] = FB_SETUP_PAGE (page);
  gtk_box_append (self->pages, page);
  g_signal_connect_object (page, "next", G_CALLBACK (on_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "go-to", G_CALLBACK (fb_setup_assistant_show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::next-label", G_CALLBACK (show_next_label), self,
                           G_CONNECT_SWAPPED);
  fb_setup_page_bind (self->page[position], parts);
}

/* Leaving */

static void
on_leave_response (FbSetupAssistant *self, const char *response)
{
  if (self->sign_in == NULL)
    return;
  if (g_str_equal (response, "copy"))
    {
      const char *password = fb_setup_sign_in_get_password (self->sign_in);

      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), password);
      fb_setup_sign_in_set_kept (self->sign_in, TRUE);
    }
  if (!g_str_equal (response, "stay"))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_before_leaving (FbSetupAssistant *self)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Leave Without the Password?"),
                            _ ("It was neither copied nor noted, and is shown only as long as this "
                               "window is open. Documo needs it. Without it you have to create a "
                               "new one the next time."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Stay"), "leave",
                                    _ ("_Leave Without It"), "copy", _ ("_Copy and Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A password that is being made is shown first. */
static gboolean
fb_setup_assistant_close_request (GtkWindow *window)
{
  FbSetupAssistant *self = FB_SETUP_ASSISTANT (window);

  if (fb_setup_sign_in_get_state (self->sign_in) == FB_SETUP_SIGN_IN_MAKING)
    return TRUE;
  if (fb_setup_sign_in_get_password (self->sign_in) != NULL &&
      !fb_setup_sign_in_is_kept (self->sign_in))
    {
      ask_before_leaving (self);
      return TRUE;
    }
  /* What was entered and not used yet. */
  fb_setup_page_finish (get_page (self));
  return GTK_WINDOW_CLASS (fb_setup_assistant_parent_class)->close_request (window);
}

/* GtkWidget */

/* A screen reader isn't told of what has the focus before. */
static void
fb_setup_assistant_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fb_setup_assistant_parent_class)->map (widget);

  focus_page (FB_SETUP_ASSISTANT (widget));
}

/* GObject */

static void
fb_setup_assistant_dispose (GObject *object)
{
  FbSetupAssistant *self = FB_SETUP_ASSISTANT (object);

  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_func (self->settings, show_progress, self);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_ASSISTANT);

  G_OBJECT_CLASS (fb_setup_assistant_parent_class)->dispose (object);
}

static void
fb_setup_assistant_class_init (FbSetupAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_assistant_dispose;
  widget_class->map = fb_setup_assistant_map;
  GTK_WINDOW_CLASS (klass)->close_request = fb_setup_assistant_close_request;

  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "setup.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "setup.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "setup.show-page", "s", show_page_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "setup.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAssistant, back_button);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAssistant, pages);
  gtk_widget_class_bind_template_child (widget_class, FbSetupAssistant, next_button);
}

static void
fb_setup_assistant_init (FbSetupAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
find_page (FbSetupAssistant *self, const char *key, guint *position)
{
  for (guint i = 0; i < N_PAGES; i++)
    if (g_strcmp0 (fb_setup_page_get_key (self->page[i]), key) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* Who comes back to what was finished is led to what is missing again. */
static char *
dup_first_page (GSettings *settings)
{
  char *key = g_settings_get_string (settings, FB_SETUP_PAGE_KEY);

  if (!g_str_equal (key, FB_SETUP_FINISHED))
    return key;
  g_free (key);

  /* Whether there is a sign-in isn't known yet; the next pages tell. */
  const FbSetupStep missing = fb_setup_find_missing (settings, "");
  return missing == FB_SETUP_STEP_NOTHING ? NULL : g_strdup (fb_setup_step_get_page (missing));
}

/**
 * fb_setup_assistant_new:
 * @parent: (nullable): the window that it belongs to, and outlives
 * @parts: what is set up; the assistant makes the sign-in itself
 *
 * It begins where it was left; if it was finished, at what is missing again; and else at its first
 * page.
 *
 * Returns: (transfer none): the assistant; present it
 */
FbSetupAssistant *
fb_setup_assistant_new (GtkWindow *parent, const FbSetupParts *parts)
{
  g_return_val_if_fail (parts != NULL, NULL);

  FbSetupAssistant *self = g_object_new (FB_TYPE_SETUP_ASSISTANT, "transient-for", parent, NULL);
  FbSetupParts own_parts = *parts;
  guint position = 0;

  self->settings = g_object_ref (parts->settings);
  self->sign_in = fb_setup_sign_in_new (parts->credentials, parts->settings);
  own_parts.sign_in = self->sign_in;
  for (guint i = 0; i < N_PAGES; i++)
    add_page (self, i, &own_parts);

  g_signal_connect_object (self->settings, "changed::webhooks", G_CALLBACK (show_progress), self,
                           G_CONNECT_SWAPPED);
  g_autofree char *key = dup_first_page (self->settings);
  find_page (self, key, &position);
  position = find_needed_before (self, position + 1);
  turn_to (self, position);
  return self;
}

/**
 * fb_setup_assistant_show_page:
 * @self: an assistant
 * @key: names one of its pages; another is ignored
 */
void
fb_setup_assistant_show_page (FbSetupAssistant *self, const char *key)
{
  guint position;

  g_return_if_fail (FB_IS_SETUP_ASSISTANT (self));
  g_return_if_fail (key != NULL);

  if (find_page (self, key, &position))
    turn_to (self, position);
}
