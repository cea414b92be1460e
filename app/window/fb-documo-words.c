/* fb-documo-words.c
 *
 * What Documo's API and the keyring say, in words for users.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-words.h"

#include <glib/gi18n.h>

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-error-words.h"

static char *
dup_whose (const FbDocumoAccount *account)
{
  if (account->name != NULL && account->email != NULL)
    /* Translators: the account that an API key is for: its name, and an e-mail address */
    return g_strdup_printf (_ ("Connected to %s (%s)."), account->name, account->email);
  if (account->name != NULL || account->email != NULL)
    /* Translators: the account that an API key is for: its name, or an e-mail address */
    return g_strdup_printf (_ ("Connected to %s."),
                            account->name != NULL ? account->name : account->email);
  return g_strdup (_ ("Documo accepts this key."));
}

/**
 * fb_documo_dup_account_sentence:
 * @account: whose account an API key belongs to
 *
 * Returns: (transfer full): whose it is, and when the key expires if Documo says so
 */
char *
fb_documo_dup_account_sentence (const FbDocumoAccount *account)
{
  g_return_val_if_fail (account != NULL, NULL);

  g_autofree char *whose = dup_whose (account);
  g_autoptr (GDateTime) utc =
    account->expires_at > 0 ? g_date_time_new_from_unix_utc (account->expires_at / G_USEC_PER_SEC)
                            : NULL;
  if (utc == NULL)
    return g_steal_pointer (&whose);

  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *date = g_date_time_format (local, "%x");
  /* Translators: an API key; %s is a date */
  g_autofree char *expiry = g_strdup_printf (_ ("The key expires on %s."), date);
  return fb_join_sentences (whose, expiry);
}

static char *
dup_weak_sentence (const GError *error)
{
  const char *level = fb_documo_error_get_level (error);

  if (level == NULL)
    return g_strdup (
      _ ("This key doesn’t allow that. Create one with more permissions in Documo."));
  /* Translators: of an API key; %s is Documo's own word for what a key may do, such as “admin” */
  return g_strdup_printf (
    _ ("This key doesn’t allow that. Create one with the level “%s” in Documo."), level);
}

static const char *
get_documo_sentence (FbDocumoError code)
{
  switch (code)
    {
    case FB_DOCUMO_ERROR_KEY_MISSING:
      return _ ("No API key is stored.");
    case FB_DOCUMO_ERROR_KEY_WRONG:
      return _ ("Documo doesn’t accept this key. Copy it from Documo again.");
    case FB_DOCUMO_ERROR_KEY_EXPIRED:
      return _ ("This key has expired. Create a new one in Documo.");
    case FB_DOCUMO_ERROR_RATE_LIMITED:
      return _ ("Documo is asking Faxbell to wait a moment.");
    case FB_DOCUMO_ERROR_GONE:
      return _ ("Documo no longer has this document.");
    case FB_DOCUMO_ERROR_NOT_API:
      return _ ("Something other than Documo answered. Check the network, or the proxy.");
    case FB_DOCUMO_ERROR_CERTIFICATE:
      return _ ("The connection to Documo isn’t secure, so Faxbell doesn’t use it.");
    case FB_DOCUMO_ERROR_INTERRUPTED:
      return _ ("The connection to Documo was interrupted.");
    case FB_DOCUMO_ERROR_WRONG_TYPE:
      return _ ("Documo sent something other than a document.");
    case FB_DOCUMO_ERROR_TOO_LARGE:
      return _ ("The document is too large.");
    case FB_DOCUMO_ERROR_REFUSED:
      return _ ("Documo refused the request.");
    case FB_DOCUMO_ERROR_URL:
      return _ ("The address of Documo’s API can’t be used.");
    case FB_DOCUMO_ERROR_KEY_WEAK:
    case FB_DOCUMO_ERROR_UNAVAILABLE:
    default:
      return _ ("Documo can’t be reached right now.");
    }
}

static const char *
get_keyring_sentence (FbApiKeyError code)
{
  switch (code)
    {
    case FB_API_KEY_ERROR_ABSENT:
      return _ ("No API key is stored.");
    case FB_API_KEY_ERROR_LOCKED:
      return _ ("Your keyring is locked. Unlock it and try again.");
    case FB_API_KEY_ERROR_NO_KEYRING:
      return _ ("This desktop has no keyring to store the key in.");
    case FB_API_KEY_ERROR_FAILED:
    default:
      return _ ("The keyring reported an error.");
    }
}

/**
 * fb_documo_error_dup_sentence:
 * @error: an #FbDocumoError or an #FbApiKeyError
 *
 * Returns: (transfer full): what is wrong, and what helps, in whole sentences
 */
char *
fb_documo_error_dup_sentence (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WEAK))
    return dup_weak_sentence (error);
  if (error->domain == FB_DOCUMO_ERROR)
    return g_strdup (get_documo_sentence ((FbDocumoError) error->code));
  if (error->domain == FB_API_KEY_ERROR)
    return g_strdup (get_keyring_sentence ((FbApiKeyError) error->code));
  return g_strdup (fb_error_get_reason (error));
}
