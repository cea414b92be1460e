/* fb-diagnose-receiving.c
 *
 * Whether faxes can come, and whether they do: the receiver, the last fax, what was refused, and
 * the way from Documo to here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnose-receiving.h"

#include <glib/gi18n.h>

#include "fb-error-words.h"
#include "fb-outside-words.h"
#include "fb-receiver-words.h"
#include "fb-refusal-words.h"

static char *
dup_time (gint64 time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return fb_friendly_time_format (time, now, fb_clock_format_from_desktop ());
}

/* Receiver */

static FbDiagnostic *
diagnose_receiving (FbReceiver *receiver)
{
  g_autofree char *url = fb_receiver_dup_url (receiver);
  g_autofree char *since = dup_time (fb_receiver_get_receiving_since (receiver));
  g_autofree char *warning = fb_receiver_dup_warning (receiver);
  /* Translators: an address, and a time such as “22:23” or “Yesterday 14:05” */
  g_autofree char *sentence = g_strdup_printf (_ ("Receiving at %s. Started: %s."), url, since);

  if (warning == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_FINE, g_steal_pointer (&sentence), FB_REMEDY_NONE,
                              FB_REMEDY_NONE);
  return fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION, fb_join_sentences (sentence, warning),
                            FB_REMEDY_PREFERENCES, FB_REMEDY_NONE);
}

/**
 * fb_diagnose_receiver:
 * @receiver: a receiver
 * @settings: where it listens, or is to
 *
 * Returns: (transfer full): whether it receives, where, and since when; or why not
 */
FbDiagnostic *
fb_diagnose_receiver (FbReceiver *receiver, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  switch (fb_receiver_get_state (receiver))
    {
    case FB_RECEIVER_RECEIVING:
      return diagnose_receiving (receiver);
    case FB_RECEIVER_FAILED:
      {
        g_autofree char *title = fb_receiver_dup_problem_title (receiver, settings);
        const char *advice = fb_receiver_problem_get_advice (fb_receiver_get_problem (receiver));
        return fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION, fb_join_sentences (title, advice),
                                  FB_REMEDY_TRY_AGAIN, FB_REMEDY_PREFERENCES);
      }
    case FB_RECEIVER_STARTING:
      return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("Starting…")), FB_REMEDY_NONE,
                                FB_REMEDY_NONE);
    case FB_RECEIVER_STOPPED:
    default:
      return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("Not receiving.")),
                                FB_REMEDY_NONE, FB_REMEDY_NONE);
    }
}

/* Faxes */

/**
 * fb_diagnose_last_fax:
 * @summary: (nullable): the store's; %NULL if it couldn't be read
 *
 * Returns: (transfer full): when a fax came last
 */
FbDiagnostic *
fb_diagnose_last_fax (const FbStoreSummary *summary)
{
  if (summary == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("The faxes aren’t open yet.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);
  if (summary->last_received == 0)
    return fb_diagnostic_new (
      FB_DIAGNOSTIC_UNKNOWN,
      g_strdup (_ ("No fax has come yet. Send one to your own number to try it.")),
      FB_REMEDY_TEST_FAX, FB_REMEDY_NONE);

  g_autofree char *time = dup_time (summary->last_received);
  /* Translators: a time such as “22:23” or “Yesterday 14:05” */
  return fb_diagnostic_new (FB_DIAGNOSTIC_FINE,
                            g_strdup_printf (_ ("The last fax came: %s."), time),
                            FB_REMEDY_TEST_FAX, FB_REMEDY_NONE);
}

/* Refusals */

/* With a full stop, and the address if it is known. */
static char *
dup_refusal_sentence (const FbRefusal *refusal, const char *title)
{
  if (refusal->address == NULL)
    /* Translators: when and why something was refused, which has no full stop */
    return g_strdup_printf (_ ("%s."), title);
  /* Translators: when and why something was refused, and an IP address */
  return g_strdup_printf (_ ("%s. It came from %s."), title, refusal->address);
}

static FbDiagnostic *
diagnose_documo_refusal (const FbRefusal *refusal, gboolean is_standing)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *title = fb_refusal_dup_title (refusal, now, fb_clock_format_from_desktop ());
  g_autofree char *sentence = dup_refusal_sentence (refusal, title);
  const char *advice = fb_refusal_reason_get_advice (refusal->reason);

  if (is_standing)
    return fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION, fb_join_sentences (sentence, advice),
                              FB_REMEDY_PREFERENCES, FB_REMEDY_NONE);
  if (fb_refusal_reason_lasts (refusal->reason))
    advice = _ ("Since then Documo was accepted again.");
  return fb_diagnostic_new (FB_DIAGNOSTIC_FINE, fb_join_sentences (sentence, advice),
                            FB_REMEDY_NONE, FB_REMEDY_NONE);
}

