/* fb-fax-words.c
 *
 * A fax in words and icons for users: short ones for the table's cells, sentences for tooltips,
 * details and screen readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "fb-document-words.h"
#include "fb-duration.h"
#include "fb-friendly-time.h"

#define LEFT_TO_RIGHT_MARK    "\u200e"
#define LEFT_TO_RIGHT_ISOLATE "\u2066"
#define POP_ISOLATE           "\u2069"

/**
 * fb_direction_get_icon_name:
 * @direction: a direction
 *
 * Returns: (transfer none): the name of its symbolic icon
 */
const char *
fb_direction_get_icon_name (FbDirection direction)
{
  switch (direction)
    {
    case FB_DIRECTION_INBOUND:
      return "faxbell-inbound-symbolic";
    case FB_DIRECTION_OUTBOUND:
      return "faxbell-outbound-symbolic";
    case FB_DIRECTION_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

/**
 * fb_status_get_icon_name:
 * @status: a status
 *
 * Returns: (transfer none): the name of its symbolic icon
 */
const char *
fb_status_get_icon_name (FbStatus status)
{
  switch (status)
    {
    case FB_STATUS_SCHEDULED:
      return "alarm-symbolic";
    case FB_STATUS_PROCESSING:
      return "view-refresh-symbolic";
    case FB_STATUS_TRANSMITTING:
      return "network-transmit-symbolic";
    case FB_STATUS_SUCCESS:
      return "object-select-symbolic";
    case FB_STATUS_FAILED:
      return "dialog-error-symbolic";
    case FB_STATUS_CANCELLED:
      return "action-unavailable-symbolic";
    case FB_STATUS_UNREADABLE:
      return "dialog-warning-symbolic";
    case FB_STATUS_OTHER:
    default:
      return "dialog-question-symbolic";
    }
}

/**
 * fb_fax_dup_waiting:
 * @fax: a loaded fax
 * @now: microseconds since 1970 UTC
 *
 * Returns: (transfer full) (nullable): how long it has waited, if it is open; nobody is waited for
 *   to deal with a test
 */
char *
fb_fax_dup_waiting (FbFax *fax, gint64 now)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  return fb_fax_get_open (fax) && !fb_fax_is_test (fax)
           ? fb_duration_format (now - fb_fax_get_opened_at (fax))
           : NULL;
}

/**
 * fb_fax_waits_too_long:
 * @fax: a loaded fax
 * @limit: minutes, or 0 where no time is too long
 * @now: microseconds since 1970 UTC
 *
 * Returns: whether it is open, and has been for longer than that
 */
gboolean
fb_fax_waits_too_long (FbFax *fax, guint limit, gint64 now)
{
  g_return_val_if_fail (FB_IS_FAX (fax), FALSE);

  return limit > 0 && fb_fax_get_open (fax) && !fb_fax_is_test (fax) &&
         now - fb_fax_get_opened_at (fax) >= (gint64) limit * G_TIME_SPAN_MINUTE;
}

/**
 * fb_fax_is_done:
 * @fax: a loaded fax
 *
 * Returns: whether it was open, and somebody has dealt with it
 */
gboolean
fb_fax_is_done (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), FALSE);

  return !fb_fax_get_open (fax) && fb_fax_get_opened_at (fax) > 0;
}

/**
 * fb_fax_dup_done_sentence:
 * @fax: a loaded fax
 *
 * Returns: (transfer full) (nullable): who was done with it, and when, if somebody was
 */
char *
fb_fax_dup_done_sentence (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time =
    fb_friendly_time_format (fb_fax_get_done_at (fax), now, fb_clock_format_from_desktop ());

  if (!fb_fax_is_done (fax))
    return NULL;
  if (fb_fax_get_done_by (fax) == NULL)
    return g_strdup (_ ("Done"));
  /* Translators: who has dealt with a fax, and when */
  return g_strdup_printf (_ ("Done by %s, %s"), fb_fax_get_done_by (fax), time);
}

/**
 * fb_fax_dup_state_label:
 * @fax: a loaded fax
 *
 * Returns: (transfer full): its status, or that it is a test
 */
char *
fb_fax_dup_state_label (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  return fb_fax_is_test (fax) ? g_strdup (C_ ("fax", "Test")) : fb_fax_dup_status_label (fax);
}

static void
append (GString *sentence, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (sentence->len > 0)
    g_string_append (sentence, ", ");
  g_string_append (sentence, part);
}

/**
 * fb_fax_dup_sentence:
 * @fax: a fax
 * @time: its own time, in words
 *
 * Returns: (transfer full): a row as a screen reader says it
 */
