/* fb-test-delivery.c
 *
 * A delivery as Documo posts one, to be sent to oneself: the form with the field `data`, which is
 * the event's JSON, and the field `attachment`, which is the document.
 *
 * A fax of many pages has megabytes, and what stands in front of a receiver often takes no more
 * than one. So the form has a further field, which the receiver skips, to be as large as such a
 * fax; the document is small, since it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-delivery.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "fb-event.h"

#define PADDING_SIZE (2 * 1024 * 1024)
#define LINE_LENGTH  76

/* As Documo writes them: ISO 8601, UTC, milliseconds. */
static char *
format_time (gint64 microseconds)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  g_autofree char *start = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", start, (int) (microseconds / 1000 % 1000));
}

static void
add_text (JsonObject *object, const char *field, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, field, text);
  else
    json_object_set_null_member (object, field);
}

/* Documo has nothing of it: so nobody shall ask there for its document. */
static JsonObject *
describe (const char *message_id, const char *time, int n_pages)
{
  JsonObject *object = json_object_new ();

  add_text (object, "messageId", message_id);
  add_text (object, "status", "success");
  add_text (object, "direction", "inbound");
  json_object_set_int_member (object, "pagesCount", n_pages);
  json_object_set_int_member (object, "pagesComplete", n_pages);
  add_text (object, "faxNumber", NULL);
  add_text (object, "faxCallerId", NULL);
  add_text (object, "faxCsid", NULL);
  add_text (object, "errorCode", "0");
  add_text (object, "resultCode", "0");
  add_text (object, "resultInfo", "OK");
  json_object_set_boolean_member (object, "isFilePurged", TRUE);
  add_text (object, "createdAt", time);
  add_text (object, "resolvedDate", time);
  return object;
}

/**
 * fb_test_delivery_make_message_id:
 *
 * For any thread.
 *
 * Returns: (transfer full): a name for a test that no other fax has
 */
char *
fb_test_delivery_make_message_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (FB_TEST_PREFIX, uuid, NULL);
}

/**
 * fb_test_delivery_make_event:
 * @message_id: names the fax
 * @time: when it is sent, microseconds since 1970 UTC
 * @n_pages: the pages of its document
 *
 * For any thread.
 *
 * Returns: (transfer full): the JSON of a fax that has come in
 */
GBytes *
fb_test_delivery_make_event (const char *message_id, gint64 time, int n_pages)
{
  g_return_val_if_fail (message_id != NULL, NULL);

  g_autofree char *time_text = format_time (time);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, describe (message_id, time_text, n_pages));
  char *json = json_to_string (node, FALSE);
  return g_bytes_new_take (json, strlen (json));
}

static void
append_text (GByteArray *form, const char *text)
{
  g_byte_array_append (form, (const guint8 *) text, (guint) strlen (text));
}

/* Lines, like those of an encoded document. */
static void
append_padding (GByteArray *form)
{
  char line[LINE_LENGTH + 3];

  memset (line, '0', LINE_LENGTH);
  memcpy (line + LINE_LENGTH, "\r\n", 3);
  for (guint size = 0; size < PADDING_SIZE; size += LINE_LENGTH + 2)
    append_text (form, line);
}

static void
append_part (GByteArray *form, const char *boundary, const char *headers)
{
  g_autofree char *start = g_strdup_printf ("--%s\r\n%s\r\n\r\n", boundary, headers);

  append_text (form, start);
}

/**
 * fb_test_delivery_make_form:
 * @event: the event's JSON
 * @document: a PDF
 * @content_type: (out) (transfer full): the Content-Type of the form
 *
 * For any thread.
 *
 * Returns: (transfer full): both in a form of some megabytes
 */
GBytes *
fb_test_delivery_make_form (GBytes *event, GBytes *document, char **content_type)
{
  g_return_val_if_fail (event != NULL && document != NULL, NULL);
  g_return_val_if_fail (content_type != NULL, NULL);

  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *boundary = g_strconcat ("faxbell-", uuid, NULL);
  g_autofree char *end = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  GByteArray *form = g_byte_array_new ();

  append_part (form, boundary, "Content-Disposition: form-data; name=\"padding\"");
  append_padding (form);
  append_text (form, "\r\n");
  append_part (form, boundary, "Content-Disposition: form-data; name=\"data\"");
  g_byte_array_append (form, g_bytes_get_data (event, NULL), (guint) g_bytes_get_size (event));
  append_text (form, "\r\n");
  append_part (form, boundary,
               "Content-Disposition: form-data; name=\"attachment\"; filename=\"test.pdf\"\r\n"
               "Content-Type: application/pdf");
  g_byte_array_append (form, g_bytes_get_data (document, NULL),
                       (guint) g_bytes_get_size (document));
  append_text (form, end);
  *content_type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  return g_byte_array_free_to_bytes (form);
}
