/* A clock that is wrong: set back while the application runs, or beyond the year 2038. What is kept
 * and in which order does not depend on it. */

#include "config.h"

#include "fault-fixture.h"

#define YEAR G_GINT64_CONSTANT (31557600)

static void
set_clock (FaultFixture *fixture, gint64 ahead)
{
  g_autofree char *path = g_build_filename (fixture->faxbell->home, "clock", NULL);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, ahead);

  g_assert_true (g_file_set_contents (path, seconds, -1, NULL));
  running_faxbell_setenv (fixture->faxbell, "FAULT_CLOCK", path);
  running_faxbell_setenv (fixture->faxbell, "LD_PRELOAD", g_getenv ("FAULT_INJECT"));
}

static void
check_order (FaultFixture *fixture, const char *const *message_ids, const char *year_of_last)
{
  g_autoptr (JsonNode) node = running_faxbell_export (fixture->faxbell);
  JsonArray *faxes = json_node_get_array (node);
  guint n_faxes = json_array_get_length (faxes);

  g_assert_cmpuint (n_faxes, ==, g_strv_length ((char **) message_ids));
  for (guint i = 0; i < n_faxes; i++)
    g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (faxes, i), "messageId"), ==,
      message_ids[i]);
  JsonObject *last = json_array_get_object_element (faxes, n_faxes - 1);
  g_assert_true (
    g_str_has_prefix (json_object_get_string_member (last, "receivedAt"), year_of_last));
}

static void
test_set_back (FaultFixture *fixture, gconstpointer data)
{
  static const char *const message_ids[] = { "first", "third", "second", NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *year = g_strdup_printf ("%d-", g_date_time_get_year (now) - 3);

  set_clock (fixture, 0);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_LARGE), ==, 200);
  set_clock (fixture, -3 * YEAR);
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_LARGE), ==, 200);
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_LARGE), ==, 200);
  fault_restart (fixture);
  g_assert_cmpuint (fault_post (fixture, "third", FAULT_LARGE), ==, 200);
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_LARGE), ==, 200);
  check_order (fixture, message_ids, year);
  fault_end (fixture);
}

static void
test_after_2038 (FaultFixture *fixture, gconstpointer data)
{
  static const char *const message_ids[] = { "second", "first", NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *year = g_strdup_printf ("%d-", g_date_time_get_year (now) + 14);

  set_clock (fixture, 14 * YEAR);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_LARGE), ==, 200);
  set_clock (fixture, 80 * YEAR);
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_LARGE), ==, 200);
  check_order (fixture, message_ids, year);
  fault_end (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/clock/set-back", test_set_back);
  FAULT_TEST ("/clock/after-2038", test_after_2038);
  return g_test_run ();
}
