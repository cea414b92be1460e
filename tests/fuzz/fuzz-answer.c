/* fuzz-answer.c
 *
 * Any bytes as an answer of Documo's API: as the account that a key belongs to, and as an error.
 * The first byte chooses status and type. Whatever comes out must be fit to be shown, and only text
 * that can be Documo's may call a document gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-account.h"
#include "fb-documo-answer-private.h"
#include "fb-documo-error.h"
#include "fuzz.h"

static const guint statuses[] = { 200, 400, 401, 403, 404, 410, 429, 503 };
static const char *const types[] = { NULL, "application/json", "text/html", "application/pdf" };

static void
check_text (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

static void
check_account (GBytes *body)
{
  g_autoptr (FbDocumoAccount) account = fb_documo_account_read (body);

  if (account == NULL)
    return;
  check_text (account->name);
  check_text (account->email);
  check_text (account->level);
  g_assert_cmpint (account->expires_at, >=, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  const FbDocumoAnswer answer = { statuses[data[0] % G_N_ELEMENTS (statuses)],
                                  types[data[0] / 8 % G_N_ELEMENTS (types)], NULL };
  g_autoptr (GBytes) body = g_bytes_new (data + 1, size - 1);
  g_autoptr (GError) error = fb_documo_answer_dup_error (&answer, body);

  g_assert_nonnull (error);
  g_assert_true (error->domain == FB_DOCUMO_ERROR);
  if (g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE))
    {
      gsize length;
      const char *text = g_bytes_get_data (body, &length);
      g_assert_nonnull (g_strstr_len (text, (gssize) length, "{"));
    }
  check_account (body);
  return 0;
}
