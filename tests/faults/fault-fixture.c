/* fault-fixture.c
 *
 * What every fault is measured by: a sender who remembers what was acknowledged, posts again what
 * was not, and then looks: each is there, once, and every byte of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define BOUNDARY "a-boundary-of-the-sender"

void
fault_fixture_set_up (FaultFixture *fixture, gconstpointer data)
{
  fixture->faxbell = running_faxbell_new ();
  fixture->folder = running_faxbell_dup_folder (fixture->faxbell);
  fixture->plan = g_build_filename (fixture->faxbell->home, "plan", NULL);
  fixture->posted =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  fixture->acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  running_faxbell_setenv (fixture->faxbell, "FAULT_PLAN", fixture->plan);
}

void
fault_fixture_tear_down (FaultFixture *fixture, gconstpointer data)
{
  running_faxbell_free (fixture->faxbell);
  g_hash_table_unref (fixture->posted);
  g_hash_table_unref (fixture->acknowledged);
  g_free (fixture->folder);
  g_free (fixture->plan);
}

/* %NULL lets the disk heal. */
void
fault_plan (FaultFixture *fixture, const char *plan)
{
  if (plan != NULL)
    g_assert_true (g_file_set_contents (fixture->plan, plan, -1, NULL));
  else
    g_unlink (fixture->plan);
}

/* The same for the same name and size, and like no other. */
static GBytes *
make_document (const char *message_id, gsize size)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (message_id));
  GString *content = g_string_new ("%PDF-1.4\n");

  while (content->len < size)
    {
      guint32 word = g_rand_int (random);
      g_string_append_len (content, (const char *) &word, sizeof word);
    }
  return g_string_free_to_bytes (content);
}

static GString *
make_request (const char *message_id, GBytes *document)
{
  g_autofree char *credentials = g_base64_encode (
    (const guchar *) RUNNING_USER ":" RUNNING_PASSWORD, strlen (RUNNING_USER ":" RUNNING_PASSWORD));
  GString *body = g_string_new (NULL);
  GString *request = g_string_new (NULL);
  gsize size;
  const char *content = g_bytes_get_data (document, &size);

  g_string_append_printf (
    body,
    "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n"
    "{\"messageId\":\"%s\",\"status\":\"success\",\"direction\":\"inbound\",\"pagesCount\":1,"
    "\"faxCallerId\":\"+15550100\",\"createdAt\":\"2026-11-24T08:00:00.000Z\"}\r\n"
    "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"attachment\"; "
    "filename=\"fax.pdf\"\r\nContent-Type: application/pdf\r\n\r\n",
    message_id);
  g_string_append_len (body, content, (gssize) size);
  g_string_append (body, "\r\n--" BOUNDARY "--\r\n");

  g_string_append_printf (request,
                          "POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n"
                          "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                          credentials, body->len);
  g_string_append_len (request, body->str, (gssize) body->len);
  g_string_free (body, TRUE);
  return request;
}

static GSocketConnection *
connect_to (FaultFixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 60);
  connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", fixture->faxbell->port, NULL, NULL);
  if (connection == NULL)
    return NULL;
  address = g_socket_connection_get_local_address (connection, NULL);
  fixture->last_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return connection;
}

/* The status of the answer, 0 if there is none. */
static guint
read_status (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char answer[4096] = "";
  gsize length = 0;

  g_input_stream_read_all (input, answer, sizeof answer - 1, &length, NULL, NULL);
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? (guint) g_ascii_strtoull (answer + 9, NULL, 10)
                                                : 0;
}

static gboolean
send (GSocketConnection *connection, const char *data, gsize length)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  return g_output_stream_write_all (output, data, length, NULL, NULL, NULL);
}

static guint
talk (FaultFixture *fixture,
      GSocketConnection *connection,
      const GString *request,
      gsize n_bytes,
      void (*interlude) (FaultFixture *fixture))
{
  send (connection, request->str, n_bytes);
  if (interlude != NULL)
    {
      interlude (fixture);
      send (connection, request->str + n_bytes, request->len - n_bytes);
    }
  else if (n_bytes < request->len)
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
  return read_status (connection);
}

/**
 * fault_post_around:
 * @fixture: a fixture
 * @message_id: names the fax
 * @size: of its document
 * @n_bytes: how much of the request is sent at first
 * @interlude: (nullable): what happens then, before the rest is sent; %NULL breaks off there
 *
 * Returns: the status of the answer, 0 if there is none
 */
guint
fault_post_around (FaultFixture *fixture,
                   const char *message_id,
                   gsize size,
                   gsize n_bytes,
                   void (*interlude) (FaultFixture *fixture))
{
  GBytes *document = make_document (message_id, size);
  GString *request = make_request (message_id, document);
  g_autoptr (GSocketConnection) connection = connect_to (fixture);
  guint status = 0;

  g_hash_table_replace (fixture->posted, g_strdup (message_id), document);
  if (connection != NULL)
    status = talk (fixture, connection, request, MIN (n_bytes, request->len), interlude);
  g_string_free (request, TRUE);
  if (status == 200)
    g_hash_table_add (fixture->acknowledged, g_strdup (message_id));
  return status;
}

guint
fault_post_part (FaultFixture *fixture, const char *message_id, gsize size, gsize n_bytes)
{
  return fault_post_around (fixture, message_id, size, n_bytes, NULL);
}

guint
fault_post (FaultFixture *fixture, const char *message_id, gsize size)
{
  return fault_post_part (fixture, message_id, size, G_MAXSIZE);
}

/**
 * fault_try_retry:
 * @fixture: a fixture
 *
 * What Documo does: whatever was not acknowledged is posted again, the very same.
 *
 * Returns: whether all of it is acknowledged now
 */
