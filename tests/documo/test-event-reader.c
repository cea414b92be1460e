/* test-event-reader.c
 *
 * What Documo is known to post, read right: the two events of its webhook article as they stand
 * there, and every oddity that integrations have met.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event-reader.h"

#include <string.h>

static FbEvent *
read_text (const char *text, const char *name)
{
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  return fb_event_read (json, name);
}

static FbEvent *
read_file (const char *file_name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", file_name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return read_text (text, NULL);
}

static void
assert_time (gint64 microseconds, const char *expected)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (expected, NULL);

  g_assert_cmpint (microseconds, ==,
                   g_date_time_to_unix (time) * G_USEC_PER_SEC +
                     g_date_time_get_microsecond (time));
}

static void
test_article_inbound (void)
{
  g_autoptr (FbEvent) event = read_file ("fax-inbound.json");

  g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
  g_assert_cmpint (event->road, ==, FB_ROAD_WEBHOOK);
  g_assert_null (event->name);
  g_assert_cmpstr (event->message_id, ==, "d7afa15d-a79-b013-18ec9c846ef3");
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_INBOUND);
  g_assert_cmpint (event->status, ==, FB_STATUS_SUCCESS);
  g_assert_cmpstr (event->status_name, ==, "success");
  g_assert_cmpstr (event->fax_number, ==, "+18332394039");
  g_assert_cmpstr (event->caller_id, ==, "702422");
  g_assert_cmpstr (event->csid, ==, "702432");
  g_assert_null (event->recipient_name);
  g_assert_null (event->subject);
  g_assert_cmpint (event->pages_count, ==, 1);
  g_assert_cmpint (event->pages_complete, ==, 1);
  g_assert_cmpint (event->attempt, ==, 1);
  assert_time (event->created_at, "2021-05-14T13:34:30Z");
  assert_time (event->resolved_at, "2021-05-14T13:34:00Z");
  g_assert_null (event->failure);
  g_assert_false (event->is_file_purged);
}

static void
test_article_outbound (void)
{
  g_autoptr (FbEvent) event = read_file ("fax-outbound.json");

  g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
  g_assert_cmpstr (event->message_id, ==, "3bdc40b9-0c0f-b054-8ddbdb94ec1e");
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_OUTBOUND);
  g_assert_cmpint (event->status, ==, FB_STATUS_SUCCESS);
  g_assert_cmpstr (event->fax_number, ==, "+18582850");
  g_assert_cmpstr (event->caller_id, ==, "858250");
  g_assert_cmpstr (event->csid, ==, "T.Co - Documo");
  g_assert_cmpstr (event->recipient_name, ==, "18582io");
  g_assert_cmpstr (event->subject, ==, "Test fax");
  assert_time (event->created_at, "2021-05-14T16:43:59Z");
  assert_time (event->resolved_at, "2021-05-14T16:45:12Z");
}

static void
test_keeps_the_bytes (void)
{
  const char *const texts[] = { " {\"messageId\" : \"m\", \"new\":[1.50]}\n", "no JSON \xff", "" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FbEvent) event = read_text (texts[i], NULL);
      g_assert_cmpmem (g_bytes_get_data (event->json, NULL), g_bytes_get_size (event->json),
                       texts[i], strlen (texts[i]));
    }
}

static void
test_new_generation (void)
{
  const struct
  {
    const char *name;
    const char *text;
    FbDirection direction;
    FbStatus status;
    const char *status_name;
  } cases[] = {
    { "fax.v1.inbound.complete", "{\"messageId\":\"m\",\"status\":\"failed\"}",
      FB_DIRECTION_INBOUND, FB_STATUS_FAILED, "failed" },
    { "fax.v1.inbound.failed", "{\"messageId\":\"m\",\"status\":null}", FB_DIRECTION_INBOUND,
      FB_STATUS_FAILED, "failed" },
    { "fax.v1.outbound.succeed", "{\"messageId\":\"m\"}", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS,
      "success" },
    { "fax.v1.outbound.init", "{\"messageId\":\"m\"}", FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING,
      "processing" },
    { "fax.v1.inbound.page", "{\"messageId\":\"m\"}", FB_DIRECTION_INBOUND, FB_STATUS_TRANSMITTING,
      "transmitting" },
    { "fax.v1.inbound.complete", "{\"messageId\":\"m\",\"errorCode\":\"0\"}", FB_DIRECTION_INBOUND,
      FB_STATUS_SUCCESS, "success" },
    { "fax.v1.inbound.complete", "{\"messageId\":\"m\",\"errorCode\":\"3932\"}",
      FB_DIRECTION_INBOUND, FB_STATUS_FAILED, "failed" },
    { "fax.v1.inbound.complete", "{\"messageId\":\"m\"}", FB_DIRECTION_INBOUND, FB_STATUS_OTHER,
      "complete" },
    { "fax.inbound", "{\"messageId\":\"m\"}", FB_DIRECTION_INBOUND, FB_STATUS_OTHER, NULL },
    /* What the object says comes before what the event is called. */
    { "fax.v1.outbound.failed",
      "{\"messageId\":\"m\",\"direction\":\"inbound\",\"status\":\"success\"}",
      FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, "success" },
    { NULL, "{\"messageId\":\"m\",\"classificationLabel\":\"outbound\"}", FB_DIRECTION_OUTBOUND,
      FB_STATUS_OTHER, NULL },
    { NULL,
      "{\"messageId\":\"m\",\"direction\":null,\"status\":null,"
      "\"processingStatusName\":\"transmitting\"}",
      FB_DIRECTION_UNKNOWN, FB_STATUS_TRANSMITTING, "transmitting" },
    { NULL, "{\"messageId\":\"m\",\"status\":\"quarantined\"}", FB_DIRECTION_UNKNOWN,
      FB_STATUS_OTHER, "quarantined" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = read_text (cases[i].text, cases[i].name);
      g_test_message ("row %u", i);
      g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
      g_assert_cmpstr (event->name, ==, cases[i].name);
      g_assert_cmpint (event->direction, ==, cases[i].direction);
      g_assert_cmpint (event->status, ==, cases[i].status);
      g_assert_cmpstr (event->status_name, ==, cases[i].status_name);
    }
}

