/* fb-number.c
 *
 * Telephone numbers, reduced to what tells them apart: one number is written in many ways, with and
 * without its country's code, with spaces, brackets, dashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-number.h"

#include <string.h>

#define MIN_DIGITS 3

/* With the 1 in front, a number of the North American Numbering Plan. */
#define NANP_DIGITS 11

/**
 * fb_number_normalize:
 * @number: (nullable): a number, as somebody has written it
 *
 * Leaves its digits, without the 1 in front of one of North America.
 *
 * Returns: (transfer full) (nullable): the digits, fewer than %FB_FAX_NUMBER_SIZE; %NULL for what
 *   has too few or too many to be a number
 */
char *
fb_number_normalize (const char *number)
{
  char digits[FB_FAX_NUMBER_SIZE] = "";
  gsize n_digits = 0;

  for (const char *at = number; at != NULL && *at != '\0'; at++)
    {
      if (!g_ascii_isdigit (*at))
        continue;
      if (n_digits == sizeof digits - 1)
        return NULL;
      digits[n_digits++] = *at;
    }
  if (n_digits < MIN_DIGITS)
    return NULL;
  return g_strdup (n_digits == NANP_DIGITS && digits[0] == '1' ? digits + 1 : digits);
}
