/* fb-desk-record.c
 *
 * What somebody at this desk has done with a fax, on its way to the database. It becomes an event
 * like a delivery. What people do again is another event, so each has a nonce, and no two digests
 * are alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-record.h"

#include "fb-sha256.h"

#include <string.h>

/* Characters. */
#define MAX_WHO  200
#define MAX_NOTE 4000

#define NONCE_WORDS 4

/* An empty text says nothing. */
static char *
dup_bounded (const char *text, glong max_length)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL || *valid == '\0')
    return NULL;
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), max_length));
}

/**
 * fb_desk_record_new:
 * @action: what was done
 * @who: (nullable): by whom; cut after 200 characters
 * @note: (nullable): what was noted; cut after 4000 characters
 * @at: when, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the record
 */
FbDeskRecord *
fb_desk_record_new (FbDeskAction action, const char *who, const char *note, gint64 at)
{
  FbDeskRecord *self = g_new0 (FbDeskRecord, 1);

  self->action = action;
  self->who = dup_bounded (who, MAX_WHO);
  self->note = dup_bounded (note, MAX_NOTE);
  self->at = at;
  return self;
}

/**
 * fb_desk_record_free:
 * @record: (transfer full): a record
 *
 * Frees it.
 */
void
fb_desk_record_free (FbDeskRecord *self)
{
  g_free (self->who);
  g_free (self->note);
  g_free (self);
}

/**
 * fb_desk_record_dup_nonce:
 *
 * Returns: (transfer full): 16 random bytes in hexadecimal
 */
char *
fb_desk_record_dup_nonce (void)
{
  GString *nonce = g_string_new (NULL);

  for (guint i = 0; i < NONCE_WORDS; i++)
    g_string_append_printf (nonce, "%08x", g_random_int ());
  return g_string_free (nonce, FALSE);
}

/* With its end, so that two neighbours can't be told apart in two ways. */
static void
add_text (FbSha256 *hash, const char *text)
{
  fb_sha256_update (hash, text, strlen (text) + 1);
}

/**
 * fb_desk_record_make_digest:
 * @record: a record
 * @message_id: the fax that it is of
 * @json: (array length=json_size): the record in JSON, with its nonce
 * @json_size: its length
 *
 * Returns: (transfer full): what the event is told by
 */
GBytes *
fb_desk_record_make_digest (const FbDeskRecord *self,
                            const char *message_id,
                            const char *json,
                            gsize json_size)
{
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  guint8 digest[FB_SHA256_LENGTH];

  add_text (hash, fb_desk_action_to_string (self->action));
  add_text (hash, message_id);
  fb_sha256_update (hash, json, json_size);
  fb_sha256_get_digest (hash, digest);
  return g_bytes_new (digest, sizeof digest);
}
