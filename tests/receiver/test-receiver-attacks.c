/* test-receiver-attacks.c
 *
 * What is thrown at servers on the internet, thrown at the running receiver. After each: nothing of
 * it is anywhere but where it belongs, and it still receives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "receiver-fixture.h"

#define PDF       "%PDF-1.4\nnot much of a fax\n"
#define JSON_TYPE "application/json"
#define MIB       (1024 * 1024)

#define ADD(path, limits, test)                                                                    \
  g_test_add ("/receiver/attacks/" path, Receiver, limits, receiver_set_up, test,                  \
              receiver_tear_down)

static FbReceiverLimits small = FB_RECEIVER_LIMITS_DEFAULT;

static guint
post_json (Receiver *receiver, const char *json, gsize length)
{
  g_autofree char *reply = receiver_post (receiver, JSON_TYPE, NULL, json, length);

  return status_of (reply);
}

static guint
post_form (Receiver *receiver, GString *form)
{
  g_autofree char *reply = receiver_post (receiver, FORM_TYPE, NULL, form->str, form->len);

  return status_of (reply);
}

/* JSON: authenticated, so nothing of it is lost; not understood, so it is kept whole. */
static void
assert_kept_whole (Receiver *receiver, const char *json, gsize length)
{
  g_assert_cmpuint (post_json (receiver, json, length), ==, 200);
  g_assert_true (receiver_has_file (receiver, "unreadable", json, length));
}

static void
test_nested (Receiver *receiver, gconstpointer data)
{
  const guint depths[] = { 1000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *open = g_strnfill (depths[i], '[');
      g_autofree char *close = g_strnfill (depths[i], ']');
      g_autofree char *arrays = g_strconcat (open, close, NULL);
      g_autofree char *inner =
        g_strdup_printf ("{\"messageId\":\"deep-%u\",\"x\":%s}", depths[i], arrays);

      assert_kept_whole (receiver, arrays, strlen (arrays));
      assert_kept_whole (receiver, inner, strlen (inner));
    }
  assert_receives (receiver);
}

