/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "fb-direction.h"

G_BEGIN_DECLS

/**
 * FbStatus:
 * @FB_STATUS_OTHER: a status that this version doesn't know; its own word is kept and shown
 * @FB_STATUS_SCHEDULED: will be sent later
 * @FB_STATUS_PROCESSING: was submitted to Documo
 * @FB_STATUS_TRANSMITTING: is on the line
 * @FB_STATUS_SUCCESS: received, or delivered
 * @FB_STATUS_FAILED: came to nothing
 * @FB_STATUS_CANCELLED: was called off
 * @FB_STATUS_UNREADABLE: ours, not Documo's: a delivery that was kept but not understood
 *
 * How far a fax has come; the words are those of Documo's webhook article. The numbers are kept in
 * the database: never renumber.
 */
typedef enum
{
  FB_STATUS_OTHER = 0,
  FB_STATUS_SCHEDULED = 1,
  FB_STATUS_PROCESSING = 2,
  FB_STATUS_TRANSMITTING = 3,
  FB_STATUS_SUCCESS = 4,
  FB_STATUS_FAILED = 5,
  FB_STATUS_CANCELLED = 6,
  FB_STATUS_UNREADABLE = 7,
} FbStatus;

#define FB_N_STATUSES 8

FbStatus fb_status_from_string (const char *name);
const char *fb_status_to_string (FbStatus status);
const char *fb_status_get_label (FbStatus status, FbDirection direction);
gboolean fb_status_is_final (FbStatus status);

G_END_DECLS
