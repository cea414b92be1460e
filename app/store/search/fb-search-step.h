/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-search-query.h"

G_BEGIN_DECLS

/**
 * FbSearchStep:
 * @query: what is searched for
 * @before: only faxes of lower numbers are looked for: %G_MAXINT64 at first, then what the last
 * step said; 0 after the last one
 * @ids: (element-type gint64): the numbers of those that match
 * @is_current: whether everything that was committed is found; otherwise search again later
 *
 * A step of a search, so that others have their turn between two of them. Who asks fills in the
 * first three.
 */
typedef struct
{
  FbSearchQuery *query;
  gint64 contact;
  gint64 before;
  GArray *ids;
  gboolean is_current;
} FbSearchStep;

FbSearchStep *fb_search_step_new (FbSearchQuery *query, gint64 contact, gint64 before);
void fb_search_step_free (FbSearchStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSearchStep, fb_search_step_free)

G_END_DECLS
