/* fb-documo-webhook.c
 *
 * A webhook as Documo's API tells of it at `/webhooks`. Which fields an answer has was seen, not
 * promised: what is missing is taken as it would be if it were right, and what decides over nothing
 * is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-webhook.h"

#include <string.h>

#include "fb-display-text.h"
#include "fb-json-fields-private.h"
#include "fb-json-guard-private.h"
#include "fb-json-list-private.h"

/* In characters. */
#define MAX_NAME_LENGTH 128
#define MAX_TYPE_LENGTH 32

/* In bytes. */
#define MAX_ID_SIZE  128
#define MAX_URL_SIZE 2048

G_DEFINE_BOXED_TYPE (FbDocumoWebhook,
                     fb_documo_webhook,
                     fb_documo_webhook_ref,
                     fb_documo_webhook_unref)

static const struct
{
  FbDocumoEvents event;
  const char *name;
} names[] = {
  { FB_DOCUMO_EVENT_INBOUND, "fax.inbound" },
  { FB_DOCUMO_EVENT_OUTBOUND, "fax.outbound" },
  { FB_DOCUMO_EVENT_OUTBOUND_EXTENDED, "fax.outbound.extended" },
  { FB_DOCUMO_EVENT_V1_INBOUND, "fax.v1.inbound.complete" },
  { FB_DOCUMO_EVENT_V1_OUTBOUND, "fax.v1.outbound.complete" },
};

/* Events */

static FbDocumoEvents
find_event (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      return names[i].event;
  return 0;
}

static FbDocumoEvents
read_event_object (JsonObject *object)
{
  FbDocumoEvents events = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (fb_json_get_boolean (object, names[i].name, NULL))
      events |= names[i].event;
  return events;
}

static FbDocumoEvents
read_event_array (JsonArray *array)
{
  FbDocumoEvents events = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        events |= find_event (json_node_get_string (node));
    }
  return events;
}

/* What was posted as an object in a string may come back as it was posted. */
static void
read_event_text (FbDocumoWebhook *webhook, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) root = fb_json_guard_parse (bytes);

  webhook->has_events = root != NULL;
  if (root != NULL)
    webhook->events = read_event_object (json_node_get_object (root));
}

static void
read_events (FbDocumoWebhook *webhook, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "events");
  const char *text = fb_json_get_text (object, "events", NULL);

  if (text != NULL)
    {
      read_event_text (webhook, text);
      return;
    }
  if (node == NULL || (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node)))
    return;
  webhook->has_events = TRUE;
  webhook->events = JSON_NODE_HOLDS_OBJECT (node) ? read_event_object (json_node_get_object (node))
                                                  : read_event_array (json_node_get_array (node));
}

/**
 * fb_documo_events_dup_json:
 * @events: what a webhook shall tell of
 *
 * Returns: (transfer full): the same as Documo takes it: a JSON object
 */
char *
fb_documo_events_dup_json (FbDocumoEvents events)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((events & names[i].event) != 0)
      g_string_append_printf (json, "%s\"%s\":true", json->len > 1 ? "," : "", names[i].name);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

/* Fields */

/* It becomes a part of an address: no text that would need more than escaping. */
static gboolean
is_id (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > MAX_ID_SIZE)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_.:", *c) == NULL)
      return FALSE;
  return strspn (text, ".") < strlen (text);
}

static char *
dup_id (JsonObject *object, const char *key, const char *twin)
{
  const char *id = fb_json_get_text (object, key, twin);

  return is_id (id) ? g_strdup (id) : NULL;
}

static char *
dup_url (JsonObject *object)
{
  const char *url = fb_json_get_text (object, "url", "targetUrl");

  return url != NULL && strlen (url) <= MAX_URL_SIZE ? g_strdup (url) : NULL;
}

static gboolean
is_told (JsonObject *object, const char *key)
{
  return json_object_has_member (object, key) && !json_object_get_null_member (object, key);
}

static gboolean
get_boolean_or_true (JsonObject *object, const char *key, const char *twin)
{
  return (!is_told (object, key) && !is_told (object, twin)) ||
         fb_json_get_boolean (object, key, twin);
}

/* Empty if it is told that it has none; %NULL if nothing is told. */
static char *
dup_auth_type (JsonObject *object)
{
  const char *type = fb_json_get_text (object, "authType", "auth_type");
  const gboolean is_there =
    json_object_has_member (object, "authType") || json_object_has_member (object, "auth_type");
  const gboolean is_null =
    is_there && !is_told (object, "authType") && !is_told (object, "auth_type");

  if (is_null || g_strcmp0 (type, "") == 0)
    return g_strdup ("");
  return fb_display_text_clean (type, MAX_TYPE_LENGTH);
}

