/* test-documo-answer.c
 *
 * What an answer means that isn't what was asked for. Only Documo itself may call a key wrong or a
 * document gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fb-documo-answer-private.h"
#include "fb-documo-error.h"

#define JSON "application/json"
#define HTML "text/html"

static GError *
judge (guint status, const char *type, const char *text, const char *retry_after)
{
  const FbDocumoAnswer answer = { status, type, retry_after };
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  return fb_documo_answer_dup_error (&answer, body);
}

static void
test_codes (void)
{
  const struct
  {
    guint status;
    const char *type;
    const char *text;
    FbDocumoError code;
  } cases[] = {
    { 401, JSON, "{\"error\":{\"name\":\"UnauthorizedError\",\"message\":\"Invalid\"}}",
      FB_DOCUMO_ERROR_KEY_WRONG },
    { 401, JSON, "{\"message\":\"Unauthorized\"}", FB_DOCUMO_ERROR_KEY_WRONG },
    { 401, "text/plain", "Unauthorized", FB_DOCUMO_ERROR_KEY_WRONG },
    { 401, NULL, "", FB_DOCUMO_ERROR_KEY_WRONG },
    { 401, JSON, "{\"error\":{\"message\":\"API key has Expired\"}}", FB_DOCUMO_ERROR_KEY_EXPIRED },
    { 401, HTML, "<html>Sign in</html>", FB_DOCUMO_ERROR_NOT_API },
    { 401, JSON, "{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"no\"}}",
      FB_DOCUMO_ERROR_KEY_WEAK },
    { 403, JSON, "{\"error\":{\"name\":\"ForbiddenError\"}}", FB_DOCUMO_ERROR_KEY_WEAK },
    { 403, HTML, "<html>Blocked</html>", FB_DOCUMO_ERROR_NOT_API },
    { 400, JSON, "{\"error\":{\"name\":\"NotAllowedError\"}}", FB_DOCUMO_ERROR_KEY_WEAK },
    { 200, JSON, "{\"error\":{\"name\":\"NotAllowedError\"}}", FB_DOCUMO_ERROR_KEY_WEAK },
    { 404, JSON, "{\"error\":{\"name\":\"NotFoundError\",\"message\":\"Fax not found\"}}",
      FB_DOCUMO_ERROR_GONE },
    { 404, JSON, "{\"message\":\"Not found\"}", FB_DOCUMO_ERROR_GONE },
    { 410, JSON, "{\"error\":\"Gone\"}", FB_DOCUMO_ERROR_GONE },
    { 400, JSON, "{\"error\":{\"message\":\"The file was purged\"}}", FB_DOCUMO_ERROR_GONE },
    { 200, JSON, "{\"messageId\":\"1\",\"isFilePurged\":true}", FB_DOCUMO_ERROR_GONE },
    /* Not Documo: nothing is gone. */
    { 404, HTML, "<html>Cannot GET /v1/fax</html>", FB_DOCUMO_ERROR_NOT_API },
    { 404, NULL, "", FB_DOCUMO_ERROR_NOT_API },
    { 404, "text/plain", "404 page not found", FB_DOCUMO_ERROR_NOT_API },
    { 404, JSON, "{}", FB_DOCUMO_ERROR_NOT_API },
    { 410, HTML, "purged", FB_DOCUMO_ERROR_NOT_API },
    { 200, HTML, "<html>Welcome</html>", FB_DOCUMO_ERROR_NOT_API },
    { 200, NULL, "  <!doctype html>", FB_DOCUMO_ERROR_NOT_API },
    { 200, JSON, "{\"error\":{\"name\":\"SomeError\"}}", FB_DOCUMO_ERROR_REFUSED },
    { 200, JSON, "{\"url\":\"https://elsewhere.example\"}", FB_DOCUMO_ERROR_WRONG_TYPE },
    { 200, JSON, "{\"messageId\":\"1\",\"isFilePurged\":false}", FB_DOCUMO_ERROR_WRONG_TYPE },
    { 204, NULL, "", FB_DOCUMO_ERROR_WRONG_TYPE },
    { 301, HTML, "<html>Moved</html>", FB_DOCUMO_ERROR_NOT_API },
    { 302, NULL, "", FB_DOCUMO_ERROR_NOT_API },
    { 400, JSON, "{\"error\":{\"name\":\"ValidationError\"}}", FB_DOCUMO_ERROR_REFUSED },
    { 405, NULL, "", FB_DOCUMO_ERROR_NOT_API },
    { 407, NULL, "", FB_DOCUMO_ERROR_UNAVAILABLE },
    { 408, NULL, "", FB_DOCUMO_ERROR_UNAVAILABLE },
    { 429, JSON, "{}", FB_DOCUMO_ERROR_RATE_LIMITED },
    { 429, HTML, "<html>", FB_DOCUMO_ERROR_RATE_LIMITED },
    { 500, JSON, "{\"error\":{\"name\":\"NotFoundError\"}}", FB_DOCUMO_ERROR_UNAVAILABLE },
    { 502, HTML, "<html>Bad gateway</html>", FB_DOCUMO_ERROR_UNAVAILABLE },
    { 503, NULL, "", FB_DOCUMO_ERROR_UNAVAILABLE },
    { 511, HTML, "<html>Sign in to the Wi-Fi</html>", FB_DOCUMO_ERROR_NOT_API },
    { 999, NULL, "", FB_DOCUMO_ERROR_NOT_API },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = judge (cases[i].status, cases[i].type, cases[i].text, NULL);

      g_test_message ("%u %s", cases[i].status, cases[i].text);
      g_assert_error (error, FB_DOCUMO_ERROR, (int) cases[i].code);
      g_assert_null (strstr (error->message, "HTTP"));
    }
}

static void
test_level (void)
{
  const struct
  {
    const char *message;
    const char *level;
  } cases[] = {
    { "This key must have Admin access", "admin" },
    { "Requires level print_driver", "print_driver" },
    { "Needs a base key", "base" },
    { "You may not", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json =
        cases[i].message != NULL
          ? g_strdup_printf ("{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"%s\"}}",
                             cases[i].message)
          : g_strdup ("{\"error\":{\"name\":\"NotAllowedError\"}}");
      g_autoptr (GError) error = judge (403, JSON, json, NULL);
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WEAK);
      g_assert_cmpstr (fb_documo_error_get_level (copy), ==, cases[i].level);
    }
}

static void
test_retry_after (void)
{
  const struct
  {
    const char *text;
    guint seconds;
  } cases[] = {
    { NULL, 0 },
    { "60", 60 },
    { "0", 0 },
    { "-5", 0 },
    { "soon", 0 },
    { "99999999999999999999", 0 },
    { "864000", 86400 },
    { "Wed, 21 Oct 2015 07:28:00 GMT", 0 },
    { "Fri, 21 Oct 2095 07:28:00 GMT", 86400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = judge (429, JSON, "{}", cases[i].text);
      g_autoptr (GError) later = judge (503, JSON, "{}", cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (fb_documo_error_get_retry_after (error), ==, cases[i].seconds);
      g_assert_cmpuint (fb_documo_error_get_retry_after (later), ==, cases[i].seconds);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documo/answer/codes", test_codes);
  g_test_add_func ("/documo/answer/level", test_level);
  g_test_add_func ("/documo/answer/retry-after", test_retry_after);
  return g_test_run ();
}
