/* fb-client-table.c
 *
 * The open connections, which of them makes room for others, and a timer that ends those whose
 * deadline has passed. The timer runs only while there are connections.
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
  gpointer refusal_data;
  FbClientFunc on_closed; /* NULL once it is stopped */
  gpointer user_data;

  GPtrArray *entries; /* ClientEntry, not owned: each is freed with its connection */
  GSource *timer;
  gint64 last_tick;
};

/* Ties a client to its connection: when that is freed, and so closed, the client has ended. */
typedef struct
{
  FbClientTable *table;
  FbClient *client;
} ClientEntry;

static GQuark fb_client_entry_quark (void);
G_DEFINE_QUARK (fb_client_entry, fb_client_entry)

static FbClient *
client_at (const FbClientTable *table, guint position)
{
  return ((ClientEntry *) g_ptr_array_index (table->entries, position))->client;
}

static gboolean
entry_end (gpointer data)
{
  ClientEntry *entry = data;
  g_autoptr (FbClientTable) table = entry->table;

  fb_client_detach (entry->client);
  g_ptr_array_remove_fast (table->entries, entry);
  fb_client_unref (entry->client);
  g_free (entry);

  if (table->on_closed != NULL)
    table->on_closed (table->user_data);
  return G_SOURCE_REMOVE;
}

/* A thread that does a TLS handshake may hold the last reference to the connection; but the table
 * belongs to the receiver's thread. The entry may be the last to hold the table. */
static void
entry_free (gpointer data)
{
  ClientEntry *entry = data;
  g_autoptr (GMainContext) context = g_main_context_ref (entry->table->context);

  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, entry_end, entry, NULL);
}

/* Until the body has been received libsoup hasn't sent anything: a response is still possible. */
static void
end_overdue (FbClientTable *table, FbClient *client)
{
  FbClientPhase phase = fb_client_get_phase (client);

  if (phase == FB_CLIENT_HEADERS || phase == FB_CLIENT_BODY)
    {
      g_autofree char *text = table->dup_refusal (
        phase == FB_CLIENT_HEADERS ? FB_REFUSAL_TOO_SLOW : FB_REFUSAL_BROKEN_OFF, client, NULL,
        table->refusal_data);

      g_debug ("The %s of a request took too long",
               phase == FB_CLIENT_HEADERS ? "headers" : "body");
      fb_client_send_now (client, text);
    }
  fb_client_shutdown (client);
}

/* How long something held up this thread, as a slow disk, in microseconds. Nothing could be
 * received or sent meanwhile, so that time doesn't count for the clients. */
static gint64
take_delay (FbClientTable *table, gint64 now)
{
  gint64 delay = now - table->last_tick - TICK_MS * G_TIME_SPAN_MILLISECOND;

  table->last_tick = now;
  return delay > TICK_MS * G_TIME_SPAN_MILLISECOND ? delay : 0;
}

/* Calls @function for each client. It may end clients, which leave the table at once. */
static void
foreach_client (FbClientTable *table,
                void (*function) (FbClientTable *table, FbClient *client, gint64 value),
                gint64 value)
{
  g_autoptr (GPtrArray) clients =
    g_ptr_array_new_full (table->entries->len, (GDestroyNotify) fb_client_unref);

  for (guint i = 0; i < table->entries->len; i++)
    g_ptr_array_add (clients, fb_client_ref (client_at (table, i)));
  for (guint i = 0; i < clients->len; i++)
    function (table, g_ptr_array_index (clients, i), value);
}

static void
check_deadlines (FbClientTable *table, FbClient *client, gint64 delay)
{
  fb_client_extend_deadlines (client, delay);
  if (fb_client_is_overdue (client, table->last_tick))
    end_overdue (table, client);
}

static gboolean
on_tick (gpointer user_data)
{
  FbClientTable *table = user_data;
  gint64 delay = take_delay (table, g_get_monotonic_time ());

  if (table->entries->len == 0)
    {
      g_clear_pointer (&table->timer, g_source_unref);
      return G_SOURCE_REMOVE;
    }
  foreach_client (table, check_deadlines, delay);
  return G_SOURCE_CONTINUE;
}

