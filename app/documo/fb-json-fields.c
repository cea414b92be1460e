/* fb-json-fields.c
 *
 * Reads the fields of an object of Documo's. It is loose in its types: fields are null or missing,
 * numbers and booleans may be strings, some keys have snake-case twins. The guard has made strings
 * of all numbers already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-json-fields-private.h"

/**
 * fb_json_get_text:
 * @object: an object that the guard let pass
 * @key: a key
 * @twin: (nullable): the key in snake case, for where @key has no text
 *
 * A boolean, an object or an array is no text.
 *
 * Returns: (transfer none) (nullable): the text or number
 */
const char *
fb_json_get_text (JsonObject *object, const char *key, const char *twin)
{
  const char *const keys[] = { key, twin };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      JsonNode *node = keys[i] != NULL ? json_object_get_member (object, keys[i]) : NULL;
      if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
          json_node_get_value_type (node) == G_TYPE_STRING)
        return json_node_get_string (node);
    }
  return NULL;
}

/**
 * fb_json_get_count:
 * @object: an object that the guard let pass
 * @key: a key
 * @twin: (nullable): the key in snake case
 * @fallback: what to return for what is no count
 *
 * Returns: the count
 */
int
fb_json_get_count (JsonObject *object, const char *key, const char *twin, int fallback)
{
  const char *text = fb_json_get_text (object, key, twin);
  gint64 count;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &count, NULL))
    return fallback;
  return (int) count;
}

/**
 * fb_json_get_boolean:
 * @object: an object that the guard let pass
 * @key: a key
 * @twin: (nullable): the key in snake case
 *
 * Returns: the boolean; %FALSE for what is none
 */
gboolean
fb_json_get_boolean (JsonObject *object, const char *key, const char *twin)
{
  const char *const keys[] = { key, twin };
  const char *text = fb_json_get_text (object, key, twin);

  if (text != NULL)
    return g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] != NULL && json_object_has_member (object, keys[i]))
      {
        JsonNode *node = json_object_get_member (object, keys[i]);
        if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
          return json_node_get_boolean (node);
      }
  return FALSE;
}

/**
 * fb_json_get_time:
 * @object: an object that the guard let pass
 * @key: a key
 * @twin: (nullable): the key in snake case
 *
 * Documo's dates are ISO 8601, in UTC and with milliseconds; one without a zone is taken as UTC.
 *
 * Returns: microseconds since 1970, or 0 for what is no date
 */
gint64
fb_json_get_time (JsonObject *object, const char *key, const char *twin)
{
  const char *text = fb_json_get_text (object, key, twin);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return 0;
  gint64 seconds = g_date_time_to_unix (time);
  return seconds > 0 ? seconds * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}
