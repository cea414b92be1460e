/* test-json-guard.c
 *
 * What is kept from the JSON parser, and what is rewritten for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-json-guard-private.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  /* A copy of exactly this length, so that reading on past it is noticed. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fb_json_guard_parse (bytes);
}

static void
test_refuses (void)
{
  const char *const texts[] = {
    "",
    " ",
    "null",
    "true",
    "1",
    "\"text\"",
    "[]",
    "[{}]",
    "hello",
    "{",
    "}",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":\"b",
    "{\"a\":\"b\\",
    "{\"a\":\"b\\u",
    "{\"a\":\"b\\\"}",
    "{}{}",
    "{} x",
    "{},",
    "{\"a\":tru}",
    "{\"a\":nul",
    "{a:1}",
    "{'a':1}",
    "var a = {};",
    "/* note */ {}",
    "{} // note",
    "{\"a\":1]",
    "{\"a\":[}",
    "{\"a\":NaN}",
    "{\"a\" \"b\"}",
    "{\"a\":\"\\udbo\\uabve\"}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}",
    /* A Latin-1 ü, an overlong slash, a surrogate in UTF-8. */
    "{\"a\":\"\xfc\"}",
    "{\"a\":\"\xc0\xaf\"}",
    "{\"a\":\"\xed\xa0\x80\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) root = parse (texts[i]);
      g_test_message ("row %u", i);
      g_assert_null (root);
    }
}

static void
test_refuses_nul (void)
{
  const char text[] = "{\"a\":\"b\"}\0{\"a\":\"c\"}";
  g_autoptr (GBytes) behind = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GBytes) within = g_bytes_new ("{\"a\":\"b\0c\"}", 11);

  g_assert_null (fb_json_guard_parse (behind));
  g_assert_null (fb_json_guard_parse (within));
}

static char *
nest (guint depth)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_depth (void)
{
  g_autofree char *fair = nest (FB_JSON_MAX_DEPTH);
  g_autofree char *deep = nest (FB_JSON_MAX_DEPTH + 1);
  g_autofree char *abysmal = nest (200000);
  g_autoptr (JsonNode) fair_root = parse (fair);
  g_autoptr (JsonNode) deep_root = parse (deep);
  g_autoptr (JsonNode) abysmal_root = parse (abysmal);

  g_assert_nonnull (fair_root);
  g_assert_null (deep_root);
  g_assert_null (abysmal_root);

  /* Brackets in a string are no nesting. */
  g_autofree char *brackets = g_strnfill (200, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\"%s\"}", brackets);
  g_autoptr (JsonNode) root = parse (text);
  g_assert_nonnull (root);
}

static void
test_size (void)
{
  g_autofree char *filling = g_strnfill (FB_JSON_MAX_SIZE - 8, 'a');
  g_autofree char *fair = g_strdup_printf ("{\"a\":\"%s\"}", filling);
  g_autofree char *big = g_strdup_printf ("{\"a\":\"%s\"} ", filling);
  g_autoptr (JsonNode) fair_root = parse (fair);
  g_autoptr (JsonNode) big_root = parse (big);

  g_assert_cmpuint (strlen (fair), ==, FB_JSON_MAX_SIZE);
  g_assert_nonnull (fair_root);
  g_assert_null (big_root);
}

