/* fb-upload.c
 *
 * The body of a webhook while it is received. Of a form, the field `data` is the event's JSON and
 * is collected in memory, each `attachment` is a document and is written to a spool file; they come
 * in either order, other fields are skipped. A JSON body is the event alone.
 *
 * A body that is complete but can't be understood is kept byte for byte; so it is copied until the
 * event has been understood. A body that is incomplete is refused, and will be sent again: a
 * chunked body that was cut off looks complete to libsoup, so the form's closing boundary, or the
 * JSON's last bracket, decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-upload.h"

#include <string.h>

#include "fb-raw-body.h"
#include "fb-event-reader.h"
#include "fb-form-parser.h"

/* A body of unknown length could fill the disk after all. */
#define SPACE_CHECK_BYTES (G_GUINT64_CONSTANT (16) * 1024 * 1024)

typedef enum
{
  FIELD_OTHER,
  FIELD_DATA,
  FIELD_ATTACHMENT,
} Field;

struct _FbUpload
{
  FbStore *store;
  FbReceiverLimits limits;
  FbBodyKind kind;
  char *event_name;
  gboolean has_length;

  FbFormParser *parser;
  Field field;
  gboolean has_data;
  GByteArray *json;
  FbSpoolFile *document;
  GPtrArray *documents;
  FbRawBody *copy;
  guint64 n_bytes;
  guint64 n_bytes_checked;
  FbEvent *event;
  FbTestContent *test;          /* nullable: what has to be in it */
  GChecksum *document_checksum; /* of a test */
  FbSpoolFile *body;            /* of what can't be understood, once it is finished */
};

