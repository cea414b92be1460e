/* fb-sign-in-setup.c
 *
 * Asks for Faxbell to be set up where Documo has no sign-in yet. Where there is one that can't be
 * used, it tells so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sign-in-setup.h"

#include <glib/gi18n.h>

struct _FbSignInSetup
{
  GObject parent_instance;

  GtkWindow *window; /* weak */
  FbCredentialsState *state;
  gboolean has_told;
};

enum
{
  NEEDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSignInSetup, fb_sign_in_setup, G_TYPE_OBJECT)

/**
 * fb_sign_in_problem_get_sentence:
 * @problem: one that fb_credentials_load() tells, other than that there is no file
 *
 * Returns: the same in a sentence
 */
const char *
fb_sign_in_problem_get_sentence (const GError *problem)
{
  g_return_val_if_fail (problem != NULL, NULL);

  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return _ ("The file with Documo’s password is not safe to use: it must be a file of yours that "
              "nobody else can change.");
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return _ ("The file with Documo’s password is damaged.");
  return _ ("The file with Documo’s password can’t be read.");
}

static void
show_problem (FbSignInSetup *self, const GError *problem)
{
  GtkWidget *dialog = adw_message_dialog_new (self->window, _ ("Documo Can’t Log In"), NULL);

  adw_message_dialog_format_body (
    ADW_MESSAGE_DIALOG (dialog),
    _ ("%s The file was not changed.\n\nRepair it, or create a new password in Preferences and "
       "enter "
       "it in Documo. Until then no faxes are received; Documo tries again for about a day."),
    fb_sign_in_problem_get_sentence (problem));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A file that can't be used may well hold the password that Documo has, so it isn't replaced. */
static void
on_problem (FbSignInSetup *self)
{
  const GError *problem = fb_credentials_state_get_problem (self->state);

  if (problem == NULL || self->has_told || self->window == NULL)
    return;
  self->has_told = TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[NEEDED], 0);
  else
    show_problem (self, problem);
}

/* GObject */

static void
fb_sign_in_setup_dispose (GObject *object)
{
  FbSignInSetup *self = FB_SIGN_IN_SETUP (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (fb_sign_in_setup_parent_class)->dispose (object);
}

static void
fb_sign_in_setup_class_init (FbSignInSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_sign_in_setup_dispose;

  signals[NEEDED] = g_signal_new ("needed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_sign_in_setup_init (FbSignInSetup *self)
{
}

/**
 * fb_sign_in_setup_new:
 * @window: the window that its dialogs belong to, which isn't kept alive
 * @state: whether there are credentials, once it was refreshed
 *
 * For the main thread. It acts once, on the first problem of @state.
 *
 * Returns: (transfer full): the setup, which works as long as it exists
 */
FbSignInSetup *
fb_sign_in_setup_new (GtkWindow *window, FbCredentialsState *state)
{
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS_STATE (state), NULL);

  FbSignInSetup *self = g_object_new (FB_TYPE_SIGN_IN_SETUP, NULL);

  g_set_weak_pointer (&self->window, window);
  self->state = g_object_ref (state);
  g_signal_connect_object (state, "notify::problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  return self;
}
