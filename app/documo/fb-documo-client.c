/* fb-documo-client.c
 *
 * Asks Documo's API, with one API key. The key goes to the one address that the client was made
 * for, and nowhere else: no redirect is followed with it, and it is in no log and no message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-client-private.h"

#include <string.h>

#include "fb-documo-error.h"
#include "fb-documo-form-private.h"
#include "fb-documo-url.h"

/* In bytes. Documo's have about 200. */
#define MAX_KEY_SIZE 4096

#define MAX_CONNECTIONS      4
#define IDLE_TIMEOUT         60
#define DEFAULT_SILENCE      30
#define DEFAULT_GRACE        60
#define DEFAULT_MIN_RATE     2048
#define DEFAULT_MAX_DOCUMENT (100 * 1024 * 1024)

struct _FbDocumoClient
{
  GObject parent_instance;

  char *url;
  char *key; /* nullable */
  SoupSession *session;
  FbDocumoLimits limits;
};

G_DEFINE_FINAL_TYPE (FbDocumoClient, fb_documo_client, G_TYPE_OBJECT)

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* GObject */

static void
fb_documo_client_dispose (GObject *object)
{
  g_clear_object (&FB_DOCUMO_CLIENT (object)->session);

  G_OBJECT_CLASS (fb_documo_client_parent_class)->dispose (object);
}

static void
fb_documo_client_finalize (GObject *object)
{
  FbDocumoClient *self = FB_DOCUMO_CLIENT (object);

  g_free (self->url);
  wipe (self->key);

  G_OBJECT_CLASS (fb_documo_client_parent_class)->finalize (object);
}

static void
fb_documo_client_class_init (FbDocumoClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_documo_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = fb_documo_client_finalize;
}

static void
fb_documo_client_init (FbDocumoClient *self)
{
  self->limits.silence = DEFAULT_SILENCE;
  self->limits.grace = DEFAULT_GRACE;
  self->limits.min_rate = DEFAULT_MIN_RATE;
  self->limits.max_document = DEFAULT_MAX_DOCUMENT;
}

/* Nothing that libsoup does of its own accord: bodies are counted as they come, so they may not be
 * compressed, and nobody but this client sends credentials. Plain http is for this computer, so no
 * proxy hears of it. */
