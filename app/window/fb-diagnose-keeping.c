/* fb-diagnose-keeping.c
 *
 * Whether faxes can be kept whole: the documents that are still at Documo, the account that fetches
 * them, and the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnose-keeping.h"

#include <glib/gi18n.h>

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-documo-words.h"
#include "fb-error-words.h"
#include "fb-store-words.h"

/* Documents */

static void
add_sentence (GString *text, const char *sentence, guint n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static char *
dup_missing (const FbStoreSummary *summary)
{
  GString *text = g_string_new (NULL);
  g_autofree char *due =
    g_strdup_printf (g_dngettext (NULL, "%u document is being downloaded.",
                                  "%u documents are being downloaded.", summary->n_due),
                     summary->n_due);
  g_autofree char *later =
    g_strdup_printf (g_dngettext (NULL, "%u document is tried again later.",
                                  "%u documents are tried again later.", summary->n_later),
                     summary->n_later);
  g_autofree char *without_key =
    g_strdup_printf (g_dngettext (NULL, "%u document needs your API key.",
                                  "%u documents need your API key.", summary->n_without_key),
                     summary->n_without_key);

  add_sentence (text, due, summary->n_due);
  add_sentence (text, later, summary->n_later);
  add_sentence (text, without_key, summary->n_without_key);
  return g_string_free (text, FALSE);
}

/* Which passes by itself. */
static gboolean
is_passing (const GError *problem)
{
  return g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_RATE_LIMITED) ||
         g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_UNAVAILABLE) ||
         g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_INTERRUPTED);
}

static gboolean
is_key_absent (const GError *problem)
{
  return g_error_matches (problem, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_MISSING) ||
         g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT) ||
         g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
}

static FbDiagnosticLevel
get_documents_level (const FbStoreSummary *summary, const GError *problem)
{
  if (summary->n_without_key > 0 || (problem != NULL && !is_passing (problem)))
    return FB_DIAGNOSTIC_ATTENTION;
  return summary->n_later > 0 ? FB_DIAGNOSTIC_UNKNOWN : FB_DIAGNOSTIC_FINE;
}

/**
 * fb_diagnose_documents:
 * @summary: (nullable): the store's; %NULL if it couldn't be read
 * @problem: (nullable): why documents can't be fetched now
 *
 * Returns: (transfer full): which documents are still to be fetched
 */
