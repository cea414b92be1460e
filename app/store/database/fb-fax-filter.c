/* fb-fax-filter.c
 *
 * Which faxes a list shows, said once for C and once for SQL, side by side: a test compares the
 * two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-filter.h"

#include <string.h>

/**
 * fb_fax_filter_is_valid:
 * @filter: a filter
 *
 * Returns: whether its bits stand for something, and its texts have an end
 */
gboolean
fb_fax_filter_is_valid (const FbFaxFilter *filter)
{
  return filter->directions >> FB_N_DIRECTIONS == 0 && filter->statuses >> FB_N_STATUSES == 0 &&
         filter->document >= FB_DOCUMENT_ANY && filter->document <= FB_DOCUMENT_WITHOUT &&
         memchr (filter->number, '\0', sizeof filter->number) != NULL &&
         memchr (filter->search, '\0', sizeof filter->search) != NULL;
}

/**
 * fb_fax_filter_equal:
 * @a: a filter
 * @b: another one
 *
 * Returns: whether both want the same faxes
 */
gboolean
fb_fax_filter_equal (const FbFaxFilter *a, const FbFaxFilter *b)
{
  return a->directions == b->directions && a->statuses == b->statuses &&
         !a->only_open == !b->only_open && !a->only_unread == !b->only_unread &&
         a->document == b->document && a->from == b->from && a->until == b->until &&
         strcmp (a->number, b->number) == 0 && strcmp (a->search, b->search) == 0;
}

static gboolean
matches_document (const FbFaxFilter *filter, const FbFaxEntry *entry)
{
  return filter->document == FB_DOCUMENT_ANY ||
         (filter->document == FB_DOCUMENT_WITH) == entry->has_document;
}

/**
 * fb_fax_filter_matches:
 * @filter: a filter
 * @entry: what is known of a fax
 *
 * The number and the words are not looked at, which entries don't have.
 *
 * Returns: whether the filter wants it
 */
gboolean
fb_fax_filter_matches (const FbFaxFilter *filter, const FbFaxEntry *entry)
{
  return (filter->directions == 0 || (filter->directions >> entry->direction) & 1) &&
         (filter->statuses == 0 || (filter->statuses >> entry->status) & 1) &&
         (!filter->only_open || entry->is_open) && (!filter->only_unread || entry->is_unread) &&
         matches_document (filter, entry) && (filter->from == 0 || entry->time >= filter->from) &&
         (filter->until == 0 || entry->time < filter->until);
}

/**
 * fb_fax_filter_matches_number:
 * @filter: a filter
 * @fax: a loaded fax
 *
 * Returns: whether its number is the one that is wanted, if any is
 */
gboolean
fb_fax_filter_matches_number (const FbFaxFilter *filter, FbFax *fax)
{
  if (filter->number[0] == '\0')
    return TRUE;
  g_autofree char *number = fb_number_normalize (fb_fax_get_number (fax));
  return g_strcmp0 (number, filter->number) == 0;
}
