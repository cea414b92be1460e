/* test-documo-download.c
 *
 * Downloading documents from a stand-in for Documo's API: what is whole and a document is taken,
 * and nothing else is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-document.h"
#include "fb-documo-client-private.h"
#include "fb-documo-error.h"

#define KEY  "a-right_key"
#define PATH "/v1/fax/42/download"
#define MIB  (1024 * 1024)

typedef struct
{
  DocumoApi *api;
  FbDocumoClient *client;
  GOutputStream *stream;
  goffset last_progress;
  goffset last_total;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->api = documo_api_new (KEY);
  g_autofree char *url = documo_api_dup_url (fixture->api);
  fixture->client = fb_documo_client_new (url, KEY, NULL);
  fixture->stream = g_memory_output_stream_new_resizable ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->stream);
  documo_api_free (fixture->api);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
on_progress (goffset current, goffset total, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpint (current, >=, fixture->last_progress);
  fixture->last_progress = current;
  fixture->last_total = total;
}

static const char *
download (Fixture *fixture,
          const char *id,
          FbDocumoFormat format,
          GCancellable *cancellable,
          gint64 *size,
          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->last_progress = 0;
  fb_documo_client_download_async (fixture->client, id, format, fixture->stream, on_progress,
                                   fixture, cancellable, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fb_documo_client_download_finish (fixture->client, result, size, error);
}

static gsize
get_written (Fixture *fixture)
{
  return g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (fixture->stream));
}

static void
assert_fails (Fixture *fixture, const DocumoReply *reply, FbDocumoError code)
{
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, PATH, reply);
  g_assert_null (download (fixture, "42", FB_DOCUMO_FORMAT_PDF, NULL, NULL, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, (int) code);
}

/* However the body's end is told, and whatever it is called. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  const DocumoReply replies[] = {
    { 200, DOCUMO_PDF, .pdf_size = 64 },
    { 200, DOCUMO_PDF, .pdf_size = 3 * MIB },
    { 200, DOCUMO_PDF, .pdf_size = 3 * MIB, .framing = DOCUMO_CHUNKED },
    { 200, DOCUMO_PDF, .pdf_size = 3 * MIB, .framing = DOCUMO_UNTIL_CLOSE },
    { 200, "application/octet-stream", .pdf_size = 100000 },
    { 200, NULL, .pdf_size = 100000 },
    { 200, DOCUMO_PDF, "Content-Encoding: identity\r\n", .pdf_size = 5000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 size = 0;
      gsize before = get_written (fixture);

      g_test_message ("%u", i);
      documo_api_set (fixture->api, PATH, &replies[i]);
      const char *type = download (fixture, "42", FB_DOCUMO_FORMAT_PDF, NULL, &size, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (type, ==, FB_MEDIA_TYPE_PDF);
      g_assert_cmpint (size, ==, (gint64) replies[i].pdf_size);
      g_assert_cmpuint (get_written (fixture) - before, ==, replies[i].pdf_size);
      g_assert_cmpint (fixture->last_progress, ==, (goffset) replies[i].pdf_size);
      g_assert_cmpint (fixture->last_total, ==,
                       replies[i].framing == DOCUMO_WITH_LENGTH ? (goffset) replies[i].pdf_size
                                                                : -1);
    }
  const char *written = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (fixture->stream));
  g_assert_true (g_str_has_prefix (written, "%PDF-1.4\nxxx"));
}

static void
test_tiff (Fixture *fixture, gconstpointer data)
{
  const DocumoReply whole = { 200, "image/tiff", .tiff_size = 5000 };
  const DocumoReply endless = { 200, "image/tiff", .tiff_size = 5000,
                                .framing = DOCUMO_UNTIL_CLOSE };
  const DocumoReply broken = { 200, "image/tiff", NULL, "MM\tno" };
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, PATH, &whole);
  const char *type = download (fixture, "42", FB_DOCUMO_FORMAT_TIFF, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, FB_MEDIA_TYPE_TIFF);
  g_autofree char *request = documo_api_dup_request (fixture->api, 0);
  g_assert_true (g_str_has_prefix (request, "GET " PATH "?format=tiff HTTP/1.1\r\n"));

  /* Nothing tells whether that was all. */
  assert_fails (fixture, &endless, FB_DOCUMO_ERROR_INTERRUPTED);
  assert_fails (fixture, &broken, FB_DOCUMO_ERROR_WRONG_TYPE);
}

