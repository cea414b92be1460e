/* fb-document-words.c
 *
 * The pages of a fax and its document in words and icons for users: short ones for the table's
 * cells, sentences for tooltips, details and screen readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-words.h"

#include <glib/gi18n.h>

#include "fb-friendly-time.h"

/**
 * fb_pages_format:
 * @pages: how many pages the fax has, or -1
 * @complete: how many came through, or -1
 * @is_final: whether no more will come through
 * @some_missing: (out) (optional): whether pages are missing for good
 *
 * Returns: (transfer full): "3", "2 of 3" where pages are missing, empty where nothing is known
 */
char *
fb_pages_format (int pages, int complete, gboolean is_final, gboolean *some_missing)
{
  const gboolean missing = is_final && pages > 0 && complete >= 0 && complete < pages;

  if (some_missing != NULL)
    *some_missing = missing;
  if (missing)
    /* Translators: pages that came through, of all the pages, as in "2 of 3" */
    return g_strdup_printf (_ ("%d of %d"), complete, pages);
  if (pages >= 0)
    return g_strdup_printf ("%d", pages);
  if (complete >= 0)
    return g_strdup_printf ("%d", complete);
  return g_strdup ("");
}

/* How many pages Documo says that there are, and how many of them are here: a page is missing that
 * did not come through, and one that came through and isn't in the document. */
static void
count_pages (FbFax *fax, int *pages, int *here)
{
  *pages = fb_fax_get_pages (fax);
  *here = fb_fax_get_pages_complete (fax);
  if (fb_fax_get_document_fault (fax) != FB_DOCUMENT_FAULT_FEWER_PAGES)
    return;

  const int in_document = fb_fax_get_document_pages (fax);
  if (*pages <= 0)
    *pages = *here;
  *here = *here >= 0 ? MIN (*here, in_document) : in_document;
}

static gboolean
is_final (FbFax *fax)
{
  const FbEvent *event = fb_fax_get_event (fax);

  return event != NULL && fb_event_is_final (event);
}

/**
 * fb_fax_dup_pages_label:
 * @fax: a fax
 * @some_missing: (out) (optional): whether pages are missing for good
 *
 * Returns: (transfer full): its pages, short
 */
char *
fb_fax_dup_pages_label (FbFax *fax, gboolean *some_missing)
{
  int pages;
  int here;

  g_return_val_if_fail (FB_IS_FAX (fax), NULL);

  count_pages (fax, &pages, &here);
  return fb_pages_format (pages, here, is_final (fax), some_missing);
}

/**
 * fb_fax_dup_pages_sentence:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): its pages in the words of a list; %NULL where nothing is
 *   known
 */
char *
fb_fax_dup_pages_sentence (FbFax *fax)
{
  gboolean some_missing;
  g_autofree char *label = fb_fax_dup_pages_label (fax, &some_missing);
  int pages;
  int here;

  count_pages (fax, &pages, &here);
  if (*label == '\0')
    return NULL;
  if (some_missing)
    return g_strdup_printf (
      ngettext ("Incomplete: %d of %d page", "Incomplete: %d of %d pages", (gulong) pages), here,
      pages);
  const int known = pages >= 0 ? pages : here;
  return g_strdup_printf (ngettext ("%d page", "%d pages", (gulong) known), known);
}

/* It can be opened, but nothing will be seen. */
static gboolean
is_here_but_unreadable (FbFax *fax)
{
  return fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE &&
         fb_fax_get_document_fault (fax) == FB_DOCUMENT_FAULT_UNREADABLE;
}

/**
 * fb_fax_get_document_icon_name:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): the name of the symbolic icon for where its document is
 */
const char *
fb_fax_get_document_icon_name (FbFax *fax)
{
  if (is_here_but_unreadable (fax))
    return "dialog-warning-symbolic";
  switch (fb_fax_get_document_state (fax))
    {
    case FB_DOCUMENT_HERE:
      return "x-office-document-symbolic";
    case FB_DOCUMENT_RETRY:
      return "faxbell-at-documo-symbolic";
    case FB_DOCUMENT_NEEDS_KEY:
      return "dialog-password-symbolic";
    case FB_DOCUMENT_ON_ITS_WAY:
    case FB_DOCUMENT_PENDING:
      return "content-loading-symbolic";
    case FB_DOCUMENT_GONE:
    case FB_DOCUMENT_PURGED:
      return "user-trash-symbolic";
    case FB_DOCUMENT_UNREADABLE:
      return "dialog-warning-symbolic";
    case FB_DOCUMENT_NONE:
    default:
      return NULL;
    }
}

/**
 * fb_document_state_get_label:
 * @state: where a document is
 *
 * Returns: (transfer none) (nullable): the few words for it; %NULL where there are none needed, and
 *   for %FB_DOCUMENT_RETRY, which fb_document_retry_format() has
 */
const char *
fb_document_state_get_label (FbDocumentState state)
{
  switch (state)
    {
    case FB_DOCUMENT_ON_ITS_WAY:
      return _ ("On its way");
    case FB_DOCUMENT_NEEDS_KEY:
      return _ ("Needs your API key");
    case FB_DOCUMENT_GONE:
      return _ ("Gone at Documo");
    case FB_DOCUMENT_PENDING:
      return _ ("Pending");
    case FB_DOCUMENT_PURGED:
      return _ ("Gone");
    case FB_DOCUMENT_UNREADABLE:
      return _ ("Unreadable");
    case FB_DOCUMENT_RETRY:
    case FB_DOCUMENT_HERE:
    case FB_DOCUMENT_NONE:
    default:
      return NULL;
    }
}