static FbDocumoWebhook *
read_object (JsonObject *object)
{
  g_autofree char *uuid = dup_id (object, "uuid", "id");

  if (uuid == NULL)
    return NULL;
  FbDocumoWebhook *webhook = g_atomic_rc_box_new0 (FbDocumoWebhook);
  webhook->uuid = g_steal_pointer (&uuid);
  webhook->name = fb_display_text_clean (fb_json_get_text (object, "name", NULL), MAX_NAME_LENGTH);
  webhook->url = dup_url (object);
  webhook->auth_type = dup_auth_type (object);
  webhook->account_id = dup_id (object, "accountId", "account_id");
  webhook->number_id = dup_id (object, "numberId", "number_id");
  webhook->is_enabled = get_boolean_or_true (object, "enabled", "isEnabled");
  webhook->has_attachment = get_boolean_or_true (object, "attachmentEnabled", "attachment_enabled");
  webhook->updated_at = fb_json_get_time (object, "updatedAt", "updated_at");
  read_events (webhook, object);
  return webhook;
}

/**
 * fb_documo_webhook_read:
 * @json: what was answered: anything at all
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the webhook; %NULL if that is none
 */
FbDocumoWebhook *
fb_documo_webhook_read (GBytes *json)
{
  static const char *const wraps[] = { "data", "webhook" };

  g_return_val_if_fail (json != NULL, NULL);

  g_autoptr (JsonNode) root = fb_json_guard_parse (json);
  if (root == NULL)
    return NULL;
  JsonObject *object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (wraps); i++)
    {
      JsonNode *node = json_object_get_member (object, wraps[i]);
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        return read_object (json_node_get_object (node));
    }
  return read_object (object);
}

/**
 * fb_documo_webhook_read_list:
 * @json: what was answered: anything at all
 * @n_rows: (out): how many elements the list has, with those that are left out
 *
 * What is no webhook in the list is left out. For any thread.
 *
 * Returns: (transfer full) (nullable) (element-type FbDocumoWebhook): the webhooks; %NULL if that
 *   is no list
 */
GPtrArray *
fb_documo_webhook_read_list (GBytes *json, guint *n_rows)
{
  g_return_val_if_fail (json != NULL, NULL);

  g_autoptr (JsonArray) rows = fb_json_list_parse (json, "webhooks");
  *n_rows = rows != NULL ? json_array_get_length (rows) : 0;
  if (rows == NULL)
    return NULL;

  GPtrArray *webhooks = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_documo_webhook_unref);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      FbDocumoWebhook *webhook =
        JSON_NODE_HOLDS_OBJECT (node) ? read_object (json_node_get_object (node)) : NULL;
      if (webhook != NULL)
        g_ptr_array_add (webhooks, webhook);
    }
  return webhooks;
}

/**
 * fb_documo_webhook_signs_in:
 * @webhook: a webhook
 *
 * What Documo calls the ways to sign in isn't all known: only that it has none is taken for wrong.
 *
 * Returns: whether it signs in; %TRUE if Documo doesn't say
 */
gboolean
fb_documo_webhook_signs_in (const FbDocumoWebhook *webhook)
{
  g_return_val_if_fail (webhook != NULL, FALSE);

  const char *type = webhook->auth_type;

  return type == NULL || (*type != '\0' && g_ascii_strcasecmp (type, "none") != 0);
}

/**
 * fb_documo_webhook_ref:
 * @webhook: a webhook
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same webhook
 */
FbDocumoWebhook *
fb_documo_webhook_ref (FbDocumoWebhook *webhook)
{
  return g_atomic_rc_box_acquire (webhook);
}

static void
clear (gpointer data)
{
  FbDocumoWebhook *webhook = data;

  g_free (webhook->uuid);
  g_free (webhook->name);
  g_free (webhook->url);
  g_free (webhook->auth_type);
  g_free (webhook->account_id);
  g_free (webhook->number_id);
}

/**
 * fb_documo_webhook_unref:
 * @webhook: (transfer full): a webhook
 *
 * Any thread may call it.
 */
void
fb_documo_webhook_unref (FbDocumoWebhook *webhook)
{
  g_atomic_rc_box_release_full (webhook, clear);
}
