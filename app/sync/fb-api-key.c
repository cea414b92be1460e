/* fb-api-key.c
 *
 * Documo's API key, which is kept in the keyring and nowhere else. libsecret speaks to the
 * desktop's keyring, or in a sandbox keeps a file that is encrypted with the secret portal's
 * secret. Keys of different addresses, as of production and sandbox, are kept apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-api-key.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-documo-url.h"
#include "fb-sync-enums.h"

#define URL_ATTRIBUTE "url"

static const SecretSchema schema = {
  APPLICATION_ID ".ApiKey",
  SECRET_SCHEMA_NONE,
  { { URL_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

struct _FbApiKey
{
  GObject parent_instance;

  char *url; /* normalized; NULL if it can't be used */
  FbApiKeyState state;
};

typedef enum
{
  PROP_URL = 1,
  PROP_STATE,
} FbApiKeyProperty;

static GParamSpec *properties[PROP_STATE + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbApiKey, fb_api_key, G_TYPE_OBJECT)

/* State */

static void
set_state (FbApiKey *self, FbApiKeyState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static FbApiKeyState
get_state_of (const GError *error)
{
  if (g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT))
    return FB_API_KEY_ABSENT;
  if (g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED))
    return FB_API_KEY_LOCKED;
  if (g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING))
    return FB_API_KEY_NO_KEYRING;
  return FB_API_KEY_UNKNOWN;
}

/* Whether what was found out is still asked for: the address is the task's data. */
static gboolean
is_current (FbApiKey *self, GTask *task)
{
  return g_strcmp0 (g_task_get_task_data (task), self->url) == 0;
}

/* Takes the error. */
static void
fail (GTask *task, GError *error)
{
  FbApiKey *self = g_task_get_source_object (task);

  if (is_current (self, task) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_state (self, get_state_of (error));
  g_task_return_error (task, error);
}

/* @source_tag tells what for. Returns %NULL, and has failed, where there is no address.
 *
 * libsecret goes on using the session that it has with a keyring which was restarted; so each task
 * has a session of its own. */
static GTask *
task_new (FbApiKey *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_strdup (self->url), g_free);
  secret_service_disconnect ();
  if (self->url != NULL)
    return g_steal_pointer (&task);
  g_task_return_error (task, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
  return NULL;
}

/* Looking up */

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbApiKey *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SecretValue *value =
    secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (value == NULL)
    {
      fail (task, error != NULL ? fb_api_key_error_from_keyring (error)
                                : fb_api_key_error_new (FB_API_KEY_ERROR_FAILED));
      return;
    }
  gsize length;
  const char *text = secret_value_get (value, &length);
  char *key = g_strndup (text, length);
  secret_value_unref (value);
  if (is_current (self, task))
    set_state (self, FB_API_KEY_PRESENT);
  g_task_return_pointer (task, key, (GDestroyNotify) fb_api_key_free_text);
}

static gboolean
is_locked (gpointer retrievable)
{
  return SECRET_IS_ITEM (retrievable) && secret_item_get_locked (retrievable);
}

/* Returns %NULL, and what was found first, if it can be read. */
static GError *
dup_search_error (GAsyncResult *result, SecretRetrievable **first)
{
  g_autolist (GObject) found = NULL;
  g_autoptr (GError) error = NULL;

  found = secret_password_search_finish (result, &error);
  if (error != NULL)
    return fb_api_key_error_from_keyring (error);
  if (found == NULL)
    return fb_api_key_error_new (FB_API_KEY_ERROR_ABSENT);
  if (is_locked (found->data))
    return fb_api_key_error_new (FB_API_KEY_ERROR_LOCKED);
  if (first != NULL)
    *first = g_object_ref (found->data);
  return NULL;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretRetrievable) found = NULL;
  g_autoptr (GError) error = dup_search_error (result, &found);

  if (error != NULL)
    fail (task, g_steal_pointer (&error));
  else
    secret_retrievable_retrieve_secret (found, g_task_get_cancellable (task), on_retrieved,
                                        g_object_ref (task));
}

/* Changing */

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbApiKey *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      /* Without an error, a prompt was dismissed. */
      fail (task, error != NULL ? fb_api_key_error_from_keyring (error)
                                : fb_api_key_error_new (FB_API_KEY_ERROR_LOCKED));
      return;
    }
  if (is_current (self, task))
    set_state (self, FB_API_KEY_PRESENT);
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbApiKey *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!secret_password_clear_finish (result, &error))
    {
      fail (task, error != NULL ? fb_api_key_error_from_keyring (error)
                                : fb_api_key_error_new (FB_API_KEY_ERROR_FAILED));
      return;
    }
  if (is_current (self, task))
    set_state (self, FB_API_KEY_ABSENT);
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

/* Of what is locked libsecret would say that it isn't there. */
static void
on_found_to_clear (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = dup_search_error (result, NULL);

  if (error != NULL)
    fail (task, g_steal_pointer (&error));
  else
    secret_password_clear (&schema, g_task_get_cancellable (task), on_cleared, g_object_ref (task),
                           URL_ATTRIBUTE, g_task_get_task_data (task), NULL);
}

/* GObject */

static void
fb_api_key_finalize (GObject *object)
{
  g_free (FB_API_KEY (object)->url);

  G_OBJECT_CLASS (fb_api_key_parent_class)->finalize (object);
}

