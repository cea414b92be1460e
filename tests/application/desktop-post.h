/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"

G_BEGIN_DECLS

/**
 * PostedFax:
 * @message_id: names the fax
 * @status: Documo's word
 * @number: the other side's
 * @name: the other side's
 * @failure: (nullable): what went wrong
 * @document: (nullable): the document's file
 * @is_sent: whether it is an outbound fax
 * @minutes_ago: when it was made
 *
 * What Documo says of a fax at one time.
 */
typedef struct
{
  const char *message_id;
  const char *status;
  const char *number;
  const char *name;
  const char *failure;
  const char *document;
  gboolean is_sent;
  int minutes_ago;
} PostedFax;

void desktop_post_json (Desktop *desktop, const char *json);
void desktop_post_fax (Desktop *desktop, const PostedFax *fax);
void desktop_post_bare_fax (Desktop *desktop, const PostedFax *fax);

G_END_DECLS
