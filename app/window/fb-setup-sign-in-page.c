/* fb-setup-sign-in-page.c
 *
 * Documo's sign-in. Where there is none yet, one is made when the page is turned to. The password
 * is shown for as long as the assistant is open; one that was made before can't be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-sign-in-page.h"

#include <glib/gi18n.h>

#include "fb-setup-progress.h"
#include "fb-sign-in-group.h"

struct _FbSetupSignInPage
{
  FbSetupPage parent_instance;

  FbSignInGroup *fresh_group;
  GtkWidget *state_group;
  AdwActionRow *state_row;
  GtkWidget *create_button;

  FbSetupSignIn *sign_in;
  GSettings *settings;
  gboolean is_showing; /* the sign-in: not for anybody to react to */
};

G_DEFINE_FINAL_TYPE (FbSetupSignInPage, fb_setup_sign_in_page, FB_TYPE_SETUP_PAGE)

static char *
dup_state_sentence (FbSetupSignIn *sign_in)
{
  switch (fb_setup_sign_in_get_state (sign_in))
    {
    case FB_SETUP_SIGN_IN_FAILED:
      return g_strdup (fb_setup_sign_in_get_problem (sign_in));
    case FB_SETUP_SIGN_IN_SET:
      if (!fb_setup_sign_in_is_kept (sign_in))
        return g_strdup (_ ("The password that was made last time was not copied, and for security "
                            "it can’t be shown again. Create a new one."));
      return g_strdup_printf (_ ("There is one already, for the user name “%s”. For security it "
                                 "can’t be shown again. If you don’t have it, create a new one."),
                              fb_setup_sign_in_get_user (sign_in));
    case FB_SETUP_SIGN_IN_NONE:
      return g_strdup (_ ("There is none yet."));
    case FB_SETUP_SIGN_IN_UNKNOWN:
    case FB_SETUP_SIGN_IN_MAKING:
    case FB_SETUP_SIGN_IN_FRESH:
    default:
      return g_strdup (_ ("One moment…"));
    }
}

static void
show_sign_in (FbSetupSignInPage *self)
{
  const FbSetupSignInState state = fb_setup_sign_in_get_state (self->sign_in);
  g_autofree char *sentence = dup_state_sentence (self->sign_in);

  adw_action_row_set_subtitle (self->state_row, sentence);
  gtk_widget_set_visible (self->state_group, state != FB_SETUP_SIGN_IN_FRESH);
  gtk_widget_set_visible (self->create_button, state == FB_SETUP_SIGN_IN_NONE ||
                                                 state == FB_SETUP_SIGN_IN_SET ||
                                                 state == FB_SETUP_SIGN_IN_FAILED);
  gtk_widget_set_visible (GTK_WIDGET (self->fresh_group), state == FB_SETUP_SIGN_IN_FRESH);
  self->is_showing = TRUE;
  fb_sign_in_group_set (self->fresh_group, fb_setup_sign_in_get_user (self->sign_in),
                        fb_setup_sign_in_get_password (self->sign_in));
  self->is_showing = FALSE;
}

/* The first time it needs nobody's decision. */
static void
on_sign_in_changed (FbSetupSignInPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      fb_setup_sign_in_get_state (self->sign_in) == FB_SETUP_SIGN_IN_NONE)
    {
      fb_setup_sign_in_create (self->sign_in);
      return;
    }
  show_sign_in (self);
}

static void
on_kept (FbSetupSignInPage *self)
{
  if (!self->is_showing && self->sign_in != NULL &&
      fb_setup_sign_in_get_state (self->sign_in) == FB_SETUP_SIGN_IN_FRESH)
    fb_setup_sign_in_set_kept (self->sign_in, fb_sign_in_group_is_kept (self->fresh_group));
}

static void
on_response (FbSetupSignInPage *self, const char *response)
{
  if (g_str_equal (response, "replace") && self->sign_in != NULL)
    fb_setup_sign_in_create (self->sign_in);
}

/* Documo may have the password that there is. */
static void
ask (FbSetupSignInPage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Create a New Password?"),
    _ ("If Documo has the old one, it can’t deliver faxes until you enter "
       "the new one there. It tries again for about a day."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Create New Password"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_create_clicked (FbSetupSignInPage *self)
{
  const FbSetupSignInState state = fb_setup_sign_in_get_state (self->sign_in);

  if (state == FB_SETUP_SIGN_IN_NONE || !fb_setup_sign_in_is_kept (self->sign_in))
    fb_setup_sign_in_create (self->sign_in);
  else
    ask (self);
}

/* FbSetupPage */

/* What Faxbell makes at Documo has a sign-in of its own. */
static gboolean
fb_setup_sign_in_page_is_needed (FbSetupPage *page)
{
  return !fb_setup_has_webhook (FB_SETUP_SIGN_IN_PAGE (page)->settings);
}

static void
fb_setup_sign_in_page_bind (FbSetupPage *page, const FbSetupParts *parts)
{
  FbSetupSignInPage *self = FB_SETUP_SIGN_IN_PAGE (page);

  self->sign_in = g_object_ref (parts->sign_in);
  self->settings = g_object_ref (parts->settings);
  g_signal_connect_object (self->sign_in, "changed", G_CALLBACK (on_sign_in_changed), self,
                           G_CONNECT_SWAPPED);
  show_sign_in (self);
}

static void
fb_setup_sign_in_page_shown (FbSetupPage *page)
{
  on_sign_in_changed (FB_SETUP_SIGN_IN_PAGE (page));
}

/* GObject */

static void
fb_setup_sign_in_page_dispose (GObject *object)
{
  FbSetupSignInPage *self = FB_SETUP_SIGN_IN_PAGE (object);

  g_clear_object (&self->sign_in);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_SETUP_SIGN_IN_PAGE);

  G_OBJECT_CLASS (fb_setup_sign_in_page_parent_class)->dispose (object);
}

static void
fb_setup_sign_in_page_class_init (FbSetupSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FbSetupPageClass *page_class = FB_SETUP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_setup_sign_in_page_dispose;
  page_class->is_needed = fb_setup_sign_in_page_is_needed;
  page_class->bind = fb_setup_sign_in_page_bind;
  page_class->shown = fb_setup_sign_in_page_shown;

  g_type_ensure (FB_TYPE_SIGN_IN_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-setup-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbSetupSignInPage, fresh_group);
  gtk_widget_class_bind_template_child (widget_class, FbSetupSignInPage, state_group);
  gtk_widget_class_bind_template_child (widget_class, FbSetupSignInPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, FbSetupSignInPage, create_button);
  gtk_widget_class_bind_template_callback (widget_class, on_kept);
  gtk_widget_class_bind_template_callback (widget_class, on_create_clicked);
}

static void
fb_setup_sign_in_page_init (FbSetupSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
