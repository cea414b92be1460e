/* receiver-fixture.c
 *
 * A whole receiver over a real store, and a client that sends exactly the bytes it is told to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "receiver-fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fb-fax-cursor.h"

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
receiver_wait_for_state (Receiver *receiver, FbReceiverState state)
{
  while (fb_receiver_get_state (receiver->receiver) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* After receiver->options were changed. */
void
receiver_configure (Receiver *receiver)
{
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&receiver->options);

  fb_receiver_set_config (receiver->receiver, config);
}

void
receiver_set_limits (Receiver *receiver, const FbReceiverLimits *limits)
{
  receiver->options.limits = *limits;
  receiver_configure (receiver);
}

void
receiver_set_address (Receiver *receiver, const char *address)
{
  receiver->options.address = g_intern_string (address);
  receiver_configure (receiver);
}

void
receiver_set_port (Receiver *receiver, guint port)
{
  receiver->options.port = port;
  receiver_configure (receiver);
}

void
receiver_set_plain_http_confirmed (Receiver *receiver, gboolean is_confirmed)
{
  receiver->options.is_plain_http_confirmed = is_confirmed;
  receiver_configure (receiver);
}

void
receiver_set_tls_files (Receiver *receiver, const char *certificate, const char *key)
{
  receiver->options.certificate_file = g_intern_string (certificate);
  receiver->options.key_file = g_intern_string (key);
  receiver_configure (receiver);
}

void
receiver_set_up (Receiver *receiver, gconstpointer limits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  receiver->folder = g_dir_make_tmp ("faxbell-receiver-XXXXXX", &error);
  g_assert_no_error (error);
  receiver->store = fb_store_new (receiver->folder);
  fb_store_open_async (receiver->store, NULL, on_result, &result);
  fb_store_open_finish (receiver->store, wait_for (&result), &error);
  g_assert_no_error (error);

  g_autofree char *file_name = g_build_filename (receiver->folder, "credentials", NULL);
  receiver->credentials = fb_credentials_new (file_name);
  /* As another process sets it: the first post has its password verified. */
  g_autoptr (FbCredentials) other = fb_credentials_new (file_name);
  fb_credentials_set_password (other, USER, PASSWORD, &error);
  g_assert_no_error (error);
  g_autofree char *encoded =
    g_base64_encode ((const guchar *) USER ":" PASSWORD, strlen (USER ":" PASSWORD));
  receiver->authorization = g_strconcat ("Basic ", encoded, NULL);

  receiver->receiver = fb_receiver_new (receiver->store, receiver->credentials);
  receiver->options = (FbReceiverOptions) FB_RECEIVER_OPTIONS_DEFAULT;
  receiver->options.port = 0;
  if (limits != NULL)
    receiver->options.limits = *(const FbReceiverLimits *) limits;
  receiver_configure (receiver);
  fb_receiver_start (receiver->receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
}

void
receiver_stop (Receiver *receiver)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_receiver_stop_async (receiver->receiver, on_result, &result);
  g_assert_true (fb_receiver_stop_finish (receiver->receiver, wait_for (&result), NULL));
}

void
receiver_close_store (Receiver *receiver)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_store_close_async (receiver->store, on_result, &result);
  g_assert_true (fb_store_close_finish (receiver->store, wait_for (&result), NULL));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
