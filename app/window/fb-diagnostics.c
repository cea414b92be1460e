/* fb-diagnostics.c
 *
 * Whether everything works: asks everything that knows something of it, for as long as somebody
 * looks. The store's numbers are read now and then, as they cost something; the rest is told by
 * those who know it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnostics.h"

#include "fb-api-key-setup.h"
#include "fb-diagnose-keeping.h"
#include "fb-diagnose-receiving.h"
#include "fb-diagnose-webhook.h"

/* The disk fills without a word. */
#define REFRESH_SECONDS 10

/* After something has changed in the store: there may be many changes. */
#define SUMMARY_DELAY_MS 500

struct _FbDiagnostics
{
  GObject parent_instance;

  FbStore *store;
  FbReceiver *receiver;
  FbOutsideWatch *outside_watch;
  FbDocumentSync *document_sync;
  FbApiKey *api_key;
  FbWebhookSetup *webhook_setup;
  GSettings *settings;

  gboolean is_active;
  GError *store_problem; /* nullable */
  FbStoreSummary summary;
  gboolean has_summary;
  FbDocumoAccount *account; /* nullable */
  GError *account_problem;  /* nullable */

  GCancellable *reading;  /* nullable: the summary */
  GCancellable *checking; /* nullable: the account */
  guint refresh_source;
  guint summary_source;
  guint changed_source;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (FbDiagnostics, fb_diagnostics, G_TYPE_OBJECT)

/* Changes */

static void
on_changed_idle (gpointer user_data)
{
  FbDiagnostics *self = user_data;

  self->changed_source = 0;
  g_signal_emit (self, changed_signal, 0);
}

static void
queue_changed (FbDiagnostics *self)
{
  if (self->is_active && self->changed_source == 0)
    self->changed_source = g_idle_add_once (on_changed_idle, self);
}

static void
give_up (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* Store */

static void
on_summarized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDiagnostics) self = user_data;
  g_autoptr (GError) error = NULL;
  FbStoreSummary summary;
  const gboolean is_read = fb_store_summarize_finish (FB_STORE (source), result, &summary, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  self->has_summary = is_read;
  if (is_read)
    self->summary = summary;
  queue_changed (self);
}

static void
read_summary (FbDiagnostics *self)
{
  g_clear_handle_id (&self->summary_source, g_source_remove);
  if (self->reading != NULL)
    return;
  self->reading = g_cancellable_new ();
  fb_store_summarize_async (self->store, self->reading, on_summarized, g_object_ref (self));
}

static void
on_summary_due (gpointer user_data)
{
  FbDiagnostics *self = user_data;

  self->summary_source = 0;
  read_summary (self);
}

static void
queue_summary (FbDiagnostics *self)
{
  if (self->is_active && self->summary_source == 0)
    self->summary_source = g_timeout_add_once (SUMMARY_DELAY_MS, on_summary_due, self);
}

/* Times of day become those of yesterday, too. */
static gboolean
on_refresh (gpointer user_data)
{
  FbDiagnostics *self = user_data;

  read_summary (self);
  fb_webhook_setup_look_if_old (self->webhook_setup);
  queue_changed (self);
  return G_SOURCE_CONTINUE;
}

/* Account */

static void
on_account_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDiagnostics) self = user_data;
  g_autoptr (GError) error = NULL;
  FbDocumoAccount *account = fb_api_key_check_finish (FB_API_KEY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->checking);
  self->account = account;
  self->account_problem = g_steal_pointer (&error);
  queue_changed (self);
}

static void
check_account (FbDiagnostics *self, gboolean may_prompt)
{
  give_up (&self->checking);
  g_clear_pointer (&self->account, fb_documo_account_unref);
  g_clear_error (&self->account_problem);
  self->checking = g_cancellable_new ();
  fb_api_key_check_async (self->api_key, may_prompt, self->checking, on_account_checked,
                          g_object_ref (self));
  queue_changed (self);
}

static void
on_key_changed (FbDiagnostics *self)
{
  if (self->is_active)
    check_account (self, FALSE);
}

/* Once the key is another, nothing is known. */
static void
on_webhook_changed (FbDiagnostics *self)
{
  if (self->is_active && fb_webhook_setup_get_state (self->webhook_setup) == FB_WEBHOOK_UNKNOWN)
    fb_webhook_setup_look_if_old (self->webhook_setup);
  queue_changed (self);
}

/* GObject */

