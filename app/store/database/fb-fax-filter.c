/* fb-fax-filter.c
 *
 * Which faxes a list shows, said once for C and once for SQL, side by side: a test compares the
 * two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-filter.h"

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
  return a->direction == b->direction && a->status == b->status &&
         !a->only_unread == !b->only_unread;
}

/**
 * fb_fax_filter_matches:
 * @filter: a filter
 * @entry: what is known of a fax
 *
 * Returns: whether the filter wants it
 */
gboolean
fb_fax_filter_matches (const FbFaxFilter *filter, const FbFaxEntry *entry)
{
  return (filter->direction < 0 || filter->direction == (int) entry->direction) &&
         (filter->status < 0 || filter->status == (int) entry->status) &&
         (!filter->only_unread || entry->is_unread);
}
