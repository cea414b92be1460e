/* test-desk-action.c
 *
 * The names of what people do, which are in databases.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-action.h"

static void
test_names (void)
{
  const struct
  {
    FbDeskAction action;
    const char *name;
  } cases[] = {
    { FB_DESK_DONE, "done" },
    { FB_DESK_REOPENED, "reopened" },
    { FB_DESK_NOTED, "noted" },
  };
  FbDeskAction action;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (fb_desk_action_to_string (cases[i].action), ==, cases[i].name);
      g_assert_true (fb_desk_action_from_string (cases[i].name, &action));
      g_assert_cmpint (action, ==, cases[i].action);
    }
  g_assert_false (fb_desk_action_from_string ("fax.v1.inbound.complete", &action));
  g_assert_false (fb_desk_action_from_string (NULL, &action));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/desk-action/names", test_names);
  return g_test_run ();
}