static void
fb_diagnostics_dispose (GObject *object)
{
  FbDiagnostics *self = FB_DIAGNOSTICS (object);

  fb_diagnostics_set_active (self, FALSE);
  g_clear_object (&self->store);
  g_clear_object (&self->receiver);
  g_clear_object (&self->outside_watch);
  g_clear_object (&self->document_sync);
  g_clear_object (&self->api_key);
  g_clear_object (&self->webhook_setup);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_diagnostics_parent_class)->dispose (object);
}

static void
fb_diagnostics_finalize (GObject *object)
{
  FbDiagnostics *self = FB_DIAGNOSTICS (object);

  g_clear_error (&self->store_problem);
  g_clear_error (&self->account_problem);
  g_clear_pointer (&self->account, fb_documo_account_unref);

  G_OBJECT_CLASS (fb_diagnostics_parent_class)->finalize (object);
}

static void
fb_diagnostics_class_init (FbDiagnosticsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_diagnostics_dispose;
  object_class->finalize = fb_diagnostics_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_diagnostics_init (FbDiagnostics *self)
{
}

static void
follow (FbDiagnostics *self)
{
  const struct
  {
    gpointer object;
    const char *signal;
    void (*callback) (FbDiagnostics *self);
  } signals[] = {
    { self->receiver, "notify", queue_changed },
    { fb_receiver_get_refusals (self->receiver), "notify", queue_changed },
    { fb_receiver_get_refusals (self->receiver), "refused", queue_changed },
    { fb_receiver_get_refusals (self->receiver), "accepted", queue_changed },
    { self->outside_watch, "notify", queue_changed },
    { self->settings, "changed", queue_changed },
    { self->webhook_setup, "notify", on_webhook_changed },
    { self->document_sync, "notify::problem", queue_changed },
    { self->document_sync, "notify::n-due", queue_summary },
    { self->store, "notify::open", queue_summary },
    { self->store, "notify::damaged-file", queue_changed },
    { self->store, "faxes-changed", queue_summary },
    { self->api_key, "changed", on_key_changed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (signals[i].object, signals[i].signal, G_CALLBACK (signals[i].callback),
                             self, G_CONNECT_SWAPPED);
}

/**
 * fb_diagnostics_new:
 * @store: keeps the faxes
 * @receiver: receives them
 * @outside_watch: asks the public address
 * @document_sync: fetches documents
 * @api_key: for that
 * @webhook_setup: the webhook at Documo
 * @settings: the application's
 *
 * For the main thread. It does nothing before it is active.
 *
 * Returns: (transfer full): what asks whether everything works
 */
FbDiagnostics *
fb_diagnostics_new (FbStore *store,
                    FbReceiver *receiver,
                    FbOutsideWatch *outside_watch,
                    FbDocumentSync *document_sync,
                    FbApiKey *api_key,
                    FbWebhookSetup *webhook_setup,
                    GSettings *settings)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (outside_watch), NULL);
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (document_sync), NULL);
  g_return_val_if_fail (FB_IS_API_KEY (api_key), NULL);
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (webhook_setup), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbDiagnostics *self = g_object_new (FB_TYPE_DIAGNOSTICS, NULL);

  self->store = g_object_ref (store);
  self->receiver = g_object_ref (receiver);
  self->outside_watch = g_object_ref (outside_watch);
  self->document_sync = g_object_ref (document_sync);
  self->api_key = g_object_ref (api_key);
  self->webhook_setup = g_object_ref (webhook_setup);
  self->settings = g_object_ref (settings);
  follow (self);
  return self;
}

/**
 * fb_diagnostics_set_store_problem:
 * @self: what asks
 * @problem: (nullable): why the store could not be opened, or %NULL if it could; it is copied
 */
void
fb_diagnostics_set_store_problem (FbDiagnostics *self, const GError *problem)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  g_clear_error (&self->store_problem);
  self->store_problem = problem != NULL ? g_error_copy (problem) : NULL;
  queue_changed (self);
}

/**
 * fb_diagnostics_set_active:
 * @self: what asks
 * @is_active: whether somebody looks
 *
 * When somebody begins to, everything is asked anew, without a question to unlock the keyring.
 */
void
fb_diagnostics_set_active (FbDiagnostics *self, gboolean is_active)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  if (is_active)
    {
      self->refresh_source = g_timeout_add_seconds (REFRESH_SECONDS, on_refresh, self);
      read_summary (self);
      check_account (self, FALSE);
      fb_webhook_setup_look_if_old (self->webhook_setup);
      return;
    }
  give_up (&self->reading);
  give_up (&self->checking);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->summary_source, g_source_remove);
  g_clear_handle_id (&self->changed_source, g_source_remove);
}

