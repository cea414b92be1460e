/* fb-number-format.c
 *
 * Telephone numbers as people write them: those of North America in their national format, others
 * in the international one. What is not clearly a number stays as it is, so nothing that a fax
 * machine or a person wrote is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-number-format.h"

#include <stdlib.h>
#include <string.h>

/* ITU-T E.164: country code and national number together. */
#define MAX_DIGITS 15

/* The shortest national numbers that any country has, as Niue. */
#define MIN_NATIONAL_DIGITS 4

#define NANP_DIGITS 10

/* What stands between the digits of numbers that were written by hand. A slash is not among them:
 * it may stand between two numbers. */
#define SEPARATORS " -.()"

typedef struct
{
  char digits[MAX_DIGITS + 1];
  guint n_digits;
  gboolean is_international;
} Number;

/* The codes that are assigned by ITU-T E.164, in order. None is the beginning of another. */
static const guint16 country_codes[] = {
  1,   7,   20,  27,  30,  31,  32,  33,  34,  36,  39,  40,  41,  43,  44,  45,  46,  47,
  48,  49,  51,  52,  53,  54,  55,  56,  57,  58,  60,  61,  62,  63,  64,  65,  66,  81,
  82,  84,  86,  90,  91,  92,  93,  94,  95,  98,  211, 212, 213, 216, 218, 220, 221, 222,
  223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240,
  241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258,
  260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 290, 291, 297, 298, 299, 350, 351, 352,
  353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 379, 380,
  381, 382, 383, 385, 386, 387, 389, 420, 421, 423, 500, 501, 502, 503, 504, 505, 506, 507,
  508, 509, 590, 591, 592, 593, 594, 595, 596, 597, 598, 599, 670, 672, 673, 674, 675, 676,
  677, 678, 679, 680, 681, 682, 683, 685, 686, 687, 688, 689, 690, 691, 692, 800, 808, 850,
  852, 853, 855, 856, 870, 878, 880, 881, 882, 883, 886, 888, 960, 961, 962, 963, 964, 965,
  966, 967, 968, 970, 971, 972, 973, 974, 975, 976, 977, 979, 992, 993, 994, 995, 996, 998,
};

/* FALSE for letters, extensions, and whatever else no dialled number has. */
static gboolean
parse (const char *text, Number *number)
{
  *number = (Number){ 0 };
  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        {
          if (number->n_digits == MAX_DIGITS)
            return FALSE;
          number->digits[number->n_digits++] = *c;
        }
      else if (*c == '+')
        {
          if (number->is_international || number->n_digits > 0)
            return FALSE;
          number->is_international = TRUE;
        }
      else if (strchr (SEPARATORS, *c) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The North American Numbering Plan: area code and exchange begin with 2 to 9. */
static const char *
find_nanp_digits (const Number *number)
{
  const char *digits = number->digits;
  gsize n_digits = number->n_digits;

  if (n_digits == NANP_DIGITS + 1 && digits[0] == '1')
    {
      digits++;
      n_digits--;
    }
  else if (number->is_international)
    return NULL;
  return n_digits == NANP_DIGITS && digits[0] >= '2' && digits[3] >= '2' ? digits : NULL;
}

static int
compare_codes (const void *a, const void *b)
{
  const guint16 *first = a;
  const guint16 *second = b;

  return (int) *first - (int) *second;
}

/* Zero if no country has such a code. */
static guint
find_country_code_length (const Number *number)
{
  guint16 code = 0;

  if (number->digits[0] == '0')
    return 0;
  for (guint length = 1; length <= 3 && length <= number->n_digits; length++)
    {
      code = (guint16) (code * 10 + (number->digits[length - 1] - '0'));
      if (bsearch (&code, country_codes, G_N_ELEMENTS (country_codes), sizeof *country_codes,
                   compare_codes) != NULL)
        return length;
    }
  return 0;
}

/* How long an area code is differs within a country, too: so the last group has four digits, those
 * before it three, and the first whatever is left: two to four. */
static void
append_groups (GString *formatted, const char *digits, guint n_digits)
{
  guint n_last = n_digits > 5 ? 4 : n_digits;

  while (n_digits > n_last)
    {
      guint n_group = (n_digits - n_last - 2) % 3 + 2;
      g_string_append_c (formatted, ' ');
      g_string_append_len (formatted, digits, n_group);
      digits += n_group;
      n_digits -= n_group;
    }
  g_string_append_c (formatted, ' ');
  g_string_append_len (formatted, digits, n_digits);
}

static char *
format_international (const Number *number)
{
  guint n_code = find_country_code_length (number);
  gboolean is_nanp = n_code == 1 && number->digits[0] == '1';

  /* One of North America that has its wrong length is not understood. */
  if (n_code == 0 || is_nanp || number->n_digits - n_code < MIN_NATIONAL_DIGITS)
    return NULL;
  GString *formatted = g_string_new ("+");
  g_string_append_len (formatted, number->digits, n_code);
  append_groups (formatted, number->digits + n_code, number->n_digits - n_code);
  return g_string_free (formatted, FALSE);
}

/**
 * fb_number_format:
 * @number: (nullable): a telephone number as it came, in any form
 *
 * Formats a telephone number as people write it: "+17025550123", "17025550123" and "7025550123" as
 * "(702) 555-0123", and "+49301234567" as "+49 30 123 4567". No digit is added or lost, but the
 * country code of North America, which is not written there. Without a "+" only numbers of North
 * America are understood: nothing tells the country of others. Extensions, short codes, words and
 * all else that is not understood are returned as they are.
 *
 * It is the same in every language. Digits run from left to right even in text that runs from right
 * to left: whoever shows it has to see to that.
 *
 * Any thread may call it.
 *
 * Returns: (transfer full) (nullable): the number as valid UTF-8; %NULL for %NULL
 */
char *
fb_number_format (const char *number)
{
  Number parsed;
  char *formatted = NULL;

  if (number == NULL)
    return NULL;
  if (parse (number, &parsed))
    {
      const char *nanp = find_nanp_digits (&parsed);
      if (nanp != NULL)
        return g_strdup_printf ("(%.3s) %.3s-%.4s", nanp, nanp + 3, nanp + 6);
      if (parsed.is_international)
        formatted = format_international (&parsed);
    }
  return formatted != NULL ? formatted : g_utf8_make_valid (number, -1);
}
