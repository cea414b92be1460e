/* fb-documo-account.c
 *
 * Whose account an API key belongs to, as Documo's API tells it at `/v1/me`. No description of that
 * answer is public, so it is looked for wherever Documo has such things elsewhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-account.h"

#include "fb-display-text.h"
#include "fb-json-fields-private.h"
#include "fb-json-guard-private.h"

/* In characters. */
#define MAX_NAME_LENGTH  128
#define MAX_LEVEL_LENGTH 32

G_DEFINE_BOXED_TYPE (FbDocumoAccount,
                     fb_documo_account,
                     fb_documo_account_ref,
                     fb_documo_account_unref)

/* Keys of which the answer of any other program has none. */
static const char *const known_keys[] = {
  "uuid",      "id",      "userId",      "accountId", "account_id", "email",
  "firstName", "account", "accountName", "user",      "apiKey",
};

static JsonObject *
get_object (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
dup_text (JsonObject *object, const char *key, const char *twin, glong max_length)
{
  return object != NULL ? fb_display_text_clean (fb_json_get_text (object, key, twin), max_length)
                        : NULL;
}

static char *
dup_full_name (JsonObject *object)
{
  g_autofree char *first = dup_text (object, "firstName", "first_name", MAX_NAME_LENGTH);
  g_autofree char *last = dup_text (object, "lastName", "last_name", MAX_NAME_LENGTH);

  if (first != NULL && last != NULL)
    return g_strdup_printf ("%s %s", first, last);
  return g_strdup (first != NULL ? first : last);
}

/* The account's name tells more than its user's. */
static char *
dup_name (JsonObject *me, JsonObject *account, JsonObject *user)
{
  const struct
  {
    JsonObject *object;
    const char *key;
    const char *twin;
  } places[] = {
    { me, "accountName", "account_name" },
    { account, "accountName", "account_name" },
    { account, "name", NULL },
    { account, "companyName", "company_name" },
    { me, "companyName", "company_name" },
    { me, "name", "fullName" },
    { user, "name", "fullName" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *name = dup_text (places[i].object, places[i].key, places[i].twin, MAX_NAME_LENGTH);
      if (name != NULL)
        return name;
    }
  char *name = dup_full_name (me);
  return name != NULL || user == NULL ? name : dup_full_name (user);
}

static char *
dup_email (JsonObject *me, JsonObject *account, JsonObject *user)
{
  JsonObject *const objects[] = { me, user, account };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      char *email = dup_text (objects[i], "email", "userEmail", MAX_NAME_LENGTH);
      if (email != NULL)
        return email;
    }
  return NULL;
}

static void
read_key (FbDocumoAccount *account, JsonObject *me)
{
  JsonObject *key = get_object (me, "apiKey");

  if (key == NULL)
    key = get_object (me, "api_key");
  if (key == NULL)
    key = me;
  account->level = dup_text (key, "level", "keyLevel", MAX_LEVEL_LENGTH);
  account->expires_at = fb_json_get_time (key, "expiresAt", "expires_at");
}

/* The answer itself, or what is wrapped in it. */
static JsonObject *
unwrap (JsonObject *object)
{
  JsonObject *data = get_object (object, "data");

  return data != NULL ? data : object;
}

static gboolean
is_known (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    if (json_object_has_member (object, known_keys[i]))
      return TRUE;
  return FALSE;
}

/**
 * fb_documo_account_read:
 * @json: what was answered: anything at all
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the account; %NULL if that is no answer of Documo's
 */
FbDocumoAccount *
fb_documo_account_read (GBytes *json)
{
  g_return_val_if_fail (json != NULL, NULL);

  g_autoptr (JsonNode) root = fb_json_guard_parse (json);
  JsonObject *me = root != NULL ? unwrap (json_node_get_object (root)) : NULL;

  if (me == NULL || !is_known (me))
    return NULL;

  FbDocumoAccount *account = g_atomic_rc_box_new0 (FbDocumoAccount);
  account->name = dup_name (me, get_object (me, "account"), get_object (me, "user"));
  account->email = dup_email (me, get_object (me, "account"), get_object (me, "user"));
  read_key (account, me);
  return account;
}

/**
 * fb_documo_account_ref:
 * @account: an account
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same account
 */
FbDocumoAccount *
fb_documo_account_ref (FbDocumoAccount *account)
{
  return g_atomic_rc_box_acquire (account);
}

static void
clear (gpointer data)
{
  FbDocumoAccount *account = data;

  g_free (account->name);
  g_free (account->email);
  g_free (account->level);
}

/**
 * fb_documo_account_unref:
 * @account: (transfer full): an account
 *
 * Any thread may call it.
 */
void
fb_documo_account_unref (FbDocumoAccount *account)
{
  g_atomic_rc_box_release_full (account, clear);
}
