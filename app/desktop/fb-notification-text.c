/* fb-notification-text.c
 *
 * The text of notifications: about one fax, or about several.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-notification-text-private.h"

#include <glib/gi18n.h>

/* The sender of an inbound fax or the recipient of an outbound one, by name or by number. */
static char *
dup_party_or_number (FbFax *fax)
{
  const char *party = fb_fax_get_party (fax);

  return party != NULL ? g_strdup (party) : fb_fax_dup_number_label (fax);
}

/**
 * fb_notification_dup_summary:
 * @fax: a fax
 * @kind: why the notification is shown
 * @hides_sender: whether to leave out names and numbers
 *
 * Returns: (transfer full): one line of plain text, translated
 */
char *
fb_notification_dup_summary (FbFax *fax, FbAlertKind kind, gboolean hides_sender)
{
  g_autofree char *party = hides_sender ? NULL : dup_party_or_number (fax);

  if (fb_fax_is_test (fax))
    return g_strdup (_ ("Test fax"));
  switch (kind)
    {
    case FB_ALERT_RECEIVED:
      /* Translators: %s is a name or a number */
      return party != NULL ? g_strdup_printf (_ ("Fax from %s"), party)
                           : g_strdup (_ ("Fax received"));
    case FB_ALERT_RECEIVE_FAILED:
      return party != NULL ? g_strdup_printf (_ ("Fax from %s could not be received"), party)
                           : g_strdup (_ ("A fax could not be received"));
    case FB_ALERT_DELIVERED:
      return party != NULL ? g_strdup_printf (_ ("Fax to %s was delivered"), party)
                           : g_strdup (_ ("A fax was delivered"));
    case FB_ALERT_SEND_FAILED:
      return party != NULL ? g_strdup_printf (_ ("Fax to %s could not be sent"), party)
                           : g_strdup (_ ("A fax could not be sent"));
    case FB_ALERT_UNREADABLE:
      return g_strdup (_ ("Faxbell received something it couldn’t read"));
    case FB_ALERT_NONE:
    default:
      return g_strdup (_ ("Fax"));
    }
}

static void
add_line (GString *body, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (body->len > 0)
    g_string_append_c (body, '\n');
  g_string_append (body, line);
}

static void
add_pages (GString *body, FbFax *fax)
{
  int pages = fb_fax_get_pages (fax);
  int complete = fb_fax_get_pages_complete (fax);
  g_autofree char *line = NULL;

  if (pages <= 0)
    return;
  if (complete >= 0 && complete < pages)
    line = g_strdup_printf (
      ngettext ("Incomplete: %d of %d page", "Incomplete: %d of %d pages", (gulong) pages),
      complete, pages);
  else
    line = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong) pages), pages);
  add_line (body, line);
}

static void
add_document_state (GString *body, FbFax *fax)
{
  if (fb_document_state_is_missing (fb_fax_get_document_state (fax)))
    add_line (body, _ ("The document was not downloaded"));
}

static void
add_party_and_subject (GString *body, FbFax *fax)
{
  g_autofree char *number = fb_fax_get_party (fax) != NULL ? fb_fax_dup_number_label (fax) : NULL;

  add_line (body, number);
  add_line (body, fb_fax_get_subject (fax));
}

/**
 * fb_notification_dup_body:
 * @fax: a fax
 * @kind: why the notification is shown
 * @hides_sender: whether to leave out names, numbers, subject and Documo's words
 *
 * Returns: (transfer full): some lines of plain text, translated; may be empty
 */
char *
fb_notification_dup_body (FbFax *fax, FbAlertKind kind, gboolean hides_sender)
{
  GString *body = g_string_new (NULL);

  if (fb_fax_is_test (fax))
    add_line (body, _ ("The fax you sent to yourself has arrived"));
  if (!hides_sender)
    add_party_and_subject (body, fax);

  switch (kind)
    {
    case FB_ALERT_RECEIVED:
      add_pages (body, fax);
      add_document_state (body, fax);
      break;
    case FB_ALERT_DELIVERED:
      add_pages (body, fax);
      break;
    case FB_ALERT_RECEIVE_FAILED:
    case FB_ALERT_SEND_FAILED:
      if (!hides_sender)
        add_line (body, fb_fax_get_event (fax)->failure);
      break;
    case FB_ALERT_UNREADABLE:
      add_line (body, _ ("The original was saved"));
      break;
    case FB_ALERT_NONE:
    default:
      break;
    }
  return g_string_free (body, FALSE);
}

static char *
dup_count_line (FbAlertKind kind, guint count)
{
  const char *format = NULL;

  switch (kind)
    {
    case FB_ALERT_RECEIVED:
      format = ngettext ("%u fax received", "%u faxes received", count);
      break;
    case FB_ALERT_RECEIVE_FAILED:
      format = ngettext ("%u fax could not be received", "%u faxes could not be received", count);
      break;
    case FB_ALERT_DELIVERED:
      format = ngettext ("%u fax delivered", "%u faxes delivered", count);
      break;
    case FB_ALERT_SEND_FAILED:
      format = ngettext ("%u fax could not be sent", "%u faxes could not be sent", count);
      break;
    case FB_ALERT_UNREADABLE:
      format = ngettext ("%u item couldn’t be read", "%u items couldn’t be read", count);
      break;
    case FB_ALERT_NONE:
    default:
      return NULL;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, count);
#pragma GCC diagnostic pop
}

static guint
count_kinds (const guint counts[FB_N_ALERT_KINDS])
{
  guint n_kinds = 0;

  for (guint i = 0; i < FB_N_ALERT_KINDS; i++)
    n_kinds += counts[i] > 0;
  return n_kinds;
}

/**
 * fb_notification_dup_count_summary:
 * @counts: (array fixed-size=6): the number of faxes of each `FbAlertKind`; at least one is not 0
 *
 * Returns: (transfer full): one line of plain text, translated
 */
char *
fb_notification_dup_count_summary (const guint counts[FB_N_ALERT_KINDS])
{
  guint total = 0;

  for (guint i = 0; i < FB_N_ALERT_KINDS; i++)
    {
      if (counts[i] > 0 && count_kinds (counts) == 1)
        return dup_count_line ((FbAlertKind) i, counts[i]);
      total += counts[i];
    }
  return g_strdup_printf (ngettext ("%u fax update", "%u fax updates", total), total);
}

/**
 * fb_notification_dup_count_body:
 * @counts: (array fixed-size=6): the number of faxes of each `FbAlertKind`; at least one is not 0
 *
 * Returns: (transfer full): a line of plain text for each kind, translated; empty if there is one
 * kind
 */
char *
fb_notification_dup_count_body (const guint counts[FB_N_ALERT_KINDS])
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; count_kinds (counts) > 1 && i < FB_N_ALERT_KINDS; i++)
    if (counts[i] > 0)
      {
        g_autofree char *line = dup_count_line ((FbAlertKind) i, counts[i]);
        add_line (body, line);
      }
  return g_string_free (body, FALSE);
}
