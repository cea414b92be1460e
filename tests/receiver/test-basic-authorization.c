/* test-basic-authorization.c
 *
 * The Authorization header: what is one, and what is only nearly one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-basic-authorization.h"

typedef struct
{
  const char *name;
  const char *header;
  const char *user; /* NULL: refused */
  const char *password;
} Case;

static const Case cases[] = {
  { "rfc", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame" },
  { "lower-case", "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame" },
  { "upper-case", "BASIC   QWxhZGRpbjpvcGVuIHNlc2FtZQ==  ", "Aladdin", "open sesame" },
  { "utf-8", "Basic dGVzdDoxMjPCow==", "test", "123£" },
  { "latin-1", "Basic dGVzdDoxMjOj", "test", "123\xa3" },
  { "colon-in-password", "Basic YTpiOmM=", "a", "b:c" },
  { "empty-password", "Basic YTo=", "a", "" },
  { "empty-user", "Basic OmI=", "", "b" },
  { "no-padding", "Basic YWI6Y2Rl", "ab", "cde" },
  { "none", NULL, NULL, NULL },
  { "empty", "", NULL, NULL },
  { "only-scheme", "Basic", NULL, NULL },
  { "only-scheme-space", "Basic ", NULL, NULL },
  { "other-scheme", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", NULL, NULL },
  { "longer-scheme", "BasicX YTpi", NULL, NULL },
  { "no-space", "BasicYTpi", NULL, NULL },
  { "no-colon", "Basic YWJj", NULL, NULL },
  { "short", "Basic YTpiOmM", NULL, NULL },
  { "inner-space", "Basic YTpi OmM=", NULL, NULL },
  { "inner-padding", "Basic YT==piOg", NULL, NULL },
  { "bits-behind", "Basic YTpiOmN=", NULL, NULL },
  { "three-paddings", "Basic Y===", NULL, NULL },
  { "url-alphabet", "Basic YTpi_-M=", NULL, NULL },
  { "newline", "Basic YTpi\nOmM=", NULL, NULL },
  { "nul", "Basic YTpiAGM=", NULL, NULL },
  { "two", "Basic YTpi, Basic YTpi", NULL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FbBasicAuthorization) authorization = fb_basic_authorization_parse (c->header);

  if (c->user == NULL)
    {
      g_assert_null (authorization);
      return;
    }
  g_assert_nonnull (authorization);
  g_assert_cmpstr (authorization->user, ==, c->user);
  g_assert_cmpstr (authorization->password, ==, c->password);
}

static void
test_long (void)
{
  g_autofree char *plain = g_strnfill (4000, 'a');
  plain[5] = ':';
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, 4000);
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  g_assert_null (fb_basic_authorization_parse (header));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/basic-authorization/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/basic-authorization/long", test_long);
  return g_test_run ();
}
