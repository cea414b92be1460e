/* fb-event.c
 *
 * One webhook event: what Documo said of a fax, once it was understood. Here is also the rule by
 * which one event takes another's place, since Documo promises no order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (FbEvent, fb_event, fb_event_ref, fb_event_unref)

/**
 * fb_event_new:
 * @kind: what the event is about
 *
 * Returns: (transfer full): an empty event, to be filled by who makes it and by nobody later
 */
FbEvent *
fb_event_new (FbEventKind kind)
{
  FbEvent *event = g_atomic_rc_box_new0 (FbEvent);

  event->kind = kind;
  event->pages_count = -1;
  event->pages_complete = -1;
  if (kind == FB_EVENT_UNREADABLE)
    event->status = FB_STATUS_UNREADABLE;
  return event;
}

/**
 * fb_event_ref:
 * @event: an event
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same event
 */
FbEvent *
fb_event_ref (FbEvent *event)
{
  return g_atomic_rc_box_acquire (event);
}

static void
fb_event_clear (gpointer data)
{
  FbEvent *event = data;

  g_free (event->name);
  g_free (event->message_id);
  g_free (event->status_name);
  g_free (event->fax_number);
  g_free (event->caller_id);
  g_free (event->csid);
  g_free (event->recipient_name);
  g_free (event->subject);
  g_free (event->failure);
  g_clear_pointer (&event->json, g_bytes_unref);
}

/**
 * fb_event_unref:
 * @event: (transfer full): an event
 *
 * Any thread may call it.
 */
