/* fb-search-query.c
 *
 * What is searched for, and whether a fax has it. A fax matches if each word is somewhere in its
 * text (see fb-search-text.c), in any order. This is the whole rule: an index is only a faster way
 * to the same faxes, and a test compares the two.
 *
 * A word that is a number is found in any notation, so it has up to three forms: as it was typed,
 * its digits alone, and those without the zeros that stand in front of numbers within a country or
 * to another one. One long word alone may also be the beginning of a message id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-query.h"

#include <string.h>

#include "fb-search-text.h"
#include "fb-text-fold.h"

#define MAX_WORDS 16

/* Nobody types less of a message id. */
#define MIN_MESSAGE_ID 8

/* Zeros in front of fewer digits may as well be digits of the number. */
#define MIN_DIALLED_DIGITS 7

/* With the 1 in front, a number of the North American Numbering Plan. */
#define NANP_DIGITS 11

/* What stands between the digits of numbers that were written by hand. */
#define NUMBER_CHARACTERS "0123456789+-./()"

/* They are no part of a word: people put them around it. */
#define QUOTES "\"“”„«»"

struct _FbSearchQuery
{
  GPtrArray *words;       /* GStrv: the forms of each */
  GStrv message_id_forms; /* nullable */
};

G_DEFINE_BOXED_TYPE (FbSearchQuery, fb_search_query, fb_search_query_ref, fb_search_query_unref)

/* Words */

static char *
dup_without_quotes (const char *text)
{
  GString *words = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_strchr (QUOTES, -1, g_utf8_get_char (at)) == NULL)
      g_string_append_unichar (words, g_utf8_get_char (at));
  return g_string_free (words, FALSE);
}

/* The words of a text that was folded. */
static GStrv
split (const char *folded)
{
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n_words = 0;

  for (guint i = 0; parts[i] != NULL && n_words < MAX_WORDS; i++)
    {
      if (*parts[i] == '\0')
        continue;
      g_strv_builder_add (words, parts[i]);
      n_words++;
    }
  return g_strv_builder_end (words);
}

static gboolean
is_number (const char *word)
{
  return word != NULL && strspn (word, NUMBER_CHARACTERS) == strlen (word) &&
         strpbrk (word, "0123456789") != NULL;
}

/* A dash between two words, say. */
static gboolean
is_separator (const char *word)
{
  return strspn (word, "+-./(),") == strlen (word);
}

static char *
dup_digits (const char *word)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = word; *at != '\0'; at++)
    {
      /* As in +49 (0)30: only dialled within the country. */
      if (g_str_has_prefix (at, "(0)"))
        at += strlen ("(0)") - 1;
      else if (g_ascii_isdigit (*at))
        g_string_append_c (digits, *at);
    }
  return g_string_free (digits, FALSE);
}

/* Of neighbouring words that are numbers, and so may be parts of one. */
static gsize
count_digits (const char *const *words)
{
  gsize n_digits = 0;

  for (guint i = 0; is_number (words[i]); i++)
    {
      g_autofree char *digits = dup_digits (words[i]);
      n_digits += strlen (digits);
    }
  return n_digits;
}

static void
add_form (GPtrArray *forms, const char *form)
{
  if (*form != '\0' && !g_ptr_array_find_with_equal_func (forms, form, g_str_equal, NULL))
    g_ptr_array_add (forms, g_strdup (form));
}

/* The forms of the first of @words, which @before stands in front of. */
static GStrv
dup_forms (const char *const *words, const char *before)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();

  add_form (forms, words[0]);
  if (is_number (words[0]))
    {
      g_autofree char *digits = dup_digits (words[0]);

      add_form (forms, digits);
      if (!is_number (before) && count_digits (words) >= MIN_DIALLED_DIGITS)
        add_form (forms, digits + strspn (digits, "0"));
    }
  g_ptr_array_add (forms, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&forms), FALSE);
}

static gboolean
has_word_proper (const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!is_separator (words[i]))
      return TRUE;
  return FALSE;
}

/* Documo's message ids are hexadecimal, and people read them out in either case. */
static GStrv
dup_message_id_forms (const char *word)
{
  g_autoptr (GStrvBuilder) forms = g_strv_builder_new ();

  if (strlen (word) < MIN_MESSAGE_ID || !g_str_is_ascii (word))
    return NULL;
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *upper = g_ascii_strup (word, -1);
  g_strv_builder_add (forms, word);
  g_strv_builder_add (forms, lower);
  g_strv_builder_add (forms, upper);
  return g_strv_builder_end (forms);
}