char *
fb_fax_dup_sentence (FbFax *fax, const char *time)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  GString *sentence = g_string_new (NULL);
  const char *direction = fb_direction_get_label (fb_fax_get_direction (fax));
  g_autofree char *number = fb_fax_dup_number_label (fax);
  g_autofree char *status = fb_fax_dup_status_label (fax);
  g_autofree char *pages = fb_fax_dup_pages_sentence (fax);
  g_autofree char *document = fb_fax_dup_document_label (fax);

  if (!fb_fax_is_loaded (fax))
    return g_string_free (sentence, FALSE);
  /* Translators: a fax that the user has sent to this computer */
  append (sentence, fb_fax_is_test (fax) ? C_ ("fax", "Test") : NULL);
  append (sentence, fb_fax_get_unread (fax) ? _ ("Unread") : NULL);
  append (sentence, fb_fax_get_open (fax) ? C_ ("state of a fax", "Open") : NULL);
  append (sentence, fb_fax_is_done (fax) ? _ ("Done") : NULL);
  append (sentence, direction);
  /* "Received" is a direction and a status; once is enough. */
  append (sentence, g_strcmp0 (status, direction) != 0 ? status : NULL);
  append (sentence, number);
  append (sentence, fb_fax_get_party (fax));
  append (sentence, pages);
  append (sentence, time);
  append (sentence, fb_fax_get_subject (fax));
  append (sentence, document);
  append (sentence, fb_fax_get_note (fax));
  return g_string_free (sentence, FALSE);
}

/**
 * fb_number_isolate:
 * @number: (nullable): a number as people write it
 *
 * Returns: (transfer full) (nullable): the same to stand in a text: its plus sign or bracket is at
 *   its left in every script
 */
char *
fb_number_isolate (const char *number)
{
  if (number == NULL || gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_strdup (number);
  return g_strconcat (LEFT_TO_RIGHT_ISOLATE, number, POP_ISOLATE, NULL);
}

/**
 * fb_fax_dup_number_text:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): its number to stand in a text: its plus sign or bracket is
 *   at its left in every script
 */
char *
fb_fax_dup_number_text (FbFax *fax)
{
  g_autofree char *number = fb_fax_dup_number_label (fax);

  return fb_number_isolate (number);
}

/**
 * fb_fax_dup_title:
 * @fax: a loaded fax
 *
 * Returns: (transfer full): whom it is from or for, as short as can be said
 */
char *
fb_fax_dup_title (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  const char *party = fb_fax_get_party (fax);
  g_autofree char *number = fb_fax_dup_number_text (fax);

  if (fb_fax_is_test (fax))
    return g_strdup (_ ("Test Fax"));
  if (party != NULL)
    return g_strdup (party);
  if (number != NULL)
    return g_steal_pointer (&number);
  if (fb_fax_get_status (fax) == FB_STATUS_UNREADABLE)
    return g_strdup (_ ("Unreadable"));
  return g_strdup (fb_fax_get_direction (fax) == FB_DIRECTION_OUTBOUND ? _ ("Unknown recipient")
                                                                       : _ ("Unknown sender"));
}

static void
append_part (GString *summary, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (summary->len > 0)
    g_string_append (summary, " · ");
  g_string_append (summary, part);
}

/**
 * fb_fax_dup_summary:
 * @fax: a loaded fax
 *
 * Returns: (transfer full): what its title leaves out, as short as can be said
 */
char *
fb_fax_dup_summary (FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  GString *summary = g_string_new (NULL);
  g_autofree char *number = fb_fax_get_party (fax) != NULL ? fb_fax_dup_number_text (fax) : NULL;
  g_autofree char *pages = fb_fax_dup_pages_sentence (fax);
  g_autofree char *document = fb_fax_dup_document_label (fax);
  const FbDocumentState state = fb_fax_get_document_state (fax);
  /* Before what may be cut off. */
  const gboolean is_missing = fb_document_state_is_missing (state);
  const FbDocumentFault fault = fb_fax_get_document_fault (fax);
  const gboolean is_unreadable = fault == FB_DOCUMENT_FAULT_UNREADABLE && state == FB_DOCUMENT_HERE;
  const gboolean has_fewer_pages = fault == FB_DOCUMENT_FAULT_FEWER_PAGES;

  append_part (summary, fb_fax_is_test (fax) ? _ ("Sent by you, counted nowhere") : NULL);
  append_part (summary, is_missing || is_unreadable ? document : NULL);
  append_part (summary, has_fewer_pages ? pages : NULL);
  append_part (summary, number);
  append_part (summary, has_fewer_pages ? NULL : pages);
  append_part (summary, fb_fax_get_note (fax));
  append_part (summary, fb_fax_get_event (fax)->failure);
  append_part (summary, fb_fax_get_subject (fax));
  append_part (summary, !is_missing && state != FB_DOCUMENT_HERE ? document : NULL);
  return g_string_free (summary, FALSE);
}

/**
 * fb_value_to_markup:
 * @value: what a fax machine may have sent
 *
 * A number's plus sign or bracket is at its left in every script.
 *
 * Returns: (transfer full): the value as it is, as markup
 */
char *
fb_value_to_markup (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  g_autofree char *escaped = g_markup_escape_text (value, -1);
  const gboolean is_number = value[0] == '+' || (value[0] == '(' && g_ascii_isdigit (value[1]));

  return g_strconcat (is_number ? LEFT_TO_RIGHT_MARK : "", escaped, NULL);
}
