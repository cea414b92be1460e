/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "fb-direction.h"
#include "fb-status.h"

G_BEGIN_DECLS

/**
 * FbEventKind:
 * @FB_EVENT_FAX: about a fax: it has a message id
 * @FB_EVENT_OTHER: an event that is no fax (`number.*`, `user.*`, `document.*`): logged, no row
 * @FB_EVENT_UNREADABLE: an authenticated delivery that could not be understood: kept whole, a row
 * @FB_EVENT_DESK: what somebody at this desk did with a fax: a `FbDeskAction`
 * @FB_EVENT_FETCHED: a fax's document was fetched from Documo
 *
 * The numbers are kept in the database: never renumber.
 */
typedef enum
{
  FB_EVENT_FAX = 0,
  FB_EVENT_OTHER = 1,
  FB_EVENT_UNREADABLE = 2,
  FB_EVENT_DESK = 3,
  FB_EVENT_FETCHED = 4,
} FbEventKind;

/**
 * FbRoad:
 * @FB_ROAD_WEBHOOK: Documo posted it
 * @FB_ROAD_CATCH_UP: we asked Documo for it
 * @FB_ROAD_DESK: it was done at this desk
 * @FB_ROAD_FETCHED: we asked Documo for the document
 * @FB_ROAD_TEST: this desk has sent it to itself, through the receiver, to test the way
 *
 * How an event came to us. The numbers are kept in the database: never renumber.
 */
typedef enum
{
  FB_ROAD_WEBHOOK = 0,
  FB_ROAD_CATCH_UP = 1,
  FB_ROAD_DESK = 2,
  FB_ROAD_FETCHED = 3,
  FB_ROAD_TEST = 4,
} FbRoad;

/* Begins the message id of each fax that came by %FB_ROAD_TEST, and of hardly any other: such faxes
 * are found by it. */
#define FB_TEST_PREFIX "faxbell-test-"

#define FB_TYPE_EVENT (fb_event_get_type ())

/**
 * FbEvent:
 * @kind: what it is about
 * @road: how it came
 * @name: (nullable): the event's name, as `fax.v1.inbound.complete`; legacy webhooks have none
 * @message_id: (nullable): names the fax; never %NULL in a fax event
 * @direction: which way
 * @status: how far
 * @status_name: (nullable): Documo's own word for the status
 * @fax_number: (nullable): inbound: our number that was called; outbound: the recipient's
 * @caller_id: (nullable): inbound: the sender's number; outbound: ours
 * @csid: (nullable): the station identifier, free text that a fax machine shows
 * @recipient_name: (nullable): outbound: who it is for
 * @subject: (nullable): outbound: what it is about
 * @pages_count: pages, or -1
 * @pages_complete: pages that came through, or -1
 * @attempt: which attempt this is, or 0
 * @created_at: when Documo made the fax, microseconds since 1970 UTC, or 0
 * @resolved_at: when it came to its end, microseconds since 1970 UTC, or 0
 * @failure: (nullable): Documo's words for what went wrong
 * @is_file_purged: the document can no longer be had from Documo
 * @json: (nullable): the event as it came, byte for byte
 *
 * One webhook event. Filled once by the reader that makes it; nobody changes it after that, so it
 * may be handed from thread to thread.
 */
typedef struct
{
  FbEventKind kind;
  FbRoad road;
  char *name;
  char *message_id;
  FbDirection direction;
  FbStatus status;
  char *status_name;
  char *fax_number;
  char *caller_id;
  char *csid;
  char *recipient_name;
  char *subject;
  int pages_count;
  int pages_complete;
  int attempt;
  gint64 created_at;
  gint64 resolved_at;
  char *failure;
  gboolean is_file_purged;
  GBytes *json;
} FbEvent;

/**
 * FbEventReadFunc:
 * @json: an event as it came
 * @name: (nullable): the event's name
 *
 * Understands an event that was kept. Any thread may call it.
 *
 * Returns: (transfer full): what it says
 */
typedef FbEvent *(*FbEventReadFunc) (GBytes *json, const char *name);

GType fb_event_get_type (void) G_GNUC_CONST;

FbEvent *fb_event_new (FbEventKind kind);
FbEvent *fb_event_ref (FbEvent *event);
void fb_event_unref (FbEvent *event);

char *fb_event_dup_number (const FbEvent *event);
char *fb_event_dup_party (const FbEvent *event);
gint64 fb_event_get_time (const FbEvent *event, gint64 received_at);
gboolean fb_event_is_test (const FbEvent *event);
gboolean fb_event_is_final (const FbEvent *event);
gboolean fb_event_has_document_at_documo (const FbEvent *event);
gboolean fb_event_supersedes (const FbEvent *event, const FbEvent *kept);
FbEvent *fb_event_merge (const FbEvent *newer, const FbEvent *older);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbEvent, fb_event_unref)

G_END_DECLS
