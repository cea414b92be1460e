/* fb-event-reader.c
 *
 * Reads what Documo posts. Both generations of its webhooks send one flat object of the same names;
 * the newer one tells the event's name beside it, the legacy one (the webhook article's) does not.
 *
 * The reader is tolerant where Documo is loose: fields are null before the end, numbers may be
 * strings, some keys have snake-case twins, some accounts wrap the object. It is strict in one
 * thing: a fax has a message id. Whatever cannot be understood is an event too, an unreadable one,
 * so that it is kept and shown. The bytes themselves always go with the event.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event-reader.h"

#include "fb-display-text.h"
#include "fb-json-fields-private.h"
#include "fb-json-guard-private.h"

#include <string.h>

/* In characters. Names of events and words for states are short. */
#define MAX_TEXT_LENGTH 1024
#define MAX_WORD_LENGTH 64
#define MAX_NAME_LENGTH 128

/* In bytes: a key of the database, and part of a file's name. */
#define MAX_MESSAGE_ID_SIZE 256

/* In those of Documo's objects that are no faxes, and in none that is. */
static const char *const other_keys[] = {
  "numberId", "number_id", "userId", "user_id", "documentId", "document_id", "email",
};

static const char *const fax_keys[] = {
  "faxNumber",   "fax_number", "faxCallerId", "fax_caller_id", "pagesCount",
  "pages_count", "direction",  "deliveryId",  "delivery_id",
};

/* Where some accounts put the object. */
static const char *const wrapper_keys[] = { "data", "fax", "payload", "message" };

static char *
dup_text (JsonObject *object, const char *key, const char *twin)
{
  return fb_display_text_clean (fb_json_get_text (object, key, twin), MAX_TEXT_LENGTH);
}

static char *
dup_word (JsonObject *object, const char *key, const char *twin)
{
  return fb_display_text_clean (fb_json_get_text (object, key, twin), MAX_WORD_LENGTH);
}

/* Documo's ids have no form that one may demand; they only have to be fit to be kept and shown. */
static char *
dup_message_id (JsonObject *object)
{
  const char *id = fb_json_get_text (object, "messageId", "message_id");
  gboolean has_mark = FALSE;

  if (id == NULL || strlen (id) > MAX_MESSAGE_ID_SIZE)
    return NULL;
  for (const char *at = id; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (!g_unichar_isprint (c) || c == 0x2028 || c == 0x2029)
        return NULL;
      has_mark |= g_unichar_isgraph (c);
    }
  return has_mark ? g_strdup (id) : NULL;
}

/* The object that speaks of a fax: the outermost, or the one that some accounts wrap. */
static JsonObject *
unwrap (JsonObject *object)
{
  if (json_object_has_member (object, "messageId") || json_object_has_member (object, "message_id"))
    return object;
  for (guint i = 0; i < G_N_ELEMENTS (wrapper_keys); i++)
    {
      JsonNode *node = json_object_get_member (object, wrapper_keys[i]);
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        return unwrap (json_node_get_object (node));
    }
  return object;
}

static gboolean
has_any (JsonObject *object, const char *const *keys, guint n_keys)
{
  for (guint i = 0; i < n_keys; i++)
    if (json_object_has_member (object, keys[i]))
      return TRUE;
  return FALSE;
}

/* Whether the event's name, like `fax.v1.inbound.failed`, has @part between its dots. */
static gboolean
name_has (const char *name, const char *part)
{
  g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", ".", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strcasecmp (parts[i], part) == 0)
      return TRUE;
  return FALSE;
}

/* `number.add`, `user.create`, `document.…` in the old names, `fax.v1.number.add` in the new ones.
 */
static gboolean
name_is_of_other (const char *name)
{
  static const char *const others[] = { "number", "user", "document", NULL };
  g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", ".", -1);
  guint n_parts = g_strv_length (parts);
  const char *subject = n_parts > 2 && g_ascii_strcasecmp (parts[0], "fax") == 0 ? parts[2]
                        : n_parts > 0                                            ? parts[0]
                                                                                 : "";
  g_autofree char *lower = g_ascii_strdown (subject, -1);

  /* A number's own webhooks tell of faxes, too. */
  return g_strv_contains (others, lower) && !name_has (name, "inbound") &&
         !name_has (name, "outbound");
}

/* Of what one can't tell the subject: a name may be missing. Any other first part, as in
 * `ocr.v1.document.complete`, is the name of something else than faxes. */
static gboolean
name_may_be_of_fax (const char *name)
{
  static const char *const fax_subjects[] = { "", "fax", "inbound", "outbound", NULL };
  g_auto (GStrv) parts = g_strsplit (name != NULL ? name : "", ".", 2);
  g_autofree char *lower = g_ascii_strdown (parts[0] != NULL ? parts[0] : "", -1);

  return g_strv_contains (fax_subjects, lower);
}

