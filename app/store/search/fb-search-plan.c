/* fb-search-plan.c
 *
 * What is asked of FTS5. Words of three letters and more are phrases of the index of each three
 * letters in a row. Shorter ones are looked for in the index of each letter and each two in a row,
 * which are written as hexadecimal digits, so that a tokenizer for ASCII leaves any script as it
 * is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-plan.h"

/* What FTS5's trigrams are made of. */
#define GRAM_LENGTH 3

static void
append_hex (GString *letters, const char *start, const char *end)
{
  for (const char *at = start; at < end; at++)
    g_string_append_printf (letters, "%02x", (guchar) *at);
}

/**
 * fb_search_dup_letters:
 * @text: a folded text
 *
 * Returns: (transfer full): each letter and each two in a row, apart from white space, which no
 * word has in it, as what the index of letters is made of
 */
char *
fb_search_dup_letters (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *second = g_utf8_next_char (at);

      if (g_ascii_isspace (*at))
        continue;
      append_hex (letters, at, second);
      g_string_append_c (letters, ' ');
      if (*second == '\0' || g_ascii_isspace (*second))
        continue;
      append_hex (letters, at, g_utf8_next_char (second));
      g_string_append_c (letters, ' ');
    }
  return g_string_free (letters, FALSE);
}

static gboolean
are_all_long (const char *const *forms)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (g_utf8_strlen (forms[i], -1) < GRAM_LENGTH)
      return FALSE;
  return TRUE;
}

static gboolean
are_all_short (const char *const *forms)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (g_utf8_strlen (forms[i], -1) >= GRAM_LENGTH)
      return FALSE;
  return TRUE;
}

/* A string in a query of FTS5, in which a quote is written twice. */
static void
append_phrase (GString *match, const char *form)
{
  g_autoptr (GString) quoted = g_string_new (form);

  g_string_replace (quoted, "\"", "\"\"", 0);
  g_string_append_printf (match, "\"%s\"", quoted->str);
}

/* One letter, or each two in a row: what has the form has all of them. */
static void
append_letters (GString *match, const char *form)
{
  const char *at = form;

  g_string_append_c (match, '(');
  do
    {
      const char *second = g_utf8_next_char (at);
      const char *end = *second != '\0' ? g_utf8_next_char (second) : second;

      if (at != form)
        g_string_append (match, " AND ");
      append_hex (match, at, end);
      at = second;
    }
  while (*at != '\0' && *g_utf8_next_char (at) != '\0');
  g_string_append_c (match, ')');
}

static void
append_word (GString *match,
             const char *const *forms,
             void (*append_form) (GString *match, const char *form))
{
  g_string_append (match, match->len > 0 ? " AND (" : "(");
  for (guint i = 0; forms[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (match, " OR ");
      append_form (match, forms[i]);
    }
  g_string_append_c (match, ')');
}

/**
 * fb_search_plan_for:
 * @query: what is searched for: a word at least
 *
 * Returns: (transfer full): what to ask for; clear it with fb_search_plan_clear()
 */
FbSearchPlan
fb_search_plan_for (FbSearchQuery *query)
{
  GString *words = g_string_new (NULL);
  GString *letters = g_string_new (NULL);
  gboolean letters_are_exact = TRUE;

  for (guint i = 0; i < fb_search_query_get_n_words (query); i++)
    {
      const char *const *forms = fb_search_query_get_forms (query, i);
      if (are_all_long (forms))
        {
          append_word (words, forms, append_phrase);
          continue;
        }
      append_word (letters, forms, append_letters);
      letters_are_exact = letters_are_exact && are_all_short (forms);
    }

  const gboolean has_words = words->len > 0;
  const gboolean has_letters = letters->len > 0;
  return (FbSearchPlan){
    .words = g_string_free (words, !has_words),
    .letters = g_string_free (letters, !has_letters),
    .is_exact = !has_letters || (!has_words && letters_are_exact),
  };
}

/**
 * fb_search_plan_clear:
 * @plan: a plan
 *
 * Frees what it has.
 */
void
fb_search_plan_clear (FbSearchPlan *plan)
{
  g_clear_pointer (&plan->words, g_free);
  g_clear_pointer (&plan->letters, g_free);
}
