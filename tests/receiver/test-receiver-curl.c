/* test-receiver-curl.c
 *
 * Posts as curl makes them, the way Documo's article describes, with documents large enough for
 * `Expect: 100-continue`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "receiver-fixture.h"

#define LARGE (3 * 1024 * 1024)

/* Runs curl with @arguments. Returns the status that it printed. */
static char *
run_curl (Receiver *receiver, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_strv_builder_add_many (builder, CURL, "--silent", "--show-error", "--max-time", "30",
                           "--output", "/dev/null", "--write-out", "%{http_code}", NULL);
  g_strv_builder_addv (builder, (const char **) arguments);
  g_strv_builder_add (builder, url);
  g_auto (GStrv) command = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) curl =
    g_subprocess_newv ((const char *const *) command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (curl, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&output);
}

static char *
write_file (Receiver *receiver, const char *name, const void *content, gsize length)
{
  g_autofree char *path = g_build_filename (receiver->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  return g_steal_pointer (&path);
}

static void
test_article (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *json_path = write_file (receiver, "event.json", json, strlen (json));
  g_autofree char *json_field = g_strconcat ("data=<", json_path, NULL);
  g_autofree char *pdf_path = write_file (receiver, "fax.pdf", "%PDF-1.4\nx", 10);
  g_autofree char *pdf_field = g_strconcat ("attachment=@", pdf_path, NULL);
  const char *arguments[] = { "--user", USER ":" PASSWORD, "--form", json_field,
                              "--form", pdf_field,         NULL };
  g_autofree char *status = run_curl (receiver, arguments);

  g_assert_cmpstr (status, ==, "200");
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
  g_assert_true (receiver_has_file (receiver, "faxes", "%PDF-1.4\nx", 10));
}

static char *
make_large (void)
{
  char *document = g_malloc (LARGE);

  memcpy (document, "%PDF-1.4\n", 9);
  for (gsize i = 9; i < LARGE; i++)
    document[i] = (char) g_test_rand_int ();
  return document;
}

/* First with the right password, which is verified while curl waits for 100. */
static void
test_expect (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *json_path = write_file (receiver, "event.json", json, strlen (json));
  g_autofree char *json_field = g_strconcat ("data=<", json_path, NULL);
  g_autofree char *document = make_large ();
  g_autofree char *pdf_path = write_file (receiver, "fax.pdf", document, LARGE);
  g_autofree char *pdf_field = g_strconcat ("attachment=@", pdf_path, NULL);
  /* curl sends the body unasked after a second; within that time it must have been told to. */
  const char *arguments[] = { "--user",
                              USER ":" PASSWORD,
                              "--header",
                              "Expect: 100-continue",
                              "--expect100-timeout",
                              "25",
                              "--form",
                              pdf_field,
                              "--form",
                              json_field,
                              NULL };
  g_autofree char *status = run_curl (receiver, arguments);

  g_assert_cmpstr (status, ==, "200");
  g_assert_true (receiver_has_file (receiver, "faxes", document, LARGE));

  arguments[1] = USER ":wrong";
  g_autofree char *refused = run_curl (receiver, arguments);
  g_assert_cmpstr (refused, ==, "401");
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
}

static void
test_chunked (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autofree char *json_path = write_file (receiver, "event.json", json, strlen (json));
  g_autofree char *json_field = g_strconcat ("data=<", json_path, NULL);
  g_autofree char *document = make_large ();
  g_autofree char *pdf_path = write_file (receiver, "fax.pdf", document, LARGE);
  g_autofree char *pdf_field = g_strconcat ("attachment=@", pdf_path, NULL);
  const char *arguments[] = { "--user", USER ":" PASSWORD, "--header", "Transfer-Encoding: chunked",
                              "--form", pdf_field,         "--form",   json_field,
                              NULL };
  g_autofree char *status = run_curl (receiver, arguments);

  g_assert_cmpstr (status, ==, "200");
  g_assert_true (receiver_has_file (receiver, "faxes", document, LARGE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/receiver/curl/article", Receiver, NULL, receiver_set_up, test_article,
              receiver_tear_down);
  g_test_add ("/receiver/curl/expect", Receiver, NULL, receiver_set_up, test_expect,
              receiver_tear_down);
  g_test_add ("/receiver/curl/chunked", Receiver, NULL, receiver_set_up, test_chunked,
              receiver_tear_down);
  return g_test_run ();
}
