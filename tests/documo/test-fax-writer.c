/* test-fax-writer.c
 *
 * Faxes written for other programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event-reader.h"
#include "fb-fax-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define HEADER                                                                                     \
  "messageId,direction,status,faxNumber,faxCallerId,faxCsid,recipientName,subject,pagesCount,"     \
  "pagesComplete,faxAttempt,createdAt,resolvedDate,resultInfo,isFilePurged,receivedAt,read,"       \
  "done,doneBy,doneAt,note,document,documents,mediaType,size,sha256,name\r\n"

static FbFax *
make_fax_at_desk (FbEvent *event,
                  const FbDeskState *desk,
                  const char *first_path,
                  const char *second_path)
{
  const char *const paths[] = { first_path, second_path };
  g_autoptr (GPtrArray) attachments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref);

  for (guint i = 0; i < G_N_ELEMENTS (paths) && paths[i] != NULL; i++)
    g_ptr_array_add (attachments, fb_document_new (paths[i], FB_MEDIA_TYPE_PDF, 100 + i, "abcd"));
  return fb_fax_new_full (1, event, 1620999271005999, desk, g_steal_pointer (&attachments));
}

/* Nobody has looked at it. */
static FbFax *
make_fax (FbEvent *event, const char *first_path, const char *second_path)
{
  const FbDeskState desk = { .is_open = TRUE };

  return make_fax_at_desk (event, &desk, first_path, second_path);
}

static FbFax *
make_article_fax (const char *file_name, const char *first_path, const char *second_path)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", file_name, NULL);
  g_autofree char *text = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_autoptr (GBytes) json = g_bytes_new (text, size);
  g_autoptr (FbEvent) event = fb_event_read (json, NULL);

  return make_fax (event, first_path, second_path);
}

static char *
write_faxes (FbFaxFormat format, FbFax *first, FbFax *second)
{
  FbFax *const faxes[] = { first, second };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FbFaxWriter) writer = fb_fax_writer_new (stream, format);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faxes) && faxes[i] != NULL; i++)
    {
      fb_fax_writer_write (writer, faxes[i], NULL, &error);
      g_assert_no_error (error);
    }
  fb_fax_writer_finish (writer, NULL, &error);
  g_assert_no_error (error);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  return g_strndup (g_memory_output_stream_get_data (memory),
                    g_memory_output_stream_get_data_size (memory));
}

static void
test_json (void)
{
  g_autoptr (FbFax) inbound = make_article_fax ("fax-inbound.json", "/f/a.pdf", "/f/b.pdf");
  g_autoptr (FbFax) outbound = make_article_fax ("fax-outbound.json", NULL, NULL);
  g_autofree char *text = write_faxes (FB_FAX_FORMAT_JSON, inbound, outbound);

  g_assert_cmpstr (
    text, ==,
    "[\n"
    "  {\"messageId\":\"d7afa15d-a79-b013-18ec9c846ef3\",\"direction\":\"inbound\","
    "\"status\":\"success\",\"faxNumber\":\"+18332394039\",\"faxCallerId\":\"702422\","
    "\"faxCsid\":\"702432\",\"recipientName\":null,\"subject\":null,\"pagesCount\":1,"
    "\"pagesComplete\":1,\"faxAttempt\":1,\"createdAt\":\"2021-05-14T13:34:30.000Z\","
    "\"resolvedDate\":\"2021-05-14T13:34:00.000Z\",\"resultInfo\":null,\"isFilePurged\":false,"
    "\"receivedAt\":\"2021-05-14T13:34:31.005Z\",\"read\":false,\"done\":false,"
    "\"doneBy\":null,\"doneAt\":null,\"note\":null,\"document\":\"/f/b.pdf\","
    "\"documents\":[\"/f/a.pdf\",\"/f/b.pdf\"],\"mediaType\":\"application/pdf\",\"size\":101,"
    "\"sha256\":\"abcd\",\"name\":\"702432\"},\n"
    "  {\"messageId\":\"3bdc40b9-0c0f-b054-8ddbdb94ec1e\",\"direction\":\"outbound\","
    "\"status\":\"success\",\"faxNumber\":\"+18582850\",\"faxCallerId\":\"858250\","
    "\"faxCsid\":\"T.Co - Documo\",\"recipientName\":\"18582io\",\"subject\":\"Test fax\","
    "\"pagesCount\":1,\"pagesComplete\":1,\"faxAttempt\":1,"
    "\"createdAt\":\"2021-05-14T16:43:59.000Z\",\"resolvedDate\":\"2021-05-14T16:45:12.000Z\","
    "\"resultInfo\":null,\"isFilePurged\":false,\"receivedAt\":\"2021-05-14T13:34:31.005Z\","
    "\"read\":false,\"done\":false,\"doneBy\":null,\"doneAt\":null,\"note\":null,"
    "\"document\":null,\"documents\":[],\"mediaType\":null,\"size\":null,"
    "\"sha256\":null,\"name\":\"18582io\"}\n"
    "]\n");
}