/**
 * fb_search_query_new:
 * @text: (nullable): what somebody has typed, at most %FB_SEARCH_SIZE - 1 bytes of it
 *
 * Returns: (transfer full): what it searches for
 */
FbSearchQuery *
fb_search_query_new (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *unquoted = dup_without_quotes (valid);
  g_autoptr (GString) folded = g_string_new (NULL);

  fb_text_fold (unquoted, folded, NULL);
  g_auto (GStrv) words = split (folded->str);
  const gboolean skips_separators = has_word_proper ((const char *const *) words);
  FbSearchQuery *self = g_atomic_rc_box_new0 (FbSearchQuery);

  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; words[i] != NULL; i++)
    if (!skips_separators || !is_separator (words[i]))
      g_ptr_array_add (self->words,
                       dup_forms ((const char *const *) words + i, i > 0 ? words[i - 1] : NULL));
  if (g_strv_length (words) == 1)
    self->message_id_forms = dup_message_id_forms (g_strstrip (unquoted));
  return self;
}

/**
 * fb_search_query_ref:
 * @query: a query
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same
 */
FbSearchQuery *
fb_search_query_ref (FbSearchQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FbSearchQuery *self = data;

  g_ptr_array_unref (self->words);
  g_strfreev (self->message_id_forms);
}

/**
 * fb_search_query_unref:
 * @query: (transfer full): a query
 *
 * Any thread may call it.
 */
void
fb_search_query_unref (FbSearchQuery *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * fb_search_query_get_n_words:
 * @query: a query
 *
 * Returns: how many words have to be in a fax; with none every fax matches
 */
guint
fb_search_query_get_n_words (FbSearchQuery *self)
{
  return self->words->len;
}

/**
 * fb_search_query_get_forms:
 * @query: a query
 * @word: which of its words
 *
 * Returns: (transfer none): the word, folded, and what may stand for it
 */
const char *const *
fb_search_query_get_forms (FbSearchQuery *self, guint word)
{
  g_return_val_if_fail (word < self->words->len, NULL);

  return g_ptr_array_index (self->words, word);
}

/**
 * fb_search_query_get_message_id_forms:
 * @query: a query
 *
 * Returns: (transfer none) (nullable) (array length=3): the beginnings of message ids that are also
 *   searched for
 */
const char *const *
fb_search_query_get_message_id_forms (FbSearchQuery *self)
{
  return (const char *const *) self->message_id_forms;
}

/* Matching */

static gboolean
has_word (const char *text, const char *const *forms)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (strstr (text, forms[i]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * fb_search_query_matches_text:
 * @query: a query
 * @text: as fb_fax_dup_search_text() makes it
 *
 * Any thread may call it.
 *
 * Returns: whether every word is in it
 */
gboolean
fb_search_query_matches_text (FbSearchQuery *self, const char *text)
{
  for (guint i = 0; i < self->words->len; i++)
    if (!has_word (text, g_ptr_array_index (self->words, i)))
      return FALSE;
  return TRUE;
}

/**
 * fb_search_query_matches_some:
 * @query: a query
 * @text: a part of what a fax has
 *
 * Any thread may call it.
 *
 * Returns: whether some word is in it, so that faxes which have it may match
 */
gboolean
fb_search_query_matches_some (FbSearchQuery *self, const char *text)
{
  for (guint i = 0; i < self->words->len; i++)
    if (has_word (text, g_ptr_array_index (self->words, i)))
      return TRUE;
  return FALSE;
}

/**
 * fb_search_query_matches:
 * @query: a query
 * @fax: a loaded fax
 *
 * Any thread may call it, on a fax that nobody changes.
 *
 * Returns: whether it is one of those that are searched for
 */
gboolean
fb_search_query_matches (FbSearchQuery *self, FbFax *fax)
{
  const char *message_id = fb_fax_get_message_id (fax);

  for (guint i = 0; self->message_id_forms != NULL && message_id != NULL && i < FB_SEARCH_ID_FORMS;
       i++)
    if (g_str_has_prefix (message_id, self->message_id_forms[i]))
      return TRUE;
  g_autofree char *text = fb_fax_dup_full_search_text (fax);
  return fb_search_query_matches_text (self, text);
}

/* Finding */

/* A folded text, or its digits alone, with where each byte comes from. */
typedef struct
{
  GString *text;
  GArray *offsets;
} Folded;

static void
folded_clear (Folded *folded)
{
  g_string_free (folded->text, TRUE);
  g_array_unref (folded->offsets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)

static Folded
fold (const char *text)
{
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint)) };

  fb_text_fold (text, folded.text, folded.offsets);
  return folded;
}

static Folded
take_digits (const Folded *folded)
{
  Folded digits = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint)) };

  for (gsize i = 0; i < folded->text->len; i++)
    if (g_ascii_isdigit (folded->text->str[i]))
      {
        g_string_append_c (digits.text, folded->text->str[i]);
        g_array_append_val (digits.offsets, g_array_index (folded->offsets, guint, i));
      }
  return digits;
}

