/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * InFrontManner:
 * @status: answers this itself, and passes nothing on; 0 passes requests on
 * @headers: (nullable): of that answer: further lines, each with its end
 * @closes: closes the connection in place of an answer of its own
 * @removes: (nullable): takes away the header with that name
 * @replaces: (nullable): replaces a text in the body, the first time that it is there
 * @replacement: by this one, which is as long
 * @path: (nullable): passes on with this path in place of the request's
 * @stops_after: passes on so many bytes of the body, and no more; 0 for all of them
 * @answers: answers this in place of what was answered; 0 for that
 *
 * What it does with a request.
 */
typedef struct
{
  guint status;
  const char *headers;
  gboolean closes;
  const char *removes;
  const char *replaces;
  const char *replacement;
  const char *path;
  gsize stops_after;
  guint answers;
} InFrontManner;

/**
 * InFront:
 *
 * What stands in front of a receiver: reads a whole request, as a real proxy does, and passes it
 * on, or does something else. It accepts in the main context, and works in threads.
 */
typedef struct _InFront InFront;

InFront *in_front_new (guint port);
void in_front_free (InFront *front);
char *in_front_dup_url (InFront *front);
void in_front_set (InFront *front, const InFrontManner *manner);
guint in_front_get_n_requests (InFront *front);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InFront, in_front_free)

G_END_DECLS
