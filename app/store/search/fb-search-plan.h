/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-search-query.h"

G_BEGIN_DECLS

/**
 * FbSearchPlan:
 * @words: (nullable): a query for the index of words
 * @letters: (nullable): a query for the index of letters
 * @is_exact: whether all that one of them finds matches, and need not be looked at
 *
 * What is asked of the indexes. What is searched for has what both find, where there are both.
 */
typedef struct
{
  char *words;
  char *letters;
  gboolean is_exact;
} FbSearchPlan;

FbSearchPlan fb_search_plan_for (FbSearchQuery *query);
void fb_search_plan_clear (FbSearchPlan *plan);
char *fb_search_dup_letters (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FbSearchPlan, fb_search_plan_clear)

G_END_DECLS
