/* fb-receiver.c
 *
 * The receiver as the rest of the application sees it: an object of the main thread that can be
 * started, stopped and configured, and whose properties tell its state. The work is done in the
 * thread of its FbServer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver.h"

#include "fb-certificate.h"
#include "fb-receiver-enums.h"
#include "fb-server.h"

/* An address may come with the network, and a port may be given up by another process. */
#define RETRY_SECONDS 10

struct _FbReceiver
{
  GObject parent_instance;

  FbStore *store;
  FbCredentials *credentials;
  FbReceiverConfig *config;
  FbCertificate *certificate;

  FbServer *server; /* unless it is stopped */
  FbReceiverState state;
  GError *problem;
  guint bound_port;
  gint64 receiving_since; /* 0 unless it is receiving */
  guint n_opened;         /* tells the newest result of opening the listener from those before it */
  guint retry_id;
  GPtrArray *stopping; /* tasks that wait for the end */

  FbRefusals *refusals;
  FbProbeLog *probes;
  FbTestLog *tests;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_PROBLEM,
  PROP_BOUND_PORT,
  PROP_CERTIFICATE_PROBLEM,
  PROP_CERTIFICATE_VALIDITY,
  PROP_CERTIFICATE_EXPIRY,
  PROP_PATH,
} FbReceiverProperty;

static GParamSpec *properties[PROP_PATH + 1];

G_DEFINE_FINAL_TYPE (FbReceiver, fb_receiver, G_TYPE_OBJECT)

static void
set_problem (FbReceiver *self, GError *problem)
{
  if (problem == self->problem)
    return;
  g_clear_error (&self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_state (FbReceiver *self, FbReceiverState state)
{
  if (state == self->state)
    return;
  self->state = state;
  self->receiving_since = state == FB_RECEIVER_RECEIVING ? g_get_real_time () : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_bound_port (FbReceiver *self, guint port)
{
  if (port == self->bound_port)
    return;
  self->bound_port = port;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOUND_PORT]);
}

/* Notifies once of each property that has changed, when all of them have. */
static void
set_all (FbReceiver *self, FbReceiverState state, guint port, GError *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_bound_port (self, port);
  set_problem (self, problem);
  set_state (self, state);
  g_object_thaw_notify (G_OBJECT (self));
}

static void open_listener (FbReceiver *self);

/* Reading the certificate again opens the listener, whatever comes of it. */
static void
try_again (FbReceiver *self)
{
  if (fb_certificate_get_problem (self->certificate) != NULL)
    fb_certificate_reload (self->certificate);
  else
    open_listener (self);
}

static gboolean
on_retry (gpointer user_data)
{
  FbReceiver *self = user_data;

  self->retry_id = 0;
  try_again (self);
  return G_SOURCE_REMOVE;
}

static void
fail (FbReceiver *self, GError *problem)
{
  g_message ("Not receiving: %s", problem->message);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
  set_all (self, FB_RECEIVER_FAILED, 0, problem);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbReceiver *self = FB_RECEIVER (source);
  GError *error = NULL;
  gssize port = fb_server_open_finish (result, &error);

  if (GPOINTER_TO_UINT (user_data) != self->n_opened || self->server == NULL ||
      self->stopping != NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (error == NULL)
    {
      g_message ("Receiving on port %u", (guint) port);
      set_all (self, FB_RECEIVER_RECEIVING, (guint) port, NULL);
      return;
    }
  fail (self, error);
}

/* Whether it may listen as it is configured. While that isn't known yet, @error is not set. */
static gboolean
may_open (FbReceiver *self, GError **error)
{
  if (fb_certificate_get (self->certificate) != NULL)
    return TRUE;
  if (fb_receiver_config_wants_tls (self->config))
    {
      const GError *problem = fb_certificate_get_problem (self->certificate);

      if (problem != NULL && error != NULL)
        *error = g_error_copy (problem);
      return FALSE;
    }
  return fb_receiver_config_check_exposure (self->config, error);
}

/* The configuration with the certificate that is in use. */
static FbReceiverConfig *
dup_current_config (FbReceiver *self)
{
  return fb_receiver_config_new_with_credentials (self->config,
                                                  fb_certificate_get (self->certificate));
}

static void
open_listener (FbReceiver *self)
{
  GError *error = NULL;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->n_opened++;
  if (!may_open (self, &error))
    {
      fb_server_close (self->server);
      if (error != NULL)
        fail (self, error);
      else
        set_all (self, FB_RECEIVER_STARTING, 0, NULL);
      return;
    }
  g_autoptr (FbReceiverConfig) config = dup_current_config (self);
  fb_server_open_async (self->server, config, G_OBJECT (self), on_opened,
                        GUINT_TO_POINTER (self->n_opened));
}

static gboolean
is_started (FbReceiver *self)
{
  return self->server != NULL && self->stopping == NULL;
}

/* A listener that is open stays so with another certificate: connections that wait in its backlog
 * aren't lost. */
static void
on_certificate_changed (FbReceiver *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE_PROBLEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE_VALIDITY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE_EXPIRY]);
  g_object_thaw_notify (G_OBJECT (self));
  if (!is_started (self))
    return;
  if (self->state == FB_RECEIVER_RECEIVING && may_open (self, NULL))
    {
      g_autoptr (FbReceiverConfig) config = dup_current_config (self);
      fb_server_set_config (self->server, config);
    }
  else
    open_listener (self);
}

