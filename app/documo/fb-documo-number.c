/* fb-documo-number.c
 *
 * A fax number of an account, as Documo's API tells of it at `/v1/numbers`. No description of that
 * answer is public, so it is looked for wherever Documo has such things elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-number.h"

#include <string.h>

#include "fb-display-text.h"
#include "fb-json-fields-private.h"
#include "fb-json-list-private.h"

/* In characters. */
#define MAX_TEXT_LENGTH 128

/* In bytes. */
#define MAX_ID_SIZE 128

G_DEFINE_BOXED_TYPE (FbDocumoNumber, fb_documo_number, fb_documo_number_ref, fb_documo_number_unref)

static char *
dup_id (JsonObject *object)
{
  const char *id = fb_json_get_text (object, "uuid", "id");

  if (id == NULL)
    id = fb_json_get_text (object, "numberId", "number_id");
  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID_SIZE ? g_strdup (id) : NULL;
}

static char *
dup_text (JsonObject *object, const char *const keys[])
{
  char *text = NULL;

  for (guint i = 0; keys[i] != NULL && text == NULL; i++)
    text = fb_display_text_clean (fb_json_get_text (object, keys[i], NULL), MAX_TEXT_LENGTH);
  return text;
}

static FbDocumoNumber *
read_object (JsonObject *object)
{
  static const char *const number_keys[] = { "number",    "faxNumber", "phoneNumber",
                                             "didNumber", "did",       NULL };
  static const char *const name_keys[] = { "name", "label", "description", "nickname", NULL };
  g_autofree char *id = dup_id (object);

  if (id == NULL)
    return NULL;
  FbDocumoNumber *number = g_atomic_rc_box_new0 (FbDocumoNumber);
  number->id = g_steal_pointer (&id);
  number->number = dup_text (object, number_keys);
  number->name = dup_text (object, name_keys);
  return number;
}

/**
 * fb_documo_number_read_list:
 * @json: what was answered: anything at all
 * @n_rows: (out): how many elements the list has, with those that are left out
 *
 * What is no number in the list is left out. For any thread.
 *
 * Returns: (transfer full) (nullable) (element-type FbDocumoNumber): the numbers; %NULL if that is
 *   no list
 */
GPtrArray *
fb_documo_number_read_list (GBytes *json, guint *n_rows)
{
  g_return_val_if_fail (json != NULL, NULL);

  g_autoptr (JsonArray) rows = fb_json_list_parse (json, "numbers");
  *n_rows = rows != NULL ? json_array_get_length (rows) : 0;
  if (rows == NULL)
    return NULL;

  GPtrArray *numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_documo_number_unref);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      FbDocumoNumber *number =
        JSON_NODE_HOLDS_OBJECT (node) ? read_object (json_node_get_object (node)) : NULL;
      if (number != NULL)
        g_ptr_array_add (numbers, number);
    }
  return numbers;
}

/**
 * fb_documo_number_ref:
 * @number: a number
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same number
 */
FbDocumoNumber *
fb_documo_number_ref (FbDocumoNumber *number)
{
  return g_atomic_rc_box_acquire (number);
}

static void
clear (gpointer data)
{
  FbDocumoNumber *number = data;

  g_free (number->id);
  g_free (number->number);
  g_free (number->name);
}

/**
 * fb_documo_number_unref:
 * @number: (transfer full): a number
 *
 * Any thread may call it.
 */
void
fb_documo_number_unref (FbDocumoNumber *number)
{
  g_atomic_rc_box_release_full (number, clear);
}
