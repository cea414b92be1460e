/* fb-text-fold.c
 *
 * Text as a search compares it: without capitals, accents and other marks, and without what can't
 * be seen, so that "Müller", "MULLER" and "muller" are the same. It is done character by character,
 * so that it is known where in the text each byte of the folded text comes from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-text-fold.h"

/* The longest decomposition of a character that Unicode has, U+FDFA. */
#define MAX_DECOMPOSED 18

typedef struct
{
  gunichar letter;
  const char *folded;
} Letter;

/* What Unicode takes for letters of their own, and people who have no key for them write so. */
static const Letter letters[] = {
  { 0x00DF, "ss" }, /* ß */
  { 0x00E6, "ae" }, /* æ */
  { 0x00F0, "d" },  /* ð */
  { 0x00F8, "o" },  /* ø */
  { 0x00FE, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x03C2, "σ" },  /* ς, which stands at the end of words */
  { 0x0640, "" },   /* the Arabic tatweel, which makes words longer */
};

static gboolean
is_left_out (gunichar character)
{
  const GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_FORMAT;
}

static void
append_folded (GString *folded, gunichar character)
{
  if (is_left_out (character))
    return;
  if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
    {
      g_string_append_c (folded, ' ');
      return;
    }
  const gunichar lower = g_unichar_tolower (character);
  for (guint i = 0; lower >= letters[0].letter && i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == lower)
      {
        g_string_append (folded, letters[i].folded);
        return;
      }
  g_string_append_unichar (folded, lower);
}

static void
append_decomposed (GString *folded, gunichar character)
{
  gunichar parts[MAX_DECOMPOSED];
  const gsize n_parts = g_unichar_fully_decompose (character, TRUE, parts, MAX_DECOMPOSED);

  for (gsize i = 0; i < n_parts; i++)
    append_folded (folded, parts[i]);
}

/**
 * fb_text_fold:
 * @text: (nullable): a text; bytes that are no UTF-8 are left out
 * @folded: what the folded text is appended to
 * @offsets: (nullable) (element-type guint): for each byte that is appended to @folded, gets the
 *   offset in bytes of the character of @text that it comes from
 *
 * Every white space becomes a space. Any thread may call it.
 */
void
fb_text_fold (const char *text, GString *folded, GArray *offsets)
{
  g_return_if_fail (folded != NULL);

  const char *at = text;
  while (at != NULL && *at != '\0')
    {
      const gsize n_before = folded->len;
      const guint offset = (guint) (at - text);
      const gunichar character = g_utf8_get_char_validated (at, -1);

      if (character == (gunichar) -1 || character == (gunichar) -2)
        {
          at++;
          continue;
        }
      if (character > ' ' && character < 0x7F)
        g_string_append_c (folded, g_ascii_tolower ((char) character));
      else
        append_decomposed (folded, character);
      for (gsize i = n_before; offsets != NULL && i < folded->len; i++)
        g_array_append_val (offsets, offset);
      at = g_utf8_next_char (at);
    }
}
