/* test-documo-url.c
 *
 * Which addresses may be shown the API key, and that equal ones become the same text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-error.h"
#include "fb-documo-url.h"

static void
test_normalize (void)
{
  const struct
  {
    const char *url;
    const char *normal; /* NULL: refused */
  } cases[] = {
    { "https://api.documo.com", "https://api.documo.com" },
    { " https://API.documo.com/ ", "https://api.documo.com" },
    { "HTTPS://api.documo.com:443", "https://api.documo.com" },
    { "https://proxy.example:8443/documo/", "https://proxy.example:8443/documo" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://localhost:8080/", "http://localhost:8080" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    /* Others could read the key. */
    { "http://api.documo.com", NULL },
    { "http://127.0.0.1.example.com", NULL },
    { "http://localhost.example.com", NULL },
    { "http://192.0.2.1", NULL },
    { "http://0.0.0.0", NULL },
    { "ftp://127.0.0.1", NULL },
    { "file:///etc/passwd", NULL },
    { "api.documo.com", NULL },
    { "https://", NULL },
    { "https://user:secret@api.documo.com", NULL },
    { "https://api.documo.com?x=1", NULL },
    { "https://api.documo.com#x", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normal = fb_documo_url_normalize (cases[i].url, &error);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpstr (normal, ==, cases[i].normal);
      if (cases[i].normal == NULL)
        g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_URL);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documo/url/normalize", test_normalize);
  return g_test_run ();
}
