/* fb-display-text.c
 *
 * Makes text from outside fit to be shown: on one line, of bounded length, and without the
 * characters that make a reader see something else than what is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-display-text.h"

/* Characters that turn the direction of what stands around them (Unicode UAX #9), or are nothing
 * but a mark for the decoder. Joiners stay: scripts and emoji need them. */
static gboolean
is_deceptive (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xfff9 && c <= 0xfffb) || c == 0xfeff ||
         (c >= 0xe0000 && c <= 0xe007f);
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/**
 * fb_display_text_clean:
 * @text: (nullable): valid UTF-8 from outside
 * @max_length: how many characters to keep
 *
 * Returns: (transfer full) (nullable): @text as it may be shown; %NULL if nothing is left of it
 */
char *
fb_display_text_clean (const char *text, glong max_length)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *at = text; at != NULL && *at != '\0' && max_length > 0;
       at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (is_line_break (c))
        c = ' ';
      if (g_unichar_iscntrl (c) || is_deceptive (c) || (c == ' ' && clean->len == 0))
        continue;
      g_string_append_unichar (clean, c);
      max_length--;
    }
  g_strchomp (clean->str);
  return *clean->str != '\0' ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}
