/* fb-stays.c
 *
 * Who is in, and the clock that ends what takes too long. It ticks only while somebody is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-stays.h"

#include "fb-answer.h"

#define TICK_MS 100

struct _FbStays
{
  GMainContext *context;
  FbStaysFunc on_left; /* NULL once it is stopped */
  gpointer user_data;

  GPtrArray *stays; /* Stay, not owned: each ends when its connection is freed */
  guint n_turned_away;
  GSource *ticking;
  gint64 ticked; /* when the clock did last */
};

/* Ties a visit to its connection: when that is freed, and so closed, the visit is over. */
typedef struct
{
  FbStays *stays;
  FbVisit *visit;
  gboolean is_turned_away;
} Stay;

static GQuark fb_stay_quark (void);
G_DEFINE_QUARK (fb_stay, fb_stay)

static Stay *
stay_at (const FbStays *stays, guint position)
{
  return g_ptr_array_index (stays->stays, position);
}

static gboolean
stay_end (gpointer data)
{
  Stay *stay = data;
  g_autoptr (FbStays) stays = stay->stays;

  fb_visit_end (stay->visit);
  g_ptr_array_remove_fast (stays->stays, stay);
  if (stay->is_turned_away)
    stays->n_turned_away--;
  fb_visit_unref (stay->visit);
  g_free (stay);

  if (stays->on_left != NULL)
    stays->on_left (stays->user_data);
  return G_SOURCE_REMOVE;
}

/* GIO does a handshake in a thread of its own, which may be the last to let go of the connection;
 * but what belongs to the stays is for their thread. They themselves may end with this one. */
static void
stay_free (gpointer data)
{
  Stay *stay = data;
  g_autoptr (GMainContext) context = g_main_context_ref (stay->stays->context);

  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, stay_end, stay, NULL);
}

/* Until the body is here, libsoup hasn't said anything: a word is possible before the end. */
static void
show_out (FbVisit *visit)
{
  FbVisitPhase phase = fb_visit_get_phase (visit);

  if (phase == FB_VISIT_HEADERS || phase == FB_VISIT_BODY)
    {
      g_autofree char *text = fb_answer_to_text (&fb_answer_too_slow, TRUE);

      g_debug ("A sender took too long over its %s",
               phase == FB_VISIT_HEADERS ? "headers" : "body");
      fb_visit_send_now (visit, text);
    }
  fb_visit_shut (visit);
}

/* How long something held this thread up, a slow disk say, in microseconds. Nobody could be heard
 * or answered meanwhile, so that time is ours, not the senders'. */
static gint64
take_delay (FbStays *stays, gint64 now)
{
  gint64 delay = now - stays->ticked - TICK_MS * G_TIME_SPAN_MILLISECOND;

  stays->ticked = now;
  return delay > TICK_MS * G_TIME_SPAN_MILLISECOND ? delay : 0;
}

static gboolean
on_tick (gpointer user_data)
{
  FbStays *stays = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 delay = take_delay (stays, now);

  if (stays->stays->len == 0)
    {
      g_clear_pointer (&stays->ticking, g_source_unref);
      return G_SOURCE_REMOVE;
    }
  /* Shutting a socket down only wakes who reads it; nothing leaves the list here. */
  for (guint i = 0; i < stays->stays->len; i++)
    {
      FbVisit *visit = stay_at (stays, i)->visit;

      fb_visit_prolong (visit, delay);
      if (fb_visit_is_overdue (visit, now))
        show_out (visit);
    }
  return G_SOURCE_CONTINUE;
}

static void
start_clock (FbStays *stays)
{
  if (stays->ticking != NULL)
    return;
  stays->ticked = g_get_monotonic_time ();
  stays->ticking = g_timeout_source_new (TICK_MS);
  g_source_set_callback (stays->ticking, on_tick, stays, NULL);
  g_source_attach (stays->ticking, stays->context);
}

static void
stop_clock (FbStays *stays)
{
  if (stays->ticking == NULL)
    return;
  g_source_destroy (stays->ticking);
  g_clear_pointer (&stays->ticking, g_source_unref);
}

/**
 * fb_stays_new:
 * @context: the main context that the clock ticks in; it is for the thread alone that runs this one
 * @on_left: called when somebody has left
 * @user_data: for @on_left
 *
 * Returns: (transfer full): nobody yet
 */
FbStays *
fb_stays_new (GMainContext *context, FbStaysFunc on_left, gpointer user_data)
{
  FbStays *stays = g_rc_box_new0 (FbStays);

  stays->context = g_main_context_ref (context);
  stays->on_left = on_left;
  stays->user_data = user_data;
  stays->stays = g_ptr_array_new ();
  return stays;
}

/* Nobody is called any more, and nobody's time runs out. */
void
fb_stays_stop (FbStays *stays)
{
  stays->on_left = NULL;
  stop_clock (stays);
}

static void
fb_stays_finalize (gpointer data)
{
  FbStays *stays = data;

  stop_clock (stays);
  g_ptr_array_unref (stays->stays);
  g_main_context_unref (stays->context);
}

void
fb_stays_unref (FbStays *stays)
{
  g_rc_box_release_full (stays, fb_stays_finalize);
}

/**
 * fb_stays_begin:
 * @stays: who is in
 * @connection: somebody who comes in, until it is freed
 * @remote: where it comes from
 * @total_ms: how long it may stay
 * @is_turned_away: whether it only comes in to hear that it can't
 *
 * Returns: (transfer none): its visit
 */
FbVisit *
fb_stays_begin (FbStays *stays,
                GSocketConnection *connection,
                GSocketAddress *remote,
                guint total_ms,
                gboolean is_turned_away)
{
  Stay *stay = g_new0 (Stay, 1);

  stay->stays = g_rc_box_acquire (stays);
  stay->visit = fb_visit_new (g_socket_connection_get_socket (connection), remote, total_ms);
  stay->is_turned_away = is_turned_away;
  stays->n_turned_away += is_turned_away ? 1 : 0;
  g_object_set_qdata_full (G_OBJECT (connection), fb_stay_quark (), stay, stay_free);
  g_ptr_array_add (stays->stays, stay);
  start_clock (stays);
  return stay->visit;
}

guint
fb_stays_get_n (const FbStays *stays)
{
  return stays->stays->len;
}

guint
fb_stays_get_n_turned_away (const FbStays *stays)
{
  return stays->n_turned_away;
}

/**
 * fb_stays_count_from:
 * @stays: who is in
 * @remote: where somebody comes from
 *
 * Returns: how many are in from there, not counting those who are turned away
 */
guint
fb_stays_count_from (const FbStays *stays, GSocketAddress *remote)
{
  guint n = 0;

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return 0;
  GInetAddress *address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  for (guint i = 0; i < stays->stays->len; i++)
    n +=
      !stay_at (stays, i)->is_turned_away && fb_visit_is_from (stay_at (stays, i)->visit, address);
  return n;
}

/* Gives those who have not said yet what they want so long to say it. */
void
fb_stays_hurry (FbStays *stays, guint limit_ms)
{
  for (guint i = 0; i < stays->stays->len; i++)
    {
      FbVisit *visit = stay_at (stays, i)->visit;
      FbVisitPhase phase = fb_visit_get_phase (visit);

      if (phase == FB_VISIT_HANDSHAKE || phase == FB_VISIT_HEADERS)
        fb_visit_enter (visit, phase, limit_ms);
    }
}

/* Ends every connection, whatever is going on there. */
void
fb_stays_clear (FbStays *stays)
{
  for (guint i = 0; i < stays->stays->len; i++)
    fb_visit_shut (stay_at (stays, i)->visit);
}