static void
fb_receiver_dispose (GObject *object)
{
  FbReceiver *self = FB_RECEIVER (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_pointer (&self->server, fb_server_free);
  g_clear_object (&self->refusals);
  g_clear_object (&self->certificate);
  g_clear_object (&self->store);
  g_clear_object (&self->credentials);
  G_OBJECT_CLASS (fb_receiver_parent_class)->dispose (object);
}

static void
fb_receiver_finalize (GObject *object)
{
  FbReceiver *self = FB_RECEIVER (object);

  g_clear_error (&self->problem);
  fb_probe_log_unref (self->probes);
  fb_test_log_unref (self->tests);
  fb_receiver_config_unref (self->config);
  G_OBJECT_CLASS (fb_receiver_parent_class)->finalize (object);
}

static void
fb_receiver_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FbReceiver *self = FB_RECEIVER (object);

  switch ((FbReceiverProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->problem);
      break;
    case PROP_BOUND_PORT:
      g_value_set_uint (value, self->bound_port);
      break;
    case PROP_CERTIFICATE_PROBLEM:
      g_value_set_boxed (value, fb_certificate_get_problem (self->certificate));
      break;
    case PROP_CERTIFICATE_VALIDITY:
      g_value_set_enum (value, fb_certificate_get_validity (self->certificate));
      break;
    case PROP_CERTIFICATE_EXPIRY:
      g_value_take_boxed (value, fb_certificate_dup_expiry (self->certificate));
      break;
    case PROP_PATH:
      g_value_set_string (value, self->config->path);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fb_receiver_class_init (FbReceiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fb_receiver_dispose;
  object_class->finalize = fb_receiver_finalize;
  object_class->get_property = fb_receiver_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FB_TYPE_RECEIVER_STATE, FB_RECEIVER_STOPPED, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_BOUND_PORT] =
    g_param_spec_uint ("bound-port", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_CERTIFICATE_PROBLEM] =
    g_param_spec_boxed ("certificate-problem", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_CERTIFICATE_VALIDITY] = g_param_spec_enum (
    "certificate-validity", NULL, NULL, FB_TYPE_CERTIFICATE_VALIDITY, FB_CERTIFICATE_VALID, flags);
  properties[PROP_CERTIFICATE_EXPIRY] =
    g_param_spec_boxed ("certificate-expiry", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, "/webhook", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_receiver_init (FbReceiver *self)
{
  static const FbReceiverOptions defaults = FB_RECEIVER_OPTIONS_DEFAULT;

  self->config = fb_receiver_config_new (&defaults);
  self->certificate = fb_certificate_new ();
  self->refusals = fb_refusals_new ();
  self->probes = fb_probe_log_new ();
  self->tests = fb_test_log_new ();
  g_signal_connect_object (self->certificate, "changed", G_CALLBACK (on_certificate_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * fb_receiver_new:
 * @store: where deliveries are kept
 * @credentials: user name and password
 *
 * The receiver belongs to the thread that makes it, and notifies in its main context.
 *
 * Returns: (transfer full): a receiver with the default configuration, which isn't started
 */
FbReceiver *
fb_receiver_new (FbStore *store, FbCredentials *credentials)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);

  FbReceiver *self = g_object_new (FB_TYPE_RECEIVER, NULL);
  self->store = g_object_ref (store);
  self->credentials = g_object_ref (credentials);
  return self;
}

/* Whether the listener has to be opened anew. Where the confirmation of plain HTTP makes no
 * difference, connections that wait in the listener's backlog aren't lost for it. */
static gboolean
must_reopen (FbReceiver *self, const FbReceiverConfig *before)
{
  const FbReceiverConfig *now = self->config;

  if (!g_str_equal (before->address, now->address) || before->port != now->port)
    return TRUE;
  return before->is_plain_http_confirmed != now->is_plain_http_confirmed &&
         (self->state != FB_RECEIVER_RECEIVING || fb_receiver_config_is_exposed (before));
}

/**
 * fb_receiver_set_config:
 * @self: a receiver
 * @config: what to set it to
 *
 * Takes effect at once, without disturbing connections that are open: limits and the certificate
 * for connections that are accepted from now on, path, senders and proxies for requests whose
 * headers have not been received yet; the listener moves if address or port differ.
 *
 * The certificate's files are read again whenever they change. If they can't be used, what was used
 * before stays in use, and #FbReceiver:certificate-problem says why; if there was nothing before,
 * the receiver doesn't listen: plain HTTP never takes the place of TLS.
 */
void
fb_receiver_set_config (FbReceiver *self, FbReceiverConfig *config)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (config != NULL);

  g_autoptr (FbReceiverConfig) before = self->config;
  self->config = fb_receiver_config_ref (config);
  if (is_started (self) && !must_reopen (self, before))
    {
      g_autoptr (FbReceiverConfig) current = dup_current_config (self);
      fb_server_set_config (self->server, current);
    }
  fb_certificate_set_files (self->certificate, config->certificate_file, config->key_file);
  if (is_started (self) && must_reopen (self, before))
    open_listener (self);
  if (!g_str_equal (before->path, config->path))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

/**
 * fb_receiver_start:
 * @self: a receiver that isn't being stopped
 *
 * #FbReceiver:state tells what comes of it. Where it can't listen, it tries again every few
 * seconds.
 */
void
fb_receiver_start (FbReceiver *self)
{
  g_return_if_fail (FB_IS_RECEIVER (self));
  g_return_if_fail (self->stopping == NULL);

  if (self->server != NULL)
    return;
  self->server = fb_server_new (self->store, self->credentials, self->config,
                                fb_refusals_get_log (self->refusals), self->probes, self->tests);
  set_all (self, FB_RECEIVER_STARTING, 0, NULL);
  open_listener (self);
}

/**
 * fb_receiver_retry:
 * @self: a receiver
 *
 * Tries to listen at once, where it could not, rather than in a few seconds. Its state changes only
 * when that has succeeded or failed. Does nothing to a receiver that isn't started or is being
 * stopped.
 */
void
fb_receiver_retry (FbReceiver *self)
{
  g_return_if_fail (FB_IS_RECEIVER (self));

  if (self->state == FB_RECEIVER_FAILED && self->stopping == NULL)
    try_again (self);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbReceiver *self = FB_RECEIVER (source);
  g_autoptr (GPtrArray) stopping = g_steal_pointer (&self->stopping);

  fb_server_stop_finish (result, NULL);
  g_clear_pointer (&self->server, fb_server_free);
  set_all (self, FB_RECEIVER_STOPPED, 0, NULL);
  for (guint i = 0; i < stopping->len; i++)
    g_task_return_boolean (g_ptr_array_index (stopping, i), TRUE);
}

/**
 * fb_receiver_stop_async:
 * @self: a receiver
 * @callback: called when it has stopped
 * @user_data: for @callback
 *
 * Accepts no more connections. Requests under way are kept and answered, if they come to an end
 * within the time that the limits give them.
 */
void
fb_receiver_stop_async (FbReceiver *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FB_IS_RECEIVER (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_receiver_stop_async);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->server == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  gboolean is_first = self->stopping == NULL;
  if (is_first)
    self->stopping = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->stopping, g_steal_pointer (&task));
  if (is_first)
    fb_server_stop_async (self->server, G_OBJECT (self), on_stopped, NULL);
}

/**
 * fb_receiver_stop_finish:
 * @self: a receiver
 * @result: what the callback was given
 * @error: (optional): never set
 *
 * Returns: %TRUE: it has stopped
 */
gboolean
fb_receiver_stop_finish (FbReceiver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_receiver_get_state:
 * @self: a receiver
 *
 * Returns: its state
 */
FbReceiverState
fb_receiver_get_state (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), FB_RECEIVER_STOPPED);

  return self->state;
}

/**
 * fb_receiver_get_receiving_since:
 * @self: a receiver
 *
 * Changes with #FbReceiver:state.
 *
 * Returns: since when it is receiving, in microseconds since 1970 UTC; 0 if it isn't
 */
gint64
fb_receiver_get_receiving_since (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), 0);

  return self->receiving_since;
}

