/* desktop-post.c
 *
 * What Documo posts to the application, over HTTP, as its article describes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-post.h"

#include <string.h>

/* Returns the answer's status. */
static guint
run_curl (Desktop *desktop, const char *const *options)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");
  const char *const command[] = { "curl",
                                  "--silent",
                                  "--output",
                                  "/dev/null",
                                  "--write-out",
                                  "%{http_code}",
                                  "--user",
                                  RUNNING_USER ":" RUNNING_PASSWORD,
                                  url };
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (command); i++)
    g_ptr_array_add (arguments, (gpointer) command[i]);
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) options[i]);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                NULL, NULL, &error);
  g_assert_no_error (error);
  return (guint) g_ascii_strtoull (output, NULL, 10);
}

/* @data: as curl has a form's field. Returns the answer's status. */
static guint
post (Desktop *desktop, const char *option, const char *data, const char *document)
{
  g_autofree char *attachment =
    g_strdup_printf ("attachment=@%s", document != NULL ? document : "/dev/null");
  const char *const options[] = { option, data, document != NULL ? "--form" : NULL, attachment,
                                  NULL };

  return run_curl (desktop, options);
}

/**
 * desktop_post:
 * @desktop: the desktop
 * @json_file: the event
 * @document: (nullable): the document's file
 *
 * Returns: the answer's status
 */
guint
desktop_post (Desktop *desktop, const char *json_file, const char *document)
{
  g_autofree char *data = g_strdup_printf ("data=<%s", json_file);

  return post (desktop, "--form", data, document);
}

/**
 * desktop_post_json:
 * @desktop: the desktop
 * @json: the event
 *
 * Posts it without a document; it must be kept.
 */
void
desktop_post_json (Desktop *desktop, const char *json)
{
  g_autofree char *data = g_strdup_printf ("data=%s", json);

  g_assert_cmpuint (post (desktop, "--form-string", data, NULL), ==, 200);
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static char *
dup_event (const PostedFax *fax)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) created = g_date_time_add_minutes (now, -fax->minutes_ago);
  g_autofree char *time = g_date_time_format (created, "%Y-%m-%dT%H:%M:%S.000Z");

  return g_strdup_printf (
    "{\"messageId\":\"%s\",\"direction\":\"%s\",\"status\":\"%s\",\"faxNumber\":\"%s\","
    "\"faxCallerId\":\"%s\",\"%s\":\"%s\",\"pagesCount\":3,\"pagesComplete\":3,"
    "\"createdAt\":\"%s\",\"errorInfo\":\"%s\"}",
    fax->message_id, fax->is_sent ? "outbound" : "inbound", fax->status,
    fax->is_sent ? fax->number : "+18332394039", fax->is_sent ? "+18332394039" : fax->number,
    fax->is_sent ? "recipientName" : "faxCsid", fax->name, time, or_nothing (fax->failure));
}

/**
 * desktop_post_fax:
 * @desktop: the desktop
 * @fax: what happened to a fax; it must be kept
 */
void
desktop_post_fax (Desktop *desktop, const PostedFax *fax)
{
  g_autofree char *event = dup_event (fax);
  g_autofree char *data = g_strdup_printf ("data=%s", event);

  g_assert_cmpuint (post (desktop, "--form-string", data, fax->document), ==, 200);
}

/**
 * desktop_post_bare_fax:
 * @desktop: the desktop
 * @fax: what happened to a fax; it must be kept
 *
 * As the newer webhooks do: as JSON, and without its document.
 */
void
desktop_post_bare_fax (Desktop *desktop, const PostedFax *fax)
{
  g_autofree char *event = dup_event (fax);
  g_autofree char *name =
    g_strdup_printf ("X-Webhook-Event: fax.v1.%s.complete", fax->is_sent ? "outbound" : "inbound");
  const char *const options[] = {
    "--header", "Content-Type: application/json", "--header", name, "--data-binary", event, NULL
  };

  g_assert_cmpuint (run_curl (desktop, options), ==, 200);
}