static void
test_odd_json (Receiver *receiver, gconstpointer data)
{
  static const char *const unreadable[] = {
    "{\"messageId\":\"m\",\"subject\":\"\xff\xc0\x80\"}",
    "{\"messageId\":\"m\\u0000n\"}",
    "{\"messageId\":{\"messageId\":\"m\"}}",
    "nonsense",
  };
  static const char *const readable[] = {
    "{\"messageId\":\"n-1\",\"pagesCount\":99999999999999999999999999}",
    "{\"messageId\":\"n-2\",\"pagesCount\":1e999999999,\"faxAttempt\":-0.0000001}",
    "{\"messageId\":\"n-3\",\"pagesCount\":-1,\"createdAt\":\"99999-13-32T25:61:61Z\"}",
    "{\"messageId\":\"n-4\",\"subject\":\"\\ud800 \\u202e\\u0007\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    assert_kept_whole (receiver, unreadable[i], strlen (unreadable[i]));
  guint n = receiver_count_faxes (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    g_assert_cmpuint (post_json (receiver, readable[i], strlen (readable[i])), ==, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, n + G_N_ELEMENTS (readable));
  assert_receives (receiver);
}

/* Whichever of them counts: it is one fax, and posting it again changes nothing. */
static void
test_duplicate_keys (Receiver *receiver, gconstpointer data)
{
  const char *json = "{\"messageId\":\"a\",\"messageId\":\"b\",\"status\":\"success\"}";

  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (post_json (receiver, json, strlen (json)), ==, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
}

/* Names of files */

typedef struct
{
  const char *needle;
  gboolean was_found;
} Names;

static void
look_for (const char *folder, Names *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      g_test_message ("On disk: %s", name);
      for (const char *c = name; *c != '\0'; c++)
        g_assert_true (g_ascii_isalnum (*c) || strchr ("-_.+ ", *c) != NULL);
      g_assert_cmpuint (strlen (name), <=, 255);
      if (strstr (name, names->needle) != NULL)
        names->was_found = TRUE;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        look_for (child, names);
    }
}

static void
test_file_names (Receiver *receiver, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (4096, 'e');
  g_autofree char *longest = g_strdup_printf ("filename=\"evil%s.pdf\"", long_name);
  const char *const names[] = {
    "filename=\"../../evil.pdf\"",
    "filename=\"..\\\\..\\\\evil.pdf\"",
    "filename=\"/etc/evil\"",
    "filename=\"C:\\\\evil.pdf\"",
    "filename=\"evil\xe2\x80\xae"
    "fdp.exe\"",
    "filename=\"evil\\\"; rm -rf /; \\\".pdf\"",
    "filename=\"CON\"",
    "filename=\"evil.pdf/NUL\"",
    "filename=\".evil\"",
    "filename=\"\"",
    "filename=\"..\"",
    "filename=evil.pdf",
    "filename*=UTF-8''..%2f..%2fevil%00.pdf",
    "filename*=UTF-8''%e2%80%aeevil; filename=\"evil.pdf\"",
    "filename=\"=?UTF-8?B?Li4vLi4vZXZpbA==?=\"",
    "filename=\"evil%0d%0a.pdf\"",
    "filename=\"evil\xff\xfe.pdf\"",
    longest,
  };
  Names search = { "evil", FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GString) form = g_string_new (NULL);
      g_autofree char *id = g_strdup_printf ("m-%u", i);
      g_autofree char *json = make_json (id);

      g_string_append_printf (
        form,
        "--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n%s\r\n"
        "--frontier\r\nContent-Disposition: form-data; name=\"attachment\"; %s\r\n\r\n"
        "%s%u\r\n--frontier--",
        json, names[i], PDF, i);
      guint status = post_form (receiver, form);
      g_test_message ("%.60s: %u", names[i], status);
      g_assert_true (status == 200 || status == 400);
    }
  look_for (receiver->folder, &search);
  g_assert_false (search.was_found);
  assert_receives (receiver);
}

/* What names the fax is part of its documents' names: it, too, goes nowhere. */
static void
test_message_ids (Receiver *receiver, gconstpointer data)
{
  static const char *const ids[] = { "../../evil", "/tmp/evil", "evil/../../x", "evil\\\\..\\\\x",
                                     "..",         ".",         "evil|x;y" };
  Names search = { "/", FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *json = make_json (ids[i]);
      g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));

      g_assert_cmpuint (post_form (receiver, form), ==, 200);
    }
  look_for (receiver->folder, &search);
  g_autofree char *parent = g_path_get_dirname (receiver->folder);
  g_autofree char *evil = g_build_filename (parent, "evil", NULL);
  g_assert_false (g_file_test (evil, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/tmp/evil", G_FILE_TEST_EXISTS));
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, G_N_ELEMENTS (ids));
}

static void
test_parts (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) form = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (
      form, "--frontier\r\nContent-Disposition: form-data; name=\"attachment\"\r\n\r\nx%u\r\n", i);
  g_string_append (form, "--frontier--");
  g_assert_cmpuint (post_form (receiver, form), ==, 413);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 0);
  assert_receives (receiver);
}

/* Every limit that a body can meet has its response. */
static void
test_sizes (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *long_text = g_strnfill (3000, 'x');
  g_autoptr (GString) large_document = form_new (json, long_text, 3000);
  g_autoptr (GString) large_event = form_new (long_text, PDF, strlen (PDF));
  g_autoptr (GString) long_headers = g_string_new (NULL);
  g_autoptr (GString) many_parts = g_string_new (NULL);
  g_autofree char *body = g_strnfill (9000, 'x');
  g_autoptr (GString) large_request = g_string_new (NULL);

  g_string_append_printf (long_headers,
                          "--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n"
                          "X: %s\r\n\r\n%s\r\n--frontier--",
                          long_text, json);
  for (guint i = 0; i < 4; i++)
    g_string_append (many_parts,
                     "--frontier\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n");
  g_string_append (many_parts, "--frontier--");
  g_string_append_printf (large_request,
                          "--frontier\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n"
                          "%s\r\n--frontier--",
                          body);
  g_assert_cmpuint (post_form (receiver, large_document), ==, 413);
  g_assert_cmpuint (post_form (receiver, large_event), ==, 413);
  g_assert_cmpuint (post_form (receiver, long_headers), ==, 413);
  g_assert_cmpuint (post_form (receiver, many_parts), ==, 413);
  g_assert_cmpuint (post_form (receiver, large_request), ==, 413);
  g_assert_cmpuint (post_json (receiver, long_text, 3000), ==, 413);
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);

  /* Larger ones are accepted as soon as the limits are raised. */
  static const FbReceiverLimits ample = FB_RECEIVER_LIMITS_DEFAULT;
  receiver_set_limits (receiver, &ample);
  run_for (100);
  g_assert_cmpuint (post_form (receiver, large_document), ==, 200);
  g_assert_cmpuint (post_form (receiver, long_headers), ==, 200);
}

