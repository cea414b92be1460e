/* test-documo-account.c
 *
 * Whose account a key belongs to, wherever Documo may say it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-documo-account.h"

static FbDocumoAccount *
read_json (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return fb_documo_account_read (bytes);
}

static void
test_names (void)
{
  const struct
  {
    const char *json;
    const char *name;
    const char *email;
  } cases[] = {
    { "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Harbour Clinic\"}",
      "Harbour Clinic", "desk@example.com" },
    { "{\"user\":{\"firstName\":\"Ada\",\"lastName\":\"Hart\",\"email\":\"ada@example.com\"},"
      "\"account\":{\"name\":\"Harbour Clinic\"}}",
      "Harbour Clinic", "ada@example.com" },
    { "{\"data\":{\"id\":5,\"firstName\":\"Ada\",\"lastName\":\"Hart\"}}", "Ada Hart", NULL },
    { "{\"id\":5,\"first_name\":\"Ada\"}", "Ada", NULL },
    { "{\"accountId\":\"abc\"}", NULL, NULL },
    /* Not what would make a reader see something else. */
    { "{\"id\":1,\"name\":\"two\\nlines\\u202e\",\"email\":7}", "two lines", "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbDocumoAccount) account = read_json (cases[i].json);

      g_test_message ("%s", cases[i].json);
      g_assert_nonnull (account);
      g_assert_cmpstr (account->name, ==, cases[i].name);
      g_assert_cmpstr (account->email, ==, cases[i].email);
    }
}

static void
test_key (void)
{
  g_autoptr (FbDocumoAccount) account = read_json ("{\"uuid\":\"1\",\"apiKey\":{\"level\":\"base\","
                                                   "\"expiresAt\":\"2026-12-01T00:00:00.000Z\"}}");
  g_autoptr (FbDocumoAccount) flat =
    read_json ("{\"uuid\":\"1\",\"level\":\"admin\",\"expiresAt\":null}");

  g_assert_cmpstr (account->level, ==, "base");
  g_assert_cmpint (account->expires_at, ==, G_GINT64_CONSTANT (1796083200) * G_USEC_PER_SEC);
  g_assert_cmpstr (flat->level, ==, "admin");
  g_assert_cmpint (flat->expires_at, ==, 0);
}

static void
test_strangers (void)
{
  const char *const texts[] = {
    "",
    "{}",
    "[]",
    "OK",
    "<html></html>",
    "{\"status\":\"ok\"}",
    "{\"uuid\":\"1\"",
    "{\"error\":{\"name\":\"NotAllowedError\"}}",
    "{\"data\":[]}",
    "null",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (read_json (texts[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documo/account/names", test_names);
  g_test_add_func ("/documo/account/key", test_key);
  g_test_add_func ("/documo/account/strangers", test_strangers);
  return g_test_run ();
}
