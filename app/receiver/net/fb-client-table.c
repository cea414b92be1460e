/* fb-client-table.c
 *
 * Who is in, and the clock that ends what takes too long. It ticks only while somebody is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client-table.h"

#define TICK_MS 100

struct _FbClientTable
{
  GMainContext *context;
  FbRefusalFunc dup_refusal;
  FbClientTableFunc on_closed; /* NULL once it is stopped */
  gpointer user_data;

  GPtrArray *clients; /* ClientEntry, not owned: each ends when its connection is freed */
  guint n_refused;
  GSource *ticking;
  gint64 ticked; /* when the clock did last */
};

/* Ties a client to its connection: when that is freed, and so closed, the client is over. */
typedef struct
{
  FbClientTable *table;
  FbClient *client;
  gboolean is_refused;
} ClientEntry;

static GQuark fb_client_entry_quark (void);
G_DEFINE_QUARK (fb_client_entry, fb_client_entry)

static ClientEntry *
entry_at (const FbClientTable *table, guint position)
{
  return g_ptr_array_index (table->clients, position);
}

static gboolean
entry_end (gpointer data)
{
  ClientEntry *entry = data;
  g_autoptr (FbClientTable) table = entry->table;

  fb_client_detach (entry->client);
  g_ptr_array_remove_fast (table->clients, entry);
  if (entry->is_refused)
    table->n_refused--;
  fb_client_unref (entry->client);
  g_free (entry);

  if (table->on_closed != NULL)
    table->on_closed (table->user_data);
  return G_SOURCE_REMOVE;
}

/* GIO does a handshake in a thread of its own, which may be the last to let go of the connection;
 * but what belongs to the table is for their thread. They themselves may end with this one. */
static void
entry_free (gpointer data)
{
  ClientEntry *entry = data;
  g_autoptr (GMainContext) context = g_main_context_ref (entry->table->context);

  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, entry_end, entry, NULL);
}

/* Until the body is here, libsoup hasn't said anything: a word is possible before the end. */
static void
end_overdue (FbClientTable *table, FbClient *client)
{
  FbClientPhase phase = fb_client_get_phase (client);

  if (phase == FB_CLIENT_HEADERS || phase == FB_CLIENT_BODY)
    {
      g_autofree char *text = table->dup_refusal (FB_REFUSAL_TOO_SLOW);

      g_debug ("A sender took too long over its %s",
               phase == FB_CLIENT_HEADERS ? "headers" : "body");
      fb_client_send_now (client, text);
    }
  fb_client_shutdown (client);
}

/* How long something held this thread up, a slow disk say, in microseconds. Nobody could be heard
 * or answered meanwhile, so that time is ours, not the senders'. */
static gint64
take_delay (FbClientTable *table, gint64 now)
{
  gint64 delay = now - table->ticked - TICK_MS * G_TIME_SPAN_MILLISECOND;

  table->ticked = now;
  return delay > TICK_MS * G_TIME_SPAN_MILLISECOND ? delay : 0;
}

static gboolean
on_tick (gpointer user_data)
{
  FbClientTable *table = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 delay = take_delay (table, now);

  if (table->clients->len == 0)
    {
      g_clear_pointer (&table->ticking, g_source_unref);
      return G_SOURCE_REMOVE;
    }
  /* Shutting a socket down only wakes who reads it; nothing leaves the list here. */
  for (guint i = 0; i < table->clients->len; i++)
    {
      FbClient *client = entry_at (table, i)->client;

      fb_client_extend_deadlines (client, delay);
      if (fb_client_is_overdue (client, now))
        end_overdue (table, client);
    }
  return G_SOURCE_CONTINUE;
}

static void
start_clock (FbClientTable *table)
{
  if (table->ticking != NULL)
    return;
  table->ticked = g_get_monotonic_time ();
  table->ticking = g_timeout_source_new (TICK_MS);
  g_source_set_callback (table->ticking, on_tick, table, NULL);
  g_source_attach (table->ticking, table->context);
}

