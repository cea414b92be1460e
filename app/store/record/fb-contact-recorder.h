/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-database.h"

G_BEGIN_DECLS

/* The name of the events. */
#define FB_CONTACT_EVENT_NAME "named"

/**
 * FbContactOutcome:
 * @FB_CONTACT_UNCHANGED: it was so before
 * @FB_CONTACT_CHANGED: the number has another name now, its first one, or none any more
 * @FB_CONTACT_KEPT: the number has another name, which was not to be replaced
 *
 * What came of naming a number.
 */
typedef enum
{
  FB_CONTACT_UNCHANGED,
  FB_CONTACT_CHANGED,
  FB_CONTACT_KEPT,
} FbContactOutcome;

/**
 * FbContactRecorder:
 *
 * Writes the names of numbers into the database, on the one connection that may.
 */
typedef struct _FbContactRecorder FbContactRecorder;

FbContactRecorder *fb_contact_recorder_new (FbDatabase *database, GError **error);
void fb_contact_recorder_free (FbContactRecorder *recorder);
gboolean fb_contact_recorder_record (FbContactRecorder *recorder,
                                     FbContact *contact,
                                     gboolean replaces,
                                     FbChanges *changes,
                                     FbContactOutcome *outcome,
                                     GError **error);
gboolean fb_contact_recorder_replay (FbContactRecorder *recorder,
                                     const FbContact *contact,
                                     gint64 event_id,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbContactRecorder, fb_contact_recorder_free)

G_END_DECLS
