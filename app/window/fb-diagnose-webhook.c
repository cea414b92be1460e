/* fb-diagnose-webhook.c
 *
 * Whether Documo delivers faxes to this computer. Where it doesn't say so, faxes may come all the
 * same: a webhook can be entered by hand at places of Documo's that its API doesn't show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnose-webhook.h"

#include <glib/gi18n.h>

#include "fb-setup-progress.h"
#include "fb-webhook-words.h"

typedef struct
{
  FbDiagnosticLevel level;
  FbRemedy remedies[FB_DIAGNOSTIC_MAX_BUTTONS];
} Look;

static Look
get_look (FbWebhookSetup *setup)
{
  switch (fb_webhook_setup_get_state (setup))
    {
    case FB_WEBHOOK_FINE:
      return (Look){ FB_DIAGNOSTIC_FINE, { FB_REMEDY_CHECK_WEBHOOK, FB_REMEDY_NONE } };
    case FB_WEBHOOK_OFF:
    case FB_WEBHOOK_DIFFERENT:
      if (!fb_webhook_setup_may_mend (setup))
        return (Look){ FB_DIAGNOSTIC_ATTENTION, { FB_REMEDY_CHECK_WEBHOOK, FB_REMEDY_NONE } };
      return (Look){ FB_DIAGNOSTIC_ATTENTION, { FB_REMEDY_MEND_WEBHOOK, FB_REMEDY_CHECK_WEBHOOK } };
    case FB_WEBHOOK_ABSENT:
      return (Look){ FB_DIAGNOSTIC_UNKNOWN, { FB_REMEDY_WEBHOOK, FB_REMEDY_CHECK_WEBHOOK } };
    case FB_WEBHOOK_FORBIDDEN:
    case FB_WEBHOOK_UNREACHABLE:
      return (Look){ FB_DIAGNOSTIC_UNKNOWN, { FB_REMEDY_CHECK_WEBHOOK, FB_REMEDY_NONE } };
    case FB_WEBHOOK_NO_ADDRESS:
      return (Look){ FB_DIAGNOSTIC_UNKNOWN, { FB_REMEDY_PUBLIC_ADDRESS, FB_REMEDY_NONE } };
    case FB_WEBHOOK_NO_KEY:
      return (Look){ FB_DIAGNOSTIC_UNKNOWN, { FB_REMEDY_ACCOUNT, FB_REMEDY_NONE } };
    case FB_WEBHOOK_UNKNOWN:
    default:
      return (Look){ FB_DIAGNOSTIC_UNKNOWN, { FB_REMEDY_NONE, FB_REMEDY_NONE } };
    }
}

/* Without a key nobody can look: whether it was done by hand is what is known here. */
static FbDiagnostic *
diagnose_by_hand (GSettings *settings, const FbStoreSummary *summary)
{
  const gboolean has_come = summary != NULL && summary->last_received > 0;
  const gboolean is_told = g_settings_get_boolean (settings, FB_SETUP_DOCUMO_TOLD_KEY);
  const FbSetupStep missing = g_settings_get_boolean (settings, FB_SETUP_PASSWORD_LOST_KEY)
                                ? FB_SETUP_STEP_PASSWORD
                                : FB_SETUP_STEP_DOCUMO;

  if (has_come)
    return fb_diagnostic_new (FB_DIAGNOSTIC_FINE,
                              g_strdup (_ ("It is set up by hand at Documo, and faxes have come.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);
  if (is_told && missing == FB_SETUP_STEP_DOCUMO)
    return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN,
                              g_strdup (_ ("You have set it up by hand at Documo. Whether it works "
                                           "shows when the first fax comes.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);
  return fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION,
                            g_strdup (fb_setup_step_get_sentence (missing)), FB_REMEDY_SET_UP,
                            FB_REMEDY_ACCOUNT);
}

/**
 * fb_diagnose_webhook:
 * @setup: the webhook at Documo
 * @settings: the application's
 * @summary: (nullable): what is in the store, if that is known
 *
 * Returns: (transfer full): whether Documo delivers to this computer, as it was seen last
 */
FbDiagnostic *
fb_diagnose_webhook (FbWebhookSetup *setup, GSettings *settings, const FbStoreSummary *summary)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (setup), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  if (fb_webhook_setup_get_state (setup) == FB_WEBHOOK_NO_KEY && !fb_setup_has_webhook (settings))
    return diagnose_by_hand (settings, summary);

  const Look look = get_look (setup);

  return fb_diagnostic_new (look.level, fb_webhook_dup_sentence (setup), look.remedies[0],
                            look.remedies[1]);
}
