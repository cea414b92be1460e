/* fb-fax-writer.c
 *
 * Writes faxes for other programs: as JSON, an array with one object a line, or as CSV (RFC 4180),
 * with a line for each fax. Both have the same fields, under the names that Documo's webhooks give
 * them; what only we know of a fax (`receivedAt`, `read`, `done`, `note`, `document` and what
 * describes them, `name`) follows. The name is the one that the other side's number has here or,
 * where it has none, the one that the fax states. Done is what does not wait for somebody to deal
 * with it: also what nobody ever had to.
 *
 * A spreadsheet takes a cell that begins with one of = + - @ for a formula, and anybody can send a
 * fax with such a subject. So in CSV those cells get an apostrophe in front, as OWASP recommends
 * ("CSV Injection"); not in JSON, where nothing runs. The one exception are cells that are a plus
 * or a minus and then nothing but digits and what people set between them: +18332394039 is a
 * telephone number, and can at the worst be added up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _FbFaxWriter
{
  GOutputStream *stream;
  FbFaxFormat format;
  guint64 n_written;
};

/* The fields, in the order in which they are written. */
static const char *const fields[] = {
  "messageId",     "direction",  "status",       "faxNumber",     "faxCallerId", "faxCsid",
  "recipientName", "subject",    "pagesCount",   "pagesComplete", "faxAttempt",  "createdAt",
  "resolvedDate",  "resultInfo", "isFilePurged", "receivedAt",    "read",        "done",
  "doneBy",        "doneAt",     "note",         "document",      "documents",   "mediaType",
  "size",          "sha256",     "name",
};

/**
 * fb_fax_format_for_name:
 * @file_name: a file's name, or "-" for standard output
 *
 * Returns: CSV for a name that ends in `.csv`, JSON for any other
 */
FbFaxFormat
fb_fax_format_for_name (const char *file_name)
{
  g_return_val_if_fail (file_name != NULL, FB_FAX_FORMAT_JSON);

  g_autofree char *lower = g_ascii_strdown (file_name, -1);
  return g_str_has_suffix (lower, ".csv") ? FB_FAX_FORMAT_CSV : FB_FAX_FORMAT_JSON;
}

/**
 * fb_fax_writer_new:
 * @stream: where to write; it is not closed
 * @format: in which format
 *
 * Returns: (transfer full): a writer
 */
FbFaxWriter *
fb_fax_writer_new (GOutputStream *stream, FbFaxFormat format)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  FbFaxWriter *writer = g_new0 (FbFaxWriter, 1);
  writer->stream = g_object_ref (stream);
  writer->format = format;
  return writer;
}

/**
 * fb_fax_writer_free:
 * @writer: (nullable): a writer
 *
 * Frees it. What was not finished is left as it is.
 */
void
fb_fax_writer_free (FbFaxWriter *writer)
{
  g_object_unref (writer->stream);
  g_free (writer);
}

/* Fields of one fax */

static void
set_text (JsonObject *object, const char *field, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, field, text);
  else
    json_object_set_null_member (object, field);
}

static void
set_number (JsonObject *object, const char *field, gint64 number, gint64 lowest)
{
  if (number >= lowest)
    json_object_set_int_member (object, field, number);
  else
    json_object_set_null_member (object, field);
}

/* As Documo writes them: ISO 8601, UTC, milliseconds. */
static void
set_time (JsonObject *object, const char *field, gint64 microseconds)
{
  g_autoptr (GDateTime) second =
    microseconds > 0 ? g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC) : NULL;
  g_autofree char *start = second != NULL ? g_date_time_format (second, "%Y-%m-%dT%H:%M:%S") : NULL;
  g_autofree char *text = NULL;

  if (start != NULL)
    text = g_strdup_printf ("%s.%03dZ", start, (int) (microseconds / 1000 % 1000));
  set_text (object, field, text);
}

/* A path may be any bytes but NUL; text may not. */
static char *
dup_path (const FbDocument *attachment)
{
  return g_utf8_make_valid (attachment->path, -1);
}

static void
set_event (JsonObject *object, const FbEvent *event)
{
  const char *status = fb_status_to_string (event->status);

  if (event->status == FB_STATUS_OTHER)
    status = event->status_name;

  set_text (object, "messageId", event->message_id);
  set_text (object, "direction",
            event->direction != FB_DIRECTION_UNKNOWN ? fb_direction_to_string (event->direction)
                                                     : NULL);
  set_text (object, "status", status);
  set_text (object, "faxNumber", event->fax_number);
  set_text (object, "faxCallerId", event->caller_id);
  set_text (object, "faxCsid", event->csid);
  set_text (object, "recipientName", event->recipient_name);
  set_text (object, "subject", event->subject);
  set_number (object, "pagesCount", event->pages_count, 0);
  set_number (object, "pagesComplete", event->pages_complete, 0);
  set_number (object, "faxAttempt", event->attempt, 1);
  set_time (object, "createdAt", event->created_at);
  set_time (object, "resolvedDate", event->resolved_at);
  set_text (object, "resultInfo", event->failure);
  json_object_set_boolean_member (object, "isFilePurged", event->is_file_purged);
}

