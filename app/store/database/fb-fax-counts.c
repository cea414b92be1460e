/* fb-fax-counts.c
 *
 * How many faxes there are of each direction and status: what the filters show beside their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-counts.h"

G_DEFINE_BOXED_TYPE (FbFaxCounts, fb_fax_counts, fb_fax_counts_copy, fb_fax_counts_free)

/**
 * fb_fax_counts_copy:
 * @counts: counts
 *
 * Returns: (transfer full): the same counts
 */
FbFaxCounts *
fb_fax_counts_copy (const FbFaxCounts *counts)
{
  return g_memdup2 (counts, sizeof *counts);
}

/**
 * fb_fax_counts_free:
 * @counts: (transfer full): counts that fb_fax_counts_copy() returned
 *
 * Frees them.
 */
void
fb_fax_counts_free (FbFaxCounts *counts)
{
  g_free (counts);
}

static guint
sum (const guint table[FB_N_DIRECTIONS][FB_N_STATUSES], int direction, int status)
{
  guint total = 0;

  for (int i = 0; i < FB_N_DIRECTIONS; i++)
    for (int j = 0; j < FB_N_STATUSES; j++)
      if ((direction == FB_DIRECTION_ANY || direction == i) &&
          (status == FB_STATUS_ANY || status == j))
        total += table[i][j];
  return total;
}

/**
 * fb_fax_counts_get_total:
 * @counts: counts
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 *
 * Returns: how many faxes match
 */
guint
fb_fax_counts_get_total (const FbFaxCounts *counts, int direction, int status)
{
  g_return_val_if_fail (counts != NULL, 0);

  return sum (counts->total, direction, status);
}

/**
 * fb_fax_counts_get_unread:
 * @counts: counts
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 *
 * Returns: how many of the faxes that match are unread
 */
guint
fb_fax_counts_get_unread (const FbFaxCounts *counts, int direction, int status)
{
  g_return_val_if_fail (counts != NULL, 0);

  return sum (counts->unread, direction, status);
}

/**
 * fb_fax_counts_get_open:
 * @counts: counts
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 *
 * Returns: how many of the faxes that match wait for somebody to deal with them
 */
guint
fb_fax_counts_get_open (const FbFaxCounts *counts, int direction, int status)
{
  g_return_val_if_fail (counts != NULL, 0);

  return sum (counts->open, direction, status);
}
