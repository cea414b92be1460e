/* How long it takes from the last byte of a post to its row being on the screen, in a store of few
 * faxes and in one of a hundred thousand. Prints figures and judges nothing. */

#include "config.h"

#include "window-fixture.h"

#include <stdlib.h>
#include <string.h>

#define N_POSTS 200
#define BATCH   2000

typedef struct
{
  WindowFixture window;
  guint16 port;
  char *awaited;
  gboolean is_kept;
  gint64 sent_at;
  gint64 painted_at;
} Bench;

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_keep_finish (FB_STORE (object), result, NULL, NULL));
  --*(guint *) data;
}

static void
fill (Bench *bench, guint n_faxes)
{
  guint n_waiting = 0;

  for (guint i = 0; i < n_faxes; i++)
    {
      g_autofree char *id = g_strdup_printf ("filler-%u", i);
      g_autoptr (FbEvent) event = store_fixture_event (id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

      n_waiting++;
      fb_store_keep_async (bench->window.store.store, event, NULL, NULL, on_kept, &n_waiting);
      while (n_waiting >= BATCH)
        g_main_context_iteration (NULL, TRUE);
    }
  while (n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_faxes_changed (FbStore *store, GPtrArray *faxes, Bench *bench)
{
  for (guint i = 0; i < faxes->len; i++)
    bench->is_kept |=
      g_strcmp0 (fb_fax_get_message_id (g_ptr_array_index (faxes, i)), bench->awaited) == 0;
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  if (bench->is_kept && bench->painted_at == 0)
    bench->painted_at = g_get_monotonic_time ();
}

static char *
make_post (const char *message_id)
{
  g_autofree char *body = g_strdup_printf (
    "{\"messageId\":\"%s\",\"direction\":\"inbound\",\"status\":\"success\",\"pagesCount\":1,"
    "\"faxCallerId\":\"+15550100\"}",
    message_id);

  return g_strdup_printf ("POST /webhook HTTP/1.1\r\nHost: localhost\r\n"
                          "Authorization: Basic ZG9jdW1vOnNlY3JldA==\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          strlen (body), body);
}

static gpointer
post (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", bench->port, NULL, NULL);
  g_autofree char *request = make_post (bench->awaited);
  GSocket *socket = g_socket_connection_get_socket (connection);
  char answer[512];
  gsize length = strlen (request);

  g_assert_cmpint (g_socket_send (socket, request, length, NULL, NULL), ==, (gssize) length);
  bench->sent_at = g_get_monotonic_time ();
  g_assert_cmpint (g_socket_receive (socket, answer, sizeof answer, NULL, NULL), >, 0);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
  return NULL;
}

static gint64
measure_one (Bench *bench, guint number)
{
  bench->awaited = g_strdup_printf ("measured-%u-%u", number, g_random_int ());
  bench->is_kept = FALSE;
  bench->painted_at = 0;
  GThread *thread = g_thread_new ("sender", post, bench);
  wait_until (bench->painted_at != 0);
  g_thread_join (thread);
  g_clear_pointer (&bench->awaited, g_free);
  return bench->painted_at - bench->sent_at;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
measure (Bench *bench, guint n_faxes)
{
  gint64 times[N_POSTS];

  for (guint i = 0; i < N_POSTS; i++)
    {
      times[i] = measure_one (bench, i);
      g_usleep (5000);
    }
  qsort (times, N_POSTS, sizeof times[0], compare);
  g_print ("%7u faxes kept: last byte to row %6.1f ms median, %6.1f ms 99th percentile\n", n_faxes,
           (double) times[N_POSTS / 2] / 1000, (double) times[N_POSTS * 99 / 100] / 1000);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 10, 100000 };
  Bench bench = { 0 };
  guint n_faxes = 0;

  adw_init ();
  window_fixture_set_up (&bench.window, NULL);
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  options.port = 0;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (bench.window.receiver, config);
  fb_receiver_start (bench.window.receiver);
  wait_until (fb_receiver_get_state (bench.window.receiver) == FB_RECEIVER_RECEIVING);
  bench.port = (guint16) fb_receiver_get_bound_port (bench.window.receiver);
  g_signal_connect (bench.window.store.store, "faxes-changed", G_CALLBACK (on_faxes_changed),
                    &bench);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench.window.window)), "after-paint",
                    G_CALLBACK (on_painted), &bench);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      fill (&bench, sizes[i] - n_faxes);
      n_faxes = sizes[i];
      measure (&bench, n_faxes);
    }
  window_fixture_tear_down (&bench.window, NULL);
  return EXIT_SUCCESS;
}
