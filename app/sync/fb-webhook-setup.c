/* fb-webhook-setup.c
 *
 * The webhook at Documo that delivers faxes to this computer: how it stands. Nothing is asked by
 * itself: somebody looks, or has it made, mended or removed. A webhook that isn't Faxbell's is
 * never touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-setup-private.h"

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-public-address.h"
#include "fb-sync-enums.h"

typedef enum
{
  PROP_STATE = 1,
  PROP_BUSY,
} FbWebhookSetupProperty;

static GParamSpec *properties[PROP_BUSY + 1];

G_DEFINE_FINAL_TYPE (FbWebhookSetup, fb_webhook_setup, G_TYPE_OBJECT)

/* State */

static gboolean
is_address_missing (FbWebhookSetup *self)
{
  g_autofree char *address = fb_webhook_setup_dup_address (self);

  return address == NULL;
}

static FbWebhookState
get_state_of_error (const GError *error)
{
  if (g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT) ||
      g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING) ||
      g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_MISSING))
    return FB_WEBHOOK_NO_KEY;
  if (g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WEAK))
    return FB_WEBHOOK_FORBIDDEN;
  return FB_WEBHOOK_UNREACHABLE;
}

static FbWebhookState
get_state_of_findings (FbWebhookSetup *self)
{
  if (is_address_missing (self))
    return FB_WEBHOOK_NO_ADDRESS;
  if (self->judgements->len == 0)
    return g_error_matches (self->problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WEAK)
             ? FB_WEBHOOK_FORBIDDEN
             : FB_WEBHOOK_ABSENT;
  if (fb_webhook_setup_get_differences (self) != FB_WEBHOOK_DIFFERS_NOT)
    return FB_WEBHOOK_DIFFERENT;
  return fb_webhook_setup_is_off (self) ? FB_WEBHOOK_OFF : FB_WEBHOOK_FINE;
}

