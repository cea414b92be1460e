/* fb-friendly-time.c
 *
 * Points in time in the words that people use: the hour today, "Yesterday", the day before that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-friendly-time.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <langinfo.h>

#define INTERFACE_SCHEMA "org.gnome.desktop.interface"
#define CLOCK_KEY        "clock-format"

static FbClockFormat
fb_clock_format_from_locale (void)
{
  /* A locale without words for morning and afternoon counts to 24. */
  return *nl_langinfo (AM_STR) != '\0' && *nl_langinfo (T_FMT_AMPM) != '\0' &&
             g_strcmp0 (nl_langinfo (T_FMT), nl_langinfo (T_FMT_AMPM)) == 0
           ? FB_CLOCK_12_HOURS
           : FB_CLOCK_24_HOURS;
}

static GSettings *
interface_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, INTERFACE_SCHEMA, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, CLOCK_KEY))
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * fb_clock_format_from_desktop:
 *
 * Cheap enough to be called for each time that is shown.
 *
 * Returns: how the desktop shows its clock; where nobody chose, how the locale does
 */
FbClockFormat
fb_clock_format_from_desktop (void)
{
  static gsize is_initialized;
  static GSettings *settings;

  if (g_once_init_enter (&is_initialized))
    {
      settings = interface_settings_new ();
      g_once_init_leave (&is_initialized, TRUE);
    }

  g_autoptr (GVariant) chosen =
    settings != NULL ? g_settings_get_user_value (settings, CLOCK_KEY) : NULL;
  if (chosen == NULL)
    return fb_clock_format_from_locale ();
  return g_strcmp0 (g_variant_get_string (chosen, NULL), "12h") == 0 ? FB_CLOCK_12_HOURS
                                                                     : FB_CLOCK_24_HOURS;
}

static GDateTime *
local_time_new (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static const char *
get_hour_format (FbClockFormat clock)
{
  /* Translators: a time of day for g_date_time_format() */
  return clock == FB_CLOCK_12_HOURS ? _ ("%-I:%M %p") : _ ("%H:%M");
}

/* In the time zone of @now; %NULL where the time isn't known. */
static GDateTime *
time_beside (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) utc =
    time > 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;

  return utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;
}

/**
 * fb_friendly_time_format:
 * @time: microseconds since 1970 UTC; 0 if it isn't known
 * @now: the present, in the time zone to show
 * @clock: how to write the time of day
 *
 * Returns: (transfer full): the time as it is short and plain today; empty where it isn't known
 */
char *
fb_friendly_time_format (gint64 time, GDateTime *now, FbClockFormat clock)
{
  g_return_val_if_fail (now != NULL, NULL);

  g_autoptr (GDateTime) then = time_beside (time, now);
  if (then == NULL)
    return g_strdup ("");

  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  const char *hour = get_hour_format (clock);

  if (is_same_day (then, now))
    return g_date_time_format (then, hour);
  if (is_same_day (then, yesterday))
    {
      g_autofree char *time_of_day = g_date_time_format (then, hour);
      /* Translators: %s is a time of day, as in "Yesterday 14:05" */
      return g_strdup_printf (_ ("Yesterday %s"), time_of_day);
    }
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year for g_date_time_format(), as in "12 May" */
    return g_date_time_format (then, _ ("%-e %B"));
  /* Translators: a day of another year for g_date_time_format(), as in "12 May 2024" */
  return g_date_time_format (then, _ ("%-e %b %Y"));
}

/**
 * fb_full_time_format:
 * @time: microseconds since 1970 UTC; 0 if it isn't known
 * @clock: how to write the time of day
 *
 * Returns: (transfer full) (nullable): the day and the time in full, in the local time zone
 */
char *
fb_full_time_format (gint64 time, FbClockFormat clock)
{
  g_autoptr (GDateTime) then = time > 0 ? local_time_new (time) : NULL;

  if (then == NULL)
    return NULL;
  /* Translators: day and time in full for g_date_time_format() */
  return g_date_time_format (then, clock == FB_CLOCK_12_HOURS ? _ ("%A, %-e %B %Y, %-I:%M:%S %p")
                                                              : _ ("%A, %-e %B %Y, %H:%M:%S"));
}

/**
 * fb_time_of_day_format:
 * @time: microseconds since 1970 UTC; 0 if it isn't known
 * @now: the present, in the time zone to show
 * @clock: how to write the time of day
 *
 * Returns: (transfer full): the time of day, whatever the day; empty where it isn't known
 */
char *
fb_time_of_day_format (gint64 time, GDateTime *now, FbClockFormat clock)
{
  g_return_val_if_fail (now != NULL, NULL);

  g_autoptr (GDateTime) then = time_beside (time, now);

  return then != NULL ? g_date_time_format (then, get_hour_format (clock)) : g_strdup ("");
}

/**
 * fb_day_format:
 * @time: microseconds since 1970 UTC; 0 if it isn't known
 * @now: the present, in the time zone to show
 * @is_short: whether there is little room
 *
 * Returns: (transfer full): the day, as a heading; empty where it isn't known
 */
char *
fb_day_format (gint64 time, GDateTime *now, gboolean is_short)
{
  g_return_val_if_fail (now != NULL, NULL);

  g_autoptr (GDateTime) then = time_beside (time, now);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (then == NULL)
    return g_strdup ("");
  if (is_same_day (then, now))
    return g_strdup (_ ("Today"));
  if (is_same_day (then, yesterday))
    return g_strdup (_ ("Yesterday"));
  if (g_date_time_get_year (then) != g_date_time_get_year (now))
    /* Translators: a day of another year for g_date_time_format(), as in "12 May 2024" */
    return g_date_time_format (then, is_short ? _ ("%-e %b %Y") : _ ("%A, %-e %B %Y"));
  /* Translators: a day of this year as a heading for g_date_time_format(), as in "Tue 12 May" */
  return g_date_time_format (then, is_short ? _ ("%a %-e %b") : _ ("%A, %-e %B"));
}

/**
 * fb_day_is_same:
 * @a: microseconds since 1970 UTC
 * @b: microseconds since 1970 UTC
 *
 * Returns: whether both are on the same day here
 */
gboolean
fb_day_is_same (gint64 a, gint64 b)
{
  g_autoptr (GDateTime) then = local_time_new (a);
  g_autoptr (GDateTime) other = local_time_new (b);

  return then != NULL && other != NULL && is_same_day (then, other);
}