/**
 * fb_diagnostics_ask:
 * @self: what asks
 * @subject: about what
 *
 * Returns: (transfer full): what is known of it
 */
FbDiagnostic *
fb_diagnostics_ask (FbDiagnostics *self, FbDiagnosticSubject subject)
{
  g_return_val_if_fail (FB_IS_DIAGNOSTICS (self), NULL);

  const FbStoreSummary *summary =
    self->has_summary && fb_store_is_open (self->store) ? &self->summary : NULL;

  switch (subject)
    {
    case FB_DIAGNOSTIC_RECEIVER:
      return fb_diagnose_receiver (self->receiver, self->settings);
    case FB_DIAGNOSTIC_LAST_FAX:
      return fb_diagnose_last_fax (summary);
    case FB_DIAGNOSTIC_REFUSAL:
      return fb_diagnose_refusal (fb_receiver_get_refusals (self->receiver));
    case FB_DIAGNOSTIC_OUTSIDE:
      return fb_diagnose_outside (self->outside_watch);
    case FB_DIAGNOSTIC_WEBHOOK:
      return fb_diagnose_webhook (self->webhook_setup, self->settings, summary);
    case FB_DIAGNOSTIC_DOCUMENTS:
      return fb_diagnose_documents (summary, fb_document_sync_get_problem (self->document_sync));
    case FB_DIAGNOSTIC_ACCOUNT:
      return fb_diagnose_account (self->account, self->account_problem);
    case FB_DIAGNOSTIC_DISK:
    default:
      return fb_diagnose_disk (self->store, summary, self->store_problem);
    }
}

/**
 * fb_diagnostics_dup_report:
 * @self: what asks
 *
 * Returns: (transfer full): all that is known, as plain text for those who help: no passwords, and
 *   no names or numbers of people
 */
char *
fb_diagnostics_dup_report (FbDiagnostics *self)
{
  g_return_val_if_fail (FB_IS_DIAGNOSTICS (self), NULL);

  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  GString *report = g_string_new (NULL);

  g_string_append_printf (report, "Faxbell %s, %s\n", PACKAGE_VERSION, time);
  for (guint i = 0; i < FB_N_DIAGNOSTICS; i++)
    {
      const FbDiagnosticSubject subject = (FbDiagnosticSubject) i;
      g_autoptr (FbDiagnostic) diagnostic = fb_diagnostics_ask (self, subject);
      const char *sentence =
        diagnostic->public_sentence != NULL ? diagnostic->public_sentence : diagnostic->sentence;

      g_string_append_printf (report, "\n%s: %s\n  %s\n", fb_diagnostic_subject_get_title (subject),
                              fb_diagnostic_level_get_label (diagnostic->level), sentence);
    }
  return g_string_free (report, FALSE);
}

/**
 * fb_diagnostics_check_account:
 * @self: what asks
 *
 * Tries the API key again; the user may be asked to unlock the keyring.
 */
void
fb_diagnostics_check_account (FbDiagnostics *self)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  check_account (self, TRUE);
}

/**
 * fb_diagnostics_check_outside:
 * @self: what asks
 *
 * Asks the public address at once.
 */
void
fb_diagnostics_check_outside (FbDiagnostics *self)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  fb_outside_watch_ask_now (self->outside_watch);
}

/**
 * fb_diagnostics_check_webhook:
 * @self: what asks
 *
 * Asks Documo at once how delivery stands; the user may be asked to unlock the keyring.
 */
void
fb_diagnostics_check_webhook (FbDiagnostics *self)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  fb_webhook_setup_look_async (self->webhook_setup, TRUE, NULL, NULL, NULL);
}

/**
 * fb_diagnostics_mend_webhook:
 * @self: what asks
 *
 * Has Documo deliver to this computer again as it has to.
 */
void
fb_diagnostics_mend_webhook (FbDiagnostics *self)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  fb_webhook_setup_mend_async (self->webhook_setup, NULL, NULL, NULL);
}

/**
 * fb_diagnostics_download:
 * @self: what asks
 *
 * Downloads all documents that are missing.
 */
void
fb_diagnostics_download (FbDiagnostics *self)
{
  g_return_if_fail (FB_IS_DIAGNOSTICS (self));

  fb_document_sync_fetch_now (self->document_sync, NULL);
}