static void
test_rewrites (void)
{
  const struct
  {
    const char *text;
    const char *value;
  } cases[] = {
    { "{\"a\":\"b\"}", "b" },
    { "\xef\xbb\xbf {\"a\":\"b\"}\r\n", "b" },
    /* Every digit of a number. */
    { "{\"a\":18332394039}", "18332394039" },
    { "{\"a\":99999999999999999999999}", "99999999999999999999999" },
    { "{\"a\":-1.50e+3}", "-1.50e+3" },
    { "{\"a\":007}", "007" },
    /* A NUL cuts nothing. */
    { "{\"a\":\"b\\u0000c\"}", "b\001c" },
    { "{\"a\":\"b\\\\u0000c\"}", "b\\u0000c" },
    /* Pairs are characters; halves are none. */
    { "{\"a\":\"\\ud83d\\udce0\"}", "\xf0\x9f\x93\xa0" },
    { "{\"a\":\"\\uD83D\\uDCE0\"}", "\xf0\x9f\x93\xa0" },
    { "{\"a\":\"\\ud83d\"}", "\xef\xbf\xbd" },
    { "{\"a\":\"\\ud83dx\"}", "\xef\xbf\xbdx" },
    { "{\"a\":\"\\ud83d\\u0041\"}", "\xef\xbf\xbd"
                                    "A" },
    { "{\"a\":\"\\ud83d\\ud83d\\udce0\"}", "\xef\xbf\xbd\xf0\x9f\x93\xa0" },
    { "{\"a\":\"\\udce0\\ud83d\"}", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "{\"a\":\"\\\"\\\\\\/\\n\\u00fc\"}", "\"\\/\n\xc3\xbc" },
    /* As in JavaScript. */
    { "{\"a\":\"b\",\"a\":\"c\"}", "c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = parse (cases[i].text);
      g_test_message ("row %u", i);
      g_assert_nonnull (root);
      JsonObject *object = json_node_get_object (root);
      g_assert_cmpstr (json_object_get_string_member (object, "a"), ==, cases[i].value);
    }
}

/* A text that was cut off is told from one that is only malformed. */
static void
test_complete (void)
{
  const char *const complete[] = {
    "{}",
    "[]",
    " {\"a\":1}\r\n",
    "\xef\xbb\xbf{}",
    "{a:1}",
    "{\"a\":NaN}",
    "{\"a\":1]",
    "[{}]",
    "{\"a\":\"\\x\"}",
    "{\"}\":\"\\\"}\"}",
    "{\"\xff\":{}}",
    "{\"a\":\"\\ud800\\u12\"}",
  };
  const char *const incomplete[] = {
    "", " ", "hello", "\"a\"", "}", "{}{}", "{} x", "{\"a\":\"}", "{\"a\":\"b\\",
  };

  for (guint i = 0; i < G_N_ELEMENTS (complete); i++)
    {
      gsize size = strlen (complete[i]);
      g_autoptr (GBytes) bytes = g_bytes_new (complete[i], size);

      g_test_message ("complete: %s", complete[i]);
      g_assert_true (fb_json_guard_is_complete (bytes));
      while (g_ascii_isspace (complete[i][size - 1]))
        size--;
      for (gsize length = 0; length < size; length++)
        {
          g_autoptr (GBytes) cut = g_bytes_new (complete[i], length);
          g_assert_false (fb_json_guard_is_complete (cut));
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (incomplete); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (incomplete[i], strlen (incomplete[i]));

      g_test_message ("incomplete: %s", incomplete[i]);
      g_assert_false (fb_json_guard_is_complete (bytes));
    }
}

/* Nor does depth keep the end from being found. */
static void
test_complete_depth (void)
{
  g_autofree char *opening = g_strnfill (200000, '[');
  g_autofree char *closing = g_strnfill (200000, ']');
  g_autofree char *text = g_strconcat (opening, closing, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) cut = g_bytes_new (text, strlen (text) - 1);

  g_assert_true (fb_json_guard_is_complete (bytes));
  g_assert_false (fb_json_guard_is_complete (cut));
  g_assert_null (fb_json_guard_parse (bytes));
}

/* Cut anywhere or hit by any byte, a text is refused or parsed, and nothing else happens. */
static void
test_survives_damage (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);
  g_autofree char *text = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));

  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (text, length);
      g_assert_null (fb_json_guard_parse (cut));
    }
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *hit = g_memdup2 (text, size);
      for (guint j = 0; j < 1 + i % 3; j++)
        hit[g_test_rand_int_range (0, (gint32) size)] = (char) g_test_rand_int_range (0, 256);
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&hit), size);
      g_autoptr (JsonNode) root = fb_json_guard_parse (bytes);
      g_assert_true (root == NULL || JSON_NODE_HOLDS_OBJECT (root));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/json-guard/refuses", test_refuses);
  g_test_add_func ("/documo/json-guard/refuses-nul", test_refuses_nul);
  g_test_add_func ("/documo/json-guard/depth", test_depth);
  g_test_add_func ("/documo/json-guard/size", test_size);
  g_test_add_func ("/documo/json-guard/rewrites", test_rewrites);
  g_test_add_func ("/documo/json-guard/complete", test_complete);
  g_test_add_func ("/documo/json-guard/complete-depth", test_complete_depth);
  g_test_add_func ("/documo/json-guard/survives-damage", test_survives_damage);
  return g_test_run ();
}
