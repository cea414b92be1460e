/* fb-diagnose-webhook.c
 *
 * Whether Documo delivers faxes to this computer. Where it doesn't say so, faxes may come all the
 * same: a webhook can be entered by hand at places of Documo's that its API doesn't show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnose-webhook.h"

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

/**
 * fb_diagnose_webhook:
 * @setup: the webhook at Documo
 *
 * Returns: (transfer full): whether Documo delivers to this computer, as it was seen last
 */
FbDiagnostic *
fb_diagnose_webhook (FbWebhookSetup *setup)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (setup), NULL);

  const Look look = get_look (setup);

  return fb_diagnostic_new (look.level, fb_webhook_dup_sentence (setup), look.remedies[0],
                            look.remedies[1]);
}
