/* fuzz-event.c
 *
 * Any bytes as an event's JSON, and as the whole of a JSON body. Whatever comes out must be fit to
 * be kept and shown: what is no fax has no message id, what is text is valid and free of controls.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-event-reader.h"
#include "fuzz.h"

static const char *const names[] = { NULL, "fax.v1.inbound.complete", "number.created", "" };

static void
check_text (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)) && *c != '\n' && *c != '\t');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;

  const char *name = names[data[0] % G_N_ELEMENTS (names)];
  g_autoptr (GBytes) json = g_bytes_new (data + 1, size - 1);
  g_autoptr (FbEvent) event = fb_event_read (json, name);

  g_assert_nonnull (event);
  g_assert_true ((event->kind == FB_EVENT_FAX) == (event->message_id != NULL));
  check_text (event->message_id);
  check_text (event->status_name);
  check_text (event->fax_number);
  check_text (event->caller_id);
  check_text (event->csid);
  check_text (event->recipient_name);
  check_text (event->subject);
  check_text (event->failure);

  /* What was understood can't have broken off, and what breaks off isn't complete. */
  gsize length;
  const guint8 *text = g_bytes_get_data (json, &length);
  gboolean is_complete = fb_event_is_complete (json);
  if (event->kind == FB_EVENT_FAX)
    g_assert_true (is_complete);
  if (is_complete && strchr ("}]", text[length - 1]) != NULL)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (json, 0, length - 1);
      g_assert_false (fb_event_is_complete (cut));
    }
  return 0;
}
