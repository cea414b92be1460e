/* fb-do-not-disturb.c
 *
 * Suspends notifications until a point in time. The time is a setting, so it outlasts a restart,
 * and it always ends by itself: one meeting must not hide the faxes of a week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-do-not-disturb.h"

#define KEY "do-not-disturb-until"

/* Seconds. The clock may be set and the computer may sleep, so one timer to the end would not do.
 */
#define CHECK_INTERVAL 30

struct _FbDoNotDisturb
{
  GObject parent_instance;

  GSettings *settings;
  gint64 until;
  guint check_source;
};

typedef enum
{
  PROP_ACTIVE = 1,
  PROP_UNTIL,
} FbDoNotDisturbProperty;

static GParamSpec *properties[PROP_UNTIL + 1];

G_DEFINE_FINAL_TYPE (FbDoNotDisturb, fb_do_not_disturb, G_TYPE_OBJECT)

static void read_setting (FbDoNotDisturb *self);

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
on_check (gpointer data)
{
  FbDoNotDisturb *self = data;

  self->check_source = 0;
  read_setting (self);
  return G_SOURCE_REMOVE;
}

static void
read_setting (FbDoNotDisturb *self)
{
  gint64 now = get_now ();
  gint64 until = g_settings_get_int64 (self->settings, KEY);
  gint64 left = until > now ? until - now : 0;

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (left > 0)
    self->check_source = g_timeout_add_seconds ((guint) MIN (left, CHECK_INTERVAL), on_check, self);

  until = left > 0 ? until : 0;
  if (until == self->until)
    return;
  self->until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNTIL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/* GObject */

static void
fb_do_not_disturb_dispose (GObject *object)
{
  FbDoNotDisturb *self = FB_DO_NOT_DISTURB (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_do_not_disturb_parent_class)->dispose (object);
}

static void
fb_do_not_disturb_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  FbDoNotDisturb *self = FB_DO_NOT_DISTURB (object);

  switch ((FbDoNotDisturbProperty) property_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->until != 0);
      break;
    case PROP_UNTIL:
      g_value_set_int64 (value, self->until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_do_not_disturb_class_init (FbDoNotDisturbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fb_do_not_disturb_dispose;
  object_class->get_property = fb_do_not_disturb_get_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_UNTIL] = g_param_spec_int64 ("until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_do_not_disturb_init (FbDoNotDisturb *self)
{
}

/**
 * fb_do_not_disturb_new:
 * @settings: the application's settings, in which the time is kept; a reference is held
 *
 * For the main thread, in which its properties change, too.
 *
 * Returns: (transfer full): the do-not-disturb state
 */
FbDoNotDisturb *
fb_do_not_disturb_new (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbDoNotDisturb *self = g_object_new (FB_TYPE_DO_NOT_DISTURB, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (read_setting), self,
                           G_CONNECT_SWAPPED);
  read_setting (self);
  return self;
}

/**
 * fb_do_not_disturb_is_active:
 * @self: the do-not-disturb state
 *
 * Compares with the clock, so it is exact, while #FbDoNotDisturb:active may change some seconds
 * later.
 *
 * Returns: whether no notifications are to be shown now
 */
gboolean
fb_do_not_disturb_is_active (FbDoNotDisturb *self)
{
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (self), FALSE);

  return self->until > get_now ();
}

/**
 * fb_do_not_disturb_get_until:
 * @self: the do-not-disturb state
 *
 * Returns: when it ends, in seconds since 1970 UTC; 0 if it is not active
 */
gint64
fb_do_not_disturb_get_until (FbDoNotDisturb *self)
{
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (self), 0);

  return self->until;
}

/**
 * fb_do_not_disturb_set_until:
 * @self: the do-not-disturb state
 * @until: when it ends, in seconds since 1970 UTC; 0 or a time in the past to end it now
 *
 * Changes the setting; the properties follow.
 */
void
fb_do_not_disturb_set_until (FbDoNotDisturb *self, gint64 until)
{
  g_return_if_fail (FB_IS_DO_NOT_DISTURB (self));

  g_settings_set_int64 (self->settings, KEY, until);
}

/**
 * fb_do_not_disturb_in_an_hour:
 * @now: the present time
 *
 * Returns: the time an hour after @now, in seconds since 1970 UTC
 */
gint64
fb_do_not_disturb_in_an_hour (GDateTime *now)
{
  return g_date_time_to_unix (now) + 60 * 60;
}

/**
 * fb_do_not_disturb_tomorrow:
 * @now: the present time, in the time zone that decides when the day ends
 *
 * Returns: the begin of the day after @now, in seconds since 1970 UTC
 */
gint64
fb_do_not_disturb_tomorrow (GDateTime *now)
{
  g_autoptr (GDateTime) next_day = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) begin = g_date_time_new (
    g_date_time_get_timezone (now), g_date_time_get_year (next_day),
    g_date_time_get_month (next_day), g_date_time_get_day_of_month (next_day), 0, 0, 0);

  return g_date_time_to_unix (begin);
}
