/* fb-fax-column-width.c
 *
 * How wide the columns of the table of faxes are, by the words that they may show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cell-private.h"

#include <glib/gi18n.h>

#include "fb-document-words.h"
#include "fb-friendly-time.h"

/* By FbFaxColumn: characters that the text has room for at least; it is cut with an ellipsis beyond
 * them. A column doesn't grow with its texts, or it would jump while the table scrolls. Numbers
 * hardly have more than a plus sign and 13 digits; but those of unread faxes are bold, and wider.
 */
static const int widths[FB_N_FAX_COLUMNS] = {
  [FB_FAX_COLUMN_DIRECTION] = 0, [FB_FAX_COLUMN_STATUS] = 10,  [FB_FAX_COLUMN_NUMBER] = 18,
  [FB_FAX_COLUMN_NAME] = 14,     [FB_FAX_COLUMN_PAGES] = 5,    [FB_FAX_COLUMN_DATE] = 11,
  [FB_FAX_COLUMN_SUBJECT] = 8,   [FB_FAX_COLUMN_DOCUMENT] = 8, [FB_FAX_COLUMN_SUMMARY] = 0,
  [FB_FAX_COLUMN_WAITING] = 11,  [FB_FAX_COLUMN_NOTE] = 8,
};

/* A language's words are never wider than this: then they are cut, too. */
#define WIDEST_WORDS 20

static int
get_wider (int width, const char *words)
{
  const glong length = words != NULL ? g_utf8_strlen (words, -1) : 0;

  return (int) CLAMP (length, width, WIDEST_WORDS);
}

static int
get_date_width (int width)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 11, 25, 22, 59, 0);
  g_autoptr (GDateTime) last_year = g_date_time_add_years (now, -1);
  const gint64 time = g_date_time_to_unix (last_year) * G_USEC_PER_SEC;
  g_autofree char *day = fb_day_format (time, now, TRUE);

  return get_wider (get_wider (width, day), _ ("Yesterday"));
}

static int
get_document_width (int width)
{
  g_autoptr (GDateTime) late = g_date_time_new_local (2026, 11, 25, 22, 59, 0);
  g_autofree char *retry = fb_document_retry_format (g_date_time_to_unix (late) * G_USEC_PER_SEC);

  width = get_wider (width, retry);
  for (int i = FB_DOCUMENT_NONE; i <= FB_DOCUMENT_UNREADABLE; i++)
    width = get_wider (width, fb_document_state_get_label ((FbDocumentState) i));
  return width;
}

static int
get_pages_width (int width)
{
  g_autofree char *pages = fb_pages_format (99, 98, TRUE, NULL);

  return get_wider (width, pages);
}

/**
 * fb_fax_column_get_width:
 * @column: a column
 *
 * The words that a column may show differ in length from language to language.
 *
 * Returns: how many characters its texts have room for; beyond them they are cut
 */
int
fb_fax_column_get_width (FbFaxColumn column)
{
  int width = widths[column];

  if (column == FB_FAX_COLUMN_STATUS)
    for (int i = 0; i < FB_N_STATUSES * FB_N_DIRECTIONS; i++)
      width = get_wider (width, fb_status_get_label ((FbStatus) (i / FB_N_DIRECTIONS),
                                                     (FbDirection) (i % FB_N_DIRECTIONS)));
  if (column == FB_FAX_COLUMN_DOCUMENT)
    width = get_document_width (width);
  if (column == FB_FAX_COLUMN_DATE)
    width = get_date_width (width);
  if (column == FB_FAX_COLUMN_PAGES)
    width = get_pages_width (width);
  return width;
}
