/* fb-documo-answer.c
 *
 * What an answer means that isn't what was asked for. Documo's API tells errors as
 * `{"error":{"name":"NotAllowedError","message":"…"}}`, some of them with a status of success; a
 * proxy in front of it answers in HTML. Nothing is called gone, and no key wrong, unless it is
 * Documo that says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-answer-private.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fb-documo-error.h"
#include "fb-json-fields-private.h"
#include "fb-json-guard-private.h"

/* Statuses of RFC 6585, which libsoup has no names for. */
#define STATUS_TOO_MANY_REQUESTS 429
#define STATUS_SIGN_IN_REQUIRED  511 /* to the network */

/* Longer than a day nobody is told to wait, whatever is said. */
#define MAX_RETRY_AFTER (24 * 60 * 60)

/* From the strongest to the weakest. */
static const char *const levels[] = { "print_driver", "admin", "base" };

typedef struct
{
  JsonObject *object; /* nullable */
  const char *name;   /* of the error, nullable */
  const char *message;
  gboolean is_html;
} Said;

static gboolean
has_word (const char *text, const char *word)
{
  return text != NULL && strcasestr (text, word) != NULL;
}

static gboolean
says (const Said *said, const char *word)
{
  return has_word (said->name, word) || has_word (said->message, word);
}

static gboolean
is_html (const FbDocumoAnswer *answer, GBytes *body)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);

  if (answer->content_type != NULL && has_word (answer->content_type, "html"))
    return TRUE;
  while (size > 0 && g_ascii_isspace (*text))
    text++, size--;
  return size > 0 && *text == '<';
}

static void
read_said (Said *said, JsonNode *root)
{
  if (root == NULL)
    return;
  said->object = json_node_get_object (root);

  JsonNode *node = json_object_get_member (said->object, "error");
  JsonObject *error =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : said->object;
  said->name = fb_json_get_text (error, "name", "code");
  said->message = fb_json_get_text (error, "message", "error");
}

static guint
parse_retry_after (const char *text)
{
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (guint) MIN (seconds, MAX_RETRY_AFTER);
  g_autoptr (GDateTime) time = soup_date_time_new_from_http_string (text);
  if (time == NULL)
    return 0;
  gint64 wait = g_date_time_to_unix (time) - g_get_real_time () / G_USEC_PER_SEC;
  return (guint) CLAMP (wait, 0, MAX_RETRY_AFTER);
}

static const char *
find_level (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (has_word (message, levels[i]))
      return levels[i];
  return NULL;
}

static GError *
judge_key (const Said *said)
{
  if (says (said, "expired"))
    return fb_documo_error_new (FB_DOCUMO_ERROR_KEY_EXPIRED);
  return fb_documo_error_new (FB_DOCUMO_ERROR_KEY_WRONG);
}

/* A wrong address answers 404, too: only Documo's own word counts. */
static gboolean
says_gone (guint status, const Said *said)
{
  if (said->object == NULL)
    return FALSE;
  if (says (said, "purged") || fb_json_get_boolean (said->object, "isFilePurged", NULL))
    return TRUE;
  return (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE) &&
         (said->name != NULL || said->message != NULL);
}

static GError *
judge_client_error (guint status, const Said *said)
{
  if (said->is_html || status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE ||
      status == SOUP_STATUS_METHOD_NOT_ALLOWED)
    return fb_documo_error_new (FB_DOCUMO_ERROR_NOT_API);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return judge_key (said);
  if (status == SOUP_STATUS_FORBIDDEN)
    return fb_documo_error_new_weak (find_level (said->message));
  return fb_documo_error_new (FB_DOCUMO_ERROR_REFUSED);
}

static gboolean
is_temporary (guint status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT ||
         status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED ||
         (status >= 500 && status <= 599 && status != STATUS_SIGN_IN_REQUIRED);
}

/* That there is none may be said, too. */
static gboolean
has_error (const Said *said)
{
  return said->object != NULL && json_object_has_member (said->object, "error") &&
         !json_object_get_null_member (said->object, "error");
}

static GError *
judge_success (const Said *said)
{
  if (has_error (said))
    return fb_documo_error_new (FB_DOCUMO_ERROR_REFUSED);
  return fb_documo_error_new (said->is_html ? FB_DOCUMO_ERROR_NOT_API : FB_DOCUMO_ERROR_WRONG_TYPE);
}

static GError *
judge (const FbDocumoAnswer *answer, const Said *said)
{
  const guint status = answer->status;

  if (status == STATUS_TOO_MANY_REQUESTS)
    return fb_documo_error_new_later (FB_DOCUMO_ERROR_RATE_LIMITED,
                                      parse_retry_after (answer->retry_after));
  if (is_temporary (status))
    return fb_documo_error_new_later (FB_DOCUMO_ERROR_UNAVAILABLE,
                                      parse_retry_after (answer->retry_after));
  if (g_strcmp0 (said->name, "NotAllowedError") == 0)
    return fb_documo_error_new_weak (find_level (said->message));
  if (says_gone (status, said))
    return fb_documo_error_new (FB_DOCUMO_ERROR_GONE);
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return judge_success (said);
  if (status >= 400 && status <= 499)
    return judge_client_error (status, said);
  return fb_documo_error_new (FB_DOCUMO_ERROR_NOT_API);
}

/**
 * fb_documo_answer_may_be_document:
 * @answer: the head of an answer
 *
 * What it is called says little; what it is, its first bytes say.
 *
 * Returns: whether its body may be a document, and is not text that tells why there is none
 */
gboolean
fb_documo_answer_may_be_document (const FbDocumoAnswer *answer)
{
  const char *type = answer->content_type;

  return answer->status == SOUP_STATUS_OK &&
         (type == NULL || (!has_word (type, "json") && !has_word (type, "html") &&
                           g_ascii_strncasecmp (type, "text/", 5) != 0));
}

/**
 * fb_documo_answer_dup_error:
 * @answer: the head of an answer
 * @body: its body: anything at all
 *
 * For any thread.
 *
 * Returns: (transfer full): why @body isn't the document that was asked for
 */
GError *
fb_documo_answer_dup_error (const FbDocumoAnswer *answer, GBytes *body)
{
  g_autoptr (JsonNode) root = fb_json_guard_parse (body);
  Said said = { .is_html = root == NULL && is_html (answer, body) };

  read_said (&said, root);
  GError *error = judge (answer, &said);
  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    fb_documo_error_set_doubtful (error);
  return error;
}