static void
fb_api_key_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbApiKey *self = FB_API_KEY (object);

  switch ((FbApiKeyProperty) property_id)
    {
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_api_key_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch ((FbApiKeyProperty) property_id)
    {
    case PROP_URL:
      fb_api_key_set_url (FB_API_KEY (object), g_value_get_string (value));
      break;
    case PROP_STATE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_api_key_class_init (FbApiKeyClass *klass)
{
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = fb_api_key_finalize;
  object_class->get_property = fb_api_key_get_property;
  object_class->set_property = fb_api_key_set_property;

  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags | G_PARAM_READWRITE);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FB_TYPE_API_KEY_STATE,
                                              FB_API_KEY_UNKNOWN, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_api_key_init (FbApiKey *self)
{
}

/**
 * fb_api_key_new:
 * @url: the address of the API that the key is for
 *
 * For one thread, and its thread-default main context.
 *
 * Returns: (transfer full): an object that knows nothing yet: look the key up
 */
FbApiKey *
fb_api_key_new (const char *url)
{
  g_return_val_if_fail (url != NULL, NULL);

  return g_object_new (FB_TYPE_API_KEY, "url", url, NULL);
}

/**
 * fb_api_key_set_url:
 * @self: an API key
 * @url: the address of the API that the key is for; with one that can't be used there is no key
 */
void
fb_api_key_set_url (FbApiKey *self, const char *url)
{
  g_return_if_fail (FB_IS_API_KEY (self));
  g_return_if_fail (url != NULL);

  g_autofree char *normal = fb_documo_url_normalize (url, NULL);
  if (g_strcmp0 (normal, self->url) == 0)
    return;
  g_free (self->url);
  self->url = g_steal_pointer (&normal);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
  set_state (self, FB_API_KEY_UNKNOWN);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * fb_api_key_get_url:
 * @self: an API key
 *
 * Returns: (transfer none) (nullable): the address, normalized; %NULL if it can't be used
 */
const char *
fb_api_key_get_url (FbApiKey *self)
{
  g_return_val_if_fail (FB_IS_API_KEY (self), NULL);

  return self->url;
}

/**
 * fb_api_key_get_state:
 * @self: an API key
 *
 * Returns: what is known of it since the keyring was asked last
 */
FbApiKeyState
fb_api_key_get_state (FbApiKey *self)
{
  g_return_val_if_fail (FB_IS_API_KEY (self), FB_API_KEY_UNKNOWN);

  return self->state;
}

/**
 * fb_api_key_forget_state:
 * @self: an API key
 *
 * To be called when another process may have changed the keyring: whoever uses the key looks it up
 * again.
 */
void
fb_api_key_forget_state (FbApiKey *self)
{
  g_return_if_fail (FB_IS_API_KEY (self));

  set_state (self, FB_API_KEY_UNKNOWN);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * fb_api_key_lookup_async:
 * @self: an API key
 * @may_prompt: whether the desktop may ask the user to unlock the keyring
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the keyring for the key.
 */
void
fb_api_key_lookup_async (FbApiKey *self,
                         gboolean may_prompt,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_API_KEY (self));

  GTask *task = task_new (self, fb_api_key_lookup_async, cancellable, callback, user_data);
  SecretSearchFlags flags = may_prompt ? SECRET_SEARCH_UNLOCK : SECRET_SEARCH_NONE;

  if (task != NULL)
    secret_password_search (&schema, flags, cancellable, on_found, task, URL_ATTRIBUTE, self->url,
                            NULL);
}

/**
 * fb_api_key_lookup_finish:
 * @self: an API key
 * @result: what the callback was given
 * @error: (optional): an #FbApiKeyError, %FB_DOCUMO_ERROR_URL, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the key, for fb_api_key_free_text(); %NULL on error
 */
char *
fb_api_key_lookup_finish (FbApiKey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fb_api_key_store_async:
 * @self: an API key
 * @key: the key
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has the keyring keep the key, in place of the one that it has. The desktop may ask the user to
 * unlock the keyring.
 */
void
fb_api_key_store_async (FbApiKey *self,
                        const char *key,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_API_KEY (self));
  g_return_if_fail (key != NULL);

  GTask *task = task_new (self, fb_api_key_store_async, cancellable, callback, user_data);

  if (task != NULL)
    /* Translators: what the desktop's keyring calls the entry */
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _ ("Faxbell: API key of Documo"),
                           key, cancellable, on_stored, task, URL_ATTRIBUTE, self->url, NULL);
}

/**
 * fb_api_key_store_finish:
 * @self: an API key
 * @result: what the callback was given
 * @error: (optional): an #FbApiKeyError, %FB_DOCUMO_ERROR_URL, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the keyring has the key now
 */
gboolean
fb_api_key_store_finish (FbApiKey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_api_key_clear_async:
 * @self: an API key
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has the keyring forget the key. The desktop may ask the user to unlock the keyring.
 */
void
fb_api_key_clear_async (FbApiKey *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_API_KEY (self));

  GTask *task = task_new (self, fb_api_key_clear_async, cancellable, callback, user_data);

  if (task != NULL)
    secret_password_search (&schema, SECRET_SEARCH_UNLOCK, cancellable, on_found_to_clear, task,
                            URL_ATTRIBUTE, self->url, NULL);
}

/**
 * fb_api_key_clear_finish:
 * @self: an API key
 * @result: what the callback was given
 * @error: (optional): an #FbApiKeyError, %FB_DOCUMO_ERROR_URL, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the keyring had a key, and has none now
 */
gboolean
fb_api_key_clear_finish (FbApiKey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_api_key_free_text:
 * @key: (transfer full) (nullable): a key that was looked up
 *
 * Overwrites the key and frees it.
 */
void
fb_api_key_free_text (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}
