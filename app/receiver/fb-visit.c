/* fb-visit.c
 *
 * One connection and its clock. Two times bound it: what the phase that it is in may take, which
 * starts anew when a body makes progress, and what all of it may take, which never does; so that a
 * sender of one byte at a time comes to an end, too. Whoever is overdue has his socket shut down:
 * libsoup then sees an end of file and cleans up as after any sender that went away.
 *
 * libsoup gives us a request's remote address as the very object that it got from the door. That is
 * how a request finds its visit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-visit.h"

#include <string.h>

struct _FbVisit
{
  GSocket *socket; /* NULL once it has ended */
  GWeakRef stream; /* what is spoken through, if not the socket; it keeps us, not we it */
  GInetAddress *address;
  FbVisitPhase phase;
  gint64 phase_limit;
  gint64 phase_deadline;
  gint64 total_deadline;
};

static GQuark fb_visit_quark (void);
G_DEFINE_QUARK (fb_visit, fb_visit)

/**
 * fb_visit_new:
 * @socket: the connection's socket
 * @remote: where it comes from; from now on fb_visit_of() finds the visit by it
 * @total_ms: how long it may take, from now
 *
 * Returns: (transfer full): the visit
 */
FbVisit *
fb_visit_new (GSocket *socket, GSocketAddress *remote, guint total_ms)
{
  FbVisit *visit = g_rc_box_new0 (FbVisit);

  visit->socket = g_object_ref (socket);
  g_weak_ref_init (&visit->stream, NULL);
  if (G_IS_INET_SOCKET_ADDRESS (remote))
    visit->address =
      g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  visit->total_deadline = g_get_monotonic_time () + total_ms * G_TIME_SPAN_MILLISECOND;
  visit->phase_deadline = visit->total_deadline;
  g_object_set_qdata_full (G_OBJECT (remote), fb_visit_quark (), fb_visit_ref (visit),
                           (GDestroyNotify) fb_visit_unref);
  return visit;
}

FbVisit *
fb_visit_ref (FbVisit *visit)
{
  return g_rc_box_acquire (visit);
}

static void
fb_visit_clear (gpointer data)
{
  FbVisit *visit = data;

  g_weak_ref_clear (&visit->stream);
  g_clear_object (&visit->socket);
  g_clear_object (&visit->address);
}

void
fb_visit_unref (FbVisit *visit)
{
  g_rc_box_release_full (visit, fb_visit_clear);
}

/**
 * fb_visit_of:
 * @remote: (nullable): a request's remote address
 *
 * Returns: (transfer none) (nullable): the visit in which it is made
 */
FbVisit *
fb_visit_of (GSocketAddress *remote)
{
  return remote != NULL ? g_object_get_qdata (G_OBJECT (remote), fb_visit_quark ()) : NULL;
}

/**
 * fb_visit_enter:
 * @visit: a visit
 * @phase: the phase that begins
 * @limit_ms: how long it may take; 0 for as long as the whole visit may
 */
void
fb_visit_enter (FbVisit *visit, FbVisitPhase phase, guint limit_ms)
{
  visit->phase = phase;
  visit->phase_limit = limit_ms * G_TIME_SPAN_MILLISECOND;
  fb_visit_go_on (visit);
}

/* The next phase has what is left of the time of this one. */
void
fb_visit_pass_to (FbVisit *visit, FbVisitPhase phase)
{
  visit->phase = phase;
}

FbVisitPhase
fb_visit_get_phase (const FbVisit *visit)
{
  return visit->phase;
}

/* There was progress: the phase's time starts anew. */
void
fb_visit_go_on (FbVisit *visit)
{
  if (visit->phase_limit == 0)
    visit->phase_deadline = visit->total_deadline;
  else
    visit->phase_deadline =
      MIN (g_get_monotonic_time () + visit->phase_limit, visit->total_deadline);
}

/**
 * fb_visit_prolong:
 * @visit: a visit
 * @delay: what is added to its time, in microseconds; one that was shut stays so
 */
void
fb_visit_prolong (FbVisit *visit, gint64 delay)
{
  if (visit->total_deadline == G_MAXINT64)
    return;
  visit->phase_deadline += delay;
  visit->total_deadline += delay;
}

gboolean
fb_visit_is_overdue (const FbVisit *visit, gint64 now)
{
  return now >= visit->phase_deadline;
}

/* With IPv6 one sender has a whole /64 to itself. GLib has IPv4 through IPv6 as IPv4. */
static gsize
significant_bytes (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? 4 : 8;
}

/**
 * fb_visit_is_from:
 * @visit: a visit
 * @address: an address
 *
 * Returns: whether it comes from there
 */
gboolean
fb_visit_is_from (const FbVisit *visit, GInetAddress *address)
{
  return visit->address != NULL &&
         g_inet_address_get_family (visit->address) == g_inet_address_get_family (address) &&
         memcmp (g_inet_address_to_bytes (visit->address), g_inet_address_to_bytes (address),
                 significant_bytes (address)) == 0;
}

/* Whether both come from the same address. */
gboolean
fb_visit_is_from_same (const FbVisit *visit, const FbVisit *other)
{
  return other->address != NULL && fb_visit_is_from (visit, other->address);
}

/* Tells the sender that nothing more will come, while what he sends is still taken. */
void
fb_visit_shut_output (FbVisit *visit)
{
  if (visit->socket != NULL)
    g_socket_shutdown (visit->socket, FALSE, TRUE, NULL);
}

/* Ends it, whatever is going on: who reads sees an end of file. Once is enough. */
void
fb_visit_shut (FbVisit *visit)
{
  visit->phase_limit = 0;
  visit->phase_deadline = visit->total_deadline = G_MAXINT64;
  if (visit->socket != NULL)
    g_socket_shutdown (visit->socket, TRUE, TRUE, NULL);
}

/* It is over: its socket is being closed by who owns it. */
void
fb_visit_end (FbVisit *visit)
{
  g_clear_object (&visit->socket);
}

/**
 * fb_visit_set_stream:
 * @visit: a visit
 * @stream: the encrypted stream over its socket, which is what is spoken through from now on
 */
void
fb_visit_set_stream (FbVisit *visit, GIOStream *stream)
{
  g_weak_ref_set (&visit->stream, stream);
}

static gssize
send_through (GIOStream *stream, const char *text, gsize length)
{
  GPollableOutputStream *output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));

  return g_pollable_output_stream_write_nonblocking (output, text, length, NULL, NULL);
}

/**
 * fb_visit_send_now:
 * @visit: a visit to which libsoup has not said anything yet
 * @text: a short answer
 *
 * Returns: whether all of it could be sent without waiting
 */
gboolean
fb_visit_send_now (FbVisit *visit, const char *text)
{
  gssize length = (gssize) strlen (text);
  g_autoptr (GIOStream) stream = g_weak_ref_get (&visit->stream);

  if (stream != NULL)
    return visit->socket != NULL && send_through (stream, text, (gsize) length) == length;
  return visit->socket != NULL && g_socket_send_with_blocking (visit->socket, text, (gsize) length,
                                                               FALSE, NULL, NULL) == length;
}