static gboolean
refuse (GError **error, FbFormError code, const char *message)
{
  g_set_error_literal (error, FB_FORM_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
begin_part (const FbPartHeaders *headers, gpointer user_data, GError **error)
{
  FbUpload *upload = user_data;

  upload->field = FIELD_OTHER;
  if (g_strcmp0 (headers->name, "data") == 0)
    {
      if (upload->has_data)
        return refuse (error, FB_FORM_ERROR_MALFORMED, "The field data comes twice");
      upload->has_data = TRUE;
      upload->field = FIELD_DATA;
    }
  else if (g_strcmp0 (headers->name, "attachment") == 0)
    {
      upload->field = FIELD_ATTACHMENT;
      upload->document = fb_store_create_spool_file (upload->store, error);
      return upload->document != NULL;
    }
  return TRUE;
}

static gboolean
append_json (FbUpload *upload, const guint8 *data, gsize length, GError **error)
{
  if (length > upload->limits.json_bytes || upload->json->len > upload->limits.json_bytes - length)
    return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The event is too large");
  g_byte_array_append (upload->json, data, (guint) length);
  return TRUE;
}

static gboolean
take_content (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  FbUpload *upload = user_data;

  switch (upload->field)
    {
    case FIELD_DATA:
      return append_json (upload, data, length, error);
    case FIELD_ATTACHMENT:
      if (fb_spool_file_get_size (upload->document) + length > upload->limits.document_bytes)
        return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The document is too large");
      if (upload->test != NULL)
        g_checksum_update (upload->document_checksum, data, (gssize) length);
      return fb_spool_file_write (upload->document, data, length, error);
    case FIELD_OTHER:
    default:
      return TRUE;
    }
}

/* Reads the event as soon as it is complete. Once it is understood, no copy is needed. */
static void
read_event (FbUpload *upload)
{
  g_autoptr (GBytes) json = g_byte_array_free_to_bytes (upload->json);

  upload->json = g_byte_array_new ();
  upload->event = fb_event_read (json, upload->event_name);
  /* An event about no fax may still be followed by a document. */
  if (upload->event->kind == FB_EVENT_FAX)
    g_clear_pointer (&upload->copy, fb_raw_body_free);
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  FbUpload *upload = user_data;

  if (upload->field == FIELD_DATA)
    read_event (upload);
  /* An empty field stands for a document that the sender doesn't have. */
  if (upload->document != NULL && fb_spool_file_get_size (upload->document) > 0)
    g_ptr_array_add (upload->documents, g_steal_pointer (&upload->document));
  g_clear_pointer (&upload->document, fb_spool_file_free);
  return TRUE;
}

static const FbFormHandler form_handler = {
  .begin_part = begin_part,
  .content = take_content,
  .end_part = end_part,
};

/* A name from a header: anything but a short text counts as none. */
static char *
dup_event_name (const char *name)
{
  if (name == NULL || strlen (name) > 200 || !g_utf8_validate (name, -1, NULL))
    return NULL;
  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return NULL;
  return g_strdup (name);
}

/**
 * fb_upload_new:
 * @store: where it will be kept
 * @limits: the sizes that are accepted; copied
 * @kind: what the body is
 * @content_type: the request's Content-Type
 * @event_name: (nullable): the event's name, from `x-webhook-event`
 *
 * Returns: (transfer full) (nullable): an upload, or %NULL if it is a form whose boundary is
 * missing or malformed
 */
FbUpload *
fb_upload_new (FbStore *store,
               const FbReceiverLimits *limits,
               FbBodyKind kind,
               const char *content_type,
               const char *event_name)
{
  g_autoptr (FbUpload) upload = g_new0 (FbUpload, 1);

  upload->store = g_object_ref (store);
  upload->limits = *limits;
  upload->kind = kind;
  upload->event_name = dup_event_name (event_name);
  upload->json = g_byte_array_new ();
  upload->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_spool_file_free);
  if (kind == FB_BODY_FORM)
    {
      upload->parser = fb_form_parser_new (content_type, limits->parts, limits->part_header_bytes,
                                           &form_handler, upload);
      upload->copy = fb_raw_body_new (store);
      if (upload->parser == NULL)
        return NULL;
    }
  return g_steal_pointer (&upload);
}

/**
 * fb_upload_free:
 * @upload: (nullable) (transfer full): an upload
 *
 * Frees it, and removes its spool files unless they were handed over.
 */
void
fb_upload_free (FbUpload *upload)
{
  if (upload == NULL)
    return;
  g_clear_pointer (&upload->parser, fb_form_parser_free);
  g_clear_pointer (&upload->document, fb_spool_file_free);
  g_clear_pointer (&upload->documents, g_ptr_array_unref);
  g_clear_pointer (&upload->copy, fb_raw_body_free);
  g_clear_pointer (&upload->event, fb_event_unref);
  g_clear_pointer (&upload->body, fb_spool_file_free);
  g_clear_pointer (&upload->test, fb_test_content_free);
  g_clear_pointer (&upload->document_checksum, g_checksum_free);
  g_byte_array_unref (upload->json);
  g_free (upload->event_name);
  g_object_unref (upload->store);
  g_free (upload);
}

/**
 * fb_upload_set_has_length:
 * @upload: an upload
 *
 * To be called if the length of the body is known: libsoup then makes sure that it is complete.
 */
void
fb_upload_set_has_length (FbUpload *upload)
{
  upload->has_length = TRUE;
}

/**
 * fb_upload_set_test:
 * @upload: an upload of which nothing was received
 * @content: (transfer full) (nullable): what has to be in it; %NULL if it isn't expected any more
 *
 * Makes it a test: it is kept as one, and only if it has this content.
 */
void
fb_upload_set_test (FbUpload *upload, FbTestContent *content)
{
  upload->test = content != NULL ? content : g_new0 (FbTestContent, 1);
  upload->document_checksum = g_checksum_new (G_CHECKSUM_SHA256);
}

static gboolean
check_space (FbUpload *upload, GError **error)
{
  if (upload->n_bytes - upload->n_bytes_checked < SPACE_CHECK_BYTES)
    return TRUE;
  upload->n_bytes_checked = upload->n_bytes;
  return fb_store_check_space (upload->store, SPACE_CHECK_BYTES, error);
}

/**
 * fb_upload_feed:
 * @upload: an upload
 * @data: the next bytes of its body
 * @length: the number of bytes
 * @error: (optional): where to store the reason: an %FB_FORM_ERROR for a fault of the client, of
 * any other domain for one of ours
 *
 * Parses them, and writes documents to the spool.
 *
 * Returns: whether more may follow
 */
gboolean
fb_upload_feed (FbUpload *upload, const guint8 *data, gsize length, GError **error)
{
  upload->n_bytes += length;
  if (upload->n_bytes > upload->limits.body_bytes)
    return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The request is too large");
  if (!check_space (upload, error))
    return FALSE;
  if (upload->kind == FB_BODY_JSON)
    return append_json (upload, data, length, error);

  if (upload->copy != NULL && !fb_raw_body_write (upload->copy, data, length, error))
    return FALSE;
  return fb_form_parser_feed (upload->parser, data, length, error);
}

static FbEvent *
new_unreadable_event (FbUpload *upload)
{
  FbEvent *event = fb_event_new (FB_EVENT_UNREADABLE);

  event->name = g_strdup (upload->event_name);
  return event;
}

static gboolean
finish_form (FbUpload *upload, GError **error)
{
  if (!fb_form_parser_finish (upload->parser, error))
    return FALSE;
  if (upload->event == NULL && upload->documents->len == 0)
    return refuse (error, FB_FORM_ERROR_MALFORMED, "Neither data nor attachment is in the form");

  /* A document is never dropped: an event about no fax that comes with one isn't understood. */
  gboolean is_other = upload->event != NULL && upload->event->kind == FB_EVENT_OTHER;
  if (upload->event == NULL || (is_other && upload->documents->len > 0))
    {
      g_clear_pointer (&upload->event, fb_event_unref);
      upload->event = new_unreadable_event (upload);
    }
  return TRUE;
}

static gboolean
is_blank (const GByteArray *text)
{
  for (guint i = 0; i < text->len; i++)
    if (memchr (" \t\r\n", text->data[i], 4) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_complete (const FbUpload *upload)
{
  g_autoptr (GBytes) json = g_bytes_new_static (upload->json->data, upload->json->len);

  return upload->has_length || fb_event_is_complete (json);
}

static gboolean
finish_json (FbUpload *upload, GError **error)
{
  if (is_blank (upload->json))
    return refuse (error, FB_FORM_ERROR_MALFORMED, "The body is empty");
  if (!is_complete (upload))
    return refuse (error, FB_FORM_ERROR_MALFORMED, "The JSON breaks off");

  upload->copy = fb_raw_body_new (upload->store);
  if (!fb_raw_body_write (upload->copy, upload->json->data, upload->json->len, error))
    return FALSE;
  read_event (upload);
  return TRUE;
}

/* So that a sign-in that somebody has read on the way is good for nothing else. */
static gboolean
finish_test (FbUpload *upload, GError **error)
{
  const FbTestContent *expected = upload->test;
  FbEvent *event = upload->event;
  g_autofree char *json =
    event->json != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, event->json) : NULL;

  if (event->kind != FB_EVENT_FAX || upload->documents->len != 1 || json == NULL ||
      g_strcmp0 (json, expected->json) != 0 ||
      g_strcmp0 (g_checksum_get_string (upload->document_checksum), expected->document) != 0)
    return refuse (error, FB_FORM_ERROR_MALFORMED, "This is not the test that was sent");
  event->road = FB_ROAD_TEST;
  return TRUE;
}

/**
 * fb_upload_finish:
 * @upload: an upload whose body has been received
 * @error: (optional): where to store the reason, as in fb_upload_feed()
 *
 * Parses the event, and writes a body that can't be understood to the spool.
 *
 * Returns: whether it is complete and can be kept
 */
gboolean
fb_upload_finish (FbUpload *upload, GError **error)
{
  gboolean is_complete =
    upload->kind == FB_BODY_FORM ? finish_form (upload, error) : finish_json (upload, error);

  if (is_complete && upload->test != NULL)
    return finish_test (upload, error);
  if (!is_complete || upload->event->kind != FB_EVENT_UNREADABLE)
    return is_complete;
  upload->body = fb_raw_body_finish (upload->copy, error);
  return upload->body != NULL;
}

/**
 * fb_upload_get_event:
 * @upload: an upload that was finished
 *
 * Returns: (transfer none): its event
 */
const FbEvent *
fb_upload_get_event (FbUpload *upload)
{
  return upload->event;
}

/**
 * fb_upload_keep_async:
 * @upload: an upload that was finished; its files are handed over to the store
 * @callback: called when it is kept, or could not be; use fb_upload_keep_finish()
 * @user_data: for @callback
 *
 * Calls back in the caller's thread-default main context.
 */
void
fb_upload_keep_async (FbUpload *upload, GAsyncReadyCallback callback, gpointer user_data)
{
  fb_store_keep_async (upload->store, upload->event, g_steal_pointer (&upload->documents),
                       g_steal_pointer (&upload->body), callback, user_data);
}

/**
 * fb_upload_keep_finish:
 * @result: what the callback was given
 * @already_kept: (out): whether it had been kept before
 * @error: (optional): where to store the reason, as the store has it
 *
 * Returns: whether it is on disk
 */
gboolean
fb_upload_keep_finish (GAsyncResult *result, gboolean *already_kept, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);
  return fb_store_keep_finish (FB_STORE (store), result, already_kept, error);
}