static FbDiagnostic *
diagnose_stranger (const FbRefusal *refusal)
{
  g_autofree char *time = dup_time (refusal->time);
  g_autofree char *title =
    /* Translators: a time such as “22:23” or “Yesterday 14:05”, and why */
    g_strdup_printf (_ ("Something that doesn’t look like Documo was refused (%s): %s"), time,
                     fb_refusal_reason_get_words (refusal->reason));
  g_autofree char *sentence = dup_refusal_sentence (refusal, title);

  return fb_diagnostic_new (FB_DIAGNOSTIC_FINE,
                            fb_join_sentences (sentence, _ ("There is nothing to do.")),
                            FB_REMEDY_NONE, FB_REMEDY_NONE);
}

/**
 * fb_diagnose_refusal:
 * @refusals: what was refused
 *
 * Returns: (transfer full): what was refused last, when, from where, and why; what stands before
 *   everything else
 */
FbDiagnostic *
fb_diagnose_refusal (FbRefusals *refusals)
{
  g_return_val_if_fail (FB_IS_REFUSALS (refusals), NULL);

  const FbRefusal *standing = fb_refusals_get_standing (refusals);
  const FbRefusal *last = fb_refusals_get_last (refusals);

  if (standing != NULL)
    return diagnose_documo_refusal (standing, TRUE);
  if (last == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_FINE,
                              g_strdup (_ ("Nothing was refused since Faxbell was started.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);
  return last->is_like_documo ? diagnose_documo_refusal (last, FALSE) : diagnose_stranger (last);
}

/* From outside */

static FbDiagnostic *
diagnose_without_address (void)
{
  return fb_diagnostic_new (
    FB_DIAGNOSTIC_UNKNOWN,
    g_strdup (_ ("No public address is set. Documo is on the internet and needs an address that "
                 "leads to this computer. Once it is set, Faxbell checks that it does.")),
    FB_REMEDY_PUBLIC_ADDRESS, FB_REMEDY_NONE);
}

/* The address, and when it was asked. */
static char *
dup_check (FbOutsideWatch *watch)
{
  const char *address = fb_outside_watch_get_address (watch);

  if (fb_outside_watch_is_asking (watch))
    /* Translators: an address */
    return g_strdup_printf (_ ("Public address: %s. Checking…"), address);
  if (fb_outside_watch_get_result (watch) == FB_OUTSIDE_NOT_ASKED)
    /* Translators: an address */
    return g_strdup_printf (_ ("Public address: %s."), address);

  g_autofree char *time = dup_time (fb_outside_watch_get_time (watch));
  /* Translators: an address, and a time such as “22:23” or “Yesterday 14:05” */
  return g_strdup_printf (_ ("Public address: %s. Checked: %s."), address, time);
}

/* What to do, and what was found for whoever does it. */
static char *
dup_outside_advice (FbOutsideResult result)
{
  const char *advice = fb_outside_result_get_advice (result);
  const char *details = fb_outside_result_get_details (result);

  if (fb_outside_result_is_failure (result))
    return details != NULL ? fb_join_sentences (advice, details) : g_strdup (advice);
  if (result == FB_OUTSIDE_CANNOT_TELL)
    return g_strdup (_ ("That depends on this computer’s network: many don’t lead a computer back "
                        "to itself. If faxes come, all is well."));
  return NULL;
}

static FbDiagnosticLevel
get_outside_level (FbOutsideResult result)
{
  if (fb_outside_result_is_failure (result))
    return FB_DIAGNOSTIC_ATTENTION;
  return result == FB_OUTSIDE_REACHED_US ? FB_DIAGNOSTIC_FINE : FB_DIAGNOSTIC_UNKNOWN;
}

/**
 * fb_diagnose_outside:
 * @watch: asks the public address
 *
 * Returns: (transfer full): whether Documo can reach this computer, as far as it can be told from
 *   here
 */
FbDiagnostic *
fb_diagnose_outside (FbOutsideWatch *watch)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (watch), NULL);

  const FbOutsideResult result = fb_outside_watch_get_result (watch);
  g_autofree char *advice = dup_outside_advice (result);

  if (fb_outside_watch_get_address (watch) == NULL)
    return diagnose_without_address ();

  g_autofree char *check = dup_check (watch);
  g_autofree char *sentence = fb_join_sentences (fb_outside_result_get_sentence (result), check);
  return fb_diagnostic_new (
    get_outside_level (result),
    advice != NULL ? fb_join_sentences (sentence, advice) : g_steal_pointer (&sentence),
    FB_REMEDY_CHECK_OUTSIDE,
    fb_outside_result_is_failure (result) ? FB_REMEDY_PUBLIC_ADDRESS : FB_REMEDY_NONE);
}