/* Nothing of these is taken for a document. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
  } cases[] = {
    { { 200, DOCUMO_PDF, NULL, "no document at all" }, FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 200, DOCUMO_PDF, NULL, "" }, FB_DOCUMO_ERROR_INTERRUPTED },
    { { 200, "image/png", NULL, "\x89PNG\r\n" }, FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 200, "text/html", NULL, "<html>%PDF-1.4</html>" }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, "text/plain", NULL, "%PDF-1.4" }, FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 200, DOCUMO_JSON, NULL, "{\"url\":\"https://elsewhere.example/%PDF-\"}" },
      FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 200, DOCUMO_JSON, NULL, "{\"isFilePurged\":true}" }, FB_DOCUMO_ERROR_GONE },
    { { 200, DOCUMO_PDF, "Content-Encoding: gzip\r\n", .pdf_size = 5000 },
      FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 206, DOCUMO_PDF, NULL, .pdf_size = 5000 }, FB_DOCUMO_ERROR_WRONG_TYPE },
    { { 404, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotFoundError\"}}" },
      FB_DOCUMO_ERROR_GONE },
    { { 404, DOCUMO_PDF, NULL, .pdf_size = 5000 }, FB_DOCUMO_ERROR_NOT_API },
    { { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK },
    { { 429, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_RATE_LIMITED },
    { { 500, NULL, NULL, "" }, FB_DOCUMO_ERROR_UNAVAILABLE },
    { { 0 }, FB_DOCUMO_ERROR_UNAVAILABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      assert_fails (fixture, &cases[i].reply, cases[i].code);
    }
  g_assert_cmpuint (get_written (fixture), ==, 0);
}

/* Wherever it breaks off, and however its end would have been told. */
static void
test_broken_off (Fixture *fixture, gconstpointer data)
{
  const DocumoFraming framings[] = { DOCUMO_WITH_LENGTH, DOCUMO_CHUNKED, DOCUMO_UNTIL_CLOSE };
  const gsize places[] = { 10, 2000, 200000, 299999 };

  for (guint f = 0; f < G_N_ELEMENTS (framings); f++)
    for (guint p = 0; p < G_N_ELEMENTS (places); p++)
      {
        const DocumoReply reply = { 200, DOCUMO_PDF, .pdf_size = 300000, .framing = framings[f],
                                    .stop_after = places[p] };
        /* With the end mark there, the last line break is no loss. */
        if (framings[f] == DOCUMO_UNTIL_CLOSE && places[p] == 299999)
          continue;
        g_test_message ("%u, %zu", framings[f], places[p]);
        assert_fails (fixture, &reply, FB_DOCUMO_ERROR_INTERRUPTED);
      }
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  const FbDocumoLimits limits = { 30, 60, 1, MIB };
  const DocumoReply fits = { 200, DOCUMO_PDF, .pdf_size = MIB };
  const DocumoReply announced = { 200, DOCUMO_PDF, .pdf_size = MIB + 1 };
  const DocumoReply chunked = { 200, DOCUMO_PDF, .pdf_size = 2 * MIB, .framing = DOCUMO_CHUNKED };
  g_autoptr (GError) error = NULL;

  fb_documo_client_set_limits (fixture->client, &limits);
  documo_api_set (fixture->api, PATH, &fits);
  g_assert_nonnull (download (fixture, "42", FB_DOCUMO_FORMAT_PDF, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_fails (fixture, &announced, FB_DOCUMO_ERROR_TOO_LARGE);
  g_assert_cmpuint (get_written (fixture), ==, MIB);
  assert_fails (fixture, &chunked, FB_DOCUMO_ERROR_TOO_LARGE);
}

/* The most that is taken. */
static void
test_hundred_mib (Fixture *fixture, gconstpointer data)
{
  const DocumoReply reply = { 200, DOCUMO_PDF, .pdf_size = 100 * MIB };
  g_autoptr (GFile) null = g_file_new_for_path ("/dev/null");
  g_autoptr (GError) error = NULL;
  gint64 size = 0;

  g_clear_object (&fixture->stream);
  fixture->stream = G_OUTPUT_STREAM (g_file_append_to (null, G_FILE_CREATE_NONE, NULL, &error));
  g_assert_no_error (error);
  documo_api_set (fixture->api, PATH, &reply);
  g_assert_nonnull (download (fixture, "42", FB_DOCUMO_FORMAT_PDF, NULL, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 100 * MIB);
}

static void
test_drip (Fixture *fixture, gconstpointer data)
{
  const FbDocumoLimits limits = { 5, 1, 4096, MIB };
  const DocumoReply drip = { 200, DOCUMO_PDF, .pdf_size = 100000, .drip_ms = 5 };

  fb_documo_client_set_limits (fixture->client, &limits);
  assert_fails (fixture, &drip, FB_DOCUMO_ERROR_INTERRUPTED);
}

/* What it can't be written to says why, and isn't Documo's fault. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  const DocumoReply reply = { 200, DOCUMO_PDF, .pdf_size = MIB };
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->stream);
  fixture->stream = G_OUTPUT_STREAM (g_file_append_to (full, G_FILE_CREATE_NONE, NULL, &error));
  g_assert_no_error (error);
  documo_api_set (fixture->api, PATH, &reply);
  g_assert_null (download (fixture, "42", FB_DOCUMO_FORMAT_PDF, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static gboolean
on_cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const DocumoReply drip = { 200, DOCUMO_PDF, .pdf_size = 100000, .drip_ms = 20 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, PATH, &drip);
  g_timeout_add (300, on_cancel, cancellable);
  g_assert_null (download (fixture, "42", FB_DOCUMO_FORMAT_PDF, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* An id is one segment of the path, whatever is in it. */
static void
test_ids (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *id;
    const char *path;
  } cases[] = {
    { "../me?x=", "/v1/fax/..%2Fme%3Fx%3D/download" },
    { "a b\r\nX: y", "/v1/fax/a%20b%0D%0AX%3A%20y/download" },
    { "\xc3\xbc#%41", "/v1/fax/%C3%BC%23%2541/download" },
  };
  const char *const refused[] = { "", ".", ".." };
  const DocumoReply reply = { 200, DOCUMO_PDF, .pdf_size = 100 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      documo_api_set (fixture->api, cases[i].path, &reply);
      g_assert_nonnull (download (fixture, cases[i].id, FB_DOCUMO_FORMAT_PDF, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (documo_api_count (fixture->api, cases[i].path), ==, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (download (fixture, refused[i], FB_DOCUMO_FORMAT_PDF, NULL, NULL, &error));
      g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_REFUSED);
    }
  g_assert_cmpuint (documo_api_count (fixture->api, NULL), ==, G_N_ELEMENTS (cases));
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/documo/download/whole", test_whole);
  TEST ("/documo/download/tiff", test_tiff);
  TEST ("/documo/download/others", test_others);
  TEST ("/documo/download/broken-off", test_broken_off);
  TEST ("/documo/download/too-large", test_too_large);
  TEST ("/documo/download/hundred-mib", test_hundred_mib);
  TEST ("/documo/download/drip", test_drip);
  TEST ("/documo/download/full-disk", test_full_disk);
  TEST ("/documo/download/cancel", test_cancel);
  TEST ("/documo/download/ids", test_ids);
  return g_test_run ();
}
