/* test-event-reader-hostile.c
 *
 * What nobody posts who means well: ids that are no ids, text that lies, numbers that are none.
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

static void
test_message_ids (void)
{
  g_autofree char *longest = g_strnfill (256, 'a');
  g_autofree char *too_long = g_strnfill (257, 'a');
  const struct
  {
    const char *id;
    gboolean is_good;
  } cases[] = {
    { "d7afa15d-a79-b013-18ec9c846ef3", TRUE },
    { "1", TRUE },
    { "not a uuid/../\xc3\xbc", TRUE },
    { longest, TRUE },
    { too_long, FALSE },
    { "", FALSE },
    { "   ", FALSE },
    { "a\\u0000b", FALSE },
    { "a\\nb", FALSE },
    { "a\\u007fb", FALSE },
    { "a\\u202eb", FALSE },
    { "a\\u2028b", FALSE },
    { "\\ufeffa", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"messageId\":\"%s\"}", cases[i].id);
      g_autoptr (FbEvent) event = read_text (text, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (event->kind, ==, cases[i].is_good ? FB_EVENT_FAX : FB_EVENT_UNREADABLE);
      g_assert_cmpstr (event->message_id, ==, cases[i].is_good ? cases[i].id : NULL);
    }
}

static void
test_message_ids_of_other_types (void)
{
  const char *const ids[] = { "null", "true", "{}", "[\"m\"]", "{\"messageId\":\"m\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"messageId\":%s}", ids[i]);
      g_autoptr (FbEvent) event = read_text (text, NULL);
      g_assert_cmpint (event->kind, ==, FB_EVENT_UNREADABLE);
    }
}

static void
test_fields_of_other_types (void)
{
  g_autoptr (FbEvent) event = read_text (
    "{\"messageId\":\"m\",\"subject\":{\"a\":1},\"faxNumber\":[1],\"faxCsid\":true,"
    "\"status\":{\"name\":\"success\"},\"direction\":1,\"pagesCount\":\"many\","
    "\"pagesComplete\":-3,\"faxAttempt\":1.5,\"createdAt\":1620999270,\"isFilePurged\":[]}",
    NULL);

  g_assert_cmpint (event->kind, ==, FB_EVENT_FAX);
  g_assert_null (event->subject);
  g_assert_null (event->fax_number);
  g_assert_null (event->csid);
  g_assert_cmpint (event->status, ==, FB_STATUS_OTHER);
  g_assert_cmpint (event->direction, ==, FB_DIRECTION_UNKNOWN);
  g_assert_cmpint (event->pages_count, ==, -1);
  g_assert_cmpint (event->pages_complete, ==, -1);
  g_assert_cmpint (event->attempt, ==, 0);
  g_assert_cmpint (event->created_at, ==, 0);
  g_assert_false (event->is_file_purged);
}

static void
test_counts_beyond_reason (void)
{
  const char *const counts[] = { "2147483648", "99999999999999999999999", "-1", "1e9", "\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"messageId\":\"m\",\"pagesCount\":%s}", counts[i]);
      g_autoptr (FbEvent) event = read_text (text, NULL);
      g_assert_cmpint (event->pages_count, ==, -1);
    }
}

static void
test_text_is_made_fit_to_show (void)
{
  g_autofree char *long_subject = g_strnfill (5000, 's');
  g_autofree char *text = g_strdup_printf (
    "{\"messageId\":\"m\",\"faxCsid\":\"ab\\u202ecd\\u0000e\\r\\n\",\"subject\":\"%s\"}",
    long_subject);
  g_autoptr (FbEvent) event = read_text (text, NULL);

  g_assert_cmpstr (event->csid, ==, "abcde");
  g_assert_cmpint (g_utf8_strlen (event->subject, -1), ==, 1024);
}

static void
test_status_of_any_length (void)
{
  g_autofree char *word = g_strnfill (5000, 's');
  g_autofree char *text = g_strdup_printf ("{\"messageId\":\"m\",\"status\":\"%s\"}", word);
  g_autoptr (FbEvent) event = read_text (text, NULL);

  g_assert_cmpint (event->status, ==, FB_STATUS_OTHER);
  g_assert_cmpint (strlen (event->status_name), ==, 64);
}

/* A header is bytes. */
static void
test_event_names (void)
{
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autoptr (FbEvent) broken = read_text ("{\"messageId\":\"m\"}", "fax\xff.v1\x01.inbound.failed");
  g_autoptr (FbEvent) endless = read_text ("{\"messageId\":\"m\"}", long_name);
  g_autoptr (FbEvent) dots = read_text ("{\"messageId\":\"m\"}", "....");

  g_assert_true (g_utf8_validate (broken->name, -1, NULL));
  g_assert_cmpint (broken->status, ==, FB_STATUS_FAILED);
  g_assert_cmpint (strlen (endless->name), ==, 128);
  g_assert_cmpint (dots->kind, ==, FB_EVENT_FAX);
}

/* Halves of surrogate pairs and deep nesting bring json-glib down. */
static void
test_what_crashes_the_parser (void)
{
  g_autofree char *brackets = g_strnfill (500000, '[');
  g_autofree char *deep = g_strdup_printf ("{\"messageId\":\"m\",\"a\":%s", brackets);
  g_autoptr (FbEvent) nested = read_text (deep, NULL);
  g_autoptr (FbEvent) half =
    read_text ("{\"messageId\":\"m\",\"subject\":\"a\\ud800\\u0041\"}", NULL);

  g_assert_cmpint (nested->kind, ==, FB_EVENT_UNREADABLE);
  g_assert_cmpint (half->kind, ==, FB_EVENT_FAX);
  g_assert_cmpstr (half->subject, ==,
                   "a\xef\xbf\xbd"
                   "A");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documo/event-reader-hostile/message-ids", test_message_ids);
  g_test_add_func ("/documo/event-reader-hostile/message-ids-of-other-types",
                   test_message_ids_of_other_types);
  g_test_add_func ("/documo/event-reader-hostile/fields-of-other-types",
                   test_fields_of_other_types);
  g_test_add_func ("/documo/event-reader-hostile/counts-beyond-reason", test_counts_beyond_reason);
  g_test_add_func ("/documo/event-reader-hostile/text", test_text_is_made_fit_to_show);
  g_test_add_func ("/documo/event-reader-hostile/status-of-any-length", test_status_of_any_length);
  g_test_add_func ("/documo/event-reader-hostile/event-names", test_event_names);
  g_test_add_func ("/documo/event-reader-hostile/what-crashes-the-parser",
                   test_what_crashes_the_parser);
  return g_test_run ();
}
