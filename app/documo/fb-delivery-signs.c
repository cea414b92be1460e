/* fb-delivery-signs.c
 *
 * Whether a request looks like a delivery of Documo's, whose password and path may be wrong. It
 * decides only whether the user is told of a refusal: somebody who imitates Documo gets nothing by
 * it. Whoever guesses, or tries everything that is on the network for known holes, must not look
 * like Documo.
 *
 * What is known of the deliveries: they are posted from a documented address, which may change and
 * is hidden by some tunnels; the legacy ones as a form with a document; the new ones as JSON, with
 * the event's name in a header. A password, if one was entered at Documo, comes with the first
 * request. It is no browser that sends them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-delivery-signs.h"

#include <string.h>

/* For lists of allowed senders, by Documo's documentation. */
#define DOCUMO_ADDRESS "35.225.187.84"

#define MAX_EVENT_NAME 100

static gboolean
is_media_type (const char *value, const char *media_type)
{
  gsize length = strlen (media_type);

  return value != NULL && g_ascii_strncasecmp (value, media_type, length) == 0 &&
         (value[length] == '\0' || strchr ("; \t", value[length]) != NULL);
}

/* Browsers, and the many programs that pretend to be one. */
static gboolean
is_browser (const FbDeliverySigns *signs)
{
  return signs->is_from_browser ||
         (signs->user_agent != NULL && g_str_has_prefix (signs->user_agent, "Mozilla/"));
}

/* At least a letter, and what else such a word may have. */
static gboolean
is_word (const char *text)
{
  return g_ascii_isalpha (*text) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen (text);
}

static gboolean
is_version (const char *text)
{
  return text[0] == 'v' && text[1] != '\0' && strspn (text + 1, "0123456789") == strlen (text + 1);
}

/* "fax.v1.inbound.complete"; those of other families ("number.v1.add") are Documo's, too. */
static gboolean
is_versioned_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  const guint n_parts = g_strv_length (parts);

  if (n_parts < 3 || !is_word (parts[0]) || !is_version (parts[1]))
    return FALSE;
  for (guint i = 2; i < n_parts; i++)
    if (!is_word (parts[i]))
      return FALSE;
  return TRUE;
}

/* Dotted names are everywhere: other services' webhooks have such headers, too. */
static gboolean
is_event_name (const char *name)
{
  static const char *const legacy[] = { "fax.inbound", "fax.outbound", "fax.outbound.extended",
                                        NULL };

  return name != NULL && strlen (name) <= MAX_EVENT_NAME &&
         (g_strv_contains (legacy, name) || is_versioned_name (name));
}

/**
 * fb_delivery_signs_are_documo:
 * @signs: what the headers of a request say
 *
 * For any thread.
 *
 * Returns: whether it looks like a delivery of Documo's
 */
gboolean
fb_delivery_signs_are_documo (const FbDeliverySigns *signs)
{
  g_return_val_if_fail (signs != NULL, FALSE);

  const gboolean is_form = is_media_type (signs->content_type, "multipart/form-data");

  if (is_browser (signs))
    return FALSE;
  /* A redirection may have made another method of it. */
  if (g_strcmp0 (signs->address, DOCUMO_ADDRESS) == 0)
    return TRUE;
  if (g_strcmp0 (signs->method, "POST") != 0)
    return FALSE;
  /* A form alone is too common: it has to know the path, or bring a password. */
  return is_event_name (signs->event_name) ||
         (is_form && (signs->is_webhook_path || signs->has_basic_authorization));
}
