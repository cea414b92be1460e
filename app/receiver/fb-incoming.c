/* fb-incoming.c
 *
 * A delivery as it comes in. Of a form the field `data` is the event's JSON and goes to memory,
 * each `attachment` is a document and goes to a spool file; they come in either order, other fields
 * are passed over. A JSON body is the event alone.
 *
 * What is complete but can't be understood is kept byte for byte; so the body is copied until the
 * event has been understood. What is not complete is refused, and comes again: a chunked body that
 * was cut looks complete to libsoup, so it is the form's closing boundary, or the JSON's last
 * bracket, that counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-incoming.h"

#include "fb-body-copy.h"
#include "fb-event-reader.h"
#include "fb-form-parser.h"
#include "fb-json-end.h"

typedef enum
{
  FIELD_OTHER,
  FIELD_DATA,
  FIELD_ATTACHMENT,
} Field;

struct _FbIncoming
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
  FbBodyCopy *copy;
  guint64 n_bytes;
  FbEvent *event;
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
  FbIncoming *incoming = user_data;

  incoming->field = FIELD_OTHER;
  if (g_strcmp0 (headers->name, "data") == 0)
    {
      if (incoming->has_data)
        return refuse (error, FB_FORM_ERROR_MALFORMED, "The field data comes twice");
      incoming->has_data = TRUE;
      incoming->field = FIELD_DATA;
    }
  else if (g_strcmp0 (headers->name, "attachment") == 0)
    {
      incoming->field = FIELD_ATTACHMENT;
      incoming->document = fb_store_create_spool_file (incoming->store, error);
      return incoming->document != NULL;
    }
  return TRUE;
}

static gboolean
append_json (FbIncoming *incoming, const guint8 *data, gsize length, GError **error)
{
  if (length > incoming->limits.json_bytes ||
      incoming->json->len > incoming->limits.json_bytes - length)
    return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The event is too large");
  g_byte_array_append (incoming->json, data, (guint) length);
  return TRUE;
}

static gboolean
take_content (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  FbIncoming *incoming = user_data;

  switch (incoming->field)
    {
    case FIELD_DATA:
      return append_json (incoming, data, length, error);
    case FIELD_ATTACHMENT:
      if (fb_spool_file_get_size (incoming->document) + length > incoming->limits.document_bytes)
        return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The document is too large");
      return fb_spool_file_write (incoming->document, data, length, error);
    case FIELD_OTHER:
    default:
      return TRUE;
    }
}

/* Reads the event as soon as it is here. Once it is understood nobody needs the body. */
static void
read_event (FbIncoming *incoming)
{
  g_autoptr (GBytes) json = g_byte_array_free_to_bytes (incoming->json);

  incoming->json = g_byte_array_new ();
  incoming->event = fb_event_read (json, incoming->event_name);
  /* An event that is no fax may still turn out to bring a document. */
  if (incoming->event->kind == FB_EVENT_FAX)
    g_clear_pointer (&incoming->copy, fb_body_copy_free);
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  FbIncoming *incoming = user_data;

  if (incoming->field == FIELD_DATA)
    read_event (incoming);
  /* An empty field is what a sender leaves of a document that it doesn't have. */
  if (incoming->document != NULL && fb_spool_file_get_size (incoming->document) > 0)
    g_ptr_array_add (incoming->documents, g_steal_pointer (&incoming->document));
  g_clear_pointer (&incoming->document, fb_spool_file_free);
  return TRUE;
}

static const FbFormHandler form_handler = {
  .begin_part = begin_part,
  .content = take_content,
  .end_part = end_part,
};

/* A name that comes in a header: anything but a short text is none. */
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
 * fb_incoming_new:
 * @store: where it will be kept
 * @limits: what is borne
 * @kind: what the body is
 * @content_type: the request's Content-Type
 * @event_name: (nullable): the event's name, as `x-webhook-event` has it
 *
 * Returns: (transfer full) (nullable): an incoming delivery, or %NULL if it is said to be a form
 * and its boundary is missing or malformed
 */
FbIncoming *
fb_incoming_new (FbStore *store,
                 const FbReceiverLimits *limits,
                 FbBodyKind kind,
                 const char *content_type,
                 const char *event_name)
{
  g_autoptr (FbIncoming) incoming = g_new0 (FbIncoming, 1);

  incoming->store = g_object_ref (store);
  incoming->limits = *limits;
  incoming->kind = kind;
  incoming->event_name = dup_event_name (event_name);
  incoming->json = g_byte_array_new ();
  incoming->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_spool_file_free);
  if (kind == FB_BODY_FORM)
    {
      incoming->parser = fb_form_parser_new (content_type, limits->parts, limits->part_header_bytes,
                                             &form_handler, incoming);
      incoming->copy = fb_body_copy_new (store);
      if (incoming->parser == NULL)
        return NULL;
    }
  return g_steal_pointer (&incoming);
}

void
fb_incoming_free (FbIncoming *incoming)
{
  if (incoming == NULL)
    return;
  g_clear_pointer (&incoming->parser, fb_form_parser_free);
  g_clear_pointer (&incoming->document, fb_spool_file_free);
  g_clear_pointer (&incoming->documents, g_ptr_array_unref);
  g_clear_pointer (&incoming->copy, fb_body_copy_free);
  g_clear_pointer (&incoming->event, fb_event_unref);
  g_byte_array_unref (incoming->json);
  g_free (incoming->event_name);
  g_object_unref (incoming->store);
  g_free (incoming);
}