static void
set_documents (JsonObject *object, FbFax *fax)
{
  const FbDocument *document = fb_fax_get_document (fax);
  GPtrArray *attachments = fb_fax_get_documents (fax);
  g_autofree char *document_path = document != NULL ? dup_path (document) : NULL;
  JsonArray *paths = json_array_new ();

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    {
      g_autofree char *path = dup_path (g_ptr_array_index (attachments, i));
      json_array_add_string_element (paths, path);
    }
  set_text (object, "document", document_path);
  json_object_set_array_member (object, "documents", paths);
  set_text (object, "mediaType", document != NULL ? document->media_type : NULL);
  set_number (object, "size", document != NULL ? document->size : -1, 0);
  set_text (object, "sha256", document != NULL ? document->sha256 : NULL);
}

static void
set_desk (JsonObject *object, FbFax *fax)
{
  json_object_set_boolean_member (object, "read", !fb_fax_get_unread (fax));
  json_object_set_boolean_member (object, "done", !fb_fax_get_open (fax));
  set_text (object, "doneBy", fb_fax_get_done_by (fax));
  set_time (object, "doneAt", fb_fax_get_done_at (fax));
  set_text (object, "note", fb_fax_get_note (fax));
}

static JsonObject *
describe (FbFax *fax)
{
  JsonObject *object = json_object_new ();

  set_event (object, fb_fax_get_event (fax));
  set_time (object, "receivedAt", fb_fax_get_received_at (fax));
  set_desk (object, fax);
  set_documents (object, fax);
  /* Last, where it came in last: programs may count columns. */
  set_text (object, "name", fb_fax_get_party (fax));
  return object;
}

/* JSON */

static void
append_json (GString *output, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  g_string_append (output, "  ");
  g_string_append (output, text);
}

/* CSV */

static gboolean
is_telephone_number (const char *cell)
{
  return (*cell == '+' || *cell == '-') && g_ascii_isdigit (cell[1]) &&
         strspn (cell + 1, "0123456789 -().") == strlen (cell + 1);
}

/* Also the full-width forms, which spreadsheets in East Asian languages take for the same. */
static gboolean
reads_as_formula (const char *cell)
{
  static const gunichar starts[] = { '=',  '+',    '-',    '@',    '\t',  '\r',
                                     '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20 };

  while (*cell == ' ')
    cell++;
  gunichar first = g_utf8_get_char (cell);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (first == starts[i])
      return !is_telephone_number (cell);
  return FALSE;
}

static void
append_cell (GString *output, const char *cell)
{
  const char *guard = reads_as_formula (cell) ? "'" : "";

  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append_printf (output, "%s%s", guard, cell);
      return;
    }
  g_string_append_printf (output, "\"%s", guard);
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (output, '"');
      g_string_append_c (output, *at);
    }
  g_string_append_c (output, '"');
}

/* A cell has room for one value: of several there is one a line. */
static char *
dup_array_cell (JsonArray *array)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (cell, "%s%s", i > 0 ? "\n" : "",
                            json_array_get_string_element (array, i));
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

static char *
dup_cell (JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_array_cell (json_node_get_array (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static void
append_csv_header (GString *output)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (output, "%s%s", i > 0 ? "," : "", fields[i]);
  g_string_append (output, "\r\n");
}

static void
append_csv (GString *output, JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *cell = dup_cell (json_object_get_member (object, fields[i]));
      if (i > 0)
        g_string_append_c (output, ',');
      append_cell (output, cell);
    }
  g_string_append (output, "\r\n");
}

/* Writing */

static gboolean
write_text (FbFaxWriter *writer, GString *text, GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (writer->stream, text->str, text->len, NULL, cancellable, error);
}

/**
 * fb_fax_writer_write:
 * @writer: a writer
 * @fax: a fax that is loaded
 * @cancellable: (nullable): what ends it early
 * @error: (optional): return location for an error
 *
 * Writes the next fax. After a failure the file is of no use, and the writer neither.
 *
 * Returns: whether it was written
 */
gboolean
fb_fax_writer_write (FbFaxWriter *writer, FbFax *fax, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (writer != NULL, FALSE);
  g_return_val_if_fail (FB_IS_FAX (fax) && fb_fax_is_loaded (fax), FALSE);

  g_autoptr (JsonObject) object = describe (fax);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_first = writer->n_written++ == 0;

  if (writer->format == FB_FAX_FORMAT_CSV)
    {
      if (is_first)
        append_csv_header (text);
      append_csv (text, object);
    }
  else
    {
      g_string_append (text, is_first ? "[\n" : ",\n");
      append_json (text, object);
    }
  return write_text (writer, text, cancellable, error);
}

/**
 * fb_fax_writer_finish:
 * @writer: a writer
 * @cancellable: (nullable): what ends it early
 * @error: (optional): return location for an error
 *
 * Writes what belongs after the last fax, and flushes the stream. Without any fax there is an empty
 * array, or the header alone.
 *
 * Returns: whether all is written
 */
gboolean
fb_fax_writer_finish (FbFaxWriter *writer, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (writer != NULL, FALSE);

  g_autoptr (GString) text = g_string_new (NULL);
  if (writer->format == FB_FAX_FORMAT_JSON)
    g_string_append (text, writer->n_written == 0 ? "[]\n" : "\n]\n");
  else if (writer->n_written == 0)
    append_csv_header (text);

  return write_text (writer, text, cancellable, error) &&
         g_output_stream_flush (writer->stream, cancellable, error);
}
