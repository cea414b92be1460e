/* fb-credentials-state.c
 *
 * Whether Documo can log in, and under which user name, for widgets: the credentials are read from
 * the disk in a thread, and what was read last is here at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-credentials-state.h"

struct _FbCredentialsState
{
  GObject parent_instance;

  FbCredentials *credentials;
  GCancellable *cancellable; /* of the last refresh */
  char *user;
  GError *problem;
};

typedef enum
{
  PROP_USER = 1,
  PROP_PROBLEM,
} FbCredentialsStateProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (FbCredentialsState, fb_credentials_state, G_TYPE_OBJECT)

/* Loading forgets the passwords that were verified, so it is done only to learn what is wrong. */
static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FbCredentials *credentials = task_data;
  GError *error = NULL;
  char *user = fb_credentials_dup_user (credentials);

  if (user == NULL && fb_credentials_load (credentials, &error))
    user = fb_credentials_dup_user (credentials);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, user, g_free);
}

static void
set_user (FbCredentialsState *self, const char *user)
{
  if (g_strcmp0 (self->user, user) == 0)
    return;
  g_free (self->user);
  self->user = g_strdup (user);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER]);
}

static void
set_problem (FbCredentialsState *self, const GError *problem)
{
  if (problem == NULL && self->problem == NULL)
    return;
  g_clear_error (&self->problem);
  if (problem != NULL)
    self->problem = g_error_copy (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbCredentialsState *self = FB_CREDENTIALS_STATE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *user = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_object_freeze_notify (source);
  set_user (self, user);
  set_problem (self, error);
  g_object_thaw_notify (source);
}

/* GObject */

static void
fb_credentials_state_dispose (GObject *object)
{
  FbCredentialsState *self = FB_CREDENTIALS_STATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->credentials);

  G_OBJECT_CLASS (fb_credentials_state_parent_class)->dispose (object);
}

static void
fb_credentials_state_finalize (GObject *object)
{
  FbCredentialsState *self = FB_CREDENTIALS_STATE (object);

  g_free (self->user);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (fb_credentials_state_parent_class)->finalize (object);
}

static void
fb_credentials_state_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FbCredentialsState *self = FB_CREDENTIALS_STATE (object);

  switch ((FbCredentialsStateProperty) property_id)
    {
    case PROP_USER:
      g_value_set_string (value, self->user);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_credentials_state_class_init (FbCredentialsStateClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_credentials_state_dispose;
  object_class->finalize = fb_credentials_state_finalize;
  object_class->get_property = fb_credentials_state_get_property;

  properties[PROP_USER] = g_param_spec_string ("user", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_credentials_state_init (FbCredentialsState *self)
{
}

/**
 * fb_credentials_state_new:
 * @credentials: what to read
 *
 * For the main thread. Nothing was read yet: refresh it.
 *
 * Returns: (transfer full): a state
 */
FbCredentialsState *
fb_credentials_state_new (FbCredentials *credentials)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);

  FbCredentialsState *self = g_object_new (FB_TYPE_CREDENTIALS_STATE, NULL);

  self->credentials = g_object_ref (credentials);
  return self;
}

/**
 * fb_credentials_state_refresh:
 * @self: a state
 *
 * Reads the credentials in a thread. They may have been changed by another process. The properties
 * notify of what has changed. A refresh that is under way is given up for this one.
 */
void
fb_credentials_state_refresh (FbCredentialsState *self)
{
  g_return_if_fail (FB_IS_CREDENTIALS_STATE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_source_tag (task, fb_credentials_state_refresh);
  g_task_set_task_data (task, g_object_ref (self->credentials), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * fb_credentials_state_get_user:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): the user name that was read last
 */
const char *
fb_credentials_state_get_user (FbCredentialsState *self)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS_STATE (self), NULL);

  return self->user;
}

/**
 * fb_credentials_state_get_problem:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): why Documo can't log in, as it was read last;
 *   %G_IO_ERROR_NOT_FOUND if no credentials were set yet
 */
const GError *
fb_credentials_state_get_problem (FbCredentialsState *self)
{
  g_return_val_if_fail (FB_IS_CREDENTIALS_STATE (self), NULL);

  return self->problem;
}