/* Even one that can't be used. */
static gboolean
has_message_id (JsonObject *object)
{
  static const char *const keys[] = { "messageId", "message_id" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (json_object_has_member (object, keys[i]) && !json_object_get_null_member (object, keys[i]))
      return TRUE;
  return FALSE;
}

static FbEventKind
judge (JsonObject *object, const char *name, const char *message_id)
{
  if (name_is_of_other (name))
    return FB_EVENT_OTHER;
  if (message_id != NULL)
    return FB_EVENT_FAX;
  if (!has_message_id (object) && !name_may_be_of_fax (name))
    return FB_EVENT_OTHER;
  if (has_any (object, other_keys, G_N_ELEMENTS (other_keys)) &&
      !has_any (object, fax_keys, G_N_ELEMENTS (fax_keys)) &&
      !json_object_has_member (object, "messageId") &&
      !json_object_has_member (object, "message_id"))
    return FB_EVENT_OTHER;
  return FB_EVENT_UNREADABLE;
}

static FbDirection
read_direction (JsonObject *object, const char *name)
{
  g_autofree char *word = dup_word (object, "direction", NULL);
  FbDirection direction = fb_direction_from_string (word);

  if (direction == FB_DIRECTION_UNKNOWN)
    {
      g_autofree char *label = dup_word (object, "classificationLabel", "classification_label");
      direction = fb_direction_from_string (label);
    }
  if (direction == FB_DIRECTION_UNKNOWN && name_has (name, "inbound"))
    return FB_DIRECTION_INBOUND;
  if (direction == FB_DIRECTION_UNKNOWN && name_has (name, "outbound"))
    return FB_DIRECTION_OUTBOUND;
  return direction;
}

/* `complete` comes for success and for failure; what tells them apart is the code, "0" if fine. */
static const char *
guess_status_at_end (JsonObject *object)
{
  const char *code = fb_json_get_text (object, "errorCode", "error_code");

  if (code == NULL)
    code = fb_json_get_text (object, "resultCode", "result_code");
  if (code == NULL)
    return "complete";
  return g_str_equal (code, "0") ? "success" : "failed";
}

static char *
dup_status_name (JsonObject *object, const char *name)
{
  char *word = dup_word (object, "status", NULL);

  if (word == NULL)
    word = dup_word (object, "processingStatusName", "processing_status_name");
  if (word != NULL)
    return word;
  if (name_has (name, "succeed"))
    return g_strdup ("success");
  if (name_has (name, "failed"))
    return g_strdup ("failed");
  if (name_has (name, "complete"))
    return g_strdup (guess_status_at_end (object));
  if (name_has (name, "page"))
    return g_strdup ("transmitting");
  if (name_has (name, "init"))
    return g_strdup ("processing");
  return NULL;
}

static char *
dup_failure (JsonObject *object)
{
  g_autofree char *result = dup_text (object, "resultInfo", "result_info");

  if (result != NULL && g_ascii_strcasecmp (result, "OK") != 0)
    return g_steal_pointer (&result);
  g_autofree char *problem = dup_text (object, "errorInfo", "error_info");
  if (problem != NULL && g_ascii_strcasecmp (problem, "OK") != 0)
    return g_steal_pointer (&problem);
  return NULL;
}

static void
read_status (FbEvent *event, JsonObject *object)
{
  event->status_name = dup_status_name (object, event->name);
  event->status = fb_status_from_string (event->status_name);
  if (event->status == FB_STATUS_FAILED)
    event->failure = dup_failure (object);
}

static void
read_facts (FbEvent *event, JsonObject *object)
{
  event->direction = read_direction (object, event->name);
  event->fax_number = dup_text (object, "faxNumber", "fax_number");
  event->caller_id = dup_text (object, "faxCallerId", "fax_caller_id");
  event->csid = dup_text (object, "faxCsid", "fax_csid");
  event->recipient_name = dup_text (object, "recipientName", "recipient_name");
  event->subject = dup_text (object, "subject", NULL);
  event->pages_count = fb_json_get_count (object, "pagesCount", "pages_count", -1);
  event->pages_complete = fb_json_get_count (object, "pagesComplete", "pages_complete", -1);
  event->attempt = fb_json_get_count (object, "faxAttempt", "fax_attempt", 0);
  event->created_at = fb_json_get_time (object, "createdAt", "created_at");
  event->resolved_at = fb_json_get_time (object, "resolvedDate", "resolved_date");
  event->is_file_purged = fb_json_get_boolean (object, "isFilePurged", "is_file_purged");
}

static char *
dup_event_name (const char *event_name)
{
  g_autofree char *valid = event_name != NULL ? g_utf8_make_valid (event_name, -1) : NULL;

  return fb_display_text_clean (valid, MAX_NAME_LENGTH);
}

static FbEvent *
read_object (JsonObject *outer, char *name)
{
  JsonObject *object = unwrap (outer);
  g_autofree char *message_id = dup_message_id (object);
  FbEvent *event = fb_event_new (judge (object, name, message_id));

  event->name = name;
  if (event->kind == FB_EVENT_OTHER)
    return event;

  /* What is known of an unreadable event helps the person who looks at its row. */
  read_facts (event, object);
  if (event->kind == FB_EVENT_FAX)
    {
      event->message_id = g_steal_pointer (&message_id);
      read_status (event, object);
    }
  return event;
}

/**
 * fb_event_read:
 * @json: an event as it was posted: anything at all
 * @event_name: (nullable): the event's name, from the header `x-webhook-event`
 *
 * Returns: (transfer full): the event, never %NULL: one that could not be understood is
 *   `FB_EVENT_UNREADABLE`
 */
FbEvent *
fb_event_read (GBytes *json, const char *event_name)
{
  g_return_val_if_fail (json != NULL, fb_event_new (FB_EVENT_UNREADABLE));

  g_autoptr (JsonNode) root = fb_json_guard_parse (json);
  char *name = dup_event_name (event_name);
  FbEvent *event;

  if (root != NULL)
    event = read_object (json_node_get_object (root), name);
  else
    {
      event = fb_event_new (FB_EVENT_UNREADABLE);
      event->name = name;
    }
  event->json = g_bytes_ref (json);
  return event;
}

/**
 * fb_event_is_complete:
 * @json: an event as it was posted: anything at all
 *
 * A sender whose connection breaks off may leave a part of its event. That can't be understood
 * either, but unlike what is complete it will be sent again. For any thread.
 *
 * Returns: whether all of it is there, be it understood or not
 */
gboolean
fb_event_is_complete (GBytes *json)
{
  g_return_val_if_fail (json != NULL, FALSE);

  return fb_json_guard_is_complete (json);
}
