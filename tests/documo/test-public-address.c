/* test-public-address.c
 *
 * Which addresses Documo can be given, and how they are written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-public-address.h"

static void
test_normalize (void)
{
  const struct
  {
    const char *text;
    const char *normal; /* NULL: refused */
    const char *origin;
  } cases[] = {
    { "https://fax.example.com", "https://fax.example.com/webhook", "https://fax.example.com" },
    { " HTTPS://Fax.Example.com:443/Hook ", "https://fax.example.com/Hook",
      "https://fax.example.com" },
    { "https://fax.example.com/", "https://fax.example.com/webhook", "https://fax.example.com" },
    { "https://fax.example.com:8443/a/b/", "https://fax.example.com:8443/a/b/",
      "https://fax.example.com:8443" },
    { "http://127.0.0.1:8787", "http://127.0.0.1:8787/webhook", "http://127.0.0.1:8787" },
    { "https://[2001:db8::1]/x", "https://[2001:db8::1]/x", "https://[2001:db8::1]" },
    { "", NULL, NULL },
    { "fax.example.com", NULL, NULL },
    { "http://fax.example.com", NULL, NULL },
    { "https://", NULL, NULL },
    { "https://user@fax.example.com", NULL, NULL },
    { "https://fax.example.com/?x", NULL, NULL },
    { "https://fax.example.com/#x", NULL, NULL },
    { "ftp://fax.example.com/", NULL, NULL },
    { "https://fax example.com/", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = fb_public_address_normalize (cases[i].text, "/webhook");
      g_autofree char *origin = normal != NULL ? fb_public_address_dup_origin (normal) : NULL;

      g_assert_cmpstr (normal, ==, cases[i].normal);
      g_assert_cmpstr (origin, ==, cases[i].origin);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/public-address/normalize", test_normalize);
  return g_test_run ();
}
