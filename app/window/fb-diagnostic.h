/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbDiagnosticSubject:
 * @FB_DIAGNOSTIC_RECEIVER: whether faxes can be received
 * @FB_DIAGNOSTIC_LAST_FAX: when one came last
 * @FB_DIAGNOSTIC_REFUSAL: whether something was refused
 * @FB_DIAGNOSTIC_OUTSIDE: whether Documo can reach this computer
 * @FB_DIAGNOSTIC_WEBHOOK: whether Documo delivers to this computer
 * @FB_DIAGNOSTIC_DOCUMENTS: which documents are missing
 * @FB_DIAGNOSTIC_ACCOUNT: whether Documo accepts the API key
 * @FB_DIAGNOSTIC_DISK: whether faxes can be kept
 *
 * What can be asked of whether everything works, in the order in which it is shown.
 */
typedef enum
{
  FB_DIAGNOSTIC_RECEIVER,
  FB_DIAGNOSTIC_LAST_FAX,
  FB_DIAGNOSTIC_REFUSAL,
  FB_DIAGNOSTIC_OUTSIDE,
  FB_DIAGNOSTIC_WEBHOOK,
  FB_DIAGNOSTIC_DOCUMENTS,
  FB_DIAGNOSTIC_ACCOUNT,
  FB_DIAGNOSTIC_DISK,
} FbDiagnosticSubject;

#define FB_N_DIAGNOSTICS (FB_DIAGNOSTIC_DISK + 1)

/**
 * FbDiagnosticLevel:
 * @FB_DIAGNOSTIC_FINE: it works
 * @FB_DIAGNOSTIC_ATTENTION: somebody has to do something
 * @FB_DIAGNOSTIC_UNKNOWN: neither is known
 *
 * How it stands.
 */
typedef enum
{
  FB_DIAGNOSTIC_FINE,
  FB_DIAGNOSTIC_ATTENTION,
  FB_DIAGNOSTIC_UNKNOWN,
} FbDiagnosticLevel;

/**
 * FbRemedy:
 * @FB_REMEDY_NONE: nothing
 * @FB_REMEDY_PREFERENCES: opens the preferences
 * @FB_REMEDY_PUBLIC_ADDRESS: opens them, where the public address is entered
 * @FB_REMEDY_ACCOUNT: opens them, where the API key is entered
 * @FB_REMEDY_TRY_AGAIN: tries to receive
 * @FB_REMEDY_CHECK_OUTSIDE: asks the public address
 * @FB_REMEDY_CHECK_ACCOUNT: tries the API key
 * @FB_REMEDY_WEBHOOK: opens the preferences, where delivery is set up
 * @FB_REMEDY_MEND_WEBHOOK: changes delivery back to what it has to be
 * @FB_REMEDY_CHECK_WEBHOOK: asks Documo how delivery stands
 * @FB_REMEDY_DOWNLOAD: downloads all documents that are missing
 * @FB_REMEDY_TEST_FAX: offers to send a fax to oneself
 * @FB_REMEDY_SET_UP: goes on with the assistant
 * @FB_REMEDY_STATUS: shows whether everything works
 *
 * What a button does about it.
 */
typedef enum
{
  FB_REMEDY_NONE,
  FB_REMEDY_PREFERENCES,
  FB_REMEDY_PUBLIC_ADDRESS,
  FB_REMEDY_ACCOUNT,
  FB_REMEDY_TRY_AGAIN,
  FB_REMEDY_CHECK_OUTSIDE,
  FB_REMEDY_CHECK_ACCOUNT,
  FB_REMEDY_WEBHOOK,
  FB_REMEDY_MEND_WEBHOOK,
  FB_REMEDY_CHECK_WEBHOOK,
  FB_REMEDY_DOWNLOAD,
  FB_REMEDY_TEST_FAX,
  FB_REMEDY_SET_UP,
  FB_REMEDY_STATUS,
} FbRemedy;

#define FB_N_REMEDIES             (FB_REMEDY_STATUS + 1)
#define FB_DIAGNOSTIC_MAX_BUTTONS 2

/**
 * FbDiagnostic:
 * @level: how it stands
 * @sentence: what is so, and what to do about it, in whole sentences of plain text
 * @public_sentence: (nullable): the same for others to read, if @sentence has a name in it
 * @remedies: what buttons do; unused ones are %FB_REMEDY_NONE
 *
 * An answer about one subject.
 */
typedef struct
{
  FbDiagnosticLevel level;
  char *sentence;
  char *public_sentence;
  FbRemedy remedies[FB_DIAGNOSTIC_MAX_BUTTONS];
} FbDiagnostic;

FbDiagnostic *fb_diagnostic_new (FbDiagnosticLevel level,
                                 char *sentence,
                                 FbRemedy first_remedy,
                                 FbRemedy second_remedy);
void fb_diagnostic_free (FbDiagnostic *diagnostic);

const char *fb_diagnostic_subject_get_title (FbDiagnosticSubject subject);
const char *fb_diagnostic_level_get_label (FbDiagnosticLevel level);
const char *fb_remedy_get_label (FbRemedy remedy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDiagnostic, fb_diagnostic_free)

G_END_DECLS