static void
set_state (FbWebhookSetup *self, FbWebhookState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* fb_webhook_setup_set_busy:
 * @self: a setup
 * @is_busy: whether Documo is being asked
 */
void
fb_webhook_setup_set_busy (FbWebhookSetup *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
judge (FbWebhookSetup *self)
{
  g_autofree char *address = fb_webhook_setup_dup_address (self);

  g_ptr_array_unref (self->judgements);
  self->judgements = fb_webhook_judge (self->findings.webhooks, self->settings,
                                       (const char *const *) self->findings.users, address);
}

static void
forget (FbWebhookSetup *self)
{
  fb_webhook_findings_clear (&self->findings);
  self->findings.events_refused = FALSE;
  g_ptr_array_set_size (self->judgements, 0);
  g_clear_error (&self->problem);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Takes @findings, if there are any. */
static void
take_findings (FbWebhookSetup *self, FbWebhookFindings *findings)
{
  findings->events_refused = findings->events_refused || self->findings.events_refused;
  fb_webhook_findings_clear (&self->findings);
  self->findings = *findings;
  memset (findings, 0, sizeof *findings);
  judge (self);
}

/* fb_webhook_setup_take_result:
 * @self: a setup
 * @findings: what was found, which is taken if anything was
 * @error: (nullable): what failed
 */
void
fb_webhook_setup_take_result (FbWebhookSetup *self,
                              FbWebhookFindings *findings,
                              const GError *error)
{
  if (findings->webhooks == NULL && is_cancelled (error))
    return;
  g_clear_error (&self->problem);
  self->problem = error != NULL && !is_cancelled (error) ? g_error_copy (error) : NULL;
  self->looked_at = g_get_monotonic_time ();
  if (findings->webhooks != NULL)
    {
      take_findings (self, findings);
      set_state (self, get_state_of_findings (self));
    }
  else
    set_state (self, get_state_of_error (error));
}

/* What is shown is still what Documo said; only what it has to be is another. */
static void
on_address_changed (FbWebhookSetup *self)
{
  if (self->findings.webhooks != NULL)
    judge (self);
  if (self->state == FB_WEBHOOK_UNKNOWN || self->state == FB_WEBHOOK_NO_KEY ||
      self->state == FB_WEBHOOK_FORBIDDEN || self->state == FB_WEBHOOK_UNREACHABLE)
    return;
  set_state (self,
             self->findings.webhooks != NULL ? get_state_of_findings (self) : FB_WEBHOOK_UNKNOWN);
}

static void
on_key_changed (FbWebhookSetup *self)
{
  self->generation++;
  forget (self);
  set_state (self, FB_WEBHOOK_UNKNOWN);
}

/* GObject */

static void
fb_webhook_setup_dispose (GObject *object)
{
  FbWebhookSetup *self = FB_WEBHOOK_SETUP (object);

  g_clear_object (&self->api_key);
  g_clear_object (&self->sign_ins);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_webhook_setup_parent_class)->dispose (object);
}

static void
fb_webhook_setup_finalize (GObject *object)
{
  FbWebhookSetup *self = FB_WEBHOOK_SETUP (object);

  forget (self);
  g_ptr_array_unref (self->judgements);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (fb_webhook_setup_parent_class)->finalize (object);
}

static void
fb_webhook_setup_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbWebhookSetup *self = FB_WEBHOOK_SETUP (object);

  switch ((FbWebhookSetupProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_webhook_setup_class_init (FbWebhookSetupClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_webhook_setup_dispose;
  object_class->finalize = fb_webhook_setup_finalize;
  object_class->get_property = fb_webhook_setup_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FB_TYPE_WEBHOOK_STATE, FB_WEBHOOK_UNKNOWN, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_webhook_setup_init (FbWebhookSetup *self)
{
  self->judgements = g_ptr_array_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * fb_webhook_setup_new:
 * @api_key: with which Documo is asked
 * @credentials: to which sign-ins are added
 * @settings: the application's
 *
 * For the main thread.
 *
 * Returns: (transfer full): a setup that knows nothing yet: look
 */
FbWebhookSetup *
fb_webhook_setup_new (FbApiKey *api_key, FbCredentials *credentials, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_API_KEY (api_key), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbWebhookSetup *self = g_object_new (FB_TYPE_WEBHOOK_SETUP, NULL);

  self->api_key = g_object_ref (api_key);
  self->sign_ins = g_object_ref (fb_credentials_get_webhook_sign_ins (credentials));
  self->settings = g_object_ref (settings);
  g_signal_connect_object (api_key, "changed", G_CALLBACK (on_key_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::public-address", G_CALLBACK (on_address_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::receiver-path", G_CALLBACK (on_address_changed),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_webhook_setup_get_state:
 * @self: a setup
 *
 * Returns: how it stood when somebody looked last
 */
FbWebhookState
fb_webhook_setup_get_state (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FB_WEBHOOK_UNKNOWN);

  return self->state;
}

/**
 * fb_webhook_setup_is_busy:
 * @self: a setup
 *
 * Returns: whether Documo is being asked
 */
gboolean
fb_webhook_setup_is_busy (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  return self->is_busy;
}

/**
 * fb_webhook_setup_get_problem:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): why what was tried last failed: an #FbDocumoError, an
 *   #FbApiKeyError or a #GIOErrorEnum
 */
const GError *
fb_webhook_setup_get_problem (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), NULL);

  return self->problem;
}

/**
 * fb_webhook_setup_dup_address:
 * @self: a setup
 *
 * Returns: (transfer full) (nullable): where the webhook has to deliver; %NULL if it isn't known
 */
char *
fb_webhook_setup_dup_address (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), NULL);

  g_autofree char *text = g_settings_get_string (self->settings, "public-address");
  g_autofree char *path = g_settings_get_string (self->settings, "receiver-path");

  return fb_public_address_normalize (text, path);
}
