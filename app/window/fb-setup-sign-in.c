/* fb-setup-sign-in.c
 *
 * Documo's sign-in while Faxbell is being set up. A password that is made here can be shown for as
 * long as this object exists; on disk there is only its hash. Whether anybody has copied it is
 * remembered beyond that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-sign-in.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fb-credentials-state.h"
#include "fb-error-words.h"
#include "fb-new-password.h"
#include "fb-setup-progress.h"
#include "fb-sign-in-setup.h"

struct _FbSetupSignIn
{
  GObject parent_instance;

  FbCredentials *credentials;
  FbCredentialsState *credentials_state;
  GSettings *settings;
  FbSetupSignInState state;
  char *new_user; /* while a password is being made */
  char *password; /* nullable */
  char *problem;  /* nullable */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSetupSignIn, fb_setup_sign_in, G_TYPE_OBJECT)

static void
set_state (FbSetupSignIn *self, FbSetupSignInState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_password (FbSetupSignIn *self)
{
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

/* What is made here is known better than by reading it. */
static void
on_read (FbSetupSignIn *self)
{
  const GError *problem = fb_credentials_state_get_problem (self->credentials_state);

  if (self->state == FB_SETUP_SIGN_IN_MAKING || self->state == FB_SETUP_SIGN_IN_FRESH)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  g_clear_pointer (&self->problem, g_free);
  if (fb_credentials_state_get_user (self->credentials_state) != NULL)
    set_state (self, FB_SETUP_SIGN_IN_SET);
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_state (self, FB_SETUP_SIGN_IN_NONE);
  else if (problem != NULL)
    {
      self->problem = g_strdup (fb_sign_in_problem_get_sentence (problem));
      set_state (self, FB_SETUP_SIGN_IN_FAILED);
    }
}

static void
on_new_password (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbSetupSignIn) self = FB_SETUP_SIGN_IN (user_data);
  g_autoptr (GError) error = NULL;
  char *password = fb_new_password_finish (FB_CREDENTIALS (source), result, &error);

  forget_password (self);
  g_clear_pointer (&self->problem, g_free);
  self->password = password;
  if (password != NULL)
    {
      g_settings_set_boolean (self->settings, FB_SETUP_PASSWORD_LOST_KEY, TRUE);
      g_settings_set_boolean (self->settings, FB_SETUP_DOCUMO_TOLD_KEY, FALSE);
      set_state (self, FB_SETUP_SIGN_IN_FRESH);
      fb_credentials_state_refresh (self->credentials_state);
      return;
    }
  self->problem = fb_error_dup_message (_ ("The password could not be saved."), error);
  set_state (self, FB_SETUP_SIGN_IN_FAILED);
}

/* GObject */

static void
fb_setup_sign_in_dispose (GObject *object)
{
  FbSetupSignIn *self = FB_SETUP_SIGN_IN (object);

  g_clear_object (&self->credentials);
  g_clear_object (&self->credentials_state);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_setup_sign_in_parent_class)->dispose (object);
}

static void
fb_setup_sign_in_finalize (GObject *object)
{
  FbSetupSignIn *self = FB_SETUP_SIGN_IN (object);

  forget_password (self);
  g_free (self->new_user);
  g_free (self->problem);

  G_OBJECT_CLASS (fb_setup_sign_in_parent_class)->finalize (object);
}

