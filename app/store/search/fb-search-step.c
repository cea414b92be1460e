/* fb-search-step.c
 *
 * A step of a search: what is asked for, and what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-step.h"

/**
 * fb_search_step_new:
 * @query: what is searched for
 * @contact: 0 for the first step
 * @before: %G_MAXINT64 for the first step
 *
 * Returns: (transfer full): a step to be taken
 */
FbSearchStep *
fb_search_step_new (FbSearchQuery *query, gint64 contact, gint64 before)
{
  FbSearchStep *self = g_new0 (FbSearchStep, 1);

  self->query = fb_search_query_ref (query);
  self->contact = contact;
  self->before = before;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * fb_search_step_free:
 * @step: a step
 */
void
fb_search_step_free (FbSearchStep *self)
{
  fb_search_query_unref (self->query);
  g_array_unref (self->ids);
  g_free (self);
}