/**
 * fb_document_retry_format:
 * @retry_at: when a document is asked for again, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the few words for it
 */
char *
fb_document_retry_format (gint64 retry_at)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = fb_time_of_day_format (retry_at, now, fb_clock_format_from_desktop ());

  /* Translators: a document could not be downloaded; %s is a time of day */
  return g_strdup_printf (_ ("Tried again at %s"), time);
}

/**
 * fb_fax_dup_document_label:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): its document's format, or the few words for where it is
 */
char *
fb_fax_dup_document_label (FbFax *fax)
{
  const FbDocumentState state = fb_fax_get_document_state (fax);

  if (state == FB_DOCUMENT_RETRY)
    return fb_document_retry_format (fb_fax_get_retry_at (fax));
  if (is_here_but_unreadable (fax))
    return g_strdup (fb_document_state_get_label (FB_DOCUMENT_UNREADABLE));
  return g_strdup (state == FB_DOCUMENT_HERE
                     ? fb_document_get_format_label (fb_fax_get_document (fax))
                     : fb_document_state_get_label (state));
}

static char *
dup_retry_sentence (FbFax *fax)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time =
    fb_time_of_day_format (fb_fax_get_retry_at (fax), now, fb_clock_format_from_desktop ());

  /* Translators: %s is a time of day */
  return g_strdup_printf (
    _ ("The document couldn’t be downloaded from Documo yet. Faxbell tries again at %s."), time);
}

static const char *
get_document_sentence (FbFax *fax)
{
  switch (fb_fax_get_document_state (fax))
    {
    case FB_DOCUMENT_HERE:
      return NULL;
    case FB_DOCUMENT_ON_ITS_WAY:
      return _ ("The document will be downloaded from Documo as soon as possible.");
    case FB_DOCUMENT_NEEDS_KEY:
      return _ ("Not downloaded: Faxbell needs your API key to get the document from Documo.");
    case FB_DOCUMENT_PENDING:
      return _ ("The fax isn’t done yet. Its document may still come.");
    case FB_DOCUMENT_GONE:
    case FB_DOCUMENT_PURGED:
      return _ ("The document is gone: Documo doesn’t have it any more.");
    case FB_DOCUMENT_UNREADABLE:
      return fb_fax_get_status (fax) == FB_STATUS_UNREADABLE
               ? _ ("Faxbell received something it couldn’t read. The original was saved.")
               : _ ("The document is neither a PDF nor a TIFF. The original was saved.");
    case FB_DOCUMENT_RETRY:
    case FB_DOCUMENT_NONE:
    default:
      return _ ("There is no document.");
    }
}

/* That pages are missing in the document which did not come through either isn't its fault. */
static char *
dup_fewer_pages_sentence (FbFax *fax)
{
  const int complete = fb_fax_get_pages_complete (fax);
  const int pages = fb_fax_get_pages (fax) > 0 ? fb_fax_get_pages (fax) : complete;
  const int in_document = fb_fax_get_document_pages (fax);

  if (complete >= 0 && in_document >= complete)
    return NULL;
  return g_strdup_printf (
    /* Translators: the first number is of the pages that the fax has, the second of those that are
     * in its document */
    ngettext ("The fax has %d page, but its document only %d.",
              "The fax has %d pages, but its document only %d.", (gulong) pages),
    pages, in_document);
}

/**
 * fb_fax_dup_fault_sentence:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): what is wrong with its document; %NULL if nothing is, as far
 *   as is known, or there is none
 */
char *
fb_fax_dup_fault_sentence (FbFax *fax)
{
  switch (fb_fax_get_document_fault (fax))
    {
    case FB_DOCUMENT_FAULT_FEWER_PAGES:
      return dup_fewer_pages_sentence (fax);
    case FB_DOCUMENT_FAULT_UNREADABLE:
      if (fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE)
        return g_strdup (_ ("The document can’t be shown. The original was saved."));
      return g_strdup (get_document_sentence (fax));
    case FB_DOCUMENT_FAULT_NONE:
    default:
      return NULL;
    }
}

/**
 * fb_fax_dup_document_sentence:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): why its document can't be opened, or what is wrong with it;
 *   %NULL if nothing is
 */
char *
fb_fax_dup_document_sentence (FbFax *fax)
{
  switch (fb_fax_get_document_state (fax))
    {
    case FB_DOCUMENT_HERE:
      return fb_fax_dup_fault_sentence (fax);
    case FB_DOCUMENT_RETRY:
      return dup_retry_sentence (fax);
    case FB_DOCUMENT_ON_ITS_WAY:
    case FB_DOCUMENT_NEEDS_KEY:
    case FB_DOCUMENT_PENDING:
    case FB_DOCUMENT_GONE:
    case FB_DOCUMENT_PURGED:
    case FB_DOCUMENT_UNREADABLE:
    case FB_DOCUMENT_NONE:
    default:
      return g_strdup (get_document_sentence (fax));
    }
}