/**
 * fb_receiver_get_problem:
 * @self: a receiver
 *
 * A %FB_RECEIVER_ERROR, or a %G_IO_ERROR: %G_IO_ERROR_ADDRESS_IN_USE if the port is in use,
 * %G_IO_ERROR_PERMISSION_DENIED if it is reserved for the system, %G_IO_ERROR_INVALID_ARGUMENT if
 * the address is none; any other if this machine doesn't have the address.
 *
 * Returns: (transfer none) (nullable): why it isn't receiving
 */
const GError *
fb_receiver_get_problem (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return self->problem;
}

/**
 * fb_receiver_get_certificate_problem:
 * @self: a receiver
 *
 * Returns: (transfer none) (nullable): why the certificate that was set, or has changed, isn't in
 *   use: a #FbReceiverError
 */
const GError *
fb_receiver_get_certificate_problem (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return fb_certificate_get_problem (self->certificate);
}

/**
 * fb_receiver_get_certificate_validity:
 * @self: a receiver
 *
 * The getter of #FbReceiver:certificate-validity, which notifies when it changes, also by the mere
 * passing of time.
 *
 * Returns: how close the certificate in use is to its expiry
 */
FbCertificateValidity
fb_receiver_get_certificate_validity (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), FB_CERTIFICATE_VALID);

  return fb_certificate_get_validity (self->certificate);
}

