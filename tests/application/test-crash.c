/* Killed at random points under a stream of posts, again and again: nothing that was acknowledged
 * is missing, nothing is doubled, every document is what was sent.
 *
 * Senders behave as Documo does: what was not acknowledged is posted again, the same delivery,
 * until it is. */

#include "config.h"

#include "folder.h"
#include "running-faxbell.h"

#include <libsoup/soup.h>
#include <string.h>

#define N_SENDERS     8
#define N_KILLS       12
#define DOCUMENT_SIZE (60 * 1024)

typedef struct
{
  RunningFaxbell *faxbell;
  char *url;
  gint is_over;

  GMutex lock;
  GHashTable *acknowledged; /* message id → SHA-256 */
} Storm;

typedef struct
{
  Storm *storm;
  guint number;
  guint32 seed;
} Sender;

/* A document that no other is like. */
static GBytes *
make_document (GRand *random)
{
  GString *content = g_string_new ("%PDF-1.4\n");

  while (content->len < DOCUMENT_SIZE)
    {
      guint32 word = g_rand_int (random);
      g_string_append_len (content, (const char *) &word, sizeof word);
    }
  return g_string_free_to_bytes (content);
}

static SoupMessage *
make_post (Storm *storm, const char *message_id, GBytes *document)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autofree char *json = g_strdup_printf (
    "{\"messageId\":\"%s\",\"status\":\"success\",\"direction\":\"inbound\",\"pagesCount\":1,"
    "\"faxCallerId\":\"+15550100\",\"createdAt\":\"2026-11-24T08:00:00.000Z\"}",
    message_id);
  g_autofree char *credentials = g_base64_encode (
    (const guchar *) RUNNING_USER ":" RUNNING_PASSWORD, strlen (RUNNING_USER ":" RUNNING_PASSWORD));
  g_autofree char *authorization = g_strconcat ("Basic ", credentials, NULL);

  soup_multipart_append_form_string (form, "data", json);
  soup_multipart_append_form_file (form, "attachment", "fax.pdf", "application/pdf", document);
  SoupMessage *message = soup_message_new_from_multipart (storm->url, form);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  return message;
}

static gboolean
post (Storm *storm, SoupSession *session, const char *message_id, GBytes *document)
{
  g_autoptr (SoupMessage) message = make_post (storm, message_id, document);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);

  return answer != NULL && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message));
}

static void
acknowledge (Storm *storm, const char *message_id, GBytes *document)
{
  g_mutex_lock (&storm->lock);
  g_hash_table_insert (storm->acknowledged, g_strdup (message_id),
                       g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document));
  g_mutex_unlock (&storm->lock);
}

static gpointer
sender_main (gpointer data)
{
  Sender *sender = data;
  Storm *storm = sender->storm;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (sender->seed);

  for (guint i = 0; !g_atomic_int_get (&storm->is_over); i++)
    {
      g_autofree char *message_id = g_strdup_printf ("sender-%u-%u", sender->number, i);
      g_autoptr (GBytes) document = make_document (random);

      /* To the end: what was begun is acknowledged when the storm is over. */
      while (!post (storm, session, message_id, document))
        g_usleep (20 * 1000);
      acknowledge (storm, message_id, document);
    }
  return NULL;
}

static guint
count_kept (RunningFaxbell *faxbell, const char *folder)
{
  g_autofree char *path =
    g_build_filename (faxbell->home, ".local", "share", "faxbell", folder, NULL);

  return folder_count_files (path);
}

static void
check_fax (Storm *storm, JsonObject *fax)
{
  const char *message_id = json_object_get_string_member (fax, "messageId");
  const char *path = json_object_get_string_member (fax, "document");
  g_autofree char *content = NULL;
  gsize length;

  /* Taking it out shows that no other row has it. */
  g_autofree char *expected = NULL;
  g_autofree char *key = NULL;
  g_assert_true (g_hash_table_steal_extended (storm->acknowledged, message_id, (gpointer *) &key,
                                              (gpointer *) &expected));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fax, "documents")), ==, 1);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_autofree char *sha256 =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_cmpstr (sha256, ==, json_object_get_string_member (fax, "sha256"));
}

static void
check_all (Storm *storm)
{
  g_autoptr (JsonNode) faxes = running_faxbell_export (storm->faxbell);
  JsonArray *array = json_node_get_array (faxes);
  guint n_faxes = json_array_get_length (array);

  g_test_message ("%u faxes were acknowledged", g_hash_table_size (storm->acknowledged));
  for (guint i = 0; i < n_faxes; i++)
    check_fax (storm, json_array_get_object_element (array, i));
  g_assert_cmpuint (g_hash_table_size (storm->acknowledged), ==, 0);
  g_assert_cmpuint (count_kept (storm->faxbell, "faxes"), ==, n_faxes);
  g_assert_cmpuint (count_kept (storm->faxbell, "spool"), ==, 0);
  g_assert_cmpuint (count_kept (storm->faxbell, "unreadable"), ==, 0);
}

static void
kill_again_and_again (Storm *storm)
{
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_usleep ((gulong) g_test_rand_int_range (5 * 1000, 600 * 1000));
      running_faxbell_kill (storm->faxbell);
      running_faxbell_start (storm->faxbell, "--background");
    }
}

static void
test_killed (void)
{
  g_autoptr (RunningFaxbell) faxbell = running_faxbell_new ();
  Storm storm = { .faxbell = faxbell };
  Sender senders[N_SENDERS];
  GThread *threads[N_SENDERS];

  storm.url = running_faxbell_dup_url (faxbell, "/webhook");
  storm.acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&storm.lock);
  running_faxbell_start (faxbell, "--background");
  for (guint i = 0; i < N_SENDERS; i++)
    {
      senders[i] = (Sender){ &storm, i, (guint32) g_test_rand_int () };
      threads[i] = g_thread_new ("sender", sender_main, &senders[i]);
    }

  kill_again_and_again (&storm);
  g_atomic_int_set (&storm.is_over, TRUE);
  for (guint i = 0; i < N_SENDERS; i++)
    g_thread_join (threads[i]);
  running_faxbell_end (faxbell);
  check_all (&storm);

  g_mutex_clear (&storm.lock);
  g_hash_table_unref (storm.acknowledged);
  g_free (storm.url);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/killed", test_killed);
  return g_test_run ();
}
