/* fb-webhook-words.c
 *
 * How the webhook at Documo stands, in words for users: whether Documo delivers faxes to this
 * computer, and what is in the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-words.h"

#include <glib/gi18n.h>

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-documo-words.h"
#include "fb-error-words.h"

static char *
dup_problem_sentence (const GError *problem)
{
  if (g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE))
    return g_strdup (_ ("Delivery to this computer was removed at Documo."));
  if (problem->domain == FB_DOCUMO_ERROR || problem->domain == FB_API_KEY_ERROR)
    return fb_documo_error_dup_sentence (problem);
  return fb_error_dup_message (_ ("The password could not be saved."), problem);
}

/* Takes @sentence. */
static char *
add_problem (char *sentence, const GError *problem)
{
  if (problem == NULL)
    return sentence;

  g_autofree char *first = sentence;
  g_autofree char *second = dup_problem_sentence (problem);
  return fb_join_sentences (first, second);
}

static char *
dup_fine_sentence (FbWebhookSetup *setup)
{
  g_autofree char *address = fb_webhook_setup_dup_address (setup);
  const guint n = fb_webhook_setup_count (setup);

  if (fb_webhook_setup_is_for (setup, NULL))
    /* Translators: an address */
    return g_strdup_printf (_ ("Documo delivers all faxes to %s."), address);
  return g_strdup_printf (
    /* Translators: how many fax numbers, and an address */
    g_dngettext (NULL, "Documo delivers the faxes of %u fax number to %s.",
                 "Documo delivers the faxes of %u fax numbers to %s.", n),
    n, address);
}

static const char *
get_difference_sentence (FbWebhookDifferences difference)
{
  switch (difference)
    {
    case FB_WEBHOOK_DIFFERS_ADDRESS:
      return _ ("Documo delivers faxes to another address.");
    case FB_WEBHOOK_DIFFERS_SIGN_IN:
      return _ ("Documo doesn’t have the right password.");
    case FB_WEBHOOK_DIFFERS_DOCUMENT:
      return _ ("Documo delivers faxes without their documents.");
    case FB_WEBHOOK_DIFFERS_EVENTS:
      return _ ("Documo doesn’t deliver everything.");
    case FB_WEBHOOK_DIFFERS_NOT:
    default:
      return NULL;
    }
}

static char *
dup_difference_sentences (FbWebhookSetup *setup)
{
  static const FbWebhookDifferences all[] = {
    FB_WEBHOOK_DIFFERS_ADDRESS,
    FB_WEBHOOK_DIFFERS_SIGN_IN,
    FB_WEBHOOK_DIFFERS_DOCUMENT,
    FB_WEBHOOK_DIFFERS_EVENTS,
  };
  const FbWebhookDifferences differences = fb_webhook_setup_get_differences (setup);
  GString *text =
    g_string_new (fb_webhook_setup_is_off (setup) ? _ ("Delivery is switched off at Documo.") : "");

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((differences & all[i]) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              get_difference_sentence (all[i]));
  return g_string_free (text, FALSE);
}

/* Takes @sentence. */
static char *
add_maker (char *sentence, FbWebhookSetup *setup)
{
  if (!fb_webhook_setup_is_by_hand (setup))
    return sentence;

  g_autofree char *first = sentence;
  return fb_join_sentences (
    first, _ ("Somebody has set this up at Documo by hand: it can only be changed there."));
}

static char *
dup_unknown_sentence (FbWebhookSetup *setup)
{
  return g_strdup (fb_webhook_setup_is_busy (setup) ? _ ("Checking…") : _ ("Not checked yet."));
}

/**
 * fb_webhook_dup_sentence:
 * @setup: the webhook at Documo
 *
 * Returns: (transfer full): how it stands, in whole sentences
 */
char *
fb_webhook_dup_sentence (FbWebhookSetup *setup)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (setup), NULL);

  const GError *problem = fb_webhook_setup_get_problem (setup);

  switch (fb_webhook_setup_get_state (setup))
    {
    case FB_WEBHOOK_NO_KEY:
      return g_strdup (_ ("To set this up from here, enter an API key first."));
    case FB_WEBHOOK_NO_ADDRESS:
      return g_strdup (
        _ ("Faxbell doesn’t know how Documo reaches this computer. Enter the address "
           "for Documo in Preferences first."));
    case FB_WEBHOOK_ABSENT:
      return add_problem (g_strdup (_ ("Documo doesn’t deliver faxes to this computer yet.")),
                          problem);
    case FB_WEBHOOK_FINE:
      return add_problem (add_maker (dup_fine_sentence (setup), setup), problem);
    case FB_WEBHOOK_OFF:
      return add_problem (add_maker (g_strdup (_ ("Delivery is switched off at Documo. Faxes don’t "
                                                  "come to this computer.")),
                                     setup),
                          problem);
    case FB_WEBHOOK_DIFFERENT:
      return add_problem (add_maker (dup_difference_sentences (setup), setup), problem);
    case FB_WEBHOOK_FORBIDDEN:
    case FB_WEBHOOK_UNREACHABLE:
      return problem != NULL ? dup_problem_sentence (problem) : dup_unknown_sentence (setup);
    case FB_WEBHOOK_UNKNOWN:
    default:
      return dup_unknown_sentence (setup);
    }
}

/**
 * fb_webhook_get_events_sentence:
 * @setup: the webhook at Documo
 *
 * Returns: (nullable): what there is to be known of Documo's newer webhooks; %NULL if it is as it
 *   should be, or there is no webhook
 */
const char *
fb_webhook_get_events_sentence (FbWebhookSetup *setup)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (setup), NULL);

  if (fb_webhook_setup_count (setup) == 0)
    return NULL;
  switch (fb_webhook_setup_get_new_events (setup))
    {
    case FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN:
      /* Translators: “Toolbox”, “Webhooks” and “Add New Webhook” are Documo's */
      return _ ("Documo also has newer webhooks, which can only be added on its website: under "
                "Toolbox, Webhooks, Add New Webhook. They aren’t needed as long as faxes come.");
    case FB_WEBHOOK_NEW_EVENTS_UNKNOWN:
      /* Translators: “Toolbox”, “Webhooks” and “Add New Webhook” are Documo's */
      return _ ("Documo doesn’t say what it delivers. If faxes don’t come, add a newer webhook on "
                "its website: under Toolbox, Webhooks, Add New Webhook.");
    case FB_WEBHOOK_NEW_EVENTS_TAKEN:
    default:
      return NULL;
    }
}