/* Less space than is to be spared: later, and nothing is begun. */
static void
test_space (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *reply = NULL;

  fb_store_set_spare_space (receiver->store, G_MAXUINT64 / 4);
  reply = receiver_post (receiver, JSON_TYPE, NULL, json, strlen (json));
  assert_status (reply, 503);
  g_autofree char *retry_after = header_of (reply, "Retry-After");
  g_assert_cmpstr (retry_after, ==, "300");
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);

  fb_store_set_spare_space (receiver->store, 0);
  assert_receives (receiver);
}

/* It gets scarce while a body of unknown length is received. */
static void
test_space_in_body (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) start =
    receiver_post_start (receiver, "Content-Type: " FORM_TYPE "\r\nTransfer-Encoding: chunked\r\n");
  g_autofree char *block = g_strnfill (MIB, 'x');
  int fd = receiver_connect (receiver);

  g_string_append (start, "64\r\n--frontier\r\nContent-Disposition: form-data; "
                          "name=\"attachment\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4 something\r\n");
  g_assert_true (send_all (fd, start->str, start->len));
  run_for (100);
  fb_store_set_spare_space (receiver->store, G_MAXUINT64 / 4);
  for (guint i = 0; i < 40; i++)
    if (!send_all (fd, "100000\r\n", 8) || !send_all (fd, block, MIB) || !send_all (fd, "\r\n", 2))
      break;
  g_autofree char *reply = read_reply (fd);
  g_assert_true (status_of (reply) == 503 || *reply == '\0');
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);

  fb_store_set_spare_space (receiver->store, 0);
  assert_receives (receiver);
}

/* Links in the folder lead nothing out of it. */
static void
test_links (Receiver *receiver, gconstpointer data)
{
  g_autofree char *outside = g_dir_make_tmp ("faxbell-outside-XXXXXX", NULL);
  g_autofree char *victim = g_build_filename (outside, "victim", NULL);
  g_autofree char *faxes = g_build_filename (receiver->folder, "faxes", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (now, "%Y");
  g_autofree char *year_path = g_build_filename (faxes, year, NULL);
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (victim, "untouched", -1, NULL));
  g_assert_cmpint (symlink (outside, year_path), ==, 0);
  guint status = post_form (receiver, form);
  g_assert_true (status == 200 || status == 503);

  g_autoptr (GDir) dir = g_dir_open (outside, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "victim");
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (g_file_get_contents (victim, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "untouched");

  g_assert_cmpint (g_unlink (year_path), ==, 0);
  g_assert_cmpuint (post_form (receiver, form), ==, 200);
  g_unlink (victim);
  g_rmdir (outside);
}

/* Floods */

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long size = 0;
  unsigned long resident = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &resident), ==, 2);
  return resident * (gsize) sysconf (_SC_PAGESIZE);
}

/* Gigabytes without a password use neither memory nor disk. */
static void
test_unauthenticated (Receiver *receiver, gconstpointer data)
{
  static char block[1 << 16];
  const char *head = "POST /webhook HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp5\r\n"
                     "Content-Type: " FORM_TYPE "\r\nContent-Length: 100000000000000\r\n\r\n";

  assert_receives (receiver);
  gsize before = resident_bytes ();
  for (guint i = 0; i < 8; i++)
    {
      int fd = receiver_connect (receiver);

      g_assert_true (send_all (fd, head, strlen (head)));
      while (send_all (fd, block, sizeof block))
        ;
      g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);
      close (fd);
    }
  g_assert_cmpuint (resident_bytes (), <, before + 64 * MIB);
  assert_receives (receiver);
}