static void
test_kinds (void)
{
  const struct
  {
    const char *name;
    const char *text;
    FbEventKind kind;
  } cases[] = {
    { "number.add", "{\"number\":\"+1\"}", FB_EVENT_OTHER },
    { "fax.v1.number.release", "{\"messageId\":\"m\"}", FB_EVENT_OTHER },
    { "user.create", "{\"uuid\":\"u\"}", FB_EVENT_OTHER },
    { "document.complete", "{\"messageId\":\"m\"}", FB_EVENT_OTHER },
    { NULL, "{\"userId\":\"u\",\"email\":\"a@example.org\"}", FB_EVENT_OTHER },
    { NULL, "{\"data\":{\"numberId\":\"n\"}}", FB_EVENT_OTHER },
    /* Without a message id, an event that is named for something else is about no fax. */
    { "ocr.v1.document.complete", "{\"text\":\"x\"}", FB_EVENT_OTHER },
    { "OCR.v1.document.complete", "{\"messageId\":null}", FB_EVENT_OTHER },
    { "billing", "{\"faxNumber\":\"+1\"}", FB_EVENT_OTHER },
    { "ocr.v1.document.complete", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    { "ocr.v1.document.complete", "{\"data\":{\"messageId\":\"m\"}}", FB_EVENT_FAX },
    { "ocr.v1.document.complete", "{\"messageId\":\"\"}", FB_EVENT_UNREADABLE },
    { "ocr.v1.document.complete", "not JSON", FB_EVENT_UNREADABLE },
    { ".v1", "{\"text\":\"x\"}", FB_EVENT_UNREADABLE },
    { "FAX.v1.page", "{\"text\":\"x\"}", FB_EVENT_UNREADABLE },
    { "inbound.complete", "{\"text\":\"x\"}", FB_EVENT_UNREADABLE },
    { "outbound", "{\"text\":\"x\"}", FB_EVENT_UNREADABLE },
    { "number.fax.inbound", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    { "fax.v1.inbound.document", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    { "fax.v1.archive.document", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    { "something.new", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    { "", "{\"messageId\":\"m\"}", FB_EVENT_FAX },
    /* Without a message id, whatever may be a fax is kept as one that nobody understands. */
    { NULL, "{}", FB_EVENT_UNREADABLE },
    { NULL, "{\"hello\":\"world\"}", FB_EVENT_UNREADABLE },
    { NULL, "{\"faxNumber\":\"+1\",\"userId\":\"u\"}", FB_EVENT_UNREADABLE },
    { NULL, "{\"messageId\":null,\"userId\":\"u\"}", FB_EVENT_UNREADABLE },
    { "fax.v1.inbound.complete", "{}", FB_EVENT_UNREADABLE },
    { "fax.v1.inbound.complete", "[]", FB_EVENT_UNREADABLE },
    { NULL, "", FB_EVENT_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = read_text (cases[i].text, cases[i].name);
      g_test_message ("row %u", i);
      g_assert_cmpint (event->kind, ==, cases[i].kind);
      if (event->kind != FB_EVENT_FAX)
        g_assert_null (event->message_id);
    }
}

/* The row of what could not be understood still says what can be said. */
static void
test_unreadable_tells_what_it_can (void)
{
  g_autoptr (FbEvent) event =
    read_text ("{\"direction\":\"inbound\",\"faxCsid\":\"Clinic\",\"status\":\"success\"}", NULL);

  g_assert_cmpint (event->kind, ==, FB_EVENT_UNREADABLE);
  g_assert_cmpint (event->status, ==, FB_STATUS_UNREADABLE);
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_INBOUND);
  g_assert_cmpstr (event->csid, ==, "Clinic");
}

static void
test_wrapped (void)
{
  const char *const keys[] = { "data", "fax", "payload", "message" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"id\":1,\"%s\":{\"messageId\":\"m\",\"subject\":\"s\"}}", keys[i]);
      g_autoptr (FbEvent) event = read_text (text, NULL);
      g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
      g_assert_cmpstr (event->message_id, ==, "m");
      g_assert_cmpstr (event->subject, ==, "s");
    }

  g_autoptr (FbEvent) twice = read_text ("{\"payload\":{\"fax\":{\"messageId\":\"m\"}}}", NULL);
  g_assert_cmpstr (twice->message_id, ==, "m");

  /* A flat fax may have members of those names. */
  g_autoptr (FbEvent) flat =
    read_text ("{\"messageId\":\"m\",\"data\":{\"messageId\":\"n\"},\"message\":\"hello\"}", NULL);
  g_assert_cmpstr (flat->message_id, ==, "m");
}

static void
test_twins_and_types (void)
{
  g_autoptr (FbEvent) snake = read_text (
    "{\"message_id\":\"m\",\"fax_number\":\"+1\",\"fax_caller_id\":\"+2\",\"fax_csid\":\"c\","
    "\"recipient_name\":\"r\",\"pages_count\":3,\"pages_complete\":2,\"fax_attempt\":4,"
    "\"created_at\":\"2021-05-14T13:34:30.000Z\",\"resolved_date\":\"2021-05-14T13:35:00.000Z\","
    "\"is_file_purged\":true,\"status\":\"failed\",\"result_info\":\"Busy\"}",
    NULL);
  g_assert_cmpstr (snake->message_id, ==, "m");
  g_assert_cmpstr (snake->fax_number, ==, "+1");
  g_assert_cmpstr (snake->caller_id, ==, "+2");
  g_assert_cmpstr (snake->csid, ==, "c");
  g_assert_cmpstr (snake->recipient_name, ==, "r");
  g_assert_cmpint (snake->pages_count, ==, 3);
  g_assert_cmpint (snake->pages_complete, ==, 2);
  g_assert_cmpint (snake->attempt, ==, 4);
  assert_time (snake->created_at, "2021-05-14T13:34:30Z");
  assert_time (snake->resolved_at, "2021-05-14T13:35:00Z");
  g_assert_true (snake->is_file_purged);
  g_assert_cmpstr (snake->failure, ==, "Busy");

  /* A null does not hide its twin. */
  g_autoptr (FbEvent) both = read_text ("{\"messageId\":null,\"message_id\":\"m\"}", NULL);
  g_assert_cmpstr (both->message_id, ==, "m");

  g_autoptr (FbEvent) swapped = read_text (
    "{\"messageId\":123456789012345678901234567890,\"faxNumber\":18332394039,"
    "\"pagesCount\":\"3\",\"pagesComplete\":\"2\",\"faxAttempt\":\"2\",\"isFilePurged\":\"true\"}",
    NULL);
  g_assert_cmpstr (swapped->message_id, ==, "123456789012345678901234567890");
  g_assert_cmpstr (swapped->fax_number, ==, "18332394039");
  g_assert_cmpint (swapped->pages_count, ==, 3);
  g_assert_cmpint (swapped->pages_complete, ==, 2);
  g_assert_cmpint (swapped->attempt, ==, 2);
  g_assert_true (swapped->is_file_purged);
}

static void
test_nulls (void)
{
  g_autoptr (FbEvent) event =
    read_text ("{\"messageId\":\"m\",\"status\":null,\"direction\":null,\"faxNumber\":null,"
               "\"faxCallerId\":\"\",\"faxCsid\":null,\"pagesCount\":null,\"pagesComplete\":null,"
               "\"faxAttempt\":null,\"createdAt\":null,\"resolvedDate\":null,\"isFilePurged\":null,"
               "\"resultInfo\":null}",
               NULL);

  g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
  g_assert_cmpint (event->status, ==, FB_STATUS_OTHER);
  g_assert_null (event->status_name);
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_UNKNOWN);
  g_assert_null (event->fax_number);
  g_assert_null (event->caller_id);
  g_assert_null (event->csid);
  g_assert_cmpint (event->pages_count, ==, -1);
  g_assert_cmpint (event->pages_complete, ==, -1);
  g_assert_cmpint (event->attempt, ==, 0);
  g_assert_cmpint (event->created_at, ==, 0);
  g_assert_cmpint (event->resolved_at, ==, 0);
  g_assert_false (event->is_file_purged);
}

static void
test_failure (void)
{
  const struct
  {
    const char *text;
    const char *failure;
  } cases[] = {
    { "{\"messageId\":\"m\",\"status\":\"failed\",\"resultInfo\":\"Line busy\"}", "Line busy" },
    { "{\"messageId\":\"m\",\"status\":\"failed\",\"resultInfo\":\"OK\","
      "\"errorInfo\":\"No answer\"}",
      "No answer" },
    { "{\"messageId\":\"m\",\"status\":\"failed\",\"resultInfo\":null,"
      "\"errorInfo\":\"No answer\"}",
      "No answer" },
    { "{\"messageId\":\"m\",\"status\":\"failed\",\"resultInfo\":\"OK\"}", NULL },
    { "{\"messageId\":\"m\",\"status\":\"success\",\"resultInfo\":\"Fine\"}", NULL },
    { "{\"messageId\":\"m\",\"status\":\"transmitting\",\"resultInfo\":\"Dialing\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbEvent) event = read_text (cases[i].text, NULL);
      g_assert_cmpstr (event->failure, ==, cases[i].failure);
    }
}

static void
test_times (void)
{
  const struct
  {
    const char *text;
    gint64 microseconds;
  } cases[] = {
    { "2021-05-14T13:34:30.000Z", 1620999270000000 },
    { "2021-05-14T13:34:30.123Z", 1620999270123000 },
    { "2021-05-14T13:34:30.999Z", 1620999270999000 },
    { "2021-05-14T13:34:30Z", 1620999270000000 },
    { "2021-05-14T15:34:30.000+02:00", 1620999270000000 },
    { "2021-05-14T13:34:30", 1620999270000000 },
    { "2021-05-14", 0 },
    { "yesterday", 0 },
    { "1969-12-31T23:59:59Z", 0 },
    { "2021-02-30T00:00:00Z", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"messageId\":\"m\",\"createdAt\":\"%s\"}", cases[i].text);
      g_autoptr (FbEvent) event = read_text (text, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (event->created_at, ==, cases[i].microseconds);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/event-reader/article-inbound", test_article_inbound);
  g_test_add_func ("/documo/event-reader/article-outbound", test_article_outbound);
  g_test_add_func ("/documo/event-reader/keeps-the-bytes", test_keeps_the_bytes);
  g_test_add_func ("/documo/event-reader/new-generation", test_new_generation);
  g_test_add_func ("/documo/event-reader/kinds", test_kinds);
  g_test_add_func ("/documo/event-reader/unreadable-tells-what-it-can",
                   test_unreadable_tells_what_it_can);
  g_test_add_func ("/documo/event-reader/wrapped", test_wrapped);
  g_test_add_func ("/documo/event-reader/twins-and-types", test_twins_and_types);
  g_test_add_func ("/documo/event-reader/nulls", test_nulls);
  g_test_add_func ("/documo/event-reader/failure", test_failure);
  g_test_add_func ("/documo/event-reader/times", test_times);
  return g_test_run ();
}
