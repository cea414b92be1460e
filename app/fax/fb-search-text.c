/* fb-search-text.c
 *
 * What a search looks at of a fax, as one folded text: its numbers, names, subject and note, a line
 * each. Numbers are their digits alone, whatever notation they came in. The name that people at
 * this desk have given to its number is apart from it: it changes for all faxes of that number at
 * once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-text.h"

#include <string.h>

#include "fb-number.h"
#include "fb-text-fold.h"

/* Without its country's code, a number of the North American Numbering Plan. */
#define NANP_DIGITS 10

/* What is shorter, in a station identifier, is hardly a number. */
#define MIN_NUMBER_DIGITS 5

static void
append_line (GString *text, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  fb_text_fold (value, text, NULL);
  g_string_append_c (text, '\n');
}

/* One of North America always with its country's code, so that it is found with it and without. */
static void
append_number (GString *text, const char *number)
{
  g_autofree char *digits = fb_number_normalize (number);

  if (digits == NULL || strlen (digits) < MIN_NUMBER_DIGITS)
    {
      append_line (text, number);
      return;
    }
  if (strlen (digits) == NANP_DIGITS && digits[0] >= '2' && digits[3] >= '2')
    g_string_append_c (text, '1');
  g_string_append (text, digits);
  g_string_append_c (text, '\n');
}

static void
append_station (GString *text, const char *csid)
{
  g_autofree char *digits = fb_number_normalize (csid);

  append_line (text, csid);
  if (digits != NULL && strlen (digits) >= MIN_NUMBER_DIGITS)
    append_number (text, csid);
}

/**
 * fb_fax_dup_search_text:
 * @fax: a loaded fax
 *
 * Any thread may call it, on a fax that nobody changes.
 *
 * Returns: (transfer full): what words are searched in, but for the name that was given to its
 *   number; each line is a part of its own
 */
char *
fb_fax_dup_search_text (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  const FbEvent *event = fb_fax_get_event (fax);
  GString *text = g_string_new (NULL);

  append_number (text, event->fax_number);
  append_number (text, event->caller_id);
  append_station (text, event->csid);
  append_line (text, event->recipient_name);
  append_line (text, event->subject);
  append_line (text, fb_fax_get_note (fax));
  return g_string_free (text, FALSE);
}

/**
 * fb_fax_dup_full_search_text:
 * @fax: a loaded fax
 *
 * Any thread may call it, on a fax that nobody changes.
 *
 * Returns: (transfer full): what words are searched in, each line a part of its own
 */
char *
fb_fax_dup_full_search_text (FbFax *fax)
{
  g_autofree char *text = fb_fax_dup_search_text (fax);
  g_autofree char *name = fb_name_dup_search_text (fb_fax_get_given_name (fax));

  return g_strconcat (text, name, NULL);
}

/**
 * fb_name_dup_search_text:
 * @name: (nullable): a name that was given to a number
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): what words are searched in
 */
char *
fb_name_dup_search_text (const char *name)
{
  GString *text = g_string_new (NULL);

  append_line (text, name);
  return g_string_free (text, FALSE);
}
