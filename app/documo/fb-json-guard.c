/* fb-json-guard.c
 *
 * Stands before json-glib, which trusts its input more than we may. json-glib 1.6 overruns the
 * stack on deep nesting, aborts on half a surrogate pair, cuts strings at \u0000, turns integers of
 * more than 64 bits into -1, takes nothing at all for a document, and reads on after its end.
 *
 * So the text is walked once before it is parsed. What must not reach the parser is refused; what
 * it would misread is rewritten into what it reads rightly: numbers become strings, so that every
 * digit of them is kept, and escapes that stand for no character become ones that do. The grammar
 * itself is left to the parser.
 *
 * The walk goes on behind what can't be read, to the bracket that closes the first one: so a text
 * that was cut off is told from one that is only malformed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-json-guard-private.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  GString *output;
  gsize depth;
  gboolean is_malformed;
} Walk;

#define ESCAPE_LENGTH 6 /* \uXXXX */

/* The code unit of the \uXXXX at @text, or -1 if there is none. */
static int
read_escape (const char *text, const char *end)
{
  int unit = 0;

  if (end - text < ESCAPE_LENGTH || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (guint i = 2; i < ESCAPE_LENGTH; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);
      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

static gboolean
is_high_surrogate (int unit)
{
  return unit >= 0xd800 && unit <= 0xdbff;
}

static gboolean
is_low_surrogate (int unit)
{
  return unit >= 0xdc00 && unit <= 0xdfff;
}

static void
copy (Walk *walk, gssize length)
{
  g_string_append_len (walk->output, walk->at, length);
  walk->at += length;
}

/* A NUL becomes another control character: it is stripped from what is shown, and no message id
 * may have one. Half a surrogate pair becomes U+FFFD. */
static void
copy_code_unit (Walk *walk, int unit)
{
  if (is_high_surrogate (unit) &&
      is_low_surrogate (read_escape (walk->at + ESCAPE_LENGTH, walk->end)))
    {
      copy (walk, 2 * ESCAPE_LENGTH);
      return;
    }
  if (unit != 0 && !is_high_surrogate (unit) && !is_low_surrogate (unit))
    {
      copy (walk, ESCAPE_LENGTH);
      return;
    }
  g_string_append (walk->output, unit == 0 ? "\\u0001" : "\\ufffd");
  walk->at += ESCAPE_LENGTH;
}

/* Passes over what must not reach the parser. */
static void
skip (Walk *walk, gsize length)
{
  walk->is_malformed = TRUE;
  walk->at += MIN (length, (gsize) (walk->end - walk->at));
}

/* An escape that is none is refused: at each the parser leaks its string. */
static void
copy_escape (Walk *walk)
{
  int unit = read_escape (walk->at, walk->end);

  if (unit >= 0)
    copy_code_unit (walk, unit);
  else if (walk->end - walk->at >= 2 && walk->at[1] != '\0' &&
           strchr ("\"\\/bfnrt", walk->at[1]) != NULL)
    copy (walk, 2);
  else
    skip (walk, 2);
}

/* Up to its closing quote, or to the end of a text that was cut off. */
static void
copy_string (Walk *walk)
{
  g_string_append_c (walk->output, *walk->at++);
  while (walk->at < walk->end)
    {
      if (*walk->at == '\\')
        {
          copy_escape (walk);
          continue;
        }
      g_string_append_c (walk->output, *walk->at);
      if (*walk->at++ == '"')
        return;
    }
}

static gboolean
is_number_part (char c)
{
  return g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static void
copy_number (Walk *walk)
{
  g_string_append_c (walk->output, '"');
  while (walk->at < walk->end && is_number_part (*walk->at))
    g_string_append_c (walk->output, *walk->at++);
  g_string_append_c (walk->output, '"');
}

static void
copy_word (Walk *walk)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      if ((gsize) (walk->end - walk->at) >= length && memcmp (walk->at, words[i], length) == 0)
        {
          copy (walk, (gssize) length);
          return;
        }
    }
  skip (walk, 1);
}

static void
copy_token (Walk *walk)
{
  char c = *walk->at;

  if (c == '"')
    copy_string (walk);
  else if (c == '-' || g_ascii_isdigit (c))
    copy_number (walk);
  else if (g_ascii_islower (c))
    copy_word (walk);
  else if (c == '\0' || strchr ("{}[]:, \t\r\n", c) == NULL)
    skip (walk, 1);
  else
    copy (walk, 1);

  if (c == '{' || c == '[')
    walk->depth++;
  if (c == '}' || c == ']')
    walk->depth--;
}

static void
skip_space (Walk *walk)
{
  while (walk->at < walk->end && strchr (" \t\r\n", *walk->at) != NULL && *walk->at != '\0')
    walk->at++;
}

/* From the first bracket to the one that closes it. Returns whether both are there, and nothing
 * else is. */
static gboolean
copy_value (Walk *walk)
{
  skip_space (walk);
  if (walk->at == walk->end || (*walk->at != '{' && *walk->at != '['))
    return FALSE;
  do
    {
      if (walk->at == walk->end)
        return FALSE;
      copy_token (walk);
      walk->is_malformed |= walk->depth > FB_JSON_MAX_DEPTH;
    }
  while (walk->depth > 0);
  skip_space (walk);
  return walk->at == walk->end;
}

/* Returns what the parser may read, or %NULL if it may read nothing of it. */
static char *
rewrite (const char *text, gsize size, gboolean *is_complete)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  g_autoptr (GString) output = g_string_sized_new (size + size / 8);
  Walk walk = { .at = text, .end = text + size, .output = output };

  if (size >= 3 && memcmp (text, byte_order_mark, 3) == 0)
    walk.at += 3;
  *is_complete = copy_value (&walk);
  return *is_complete && !walk.is_malformed ? g_string_free (g_steal_pointer (&output), FALSE)
                                            : NULL;
}

/**
 * fb_json_guard_is_complete:
 * @bytes: bytes from outside
 *
 * For any thread.
 *
 * Returns: whether @bytes begin with a bracket and end with the one that closes it, be it
 *   well-formed in between or not; a text that was cut off never does
 */
gboolean
fb_json_guard_is_complete (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gboolean is_complete = FALSE;

  if (size > 0)
    g_free (rewrite (text, size, &is_complete));
  return is_complete;
}

/**
 * fb_json_guard_parse:
 * @bytes: bytes from outside
 *
 * Numbers in what is returned are strings. Of equal keys the last one counts, as in JavaScript.
 *
 * Returns: (transfer full) (nullable): the JSON object that @bytes are; %NULL if they are not
 *   exactly one, or too big, too deep or not UTF-8
 */
JsonNode *
fb_json_guard_parse (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gboolean is_complete;

  if (size == 0 || size > FB_JSON_MAX_SIZE || !g_utf8_validate_len (text, size, NULL))
    return NULL;
  g_autofree char *safe = rewrite (text, size, &is_complete);
  if (safe == NULL)
    return NULL;

  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, safe, -1, NULL))
    return NULL;
  g_autoptr (JsonNode) root = json_parser_steal_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}