/**
 * fb_receiver_dup_certificate_expiry:
 * @self: a receiver
 *
 * The getter of #FbReceiver:certificate-expiry.
 *
 * Returns: (transfer full) (nullable): when the certificate in use expires, in UTC; %NULL if there
 *   is none
 */
GDateTime *
fb_receiver_dup_certificate_expiry (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return fb_certificate_dup_expiry (self->certificate);
}

/**
 * fb_receiver_get_refusals:
 * @self: a receiver
 *
 * Returns: (transfer none): the last requests that were refused, also before it was stopped and
 *   started again
 */
FbRefusals *
fb_receiver_get_refusals (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return self->refusals;
}

/**
 * fb_receiver_get_last_refusal:
 * @self: a receiver
 *
 * Returns: (transfer none) (nullable): the last request that was refused; it may be replaced when
 *   the main context runs
 */
const FbRefusal *
fb_receiver_get_last_refusal (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return fb_refusals_get_last (self->refusals);
}

/**
 * fb_receiver_get_probes:
 * @self: a receiver
 *
 * A request with GET, at any path, with a query that is %FB_PROBE_PARAMETER, an equals sign and a
 * nonce, is known as one of our own by it.
 *
 * Returns: (transfer none): the requests that this process sends to itself
 */
FbProbeLog *
fb_receiver_get_probes (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return self->probes;
}

/**
 * fb_receiver_get_tests:
 * @self: a receiver
 *
 * A delivery that is posted with the sign-in of a test is kept as one, if it brings what that test
 * was said to bring. It counts neither as refused nor as accepted.
 *
 * Returns: (transfer none): the faxes that this process sends to itself
 */
FbTestLog *
fb_receiver_get_tests (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  return self->tests;
}

/**
 * fb_receiver_is_exposed:
 * @self: a receiver
 *
 * Returns: whether it receives where other computers can read passwords and faxes on their way
 */
gboolean
fb_receiver_is_exposed (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), FALSE);

  return self->state == FB_RECEIVER_RECEIVING && fb_receiver_config_is_exposed (self->config);
}

/**
 * fb_receiver_get_bound_port:
 * @self: a receiver
 *
 * Returns: the port on which it listens, or 0 while it doesn't
 */
guint
fb_receiver_get_bound_port (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), 0);

  return self->bound_port;
}

/**
 * fb_receiver_dup_url:
 * @self: a receiver
 *
 * Returns: (transfer full): the URL that webhooks are posted to, as seen from this machine
 */
char *
fb_receiver_dup_url (FbReceiver *self)
{
  g_return_val_if_fail (FB_IS_RECEIVER (self), NULL);

  const FbReceiverConfig *config = self->config;
  guint port = self->bound_port != 0 ? self->bound_port : config->port;
  const char *scheme = fb_receiver_config_wants_tls (config) ? "https" : "http";
  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, config->address, (int) port, config->path,
                     NULL, NULL);
}