static SoupSession *
make_session (FbDocumoClient *self)
{
  SoupSession *session = soup_session_new_with_options (
    "timeout", self->limits.silence, "idle-timeout", IDLE_TIMEOUT, "max-conns-per-host",
    MAX_CONNECTIONS, "user-agent", "Faxbell/" PACKAGE_VERSION, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (fb_documo_url_is_plain_http (self->url))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * fb_documo_key_is_plausible:
 * @key: what a user takes for an API key
 *
 * Of Documo's keys no form is promised, but it has to fit into a header.
 *
 * Returns: whether Documo may be asked with it
 */
gboolean
fb_documo_key_is_plausible (const char *key)
{
  g_return_val_if_fail (key != NULL, FALSE);

  gsize size = strlen (key);
  if (size == 0 || size > MAX_KEY_SIZE)
    return FALSE;
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

/**
 * fb_documo_client_new:
 * @url: the address of the API, as %FB_DOCUMO_DEFAULT_URL
 * @key: (nullable): the API key; without one each call fails with %FB_DOCUMO_ERROR_KEY_MISSING
 * @error: (optional): %FB_DOCUMO_ERROR_URL, or %FB_DOCUMO_ERROR_KEY_WRONG if it can't be a key
 *
 * For one thread, and its thread-default main context.
 *
 * Returns: (transfer full) (nullable): a client
 */
FbDocumoClient *
fb_documo_client_new (const char *url, const char *key, GError **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  g_autofree char *normal = fb_documo_url_normalize (url, error);
  if (normal == NULL)
    return NULL;
  if (key != NULL && !fb_documo_key_is_plausible (key))
    {
      g_propagate_error (error, fb_documo_error_new (FB_DOCUMO_ERROR_KEY_WRONG));
      return NULL;
    }

  FbDocumoClient *self = g_object_new (FB_TYPE_DOCUMO_CLIENT, NULL);
  self->url = g_steal_pointer (&normal);
  self->key = g_strdup (key);
  self->session = make_session (self);
  return self;
}

/**
 * fb_documo_client_get_url:
 * @self: a client
 *
 * Returns: (transfer none): the address of the API, normalized
 */
const char *
fb_documo_client_get_url (FbDocumoClient *self)
{
  g_return_val_if_fail (FB_IS_DOCUMO_CLIENT (self), NULL);

  return self->url;
}

/**
 * fb_documo_client_set_limits:
 * @self: a client that was not used
 * @limits: what an answer may take
 */
void
fb_documo_client_set_limits (FbDocumoClient *self, const FbDocumoLimits *limits)
{
  self->limits = *limits;
  soup_session_set_timeout (self->session, limits->silence);
}

/**
 * fb_documo_client_get_limits:
 * @self: a client
 *
 * Returns: (transfer none): what an answer may take
 */
const FbDocumoLimits *
fb_documo_client_get_limits (FbDocumoClient *self)
{
  return &self->limits;
}

/**
 * fb_documo_client_set_tls_database:
 * @self: a client that was not used
 * @database: whom to trust in place of those that the system trusts
 */
void
fb_documo_client_set_tls_database (FbDocumoClient *self, GTlsDatabase *database)
{
  soup_session_set_tls_database (self->session, database);
}

/**
 * fb_documo_client_begin_call:
 * @self: a client
 * @method: of HTTP
 * @path: of the call, from its slash on, and its query; escaped
 * @form: (nullable): what is sent with it
 * @cancellable: (nullable): ends it
 * @error: (optional): %FB_DOCUMO_ERROR_KEY_MISSING
 *
 * Returns: (transfer full) (nullable): a request with the key; send it
 */
FbDocumoExchange *
fb_documo_client_begin_call (FbDocumoClient *self,
                             const char *method,
                             const char *path,
                             GBytes *form,
                             GCancellable *cancellable,
                             GError **error)
{
  if (self->key == NULL)
    {
      g_propagate_error (error, fb_documo_error_new (FB_DOCUMO_ERROR_KEY_MISSING));
      return NULL;
    }

  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  char *authorization = g_strconcat ("Basic ", self->key, NULL);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Authorization", authorization);
  wipe (authorization);
  /* On a connection that was idle, libsoup may send it twice. */
  if (!g_str_equal (method, SOUP_METHOD_GET))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (form != NULL)
    soup_message_set_request_body_from_bytes (message, FB_DOCUMO_FORM_TYPE, form);
  return fb_documo_exchange_new (self->session, message, &self->limits, cancellable);
}

/**
 * fb_documo_client_begin:
 * @self: a client
 * @path: of the call, from its slash on, and its query; escaped
 * @cancellable: (nullable): ends it
 * @error: (optional): %FB_DOCUMO_ERROR_KEY_MISSING
 *
 * Returns: (transfer full) (nullable): a request with the key that asks for something; send it
 */
FbDocumoExchange *
fb_documo_client_begin (FbDocumoClient *self,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  return fb_documo_client_begin_call (self, SOUP_METHOD_GET, path, NULL, cancellable, error);
}

/* The account */

/* A 404 of this call, or anything else than an account, is not Documo's. */
static GError *
dup_account_error (const FbDocumoAnswer *answer, GBytes *body)
{
  g_autoptr (GError) error = fb_documo_answer_dup_error (answer, body);

  if (g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE) ||
      g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_WRONG_TYPE))
    return fb_documo_error_new (FB_DOCUMO_ERROR_NOT_API);
  return g_steal_pointer (&error);
}

static void
on_account_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fb_documo_exchange_read_all_finish (exchange, result, &error);
  FbDocumoAnswer answer;

  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fb_documo_exchange_get_answer (exchange, &answer);
  g_autoptr (FbDocumoAccount) account =
    SOUP_STATUS_IS_SUCCESSFUL (answer.status) ? fb_documo_account_read (body) : NULL;
  if (account != NULL)
    g_task_return_pointer (task, g_steal_pointer (&account),
                           (GDestroyNotify) fb_documo_account_unref);
  else
    g_task_return_error (task, dup_account_error (&answer, body));
}

static void
on_account_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_documo_exchange_send_finish (exchange, result, &error))
    fb_documo_exchange_read_all_async (exchange, on_account_read, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fb_documo_client_get_account_async:
 * @self: a client
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks whose account the key belongs to, which shows whether it is right.
 */
void
fb_documo_client_get_account_async (FbDocumoClient *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_task_set_source_tag (task, fb_documo_client_get_account_async);
  g_autoptr (FbDocumoExchange) exchange =
    fb_documo_client_begin (self, "/v1/me", cancellable, &error);

  if (exchange == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fb_documo_exchange_send_async (exchange, on_account_answered, g_steal_pointer (&task));
}

/**
 * fb_documo_client_get_account_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the account; %NULL on error
 */
FbDocumoAccount *
fb_documo_client_get_account_finish (FbDocumoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
