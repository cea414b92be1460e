/* fb-certificate.c
 *
 * The certificate and key for HTTPS: read from PEM files, and read again whenever these change,
 * since certificates are renewed every few weeks by other programs. Files that can't be used
 * (partly written, the key of another certificate, expired) change nothing but the problem that is
 * reported: the certificate from before stays in use.
 *
 * For the main thread. Files are read in another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-certificate.h"

#include <string.h>

#include "fb-receiver-error.h"

/* The key is replaced a moment after the certificate. */
#define SETTLE_MS 250

#define MAX_FILE_BYTES (1024 * 1024)

/* The clock may be set, and the machine may sleep: no timer is trusted for longer. */
#define MAX_CHECK_SECONDS 3600

struct _FbCertificate
{
  GObject parent_instance;

  char *file;
  char *key_file;
  GFileMonitor *monitors[2];
  guint settle_id;
  guint n_loads; /* tells the newest result from those before it */

  FbTlsCredentials *credentials;
  FbCertificateValidity validity;
  guint check_id;
  GError *problem;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (FbCertificate, fb_certificate, G_TYPE_OBJECT)

typedef struct
{
  char *file;
  char *key_file;
  guint number;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->file);
  g_free (load->key_file);
  g_free (load);
}

/* Seconds since 1970. */
static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static char *
read_file (const char *file_name, gsize *length, GError **error)
{
  char *text = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (file_name);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                       G_FILE_QUERY_INFO_NONE, NULL, &cause);

  if (info != NULL && (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
                       g_file_info_get_size (info) > MAX_FILE_BYTES))
    g_set_error_literal (&cause, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                         "It is not a regular file, or too large");
  if (cause == NULL && g_file_get_contents (file_name, &text, length, &cause))
    return text;
  g_set_error (error, FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_CERTIFICATE_FILE, "%s: %s", file_name,
               cause->message);
  return NULL;
}

static FbTlsCredentials *
make_credentials (const char *text, gsize length, const char *key, gsize key_length, GError **error)
{
  g_autoptr (FbTlsCredentials) credentials =
    fb_tls_credentials_new (text, length, key, key_length, error);

  if (credentials == NULL)
    return NULL;
  if (fb_tls_credentials_get_end (credentials) > get_now ())
    return g_steal_pointer (&credentials);
  g_set_error_literal (error, FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED,
                       "The certificate has expired");
  return NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;
  gsize length = 0;
  gsize key_length = 0;
  FbTlsCredentials *credentials = NULL;
  g_autofree char *text = read_file (load->file, &length, &error);
  char *key = text != NULL ? read_file (load->key_file, &key_length, &error) : NULL;

  if (key != NULL)
    {
      credentials = make_credentials (text, length, key, key_length, &error);
      explicit_bzero (key, key_length);
      g_free (key);
    }
  if (credentials != NULL)
    g_task_return_pointer (task, credentials, (GDestroyNotify) fb_tls_credentials_unref);
  else
    g_task_return_error (task, error);
}

/* When the last third of its lifetime begins, in seconds since 1970. */
static gint64
get_renewal_time (const FbTlsCredentials *credentials)
{
  gint64 end = fb_tls_credentials_get_end (credentials);

  return end - (end - fb_tls_credentials_get_start (credentials)) / 3;
}

static gboolean on_check (gpointer user_data);

/* Finds out how long the certificate remains valid, and when that has to be done again. */
static gboolean
update_validity (FbCertificate *self)
{
  FbCertificateValidity before = self->validity;

  g_clear_handle_id (&self->check_id, g_source_remove);
  self->validity = FB_CERTIFICATE_VALID;
  if (self->credentials != NULL)
    {
      gint64 now = get_now ();
      gint64 end = fb_tls_credentials_get_end (self->credentials);
      gint64 renewal = get_renewal_time (self->credentials);

      if (now >= end)
        self->validity = FB_CERTIFICATE_EXPIRED;
      else if (now >= renewal)
        self->validity = FB_CERTIFICATE_EXPIRING;
      gint64 next = (now >= renewal ? end : renewal) - now;
      self->check_id = g_timeout_add_seconds (
        next > 0 ? (guint) MIN (next, MAX_CHECK_SECONDS) : MAX_CHECK_SECONDS, on_check, self);
    }
  return self->validity != before;
}

static gboolean
on_check (gpointer user_data)
{
  FbCertificate *self = user_data;

  self->check_id = 0;
  if (update_validity (self))
    {
      g_message ("The certificate %s", self->validity == FB_CERTIFICATE_EXPIRED
                                         ? "has expired"
                                         : "is in the last third of its lifetime");
      g_signal_emit (self, changed_signal, 0);
    }
  return G_SOURCE_REMOVE;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbCertificate *self = FB_CERTIFICATE (source);
  Load *load = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (FbTlsCredentials) credentials = g_task_propagate_pointer (G_TASK (result), &error);

  if (load->number != self->n_loads)
    {
      g_clear_error (&error);
      return;
    }
  g_clear_error (&self->problem);
  self->problem = error;
  if (credentials != NULL)
    {
      g_clear_pointer (&self->credentials, fb_tls_credentials_unref);
      self->credentials = g_steal_pointer (&credentials);
    }
  else
    g_message ("The certificate can't be used: %s", error->message);
  update_validity (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * fb_certificate_reload:
 * @self: a certificate
 *
 * Reads the files again, if there are any, in another thread. #FbCertificate::changed tells when
 * that is done.
 */
void
fb_certificate_reload (FbCertificate *self)
{
  g_return_if_fail (FB_IS_CERTIFICATE (self));

  if (!fb_certificate_is_wanted (self))
    return;

  g_autoptr (GTask) task = g_task_new (self, NULL, on_loaded, NULL);
  Load *load = g_new0 (Load, 1);
  load->file = g_strdup (self->file);
  load->key_file = g_strdup (*self->key_file != '\0' ? self->key_file : self->file);
  load->number = ++self->n_loads;
  g_task_set_source_tag (task, fb_certificate_reload);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_in_thread);
}

static gboolean
on_settled (gpointer user_data)
{
  FbCertificate *self = user_data;

  self->settle_id = 0;
  fb_certificate_reload (self);
  return G_SOURCE_REMOVE;
}

static void
on_file_changed (FbCertificate *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, on_settled, self);
}