void
fb_event_unref (FbEvent *event)
{
  g_atomic_rc_box_release_full (event, fb_event_clear);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

/* A number as people write it: digits with a plus, spaces, dashes, dots and parentheses. */
static gboolean
looks_like_number (const char *text)
{
  return !is_blank (text) && strspn (text, "+0123456789 -().") == strlen (text) &&
         strpbrk (text, "0123456789") != NULL;
}

static gboolean
caller_is_known (const FbEvent *event)
{
  return !is_blank (event->caller_id) && g_strcmp0 (event->caller_id, event->fax_number) != 0;
}

/**
 * fb_event_dup_number:
 * @event: an event
 *
 * The number of the other side. Inbound that is the caller ID, unless it is empty or, as some
 * accounts have it, our own number again; then the CSID, if it reads as a number.
 *
 * Returns: (transfer full) (nullable): the number, or %NULL where it isn't known
 */
char *
fb_event_dup_number (const FbEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  if (event->direction != FB_DIRECTION_INBOUND)
    return is_blank (event->fax_number) ? NULL : g_strdup (event->fax_number);
  if (caller_is_known (event) && looks_like_number (event->caller_id))
    return g_strdup (event->caller_id);
  if (looks_like_number (event->csid) && g_strcmp0 (event->csid, event->fax_number) != 0)
    return g_strdup (event->csid);
  return NULL;
}

/**
 * fb_event_dup_party:
 * @event: an event
 *
 * The other side's name: outbound the recipient's; inbound what its machine calls itself (CSID),
 * or a caller ID that is a name.
 *
 * Returns: (transfer full) (nullable): the name, or %NULL where none is known beyond the number
 */
char *
fb_event_dup_party (const FbEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  if (event->direction != FB_DIRECTION_INBOUND)
    return is_blank (event->recipient_name) ? NULL : g_strdup (event->recipient_name);
  if (caller_is_known (event) && !looks_like_number (event->caller_id))
    return g_strdup (event->caller_id);
  if (!is_blank (event->csid) && g_strcmp0 (event->csid, event->caller_id) != 0 &&
      g_strcmp0 (event->csid, event->fax_number) != 0)
    return g_strdup (event->csid);
  return NULL;
}

/**
 * fb_event_get_time:
 * @event: an event
 * @received_at: when the first event of its fax came here, microseconds since 1970 UTC
 *
 * The fax's own time, by which faxes are ordered: when Documo made it, or when it came in here, if
 * that was earlier or Documo didn't say. (Documo's clock may be ahead of ours.)
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
fb_event_get_time (const FbEvent *event, gint64 received_at)
{
  g_return_val_if_fail (event != NULL, 0);

  return event->created_at > 0 ? MIN (event->created_at, received_at) : received_at;
}

/**
 * fb_event_is_test:
 * @event: an event
 *
 * A name alone makes no test: whoever has the password can choose one.
 *
 * Returns: whether this desk has sent the fax to itself: it counts nowhere
 */
gboolean
fb_event_is_test (const FbEvent *event)
{
  g_return_val_if_fail (event != NULL, FALSE);

  return event->road == FB_ROAD_TEST && event->message_id != NULL &&
         g_str_has_prefix (event->message_id, FB_TEST_PREFIX);
}

/**
 * fb_event_is_final:
 * @event: an event
 *
 * Before the end Documo leaves `resolvedDate` null; so a status that this version doesn't know is
 * final once it has one.
 *
 * Returns: whether nothing more will happen to the fax
 */
gboolean
fb_event_is_final (const FbEvent *event)
{
  g_return_val_if_fail (event != NULL, FALSE);

  return fb_status_is_final (event->status) ||
         (event->status == FB_STATUS_OTHER && event->resolved_at != 0);
}

/**
 * fb_event_has_document_at_documo:
 * @event: a fax's newest state
 *
 * Returns: whether Documo should have a document of the fax, as far as is known; of a test it never
 *   has
 */
gboolean
fb_event_has_document_at_documo (const FbEvent *event)
{
  g_return_val_if_fail (event != NULL, FALSE);

  if (event->kind != FB_EVENT_FAX || fb_event_is_test (event) || event->is_file_purged ||
      !fb_event_is_final (event))
    return FALSE;
  return event->status == FB_STATUS_SUCCESS || event->pages_complete > 0 ||
         event->direction == FB_DIRECTION_OUTBOUND;
}

/* How far a fax is that isn't done yet; a status nobody knows has no place in the order. */
static int
progress (FbStatus status)
{
  switch (status)
    {
    case FB_STATUS_SCHEDULED:
      return 1;
    case FB_STATUS_PROCESSING:
      return 2;
    case FB_STATUS_TRANSMITTING:
      return 3;
    case FB_STATUS_OTHER:
    case FB_STATUS_SUCCESS:
    case FB_STATUS_FAILED:
    case FB_STATUS_CANCELLED:
    case FB_STATUS_UNREADABLE:
    default:
      return 0;
    }
}

/**
 * fb_event_supersedes:
 * @event: an event that has just come
 * @kept: what is known of the fax so far
 *
 * Documo promises no order, and a retried delivery is hours late. A final status is never
 * overwritten by one that isn't; of two final ones the later resolved counts; of two others the
 * later attempt, then the one further on its way. What can't be told apart is taken as it came.
 *
 * Returns: whether @event is the fax's newer state
 */
gboolean
fb_event_supersedes (const FbEvent *event, const FbEvent *kept)
{
  g_return_val_if_fail (event != NULL, FALSE);
  g_return_val_if_fail (kept != NULL, TRUE);

  gboolean event_is_final = fb_event_is_final (event);
  if (event_is_final != fb_event_is_final (kept))
    return event_is_final;

  if (event_is_final)
    return event->resolved_at == 0 || event->resolved_at >= kept->resolved_at;

  if (event->attempt != 0 && kept->attempt != 0 && event->attempt != kept->attempt)
    return event->attempt > kept->attempt;

  int event_progress = progress (event->status);
  int kept_progress = progress (kept->status);
  return event_progress == 0 || kept_progress == 0 || event_progress >= kept_progress;
}

static char *
dup_either (const char *first, const char *second)
{
  return g_strdup (is_blank (first) ? second : first);
}

/**
 * fb_event_merge:
 * @newer: the fax's newer state
 * @older: its older state
 *
 * Early events leave most fields null, and so do some late ones. What the newer state doesn't tell
 * is taken from the older one, so that a fax never forgets its number or its subject. What says how
 * it stands (status, failure, JSON) is the newer's alone; a purged document stays purged.
 *
 * Returns: (transfer full): the merged state
 */
FbEvent *
fb_event_merge (const FbEvent *newer, const FbEvent *older)
{
  g_return_val_if_fail (newer != NULL, NULL);
  g_return_val_if_fail (older != NULL, NULL);

  FbEvent *merged = fb_event_new (newer->kind);
  merged->road = newer->road;
  merged->name = g_strdup (newer->name);
  merged->message_id = dup_either (newer->message_id, older->message_id);
  merged->direction =
    newer->direction != FB_DIRECTION_UNKNOWN ? newer->direction : older->direction;
  merged->status = newer->status;
  merged->status_name = g_strdup (newer->status_name);
  merged->fax_number = dup_either (newer->fax_number, older->fax_number);
  merged->caller_id = dup_either (newer->caller_id, older->caller_id);
  merged->csid = dup_either (newer->csid, older->csid);
  merged->recipient_name = dup_either (newer->recipient_name, older->recipient_name);
  merged->subject = dup_either (newer->subject, older->subject);
  merged->pages_count = newer->pages_count >= 0 ? newer->pages_count : older->pages_count;
  merged->pages_complete =
    newer->pages_complete >= 0 ? newer->pages_complete : older->pages_complete;
  merged->attempt = MAX (newer->attempt, older->attempt);
  merged->created_at = newer->created_at != 0 ? newer->created_at : older->created_at;
  merged->resolved_at = newer->resolved_at;
  merged->failure = g_strdup (newer->failure);
  merged->is_file_purged = newer->is_file_purged || older->is_file_purged;
  if (newer->json != NULL)
    merged->json = g_bytes_ref (newer->json);
  return merged;
}