static void
stop_clock (FbClientTable *table)
{
  if (table->ticking == NULL)
    return;
  g_source_destroy (table->ticking);
  g_clear_pointer (&table->ticking, g_source_unref);
}

/**
 * fb_client_table_new:
 * @context: the main context that the clock ticks in; it is for the thread alone that runs this one
 * @dup_refusal: words what a client is told that took too long
 * @on_closed: called when somebody has left
 * @user_data: for @on_closed
 *
 * Returns: (transfer full): nobody yet
 */
FbClientTable *
fb_client_table_new (GMainContext *context,
                     FbRefusalFunc dup_refusal,
                     FbClientTableFunc on_closed,
                     gpointer user_data)
{
  FbClientTable *table = g_rc_box_new0 (FbClientTable);

  table->context = g_main_context_ref (context);
  table->dup_refusal = dup_refusal;
  table->on_closed = on_closed;
  table->user_data = user_data;
  table->clients = g_ptr_array_new ();
  return table;
}

/* Nobody is called any more, and nobody's time runs out. */
void
fb_client_table_stop (FbClientTable *table)
{
  table->on_closed = NULL;
  stop_clock (table);
}

static void
fb_client_table_finalize (gpointer data)
{
  FbClientTable *table = data;

  stop_clock (table);
  g_ptr_array_unref (table->clients);
  g_main_context_unref (table->context);
}

void
fb_client_table_unref (FbClientTable *table)
{
  g_rc_box_release_full (table, fb_client_table_finalize);
}

/**
 * fb_client_table_add:
 * @table: who is in
 * @connection: somebody who comes in, until it is freed
 * @remote: where it comes from
 * @total_ms: how long it may stay
 * @is_refused: whether it only comes in to hear that it can't
 *
 * Returns: (transfer none): its client
 */
FbClient *
fb_client_table_add (FbClientTable *table,
                     GSocketConnection *connection,
                     GSocketAddress *remote,
                     guint total_ms,
                     gboolean is_refused)
{
  ClientEntry *entry = g_new0 (ClientEntry, 1);

  entry->table = g_rc_box_acquire (table);
  entry->client = fb_client_new (g_socket_connection_get_socket (connection), remote, total_ms);
  entry->is_refused = is_refused;
  table->n_refused += is_refused ? 1 : 0;
  g_object_set_qdata_full (G_OBJECT (connection), fb_client_entry_quark (), entry, entry_free);
  g_ptr_array_add (table->clients, entry);
  start_clock (table);
  return entry->client;
}

guint
fb_client_table_get_n_clients (const FbClientTable *table)
{
  return table->clients->len;
}

guint
fb_client_table_get_n_refused (const FbClientTable *table)
{
  return table->n_refused;
}

/**
 * fb_client_table_count_from:
 * @table: who is in
 * @remote: where somebody comes from
 *
 * Returns: how many are in from there, not counting those who are turned away
 */
guint
fb_client_table_count_from (const FbClientTable *table, GSocketAddress *remote)
{
  guint n = 0;

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return 0;
  GInetAddress *address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  for (guint i = 0; i < table->clients->len; i++)
    n += !entry_at (table, i)->is_refused &&
         fb_client_has_address (entry_at (table, i)->client, address);
  return n;
}

/* Gives those who have not said yet what they want so long to say it. */
void
fb_client_table_shorten_deadlines (FbClientTable *table, guint limit_ms)
{
  for (guint i = 0; i < table->clients->len; i++)
    {
      FbClient *client = entry_at (table, i)->client;
      FbClientPhase phase = fb_client_get_phase (client);

      if (phase == FB_CLIENT_HANDSHAKE || phase == FB_CLIENT_HEADERS)
        fb_client_begin_phase (client, phase, limit_ms);
    }
}

/* Ends every connection, whatever is going on there. */
void
fb_client_table_close_clients (FbClientTable *table)
{
  for (guint i = 0; i < table->clients->len; i++)
    fb_client_shutdown (entry_at (table, i)->client);
}