static void
clear_monitor (GFileMonitor **monitor)
{
  if (*monitor != NULL)
    g_file_monitor_cancel (*monitor);
  g_clear_object (monitor);
}

static void
watch (FbCertificate *self, GFileMonitor **monitor, const char *file_name)
{
  clear_monitor (monitor);
  if (*file_name == '\0')
    return;

  g_autoptr (GFile) file = g_file_new_for_path (file_name);
  g_autoptr (GError) error = NULL;
  *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (*monitor != NULL)
    g_signal_connect_object (*monitor, "changed", G_CALLBACK (on_file_changed), self,
                             G_CONNECT_SWAPPED);
  else
    g_message ("Changes of the certificate will not be noticed: %s", error->message);
}

static void
fb_certificate_dispose (GObject *object)
{
  FbCertificate *self = FB_CERTIFICATE (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->check_id, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    clear_monitor (&self->monitors[i]);
  g_clear_pointer (&self->credentials, fb_tls_credentials_unref);
  G_OBJECT_CLASS (fb_certificate_parent_class)->dispose (object);
}

static void
fb_certificate_finalize (GObject *object)
{
  FbCertificate *self = FB_CERTIFICATE (object);

  g_clear_error (&self->problem);
  g_free (self->file);
  g_free (self->key_file);
  G_OBJECT_CLASS (fb_certificate_parent_class)->finalize (object);
}

static void
fb_certificate_class_init (FbCertificateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_certificate_dispose;
  object_class->finalize = fb_certificate_finalize;

  changed_signal = g_signal_new ("changed", FB_TYPE_CERTIFICATE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
fb_certificate_init (FbCertificate *self)
{
  self->file = g_strdup ("");
  self->key_file = g_strdup ("");
}

/**
 * fb_certificate_new:
 *
 * Returns: (transfer full): a certificate without files
 */
FbCertificate *
fb_certificate_new (void)
{
  return g_object_new (FB_TYPE_CERTIFICATE, NULL);
}

/**
 * fb_certificate_set_files:
 * @self: a certificate
 * @file: the certificate, and those between it and its authority, as PEM; empty for none
 * @key_file: its key, as PEM without a pass phrase; empty if it is in @file, too
 *
 * They are read in another thread; until that is done, what was used before stays in use. They are
 * watched, and read again when they change.
 */
void
fb_certificate_set_files (FbCertificate *self, const char *file, const char *key_file)
{
  g_return_if_fail (FB_IS_CERTIFICATE (self));
  g_return_if_fail (file != NULL && key_file != NULL);

  if (g_str_equal (self->file, file) && g_str_equal (self->key_file, key_file))
    return;
  g_free (self->file);
  g_free (self->key_file);
  self->file = g_strdup (file);
  self->key_file = g_strdup (key_file);
  watch (self, &self->monitors[0], file);
  watch (self, &self->monitors[1], key_file);
  if (fb_certificate_is_wanted (self))
    {
      fb_certificate_reload (self);
      return;
    }
  self->n_loads++;
  g_clear_pointer (&self->credentials, fb_tls_credentials_unref);
  g_clear_error (&self->problem);
  update_validity (self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * fb_certificate_is_wanted:
 * @self: a certificate
 *
 * Returns: whether there are files
 */
gboolean
fb_certificate_is_wanted (FbCertificate *self)
{
  return *self->file != '\0' || *self->key_file != '\0';
}

/**
 * fb_certificate_get:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): the certificate with its key that is in use
 */
FbTlsCredentials *
fb_certificate_get (FbCertificate *self)
{
  return self->credentials;
}

/**
 * fb_certificate_get_problem:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): why the files are not used, a #FbReceiverError
 */
const GError *
fb_certificate_get_problem (FbCertificate *self)
{
  return self->problem;
}

/**
 * fb_certificate_get_validity:
 * @self: a certificate
 *
 * The state is evaluated again when it is due to change, and at least once an hour;
 * #FbCertificate::changed tells when it has changed.
 *
 * Returns: how close the certificate in use is to its expiry
 */
FbCertificateValidity
fb_certificate_get_validity (FbCertificate *self)
{
  return self->validity;
}

/**
 * fb_certificate_dup_expiry:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): when the certificate in use expires, in UTC; %NULL if there
 *   is none
 */
GDateTime *
fb_certificate_dup_expiry (FbCertificate *self)
{
  return self->credentials != NULL
           ? g_date_time_new_from_unix_utc (fb_tls_credentials_get_end (self->credentials))
           : NULL;
}