static void
start_timer (FbClientTable *table)
{
  if (table->timer != NULL)
    return;
  table->last_tick = g_get_monotonic_time ();
  table->timer = g_timeout_source_new (TICK_MS);
  g_source_set_callback (table->timer, on_tick, table, NULL);
  g_source_attach (table->timer, table->context);
}

static void
stop_timer (FbClientTable *table)
{
  if (table->timer == NULL)
    return;
  g_source_destroy (table->timer);
  g_clear_pointer (&table->timer, g_source_unref);
}

/**
 * fb_client_table_new:
 * @context: the main context of the timer; the table belongs to the thread that runs it
 * @dup_refusal: words what a client is told before its connection is closed
 * @refusal_data: for @dup_refusal
 * @on_closed: called when a connection has ended
 * @user_data: for @on_closed
 *
 * Returns: (transfer full): an empty table
 */
FbClientTable *
fb_client_table_new (GMainContext *context,
                     FbRefusalFunc dup_refusal,
                     gpointer refusal_data,
                     FbClientFunc on_closed,
                     gpointer user_data)
{
  FbClientTable *table = g_rc_box_new0 (FbClientTable);

  table->context = g_main_context_ref (context);
  table->dup_refusal = dup_refusal;
  table->refusal_data = refusal_data;
  table->on_closed = on_closed;
  table->user_data = user_data;
  table->entries = g_ptr_array_new ();
  return table;
}

/**
 * fb_client_table_stop:
 * @table: a table
 *
 * Stops the timer and calls back no more. Connections that are open keep the table alive.
 */
void
fb_client_table_stop (FbClientTable *table)
{
  table->on_closed = NULL;
  stop_timer (table);
}

static void
fb_client_table_clear (gpointer data)
{
  FbClientTable *table = data;

  stop_timer (table);
  g_ptr_array_unref (table->entries);
  g_main_context_unref (table->context);
}

/**
 * fb_client_table_unref:
 * @table: (transfer full): a table
 *
 * Gives up a reference.
 */
void
fb_client_table_unref (FbClientTable *table)
{
  g_rc_box_release_full (table, fb_client_table_clear);
}

/**
 * fb_client_table_add:
 * @table: a table
 * @connection: a connection that was accepted; it leaves the table when it is freed
 * @remote: its remote address
 * @total_ms: how long it may last, in milliseconds
 *
 * Returns: (transfer none): its client
 */
FbClient *
fb_client_table_add (FbClientTable *table,
                     GSocketConnection *connection,
                     GSocketAddress *remote,
                     guint total_ms)
{
  ClientEntry *entry = g_new0 (ClientEntry, 1);

  entry->table = g_rc_box_acquire (table);
  entry->client = fb_client_new (g_socket_connection_get_socket (connection), remote, total_ms);
  g_object_set_qdata_full (G_OBJECT (connection), fb_client_entry_quark (), entry, entry_free);
  g_ptr_array_add (table->entries, entry);
  start_timer (table);
  return entry->client;
}

/**
 * fb_client_table_get_n_clients:
 * @table: a table
 *
 * Returns: how many connections are open
 */
guint
fb_client_table_get_n_clients (const FbClientTable *table)
{
  return table->entries->len;
}

/**
 * fb_client_table_get_n_served:
 * @table: a table
 *
 * Returns: how many connections are neither waiting nor about to end; see fb_client_is_waiting()
 */
guint
fb_client_table_get_n_served (const FbClientTable *table)
{
  guint n = 0;

  for (guint i = 0; i < table->entries->len; i++)
    {
      const FbClient *client = client_at (table, i);
      n += !fb_client_is_waiting (client) && !fb_client_is_shut_down (client);
    }
  return n;
}