static void
test_csv (void)
{
  g_autoptr (FbFax) inbound = make_article_fax ("fax-inbound.json", "/f/a.pdf", "/f/b.pdf");
  g_autoptr (FbFax) outbound = make_article_fax ("fax-outbound.json", NULL, NULL);
  g_autofree char *text = write_faxes (FB_FAX_FORMAT_CSV, inbound, outbound);

  g_assert_cmpstr (
    text, ==,
    HEADER
    "d7afa15d-a79-b013-18ec9c846ef3,inbound,success,+18332394039,702422,702432,,,"
    "1,1,1,2021-05-14T13:34:30.000Z,2021-05-14T13:34:00.000Z,,false,"
    "2021-05-14T13:34:31.005Z,false,false,,,,/f/b.pdf,\"/f/a.pdf\n/f/b.pdf\","
    "application/pdf,101,abcd,702432\r\n"
    "3bdc40b9-0c0f-b054-8ddbdb94ec1e,outbound,success,+18582850,858250,"
    "T.Co - Documo,18582io,Test fax,1,1,1,2021-05-14T16:43:59.000Z,"
    "2021-05-14T16:45:12.000Z,,false,2021-05-14T13:34:31.005Z,false,false,,,,,,,,,18582io\r\n");
}

static void
test_nothing (void)
{
  g_autofree char *json = write_faxes (FB_FAX_FORMAT_JSON, NULL, NULL);
  g_autofree char *csv = write_faxes (FB_FAX_FORMAT_CSV, NULL, NULL);

  g_assert_cmpstr (json, ==, "[]\n");
  g_assert_cmpstr (csv, ==, HEADER);
}

/* What people did: the name and the note are anybody's, so they are no formula either. */
static void
test_desk (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  const FbDeskState desk = { TRUE, FALSE, 1620999271000000, 1620999280000000, "=Ada", "a, \"b\"" };

  event->message_id = g_strdup ("m");
  g_autoptr (FbFax) fax = make_fax_at_desk (event, &desk, NULL, NULL);
  g_autofree char *json = write_faxes (FB_FAX_FORMAT_JSON, fax, NULL);
  g_autofree char *csv = write_faxes (FB_FAX_FORMAT_CSV, fax, NULL);

  g_assert_nonnull (strstr (json, "\"read\":true,\"done\":true,\"doneBy\":\"=Ada\","
                                  "\"doneAt\":\"2021-05-14T13:34:40.000Z\","
                                  "\"note\":\"a, \\\"b\\\"\",\"document\":null"));
  g_assert_nonnull (
    strstr (csv, ",true,true,'=Ada,2021-05-14T13:34:40.000Z,\"a, \"\"b\"\"\",,,,,,\r\n"));
}

/* What the number is called here goes before what the fax says; anybody may have sent that card. */
static void
test_name (void)
{
  g_autoptr (FbFax) fax = make_article_fax ("fax-inbound.json", NULL, NULL);
  fb_fax_set_given_name (fax, "@Northside");
  g_autofree char *json = write_faxes (FB_FAX_FORMAT_JSON, fax, NULL);
  g_autofree char *csv = write_faxes (FB_FAX_FORMAT_CSV, fax, NULL);

  g_assert_nonnull (strstr (json, "\"faxCsid\":\"702432\""));
  g_assert_nonnull (strstr (json, "\"name\":\"@Northside\"}"));
  g_assert_nonnull (strstr (csv, ",'@Northside\r\n"));
}

/* What isn't known is null, and a word that nobody knows is itself. */
static void
test_unknown (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  event->message_id = g_strdup ("m");
  event->status_name = g_strdup ("quarantined");
  g_autoptr (FbFax) fax = make_fax (event, NULL, NULL);
  g_autofree char *text = write_faxes (FB_FAX_FORMAT_JSON, fax, NULL);

  g_assert_nonnull (strstr (text, "\"messageId\":\"m\",\"direction\":null,"
                                  "\"status\":\"quarantined\",\"faxNumber\":null,"));
  g_assert_nonnull (strstr (text, "\"pagesCount\":null,\"pagesComplete\":null,\"faxAttempt\":null,"
                                  "\"createdAt\":null,\"resolvedDate\":null,"));
}

static char *
write_subject (FbFaxFormat format, const char *subject)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  event->message_id = g_strdup ("m");
  event->subject = g_strdup (subject);
  g_autoptr (FbFax) fax = make_fax (event, NULL, NULL);

  return write_faxes (format, fax, NULL);
}

