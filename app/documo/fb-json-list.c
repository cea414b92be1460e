/* fb-json-list.c
 *
 * Reads an answer of Documo's that is a list. Some are an array, some have it in an object, as
 * `{"count":1,"rows":[…]}`; both go through the guard, which lets only objects pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-json-list-private.h"

#include "fb-json-guard-private.h"

static gboolean
is_array (GBytes *json)
{
  gsize size;
  const char *text = g_bytes_get_data (json, &size);

  while (size > 0 && g_ascii_isspace (*text))
    text++, size--;
  return size > 0 && *text == '[';
}

static GBytes *
wrap (GBytes *json)
{
  gsize size;
  const char *text = g_bytes_get_data (json, &size);
  GString *wrapped = g_string_sized_new (size + sizeof "{\"rows\":}");

  g_string_append (wrapped, "{\"rows\":");
  g_string_append_len (wrapped, text, (gssize) size);
  g_string_append_c (wrapped, '}');
  return g_string_free_to_bytes (wrapped);
}

/**
 * fb_json_list_parse:
 * @json: what was answered: anything at all
 * @key: the key that the list may have besides the usual ones
 *
 * Returns: (transfer full) (nullable): its elements; %NULL if it is no list
 */
JsonArray *
fb_json_list_parse (GBytes *json, const char *key)
{
  const char *const keys[] = { "rows", "data", "items", "results", key };
  g_autoptr (GBytes) wrapped = is_array (json) ? wrap (json) : g_bytes_ref (json);
  g_autoptr (JsonNode) root = fb_json_guard_parse (wrapped);

  if (root == NULL)
    return NULL;
  JsonObject *object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      JsonNode *node = json_object_get_member (object, keys[i]);
      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        return json_array_ref (json_node_get_array (node));
    }
  return NULL;
}