/* Where the characters end that the bytes before @end come from: with the marks behind them. */
static guint
find_end (const Folded *folded, const char *text, gsize end)
{
  const guint last = g_array_index (folded->offsets, guint, end - 1);

  for (gsize i = end; i < folded->offsets->len; i++)
    if (g_array_index (folded->offsets, guint, i) != last)
      return g_array_index (folded->offsets, guint, i);
  return (guint) strlen (text);
}

static void
add_ranges (const Folded *folded, const char *text, const char *form, GArray *ranges)
{
  const gsize length = strlen (form);
  const char *found = folded->text->str;

  while ((found = strstr (found, form)) != NULL)
    {
      const gsize start = (gsize) (found - folded->text->str);
      FbTextRange range = { g_array_index (folded->offsets, guint, start),
                            find_end (folded, text, start + length) };
      g_array_append_val (ranges, range);
      found += length;
    }
}

/* Digits are found across what stands between them; a separator behind the last one is none. */
static void
add_digit_ranges (const Folded *digits, const char *form, GArray *ranges)
{
  gsize length = strlen (form);
  const char *found = strstr (digits->text->str, form);

  if (found == NULL && length == NANP_DIGITS && form[0] == '1')
    {
      found = strstr (digits->text->str, ++form);
      length--;
    }
  if (found == NULL)
    return;
  const gsize start = (gsize) (found - digits->text->str);
  FbTextRange range = { g_array_index (digits->offsets, guint, start),
                        g_array_index (digits->offsets, guint, start + length - 1) + 1 };
  g_array_append_val (ranges, range);
}

static int
compare_ranges (const void *a, const void *b)
{
  const FbTextRange *first = a;
  const FbTextRange *second = b;

  return first->start != second->start ? (first->start < second->start ? -1 : 1) : 0;
}

/* In order, those that overlap or meet as one. */
static GArray *
unite (GArray *ranges)
{
  GArray *united = g_array_new (FALSE, FALSE, sizeof (FbTextRange));

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      const FbTextRange *range = &g_array_index (ranges, FbTextRange, i);
      FbTextRange *last =
        united->len > 0 ? &g_array_index (united, FbTextRange, united->len - 1) : NULL;

      if (last != NULL && range->start <= last->end)
        last->end = MAX (last->end, range->end);
      else
        g_array_append_vals (united, range, 1);
    }
  return united;
}

/* A single digit would be found in every number. */
static gboolean
is_digits (const char *form)
{
  return strspn (form, "0123456789") == strlen (form) && strlen (form) > 1;
}

/**
 * fb_search_query_find:
 * @query: a query
 * @text: valid UTF-8, as it is shown
 *
 * Where the words are in a text that is shown. A number is found in any notation.
 *
 * Returns: (transfer full) (element-type FbTextRange): what to emphasise, in order, apart from each
 *   other
 */
GArray *
fb_search_query_find (FbSearchQuery *self, const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (FbTextRange));
  g_auto (Folded) folded = fold (text);
  g_auto (Folded) digits = take_digits (&folded);

  for (guint i = 0; i < self->words->len; i++)
    {
      const char *const *forms = g_ptr_array_index (self->words, i);
      for (guint j = 0; forms[j] != NULL; j++)
        {
          /* The country's code of "+1 702", say, would be found in every number. */
          if (j == 0 || strlen (forms[j]) > 1)
            add_ranges (&folded, text, forms[j], ranges);
          if (is_digits (forms[j]))
            add_digit_ranges (&digits, forms[j], ranges);
        }
    }
  return unite (ranges);
}
