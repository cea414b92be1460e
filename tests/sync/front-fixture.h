/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FrontAction:
 * @FRONT_ANSWER: it answers by itself
 * @FRONT_FORWARD: it asks what is behind it, by another path or the same
 * @FRONT_REDIRECT: it sends who asks there
 *
 * What becomes of a request.
 */
typedef enum
{
  FRONT_ANSWER,
  FRONT_FORWARD,
  FRONT_REDIRECT,
} FrontAction;

/**
 * FrontRoute:
 * @path: of which requests; %NULL for all that are left
 * @action: what becomes of them
 * @status: the status of its own answers
 * @back_path: the path behind it, to which the query is added
 *
 * A rule of a front. The last one of several has no path.
 */
typedef struct
{
  const char *path;
  FrontAction action;
  guint status;
  const char *back_path;
} FrontRoute;

/**
 * Front:
 *
 * What may stand before a receiver, on a port of its own and in threads of its own: a proxy that
 * forwards requests. It is also one that connects others (CONNECT) to what is behind it, whatever
 * they ask for, or answers with a status of its own.
 */
typedef struct _Front Front;

Front *front_new (const char *back_url, const FrontRoute *routes);
void front_free (Front *front);
guint front_get_port (Front *front);
char *front_dup_url (Front *front, const char *path);
guint front_count_connects (Front *front);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Front, front_free)

G_END_DECLS
