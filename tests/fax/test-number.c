/* test-number.c
 *
 * One number, in the ways in which people and machines write it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-number.h"

static void
test_normalize (void)
{
  const struct
  {
    const char *number;
    const char *normalized;
  } cases[] = {
    { "+18332394039", "8332394039" },
    { "(833) 239-4039", "8332394039" },
    { "1-833-239-4039", "8332394039" },
    { "8332394039", "8332394039" },
    { "+49 30 1234567", "49301234567" },
    { "+12345678901", "2345678901" },
    { "12345678", "12345678" },
    { "23332394039", "23332394039" },
    { "110", "110" },
    { "11", NULL },
    { "", NULL },
    { "FAX 7", NULL },
    { "Fax: 702 432", "702432" },
    { "٠١٢٣٤", NULL },
    { "1234567890123456789012345678901", "1234567890123456789012345678901" },
    { "12345678901234567890123456789012", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normalized = fb_number_normalize (cases[i].number);

      g_test_message ("row %u", i);
      g_assert_cmpstr (normalized, ==, cases[i].normalized);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/number/normalize", test_normalize);
  return g_test_run ();
}