static void
fb_setup_sign_in_class_init (FbSetupSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_setup_sign_in_dispose;
  object_class->finalize = fb_setup_sign_in_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_setup_sign_in_init (FbSetupSignIn *self)
{
}

/**
 * fb_setup_sign_in_new:
 * @credentials: what is set
 * @settings: the application's
 *
 * For the main thread. It is read from the disk, and known a moment later.
 *
 * Returns: (transfer full): the sign-in
 */
FbSetupSignIn *
fb_setup_sign_in_new (FbCredentials *credentials, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbSetupSignIn *self = g_object_new (FB_TYPE_SETUP_SIGN_IN, NULL);

  self->credentials = g_object_ref (credentials);
  self->settings = g_object_ref (settings);
  self->credentials_state = fb_credentials_state_new (credentials);
  g_signal_connect_object (self->credentials_state, "notify", G_CALLBACK (on_read), self,
                           G_CONNECT_SWAPPED);
  fb_credentials_state_refresh (self->credentials_state);
  return self;
}

/**
 * fb_setup_sign_in_create:
 * @self: a sign-in
 *
 * Makes a new password, for the user name that there is. The one before is no longer valid.
 */
void
fb_setup_sign_in_create (FbSetupSignIn *self)
{
  g_return_if_fail (FB_IS_SETUP_SIGN_IN (self));

  if (self->state == FB_SETUP_SIGN_IN_MAKING)
    return;

  const char *user = fb_credentials_state_get_user (self->credentials_state);
  g_free (self->new_user);
  self->new_user = g_strdup (user != NULL ? user : FB_DEFAULT_USER);
  set_state (self, FB_SETUP_SIGN_IN_MAKING);
  fb_new_password_async (self->credentials, self->new_user, on_new_password, g_object_ref (self));
}

/**
 * fb_setup_sign_in_get_state:
 * @self: a sign-in
 *
 * Returns: how it stands
 */
FbSetupSignInState
fb_setup_sign_in_get_state (FbSetupSignIn *self)
{
  g_return_val_if_fail (FB_IS_SETUP_SIGN_IN (self), FB_SETUP_SIGN_IN_UNKNOWN);

  return self->state;
}

/**
 * fb_setup_sign_in_get_user:
 * @self: a sign-in
 *
 * Returns: (transfer none) (nullable): the user name, if there is one
 */
const char *
fb_setup_sign_in_get_user (FbSetupSignIn *self)
{
  g_return_val_if_fail (FB_IS_SETUP_SIGN_IN (self), NULL);

  return self->state == FB_SETUP_SIGN_IN_FRESH
           ? self->new_user
           : fb_credentials_state_get_user (self->credentials_state);
}

/**
 * fb_setup_sign_in_get_password:
 * @self: a sign-in
 *
 * Returns: (transfer none) (nullable): the password, if it was made here
 */
const char *
fb_setup_sign_in_get_password (FbSetupSignIn *self)
{
  g_return_val_if_fail (FB_IS_SETUP_SIGN_IN (self), NULL);

  return self->state == FB_SETUP_SIGN_IN_FRESH ? self->password : NULL;
}

/**
 * fb_setup_sign_in_get_problem:
 * @self: a sign-in
 *
 * Returns: (transfer none) (nullable): what is wrong, in sentences
 */
const char *
fb_setup_sign_in_get_problem (FbSetupSignIn *self)
{
  g_return_val_if_fail (FB_IS_SETUP_SIGN_IN (self), NULL);

  return self->problem;
}

/**
 * fb_setup_sign_in_set_kept:
 * @self: a sign-in
 * @is_kept: whether the password was copied or noted
 *
 * Remembers it, beyond the life of the object.
 */
void
fb_setup_sign_in_set_kept (FbSetupSignIn *self, gboolean is_kept)
{
  g_return_if_fail (FB_IS_SETUP_SIGN_IN (self));

  if (fb_setup_sign_in_is_kept (self) == is_kept)
    return;
  g_settings_set_boolean (self->settings, FB_SETUP_PASSWORD_LOST_KEY, !is_kept);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * fb_setup_sign_in_is_kept:
 * @self: a sign-in
 *
 * Returns: whether somebody has the password, as far as it is known
 */
gboolean
fb_setup_sign_in_is_kept (FbSetupSignIn *self)
{
  g_return_val_if_fail (FB_IS_SETUP_SIGN_IN (self), FALSE);

  return !g_settings_get_boolean (self->settings, FB_SETUP_PASSWORD_LOST_KEY);
}