/* Nor does a large fax fill the memory: it goes to the disk as it comes. */
static void
test_large (Receiver *receiver, gconstpointer data)
{
  static char block[MIB];
  g_autofree char *json = make_json ("large");
  g_autoptr (GString) form = form_new (json, PDF, strlen (PDF));
  const gsize n_blocks = 96;

  assert_receives (receiver);
  gsize before = resident_bytes ();
  gsize head = (gsize) (strstr (form->str, PDF) - form->str) + strlen (PDF);
  int fd = receiver_start_post (receiver, FORM_TYPE, form->len + n_blocks * MIB, form->str, head);
  for (gsize i = 0; i < n_blocks; i++)
    g_assert_true (send_all (fd, block, sizeof block));
  while (receiver_count_spooled (receiver) == 0)
    run_for (5);
  gsize during = resident_bytes ();
  g_assert_true (send_all (fd, form->str + head, form->len - head));
  g_autofree char *reply = read_reply (fd);
  assert_status (reply, 200);
  g_assert_cmpuint (during, <, before + 48 * MIB);
}

static void
test_header_bombs (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) many = receiver_post_start (receiver, "");
  g_autoptr (GString) endless = receiver_post_start (receiver, "");
  g_autofree char *long_value = g_strnfill (4 * MIB, 'x');

  g_string_truncate (many, many->len - 2);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (many, "X-%u: y\r\n", i);
  g_string_truncate (endless, endless->len - 2);
  g_string_append_printf (endless, "X: %s", long_value);
  gsize before = resident_bytes ();
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *a = receiver_ask (receiver, many->str, (gssize) many->len);
      g_autofree char *b = receiver_ask (receiver, endless->str, (gssize) endless->len);

      g_assert_cmpuint (status_of (a), !=, 200);
      g_assert_cmpuint (status_of (b), !=, 200);
    }
  g_assert_cmpuint (resident_bytes (), <, before + 64 * MIB);
  assert_receives (receiver);
}

/* slowhttptest, with headers, with bodies, and with readers that don't read; meanwhile a real
 * sender is served. */
static void
test_slow (Receiver *receiver, gconstpointer kind)
{
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) slow = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, SLOWHTTPTEST,
    kind, "-c", "60", "-i", "1", "-r", "60", "-l", "5", "-p", "2", "-u", url, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++)
    {
      run_for (200);
      assert_receives (receiver);
    }
  g_subprocess_wait (slow, NULL, NULL);
  assert_receives (receiver);
}

static void
test_slow_headers (Receiver *receiver, gconstpointer data)
{
  test_slow (receiver, "-H");
}

static void
test_slow_bodies (Receiver *receiver, gconstpointer data)
{
  test_slow (receiver, "-B");
}

static void
test_slow_readers (Receiver *receiver, gconstpointer data)
{
  test_slow (receiver, "-X");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small.document_bytes = 2000;
  small.json_bytes = 2000;
  small.body_bytes = 8000;
  small.part_header_bytes = 2000;
  small.parts = 3;

  ADD ("nested", NULL, test_nested);
  ADD ("odd-json", NULL, test_odd_json);
  ADD ("duplicate-keys", NULL, test_duplicate_keys);
  ADD ("file-names", NULL, test_file_names);
  ADD ("message-ids", NULL, test_message_ids);
  ADD ("parts", NULL, test_parts);
  ADD ("sizes", &small, test_sizes);
  ADD ("space", NULL, test_space);
  ADD ("space-in-body", NULL, test_space_in_body);
  ADD ("large", NULL, test_large);
  ADD ("links", NULL, test_links);
  ADD ("unauthenticated", NULL, test_unauthenticated);
  ADD ("header-bombs", NULL, test_header_bombs);
  ADD ("slow-headers", NULL, test_slow_headers);
  ADD ("slow-bodies", NULL, test_slow_bodies);
  ADD ("slow-readers", NULL, test_slow_readers);
  return g_test_run ();
}
