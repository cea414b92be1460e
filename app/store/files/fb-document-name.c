/* fb-document-name.c
 *
 * How a document is called on disk: for people, "2026-11-24 inbound +18332394039 d7afa15d-….pdf",
 * in a folder for its month. Made of what the event says and never of the sender's file name, so a
 * delivery that comes again gets the same name again; safe characters only, since everything that
 * it is made of comes from outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-name-private.h"

#include "fb-document-folder.h"

#include <string.h>
#include <time.h>

#define MAX_NUMBER     24
#define MAX_MESSAGE_ID 64

/* Faxbell's first year: an event that claims to be older has a broken clock. */
#define EARLIEST (G_GINT64_CONSTANT (946684800) * G_USEC_PER_SEC)

static char *
dup_safe (const char *text, gsize max_length)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+";
  char *result = g_strndup (text, max_length);

  return g_strcanon (result, safe, '_');
}

/* Two ids that become one when they are made safe must not become one name. */
static char *
dup_safe_message_id (const char *message_id)
{
  g_autofree char *safe_id = dup_safe (message_id, MAX_MESSAGE_ID);
  if (g_str_equal (safe_id, message_id))
    return g_steal_pointer (&safe_id);

  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, message_id, -1);
  return g_strdup_printf ("%s-%.12s", safe_id, digest);
}

/* The fax's own date, unless it is absurd: a retry a day later gets the same. Not by GDateTime,
 * which looks the time zone up anew each time. */
static struct tm
document_date (const FbEvent *event, gint64 received_at)
{
  gint64 time = event->created_at;
  if (time < EARLIEST || time > received_at + G_TIME_SPAN_DAY)
    time = received_at;

  const time_t seconds = time / G_USEC_PER_SEC;
  struct tm date = { 0 };
  localtime_r (&seconds, &date);
  return date;
}

/**
 * fb_document_dup_folder_name:
 * @event: what is known of the fax
 * @received_at: when it came, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the folder under `faxes/`, as "2026/11"
 */
char *
fb_document_dup_folder_name (const FbEvent *event, gint64 received_at)
{
  struct tm date = document_date (event, received_at);

  return g_strdup_printf ("%04d/%02d", date.tm_year + 1900, date.tm_mon + 1);
}

/**
 * fb_document_dup_stem:
 * @event: what is known of the fax
 * @message_id: names the fax, or the delivery that could not be understood
 * @received_at: when it came, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the file's name without its ending
 */
char *
fb_document_dup_stem (const FbEvent *event, const char *message_id, gint64 received_at)
{
  struct tm date = document_date (event, received_at);
  g_autofree char *day =
    g_strdup_printf ("%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *number = fb_event_dup_number (event);

  g_ptr_array_add (words, g_steal_pointer (&day));
  if (fb_event_is_test (event))
    g_ptr_array_add (words, g_strdup (FB_DOCUMENT_TEST_WORD));
  if (event->direction != FB_DIRECTION_UNKNOWN)
    g_ptr_array_add (words, g_strdup (fb_direction_to_string (event->direction)));
  if (number != NULL)
    g_ptr_array_add (words, dup_safe (number, MAX_NUMBER));
  g_ptr_array_add (words, dup_safe_message_id (message_id));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}
