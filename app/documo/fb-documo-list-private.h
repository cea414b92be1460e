/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-client.h"

G_BEGIN_DECLS

/**
 * FbDocumoList:
 * @path: of the call, with its query as far as it is always the same, which ends in ? or &
 * @read: reads an answer, and how many rows it has, readable or not; its elements begin with a
 *   pointer to their id
 * @ref: references an element
 * @unref: frees one
 *
 * A list that Documo's API gives page by page. Static.
 */
typedef struct
{
  const char *path;
  GPtrArray *(*read) (GBytes *json, guint *n_rows);
  gpointer (*ref) (gpointer element);
  GDestroyNotify unref;
} FbDocumoList;

void fb_documo_client_list_async (FbDocumoClient *self,
                                  const FbDocumoList *list,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *fb_documo_client_list_finish (FbDocumoClient *self,
                                         GAsyncResult *result,
                                         gboolean *is_complete,
                                         GError **error);

G_END_DECLS