FbDiagnostic *
fb_diagnose_documents (const FbStoreSummary *summary, const GError *problem)
{
  if (summary == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("The faxes aren’t open yet.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);
  if (summary->n_due + summary->n_later + summary->n_without_key == 0)
    return fb_diagnostic_new (FB_DIAGNOSTIC_FINE, g_strdup (_ ("No document waits at Documo.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);

  g_autofree char *missing = dup_missing (summary);
  /* That there is no key was just said. */
  const GError *told = is_key_absent (problem) ? NULL : problem;
  g_autofree char *reason = told != NULL ? fb_documo_error_dup_sentence (told) : NULL;
  const FbRemedy download =
    summary->n_due + summary->n_later > 0 ? FB_REMEDY_DOWNLOAD : FB_REMEDY_NONE;
  const FbRemedy account = summary->n_without_key > 0 ? FB_REMEDY_ACCOUNT : FB_REMEDY_NONE;
  return fb_diagnostic_new (get_documents_level (summary, told),
                            reason != NULL ? fb_join_sentences (missing, reason)
                                           : g_steal_pointer (&missing),
                            account != FB_REMEDY_NONE ? account : download,
                            account != FB_REMEDY_NONE ? download : FB_REMEDY_NONE);
}

/* Account */

static FbDiagnostic *
diagnose_account_problem (const GError *problem)
{
  g_autofree char *sentence = fb_documo_error_dup_sentence (problem);

  if (!is_key_absent (problem))
    return fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION, g_steal_pointer (&sentence),
                              FB_REMEDY_CHECK_ACCOUNT, FB_REMEDY_ACCOUNT);
  return fb_diagnostic_new (
    FB_DIAGNOSTIC_UNKNOWN,
    fb_join_sentences (sentence,
                       _ ("It is needed only if Documo sends faxes without their documents.")),
    FB_REMEDY_ACCOUNT, FB_REMEDY_NONE);
}

/**
 * fb_diagnose_account:
 * @account: (nullable): whose account the API key belongs to
 * @problem: (nullable): why that isn't known; both are %NULL while it is being asked
 *
 * Returns: (transfer full): whether Documo accepts the API key
 */
FbDiagnostic *
fb_diagnose_account (const FbDocumoAccount *account, const GError *problem)
{
  if (problem != NULL)
    return diagnose_account_problem (problem);
  if (account == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("Checking…")), FB_REMEDY_NONE,
                              FB_REMEDY_NONE);

  FbDiagnostic *diagnostic =
    fb_diagnostic_new (FB_DIAGNOSTIC_FINE, fb_documo_dup_account_sentence (account),
                       FB_REMEDY_CHECK_ACCOUNT, FB_REMEDY_NONE);
  diagnostic->public_sentence = g_strdup (_ ("Documo accepts this key."));
  return diagnostic;
}

/* Disk */

static FbDiagnostic *
diagnose_store_problem (FbStore *store, const GError *problem)
{
  const char *title = fb_store_problem_get_title (problem);
  g_autofree char *advice = fb_store_problem_dup_advice (problem, fb_store_get_folder (store));
  /* Translators: what is wrong, as a title, and then sentences about it */
  char *sentence = g_strdup_printf (_ ("%s. %s"), title, advice);
  FbDiagnostic *diagnostic =
    fb_diagnostic_new (FB_DIAGNOSTIC_ATTENTION, sentence, FB_REMEDY_NONE, FB_REMEDY_NONE);

  /* The folder's name may have its user's in it. */
  diagnostic->public_sentence = g_strdup_printf (_ ("%s."), title);
  return diagnostic;
}

static FbDiagnostic *
diagnose_space (const FbStoreSummary *summary)
{
  g_autofree char *free_space = g_format_size (summary->free_space);
  g_autofree char *spare_space = g_format_size (summary->spare_space);

  if (summary->free_space < summary->spare_space)
    return fb_diagnostic_new (
      FB_DIAGNOSTIC_ATTENTION,
      g_strdup_printf (
        /* Translators: sizes, such as “1.2 GB” */
        _ ("The disk is full: %s are free, and %s have to stay free. Free up disk space to receive "
           "faxes again."),
        free_space, spare_space),
      FB_REMEDY_NONE, FB_REMEDY_NONE);
  if (summary->free_space / 2 < summary->spare_space)
    return fb_diagnostic_new (
      FB_DIAGNOSTIC_ATTENTION,
      g_strdup_printf (_ ("The disk is nearly full: %s are free. Below %s no faxes are received. "
                          "Free up disk space."),
                       free_space, spare_space),
      FB_REMEDY_NONE, FB_REMEDY_NONE);
  return fb_diagnostic_new (
    FB_DIAGNOSTIC_FINE,
    g_strdup_printf (_ ("Faxes can be saved. %s are free on the disk."), free_space),
    FB_REMEDY_NONE, FB_REMEDY_NONE);
}

static FbDiagnostic *
add_damage (FbDiagnostic *diagnostic)
{
  g_autofree char *space = diagnostic->sentence;

  diagnostic->level = FB_DIAGNOSTIC_ATTENTION;
  diagnostic->sentence = fb_join_sentences (
    _ ("The list of faxes was damaged and has been rebuilt. A disk that damages files is often "
       "about to fail: make a backup."),
    space);
  return diagnostic;
}

/**
 * fb_diagnose_disk:
 * @store: a store
 * @summary: (nullable): its numbers, if they could be read
 * @problem: (nullable): why it could not be opened
 *
 * Returns: (transfer full): whether faxes can be kept
 */
FbDiagnostic *
fb_diagnose_disk (FbStore *store, const FbStoreSummary *summary, const GError *problem)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);

  if (problem != NULL)
    return diagnose_store_problem (store, problem);
  if (summary == NULL)
    return fb_diagnostic_new (FB_DIAGNOSTIC_UNKNOWN, g_strdup (_ ("The faxes aren’t open yet.")),
                              FB_REMEDY_NONE, FB_REMEDY_NONE);

  FbDiagnostic *diagnostic = diagnose_space (summary);
  return fb_store_get_damaged_file (store) != NULL ? add_damage (diagnostic) : diagnostic;
}
