/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "fb-desk-action.h"

G_BEGIN_DECLS

/**
 * FbDeskRecord:
 * @action: what was done
 * @who: (nullable): by whom
 * @note: (nullable): what was noted
 * @at: when, microseconds since 1970 UTC
 *
 * What somebody at this desk has done with one fax or with many.
 */
typedef struct
{
  FbDeskAction action;
  char *who;
  char *note;
  gint64 at;
} FbDeskRecord;

FbDeskRecord *
fb_desk_record_new (FbDeskAction action, const char *who, const char *note, gint64 at);
void fb_desk_record_free (FbDeskRecord *record);

char *fb_desk_record_dup_nonce (void);
GBytes *fb_desk_record_make_digest (const FbDeskRecord *record,
                                    const char *message_id,
                                    const char *json,
                                    gsize json_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDeskRecord, fb_desk_record_free)

G_END_DECLS