static void
test_csv_cells (void)
{
  const struct
  {
    const char *subject;
    const char *cell;
  } cases[] = {
    { "plain", "plain" },
    { "a, b", "\"a, b\"" },
    { "a \"b\"", "\"a \"\"b\"\"\"" },
    { "a\nb", "\"a\nb\"" },
    /* Telephone numbers are left alone. */
    { "+18332394039", "+18332394039" },
    { "+1 (833) 239-4039", "+1 (833) 239-4039" },
    { "-5", "-5" },
    /* Everything that runs in a spreadsheet gets an apostrophe. */
    { "=1+1", "'=1+1" },
    { "=HYPERLINK(\"http://a\")", "\"'=HYPERLINK(\"\"http://a\"\")\"" },
    { "+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0" },
    { "-2+3+cmd|'!A0", "'-2+3+cmd|'!A0" },
    { "+", "'+" },
    { "+SUM(1)", "'+SUM(1)" },
    { "@SUM(1)", "'@SUM(1)" },
    { "  =1+1", "'  =1+1" },
    { "\t=1+1", "'\t=1+1" },
    { "\r=1+1", "\"'\r=1+1\"" },
    { "\xef\xbc\x9d"
      "1+1",
      "'\xef\xbc\x9d"
      "1+1" },
    { "1=1", "1=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_subject (FB_FAX_FORMAT_CSV, cases[i].subject);
      g_autofree char *line = g_strdup_printf ("\r\nm,,,,,,,%s,,", cases[i].cell);
      g_test_message ("row %u", i);
      g_assert_nonnull (strstr (text, line));
    }
}

/* JSON stays what it was, and stays JSON. */
static void
test_json_text (void)
{
  const char *const subjects[] = { "=1+1", "\"quoted\"\\", "Z\xc3\xbcrich", "a\x01\x1f\x7f",
                                   "</a>" };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *text = write_subject (FB_FAX_FORMAT_JSON, subjects[i]);
      g_autoptr (JsonNode) root = json_from_string (text, NULL);
      g_assert_nonnull (root);
      JsonObject *fax = json_array_get_object_element (json_node_get_array (root), 0);
      g_assert_cmpstr (json_object_get_string_member (fax, "subject"), ==, subjects[i]);
    }
}

/* A folder's name may be any bytes; what is written is UTF-8. */
static void
test_path_of_any_bytes (void)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);
  event->message_id = g_strdup ("m");
  g_autoptr (FbFax) fax = make_fax (event, "/f\xfc/a.pdf", NULL);
  g_autofree char *json = write_faxes (FB_FAX_FORMAT_JSON, fax, NULL);
  g_autofree char *csv = write_faxes (FB_FAX_FORMAT_CSV, fax, NULL);

  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_true (g_utf8_validate (csv, -1, NULL));
}

static void
test_full_disk (void)
{
  guint8 room[256];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (FbFaxWriter) writer = fb_fax_writer_new (stream, FB_FAX_FORMAT_JSON);
  g_autoptr (FbFax) fax = make_article_fax ("fax-inbound.json", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fb_fax_writer_write (writer, fax, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_format_for_name (void)
{
  g_assert_cmpint (fb_fax_format_for_name ("-"), ==, FB_FAX_FORMAT_JSON);
  g_assert_cmpint (fb_fax_format_for_name ("/a/faxes.json"), ==, FB_FAX_FORMAT_JSON);
  g_assert_cmpint (fb_fax_format_for_name ("faxes.csv"), ==, FB_FAX_FORMAT_CSV);
  g_assert_cmpint (fb_fax_format_for_name ("FAXES.CSV"), ==, FB_FAX_FORMAT_CSV);
  g_assert_cmpint (fb_fax_format_for_name ("csv"), ==, FB_FAX_FORMAT_JSON);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/fax-writer/json", test_json);
  g_test_add_func ("/documo/fax-writer/csv", test_csv);
  g_test_add_func ("/documo/fax-writer/nothing", test_nothing);
  g_test_add_func ("/documo/fax-writer/desk", test_desk);
  g_test_add_func ("/documo/fax-writer/name", test_name);
  g_test_add_func ("/documo/fax-writer/unknown", test_unknown);
  g_test_add_func ("/documo/fax-writer/csv-cells", test_csv_cells);
  g_test_add_func ("/documo/fax-writer/json-text", test_json_text);
  g_test_add_func ("/documo/fax-writer/path-of-any-bytes", test_path_of_any_bytes);
  g_test_add_func ("/documo/fax-writer/full-disk", test_full_disk);
  g_test_add_func ("/documo/fax-writer/format-for-name", test_format_for_name);
  return g_test_run ();
}