/* The body's length was told: then libsoup sees to it that all of it comes. */
void
fb_incoming_set_has_length (FbIncoming *incoming)
{
  incoming->has_length = TRUE;
}

/**
 * fb_incoming_feed:
 * @incoming: an incoming delivery
 * @data: the next bytes of its body
 * @length: how many
 * @error: (optional): where to say why not: %FB_FORM_ERROR if that is the sender's doing, any other
 *   domain if it is ours
 *
 * Returns: whether it may go on
 */
gboolean
fb_incoming_feed (FbIncoming *incoming, const guint8 *data, gsize length, GError **error)
{
  incoming->n_bytes += length;
  if (incoming->n_bytes > incoming->limits.body_bytes)
    return refuse (error, FB_FORM_ERROR_TOO_LARGE, "The request is too large");
  if (incoming->kind == FB_BODY_JSON)
    return append_json (incoming, data, length, error);

  if (incoming->copy != NULL && !fb_body_copy_write (incoming->copy, data, length, error))
    return FALSE;
  return fb_form_parser_feed (incoming->parser, data, length, error);
}

static FbEvent *
new_unreadable_event (FbIncoming *incoming)
{
  FbEvent *event = fb_event_new (FB_EVENT_UNREADABLE);

  event->name = g_strdup (incoming->event_name);
  return event;
}

static gboolean
finish_form (FbIncoming *incoming, GError **error)
{
  if (!fb_form_parser_finish (incoming->parser, error))
    return FALSE;
  if (incoming->event == NULL && incoming->documents->len == 0)
    return refuse (error, FB_FORM_ERROR_MALFORMED, "Neither data nor attachment is in the form");

  /* A document is never thrown away: what is said to be no fax and brings one isn't understood. */
  gboolean is_other = incoming->event != NULL && incoming->event->kind == FB_EVENT_OTHER;
  if (incoming->event == NULL || (is_other && incoming->documents->len > 0))
    {
      g_clear_pointer (&incoming->event, fb_event_unref);
      incoming->event = new_unreadable_event (incoming);
    }
  return TRUE;
}

static gboolean
finish_json (FbIncoming *incoming, GError **error)
{
  if (fb_json_is_blank (incoming->json->data, incoming->json->len))
    return refuse (error, FB_FORM_ERROR_MALFORMED, "The body is empty");
  if (!incoming->has_length && !fb_json_is_whole (incoming->json->data, incoming->json->len))
    return refuse (error, FB_FORM_ERROR_MALFORMED, "The JSON breaks off");

  incoming->copy = fb_body_copy_new (incoming->store);
  if (!fb_body_copy_write (incoming->copy, incoming->json->data, incoming->json->len, error))
    return FALSE;
  read_event (incoming);
  return TRUE;
}

/**
 * fb_incoming_finish:
 * @incoming: an incoming delivery whose body is here
 * @error: (optional): where to say why not, as in fb_incoming_feed()
 *
 * Returns: whether it is complete and can be kept
 */
gboolean
fb_incoming_finish (FbIncoming *incoming, GError **error)
{
  return incoming->kind == FB_BODY_FORM ? finish_form (incoming, error)
                                        : finish_json (incoming, error);
}

/**
 * fb_incoming_get_event:
 * @incoming: an incoming delivery that was finished
 *
 * Returns: (transfer none): its event
 */
const FbEvent *
fb_incoming_get_event (FbIncoming *incoming)
{
  return incoming->event;
}

static void
fail_to_keep (FbIncoming *incoming, GError *error, GAsyncReadyCallback callback, gpointer user_data)
{
  g_task_report_error (incoming->store, callback, user_data, fb_incoming_keep_async, error);
}

/**
 * fb_incoming_keep_async:
 * @incoming: an incoming delivery that was finished; what it has is handed over
 * @callback: called when it is kept, or is not; use fb_incoming_keep_finish()
 * @user_data: for @callback
 */
void
fb_incoming_keep_async (FbIncoming *incoming, GAsyncReadyCallback callback, gpointer user_data)
{
  FbSpoolFile *body = NULL;

  if (incoming->event->kind == FB_EVENT_UNREADABLE)
    {
      GError *error = NULL;

      body = fb_body_copy_finish (incoming->copy, &error);
      if (body == NULL)
        {
          fail_to_keep (incoming, error, callback, user_data);
          return;
        }
    }
  fb_store_keep_async (incoming->store, incoming->event, g_steal_pointer (&incoming->documents),
                       body, callback, user_data);
}

/**
 * fb_incoming_keep_finish:
 * @result: what the callback was given
 * @already_kept: (out): whether it was kept before
 * @error: (optional): where to say why not
 *
 * Returns: whether it is on disk
 */
gboolean
fb_incoming_keep_finish (GAsyncResult *result, gboolean *already_kept, GError **error)
{
  if (g_async_result_is_tagged (result, fb_incoming_keep_async))
    return g_task_propagate_boolean (G_TASK (result), error);

  g_autoptr (GObject) store = g_async_result_get_source_object (result);
  return fb_store_keep_finish (FB_STORE (store), result, already_kept, error);
}
