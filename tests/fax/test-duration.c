/* How long something lasts, at the edges of its units. */

#include "config.h"

#include "fb-duration.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static const struct
{
  gint64 duration;
  const char *expected;
} cases[] = {
  { G_MININT64, "1 min" },          { MINUTE - 1, "1 min" }, { MINUTE, "1 min" },
  { HOUR - 1, "59 min" },           { HOUR, "1 h" },         { HOUR + 20 * MINUTE, "1 h 20 min" },
  { DAY - 1, "23 h 59 min" },       { DAY, "1 day" },        { 2 * DAY + HOUR, "2 days" },
  { G_MAXINT64, "106751991 days" },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fb_duration_format (cases[i].duration);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duration/format", test_format);
  return g_test_run ();
}
