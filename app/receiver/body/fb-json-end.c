/* fb-json-end.c
 *
 * Tells whether a JSON text is all there, without reading it: whether its last bracket closes its
 * first one. A text that was cut never passes. That it is well-formed is the event reader's to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-json-end.h"

static gsize
skip_blanks (const guint8 *text, gsize length)
{
  gsize n = 0;

  while (n < length && (text[n] == ' ' || text[n] == '\t' || text[n] == '\r' || text[n] == '\n'))
    n++;
  return n;
}

/* The event reader passes over a byte order mark; so it breaks nothing off. */
static gsize
skip_byte_order_mark (const guint8 *text, gsize length)
{
  return length >= 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf ? 3 : 0;
}

gboolean
fb_json_is_blank (const guint8 *text, gsize length)
{
  return skip_blanks (text, length) == length;
}

/* Behind the quote that ends the string which begins at @position, or the end of the text. */
static gsize
skip_string (const guint8 *text, gsize length, gsize position)
{
  for (position++; position < length && text[position] != '"'; position++)
    if (text[position] == '\\')
      position++;
  return MIN (position + 1, length + 1);
}

/**
 * fb_json_is_whole:
 * @text: an object or an array
 * @length: how many bytes
 *
 * Returns: whether it ends where it should
 */
gboolean
fb_json_is_whole (const guint8 *text, gsize length)
{
  if (fb_json_is_blank (text, length))
    return FALSE;

  gsize depth = 0;
  gsize i = skip_byte_order_mark (text, length);

  i += skip_blanks (text + i, length - i);
  if (i == length || (text[i] != '{' && text[i] != '['))
    return FALSE;
  while (i < length)
    {
      guint8 c = text[i];

      if (c == '"')
        {
          i = skip_string (text, length, i);
          continue;
        }
      i++;
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && --depth == 0)
        return fb_json_is_blank (text + i, length - i);
    }
  return FALSE;
}