gboolean
fault_try_retry (FaultFixture *fixture)
{
  GHashTableIter iter;
  const char *message_id;
  GBytes *document;
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_iter_init (&iter, fixture->posted);
  while (g_hash_table_iter_next (&iter, (gpointer *) &message_id, (gpointer *) &document))
    if (!g_hash_table_contains (fixture->acknowledged, message_id))
      g_hash_table_insert (missing, g_strdup (message_id),
                           GSIZE_TO_POINTER (g_bytes_get_size (document)));

  gpointer size;
  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, (gpointer *) &message_id, &size))
    if (fault_post (fixture, message_id, GPOINTER_TO_SIZE (size)) != 200)
      return FALSE;
  return TRUE;
}

void
fault_retry (FaultFixture *fixture)
{
  g_assert_true (fault_try_retry (fixture));
}

static void
count_files_in (const char *path, guint *n_files)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        count_files_in (child, n_files);
      else
        ++*n_files;
    }
}

guint
fault_count_files (FaultFixture *fixture, const char *subfolder)
{
  g_autofree char *path = g_build_filename (fixture->folder, subfolder, NULL);
  guint n_files = 0;

  count_files_in (path, &n_files);
  return n_files;
}

static void
check_fax (FaultFixture *fixture, JsonObject *fax, GHashTable *found)
{
  const char *message_id = json_object_get_string_member (fax, "messageId");
  GBytes *document = g_hash_table_lookup (fixture->posted, message_id);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_nonnull (document);
  g_assert_true (g_hash_table_add (found, g_strdup (message_id)));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fax, "documents")), ==, 1);
  g_assert_true (
    g_file_get_contents (json_object_get_string_member (fax, "document"), &content, &length, NULL));
  g_autofree char *kept =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_autofree char *sent = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document);
  g_assert_cmpstr (kept, ==, sent);
  g_assert_cmpstr (kept, ==, json_object_get_string_member (fax, "sha256"));
}

/**
 * fault_check:
 * @fixture: a fixture, its application running or not
 *
 * What was acknowledged is there, once, as it was sent.
 */
void
fault_check (FaultFixture *fixture)
{
  g_autoptr (JsonNode) node = running_faxbell_export (fixture->faxbell);
  JsonArray *faxes = json_node_get_array (node);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  const char *message_id;

  for (guint i = 0; i < json_array_get_length (faxes); i++)
    check_fax (fixture, json_array_get_object_element (faxes, i), found);
  g_hash_table_iter_init (&iter, fixture->acknowledged);
  while (g_hash_table_iter_next (&iter, (gpointer *) &message_id, NULL))
    if (!g_hash_table_contains (found, message_id))
      g_error ("%s was acknowledged and is lost", message_id);
}

void
fault_restart (FaultFixture *fixture)
{
  running_faxbell_end (fixture->faxbell);
  running_faxbell_start (fixture->faxbell, "--background");
}

/**
 * fault_end_now:
 * @fixture: a fixture, its application running and the fault over
 *
 * The sender's last word: everything is posted until it is kept. Then it is there, and nothing else
 * is.
 */
void
fault_end_now (FaultFixture *fixture)
{
  fault_check (fixture);
  fault_retry (fixture);
  running_faxbell_end (fixture->faxbell);
  fault_check (fixture);
  g_assert_cmpuint (fault_count_files (fixture, "spool"), ==, 0);
  g_assert_cmpuint (fault_count_files (fixture, "faxes"), ==, g_hash_table_size (fixture->posted));
}

/**
 * fault_end:
 * @fixture: a fixture, its application running and the fault over
 *
 * As fault_end_now(), over one more start.
 */
void
fault_end (FaultFixture *fixture)
{
  fault_check (fixture);
  fault_retry (fixture);
  fault_restart (fixture);
  fault_end_now (fixture);
}

/* From a changed root, which need be no mount point: by way of the real one, and back. */
static gboolean
make_mounts_private_from_outside (void)
{
  int root = open ("/", O_PATH | O_CLOEXEC);
  int folder = open (".", O_PATH | O_CLOEXEC);
  gboolean is_done = root >= 0 && folder >= 0 && chroot (g_get_tmp_dir ()) == 0;

  /* Above the real root there is only itself. */
  for (guint i = 0; i < 100 && is_done; i++)
    is_done = (i > 0 || fchdir (root) == 0) && chdir ("..") == 0;
  is_done =
    is_done && chroot (".") == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
  is_done = fchdir (root) == 0 && chroot (".") == 0 && fchdir (folder) == 0 && is_done;
  close (root);
  close (folder);
  return is_done;
}

static gboolean
make_mounts_private (void)
{
  if (mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
    return TRUE;
  return errno == EINVAL && make_mounts_private_from_outside ();
}

/**
 * fault_enter_own_mounts:
 *
 * Before any thread is started: what is mounted from now on is seen by this process and its
 * children alone, and gone with them. Who isn't root becomes it in a user namespace.
 *
 * Returns: whether something can be mounted now
 */
gboolean
fault_enter_own_mounts (void)
{
  uid_t user = getuid ();

  if (unshare (CLONE_NEWNS) != 0)
    {
      g_autofree char *map = g_strdup_printf ("%u %u 1", user, user);
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
          !g_file_set_contents_full ("/proc/self/uid_map", map, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                     NULL))
        return FALSE;
    }
  return make_mounts_private ();
}

void
fault_mount (const char *path, const char *type, gulong flags, const char *options)
{
  g_assert_no_errno (g_mkdir_with_parents (path, 0700));
  g_assert_no_errno (mount (flags & MS_BIND ? path : "none", path, type, flags, options));
}

void
fault_unmount (const char *path)
{
  g_assert_no_errno (umount2 (path, MNT_DETACH));
}
