/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbDeskAction:
 * @FB_DESK_DONE: somebody has dealt with the fax: it is not open any more
 * @FB_DESK_REOPENED: it is open again, since when it was before
 * @FB_DESK_NOTED: its note is another one, or removed
 *
 * What people at this desk do with a fax. Each is an event of the kind `FB_EVENT_DESK`, whose name
 * is fb_desk_action_to_string().
 */
typedef enum
{
  FB_DESK_DONE,
  FB_DESK_REOPENED,
  FB_DESK_NOTED,
} FbDeskAction;

const char *fb_desk_action_to_string (FbDeskAction action);
gboolean fb_desk_action_from_string (const char *name, FbDeskAction *action);

G_END_DECLS
