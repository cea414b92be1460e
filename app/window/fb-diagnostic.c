/* fb-diagnostic.c
 *
 * An answer to whether something works, with what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnostic.h"

#include <glib/gi18n.h>

/**
 * fb_diagnostic_new:
 * @level: how it stands
 * @sentence: (transfer full): what is so, and what to do about it
 * @first_remedy: what a button does about it
 * @second_remedy: what another one does
 *
 * Returns: (transfer full): the answer
 */
FbDiagnostic *
fb_diagnostic_new (FbDiagnosticLevel level,
                   char *sentence,
                   FbRemedy first_remedy,
                   FbRemedy second_remedy)
{
  g_return_val_if_fail (sentence != NULL, NULL);

  FbDiagnostic *self = g_new0 (FbDiagnostic, 1);

  self->level = level;
  self->sentence = sentence;
  self->remedies[0] = first_remedy;
  self->remedies[1] = second_remedy;
  return self;
}

/**
 * fb_diagnostic_free:
 * @diagnostic: (transfer full): an answer
 *
 * Frees it.
 */
void
fb_diagnostic_free (FbDiagnostic *self)
{
  g_free (self->sentence);
  g_free (self->public_sentence);
  g_free (self);
}

/**
 * fb_diagnostic_subject_get_title:
 * @subject: what is asked
 *
 * Returns: its title
 */
const char *
fb_diagnostic_subject_get_title (FbDiagnosticSubject subject)
{
  switch (subject)
    {
    case FB_DIAGNOSTIC_RECEIVER:
      return _ ("Receiving Faxes");
    case FB_DIAGNOSTIC_LAST_FAX:
      return _ ("Last Fax");
    case FB_DIAGNOSTIC_REFUSAL:
      return _ ("Refused");
    case FB_DIAGNOSTIC_OUTSIDE:
      return _ ("Reachable for Documo");
    case FB_DIAGNOSTIC_WEBHOOK:
      return _ ("Delivery by Documo");
    case FB_DIAGNOSTIC_DOCUMENTS:
      return _ ("Documents to Download");
    case FB_DIAGNOSTIC_ACCOUNT:
      return _ ("Documo Account");
    case FB_DIAGNOSTIC_DISK:
    default:
      return _ ("Storage");
    }
}

/**
 * fb_diagnostic_level_get_label:
 * @level: how it stands
 *
 * Returns: the same in a word or two
 */
const char *
fb_diagnostic_level_get_label (FbDiagnosticLevel level)
{
  switch (level)
    {
    case FB_DIAGNOSTIC_FINE:
      /* Translators: of something that works */
      return _ ("Fine");
    case FB_DIAGNOSTIC_ATTENTION:
      return _ ("Needs attention");
    case FB_DIAGNOSTIC_UNKNOWN:
    default:
      /* Translators: of something that may work or not */
      return _ ("Not known");
    }
}

/**
 * fb_remedy_get_label:
 * @remedy: what a button does
 *
 * Returns: the button's label
 */
const char *
fb_remedy_get_label (FbRemedy remedy)
{
  switch (remedy)
    {
    case FB_REMEDY_PUBLIC_ADDRESS:
      return _ ("Set Public Address");
    case FB_REMEDY_ACCOUNT:
      return _ ("Enter API Key");
    case FB_REMEDY_TRY_AGAIN:
      return _ ("Try Again");
    case FB_REMEDY_CHECK_OUTSIDE:
    case FB_REMEDY_CHECK_ACCOUNT:
    case FB_REMEDY_CHECK_WEBHOOK:
      return _ ("Check Now");
    case FB_REMEDY_WEBHOOK:
      return _ ("Set Up Delivery");
    case FB_REMEDY_MEND_WEBHOOK:
      return _ ("Repair");
    case FB_REMEDY_DOWNLOAD:
      return _ ("Download Now");
    case FB_REMEDY_TEST_FAX:
      return _ ("Send Test Fax…");
    case FB_REMEDY_SET_UP:
      return _ ("Continue Setup");
    case FB_REMEDY_STATUS:
      return _ ("Is It Working?");
    case FB_REMEDY_NONE:
    case FB_REMEDY_PREFERENCES:
    default:
      return _ ("Open Preferences");
    }
}