/* Of the clients that are waiting: how many there are, and which is the first to be closed. */
typedef struct
{
  guint n;
  FbClient *first;
} Waiting;

/* Those that were refused have been told all they need; of the others, the longest waiting. */
static gboolean
comes_before (const FbClient *client, const FbClient *other)
{
  gboolean is_refused = fb_client_get_phase (client) == FB_CLIENT_REFUSED;
  gboolean is_other_refused = fb_client_get_phase (other) == FB_CLIENT_REFUSED;

  if (is_refused != is_other_refused)
    return is_refused;
  return fb_client_get_waiting_since (client) < fb_client_get_waiting_since (other);
}

static void
count_waiting (Waiting *waiting, FbClient *client)
{
  waiting->n++;
  if (waiting->first == NULL || comes_before (client, waiting->first))
    waiting->first = client;
}

/* @like: (nullable): count only those that have its address, and don't share it */
static Waiting
find_waiting (const FbClientTable *table, const FbClient *like)
{
  Waiting waiting = { 0 };

  for (guint i = 0; i < table->entries->len; i++)
    {
      FbClient *client = client_at (table, i);

      if (fb_client_is_waiting (client) &&
          (like == NULL ||
           (!fb_client_is_shared (client) && fb_client_has_same_address (client, like))))
        count_waiting (&waiting, client);
    }
  return waiting;
}

/* Before a TLS handshake has ended nothing can be said. */
static void
close_waiting (FbClientTable *table, FbClient *client)
{
  g_debug ("A connection makes room for others");
  if (fb_client_get_phase (client) == FB_CLIENT_HEADERS)
    {
      g_autofree char *text =
        table->dup_refusal (FB_REFUSAL_BUSY, client, NULL, table->refusal_data);
      fb_client_send_now (client, text);
    }
  fb_client_shutdown (client);
}

/**
 * fb_client_table_make_room:
 * @table: a table
 * @newest: the client that was added last
 * @max_waiting: how many may be waiting in all
 * @max_waiting_per_address: how many may be waiting that have one address, unless many share it
 *
 * Closes the connection that has waited longest, where @newest is one too many: of its address
 * first, of all for the limit in all. Those that were refused go first.
 */
void
fb_client_table_make_room (FbClientTable *table,
                           const FbClient *newest,
                           guint max_waiting,
                           guint max_waiting_per_address)
{
  if (!fb_client_is_shared (newest))
    {
      Waiting like_newest = find_waiting (table, newest);
      if (like_newest.n > max_waiting_per_address)
        close_waiting (table, like_newest.first);
    }
  Waiting all = find_waiting (table, NULL);
  if (all.n > max_waiting)
    close_waiting (table, all.first);
}

/**
 * fb_client_table_close_longest_waiting:
 * @table: a table
 *
 * Closes a connection that is waiting, if there is one, for want of descriptors.
 */
void
fb_client_table_close_longest_waiting (FbClientTable *table)
{
  Waiting all = find_waiting (table, NULL);

  if (all.first != NULL)
    close_waiting (table, all.first);
}

static void
shorten_deadline (FbClientTable *table, FbClient *client, gint64 limit_ms)
{
  FbClientPhase phase = fb_client_get_phase (client);

  if (phase <= FB_CLIENT_HEADERS)
    fb_client_begin_phase (client, phase, (guint) limit_ms);
}

/**
 * fb_client_table_shorten_deadlines:
 * @table: a table
 * @limit_ms: the time that is left for headers that have not been received yet, in milliseconds
 */
void
fb_client_table_shorten_deadlines (FbClientTable *table, guint limit_ms)
{
  foreach_client (table, shorten_deadline, limit_ms);
}

static void
shut_down (FbClientTable *table, FbClient *client, gint64 unused)
{
  fb_client_shutdown (client);
}

/**
 * fb_client_table_close_clients:
 * @table: a table
 *
 * Ends all connections, whatever their phase.
 */
void
fb_client_table_close_clients (FbClientTable *table)
{
  foreach_client (table, shut_down, 0);
}
