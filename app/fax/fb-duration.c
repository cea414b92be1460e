/* fb-duration.c
 *
 * How long something lasts, in few words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-duration.h"

#include <glib/gi18n.h>

/**
 * fb_duration_format:
 * @duration: microseconds
 *
 * Returns: (transfer full): how long that is, short, as in "1 h 20 min"
 */
char *
fb_duration_format (gint64 duration)
{
  /* What has just begun has begun. */
  const gint64 minutes = MAX (duration / (60 * G_USEC_PER_SEC), 1);
  const gint64 hours = minutes / 60;
  const int days = (int) MIN (hours / 24, G_MAXINT);

  if (days > 0)
    /* Translators: how long a fax has waited */
    return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
  if (hours > 0 && minutes % 60 > 0)
    /* Translators: how long a fax has waited: hours and minutes, short */
    return g_strdup_printf (_ ("%d h %d min"), (int) hours, (int) (minutes % 60));
  if (hours > 0)
    /* Translators: how long a fax has waited: hours, short */
    return g_strdup_printf (_ ("%d h"), (int) hours);
  /* Translators: how long a fax has waited: minutes, short */
  return g_strdup_printf (_ ("%d min"), (int) minutes);
}