receiver_tear_down (Receiver *receiver, gconstpointer limits)
{
  receiver_stop (receiver);
  if (fb_store_is_open (receiver->store))
    receiver_close_store (receiver);
  g_clear_object (&receiver->receiver);
  g_clear_object (&receiver->credentials);
  g_clear_object (&receiver->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (receiver->folder);
  g_free (receiver->folder);
  g_free (receiver->authorization);
}

int
receiver_connect_from (Receiver *receiver, const char *from)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  struct timeval limit = { .tv_sec = 20 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (inet_pton (AF_INET, from, &address.sin_addr), ==, 1);
  setsockopt (fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &(int){ 1 }, sizeof (int));
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  address.sin_port = htons ((guint16) fb_receiver_get_bound_port (receiver->receiver));
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

int
receiver_connect (Receiver *receiver)
{
  return receiver_connect_from (receiver, "127.0.0.1");
}

gboolean
send_all (int fd, const void *data, gsize length)
{
  const char *bytes = data;

  while (length > 0)
    {
      gssize n = TEMP_FAILURE_RETRY (send (fd, bytes, length, MSG_NOSIGNAL));

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Up to the end of the connection, which must come. */
char *
read_reply (int fd)
{
  GString *reply = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = TEMP_FAILURE_RETRY (recv (fd, buffer, sizeof buffer, 0))) > 0)
    g_string_append_len (reply, buffer, n);
  if (n < 0)
    g_assert_cmpint (errno, ==, ECONNRESET);
  close (fd);
  return g_string_free (reply, FALSE);
}

char *
receiver_ask (Receiver *receiver, const char *request, gssize length)
{
  int fd = receiver_connect (receiver);

  send_all (fd, request, length < 0 ? strlen (request) : (gsize) length);
  return read_reply (fd);
}

guint
status_of (const char *reply)
{
  guint status = 0;

  sscanf (reply, "HTTP/1.%*d %u ", &status);
  return status;
}

void
assert_status (const char *reply, guint status)
{
  if (status_of (reply) != status)
    g_test_message ("The reply is: %s", reply);
  g_assert_cmpuint (status_of (reply), ==, status);
}

void
shut_output (int fd)
{
  g_assert_cmpint (shutdown (fd, SHUT_WR), ==, 0);
}

char *
header_of (const char *reply, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (reply, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (g_strstrip (lines[i] + length + 1));
  return NULL;
}

GString *
receiver_post_start (Receiver *receiver, const char *more_headers)
{
  GString *request = g_string_new ("POST /webhook HTTP/1.1\r\nHost: localhost\r\n");

  g_string_append_printf (request, "Authorization: %s\r\n%s\r\n", receiver->authorization,
                          more_headers);
  return request;
}

char *
receiver_post (Receiver *receiver,
               const char *content_type,
               const char *more_headers,
               const void *body,
               gsize length)
{
  g_autofree char *headers =
    g_strdup_printf ("Content-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s", content_type,
                     length, more_headers != NULL ? more_headers : "");
  g_autoptr (GString) request = receiver_post_start (receiver, headers);

  /* GLib looks for it again, and GCC 14 then takes it for possible. */
  g_assert (request != NULL);
  g_string_append_len (request, body, (gssize) length);
  return receiver_ask (receiver, request->str, (gssize) request->len);
}

GString *
form_new (const char *json, const void *document, gsize length)
{
  GString *form = g_string_new (NULL);

  if (json != NULL)
    g_string_append_printf (form,
                            "--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n"
                            "%s\r\n",
                            json);
  if (document != NULL)
    {
      g_string_append (form, "--frontier\r\nContent-Disposition: form-data; name=\"attachment\"; "
                             "filename=\"fax.pdf\"\r\nContent-Type: application/pdf\r\n\r\n");
      g_string_append_len (form, document, (gssize) length);
      g_string_append (form, "\r\n");
    }
  g_string_append (form, "--frontier--");
  return form;
}

guint
receiver_count_faxes (Receiver *receiver)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (receiver->folder, &error);
  FbFax *fax;
  guint n = 0;

  g_assert_no_error (error);
  while ((fax = fb_fax_cursor_next (cursor, &error)) != NULL)
    {
      n++;
      g_object_unref (fax);
    }
  g_assert_no_error (error);
  return n;
}

/* Calls back for every file under @path. */
static void
walk (const char *path, void (*client) (const char *path, gpointer user_data), gpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        walk (child, client, user_data);
      else
        client (child, user_data);
    }
}

static void
count_file (const char *path, gpointer user_data)
{
  (*(guint *) user_data)++;
}

guint
receiver_count_files (Receiver *receiver, const char *subfolder)
{
  g_autofree char *path = g_build_filename (receiver->folder, subfolder, NULL);
  guint n = 0;

  walk (path, count_file, &n);
  return n;
}

guint
receiver_count_spooled (Receiver *receiver)
{
  return receiver_count_files (receiver, "spool");
}

typedef struct
{
  const void *content;
  gsize length;
  gboolean was_found;
} Search;

static void
compare_file (const char *path, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL) && length == search->length &&
      memcmp (text, search->content, length) == 0)
    search->was_found = TRUE;
}

gboolean
receiver_has_file (Receiver *receiver, const char *subfolder, const void *content, gsize length)
{
  g_autofree char *path = g_build_filename (receiver->folder, subfolder, NULL);
  Search search = { content, length, FALSE };

  walk (path, compare_file, &search);
  return search.was_found;
}

char *
make_json (const char *message_id)
{
  return g_strdup_printf ("{\"messageId\":\"%s\",\"direction\":\"inbound\",\"status\":\"success\","
                          "\"pagesCount\":1,\"faxNumber\":\"+15550100\"}",
                          message_id);
}

guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Sends the head of a post, and only @sent bytes of its body. */
int
receiver_start_post (Receiver *receiver,
                     const char *type,
                     gsize length,
                     const void *body,
                     gsize sent)
{
  g_autofree char *headers =
    g_strdup_printf ("Content-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n", type, length);
  g_autoptr (GString) request = receiver_post_start (receiver, headers);
  int fd = receiver_connect (receiver);

  g_string_append_len (request, body, (gssize) sent);
  g_assert_true (send_all (fd, request->str, request->len));
  return fd;
}

/* It still does what it is there for. */
void
assert_receives (Receiver *receiver)
{
  static guint number = 0;
  g_autofree char *id = g_strdup_printf ("alive-%u", ++number);
  g_autofree char *json = make_json (id);
  guint n = receiver_count_faxes (receiver);
  g_autofree char *reply = receiver_post (receiver, "application/json", NULL, json, strlen (json));

  assert_status (reply, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, n + 1);
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
run_for (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, set_flag, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}
