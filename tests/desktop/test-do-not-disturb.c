/* Do not disturb: when it ends, and that it does. */

#include "config.h"

#include "fb-do-not-disturb.h"

#define KEY "do-not-disturb-until"

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
test_tomorrow (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_assert_nonnull (zone);
  g_autoptr (GDateTime) evening = g_date_time_new (zone, 2026, 12, 31, 23, 59, 59);
  g_autoptr (GDateTime) new_year = g_date_time_new (zone, 2027, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, 2026, 3, 29, 0, 0, 0);
  g_autoptr (GDateTime) next_day = g_date_time_new (zone, 2026, 3, 30, 0, 0, 0);

  g_assert_cmpint (fb_do_not_disturb_tomorrow (evening), ==, g_date_time_to_unix (new_year));
  /* A day of 23 hours. */
  g_assert_cmpint (fb_do_not_disturb_tomorrow (midnight), ==, g_date_time_to_unix (next_day));
  g_assert_cmpint (fb_do_not_disturb_tomorrow (midnight) - g_date_time_to_unix (midnight), ==,
                   23 * 3600);
  /* And one of 25. */
  g_autoptr (GDateTime) early = g_date_time_new (zone, 2026, 10, 25, 0, 30, 0);
  g_autoptr (GDateTime) monday = g_date_time_new (zone, 2026, 10, 26, 0, 0, 0);
  g_assert_cmpint (fb_do_not_disturb_tomorrow (early), ==, g_date_time_to_unix (monday));
  g_assert_cmpint (fb_do_not_disturb_in_an_hour (evening), ==,
                   g_date_time_to_unix (evening) + 3600);
}

static void
test_setting (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (FbDoNotDisturb) first = fb_do_not_disturb_new (settings);
  gint64 until = get_now () + 1000;

  g_assert_false (fb_do_not_disturb_is_active (first));
  fb_do_not_disturb_set_until (first, until);
  g_assert_true (fb_do_not_disturb_is_active (first));
  g_assert_cmpint (fb_do_not_disturb_get_until (first), ==, until);

  /* As after a restart. */
  g_autoptr (FbDoNotDisturb) second = fb_do_not_disturb_new (settings);
  g_assert_true (fb_do_not_disturb_is_active (second));
  fb_do_not_disturb_set_until (second, 0);
  g_assert_false (fb_do_not_disturb_is_active (first));
}

static void
test_odd_settings (void)
{
  const gint64 quiet[] = { G_MAXINT64, get_now () + 1000 };
  const gint64 loud[] = { 0, G_MININT64, -1, 1, get_now () - 1 };
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (FbDoNotDisturb) self = fb_do_not_disturb_new (settings);

  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_settings_set_int64 (settings, KEY, quiet[i]);
      g_assert_true (fb_do_not_disturb_is_active (self));
    }
  for (guint i = 0; i < G_N_ELEMENTS (loud); i++)
    {
      g_settings_set_int64 (settings, KEY, loud[i]);
      g_assert_false (fb_do_not_disturb_is_active (self));
    }
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *n_notified = data;

  ++*n_notified;
}

static void
test_ends (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (FbDoNotDisturb) self = fb_do_not_disturb_new (settings);
  guint n_notified = 0;

  g_signal_connect (self, "notify::active", G_CALLBACK (on_notify), &n_notified);
  fb_do_not_disturb_set_until (self, get_now () + 2);
  g_assert_cmpuint (n_notified, ==, 1);
  while (n_notified < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fb_do_not_disturb_is_active (self));
  g_assert_cmpint (fb_do_not_disturb_get_until (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/do-not-disturb/tomorrow", test_tomorrow);
  g_test_add_func ("/do-not-disturb/setting", test_setting);
  g_test_add_func ("/do-not-disturb/odd-settings", test_odd_settings);
  g_test_add_func ("/do-not-disturb/ends", test_ends);
  return g_test_run ();
}
