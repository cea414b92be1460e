/* test-documo-webhooks.c
 *
 * Webhooks and numbers, of a stand-in for Documo's API: made, listed, changed, deleted, refused;
 * what hostile answers are taken for, and what becomes of the password on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "documo-webhooks.h"
#include "fb-documo-error.h"
#include "fb-documo-webhook-calls.h"

#define KEY      "a-right_key.0123456789"
#define URL      "https://fax.example.com/webhook?a=b&c=d"
#define PASSWORD "p&ss=w%rd+1 2"

typedef struct
{
  DocumoApi *api;
  DocumoWebhooks *webhooks;
  FbDocumoClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->api = documo_api_new (KEY);
  fixture->webhooks = documo_webhooks_new (fixture->api);
  g_autofree char *url = documo_api_dup_url (fixture->api);
  fixture->client = fb_documo_client_new (url, KEY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->client);
  documo_webhooks_free (fixture->webhooks);
  documo_api_free (fixture->api);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define wait_for(result)                                                                           \
  while (result == NULL)                                                                           \
  g_main_context_iteration (NULL, TRUE)

static GPtrArray *
list (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_list_webhooks_async (fixture->client, NULL, on_done, &result);
  wait_for (result);
  return fb_documo_client_list_webhooks_finish (fixture->client, result, error);
}

static GPtrArray *
list_numbers (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_list_numbers_async (fixture->client, NULL, on_done, &result);
  wait_for (result);
  return fb_documo_client_list_numbers_finish (fixture->client, result, error);
}

static FbDocumoWebhook *
create (Fixture *fixture, const FbDocumoWebhookFields *fields, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_create_webhook_async (fixture->client, fields, NULL, on_done, &result);
  wait_for (result);
  return fb_documo_client_create_webhook_finish (fixture->client, result, error);
}

static gboolean
update (Fixture *fixture, const char *uuid, const FbDocumoWebhookFields *fields, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_update_webhook_async (fixture->client, uuid, fields, NULL, on_done, &result);
  wait_for (result);
  return fb_documo_client_update_webhook_finish (fixture->client, result, error);
}

static gboolean delete (Fixture *fixture, const char *uuid, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_delete_webhook_async (fixture->client, uuid, NULL, on_done, &result);
  wait_for (result);
  return fb_documo_client_delete_webhook_finish (fixture->client, result, error);
}

static const FbDocumoWebhookFields wanted = {
  .name = "Faxbell \xc3\xa4",
  .url = URL,
  .user = "faxbell-1",
  .password = PASSWORD,
  .events = FB_DOCUMO_EVENTS_ALL,
  .attach = TRUE,
};

/* What the stand-in got is what it was given, whatever characters it has. */
static void
test_life (Fixture *fixture, gconstpointer data)
{
  const DocumoManners tells = { .tell_events = TRUE };
  g_autoptr (GError) error = NULL;

  documo_webhooks_set_manners (fixture->webhooks, &tells);
  g_autoptr (FbDocumoWebhook) made = create (fixture, &wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->url, ==, URL);
  g_assert_cmpstr (made->name, ==, "Faxbell \xc3\xa4");
  g_assert_true (made->is_enabled);
  g_assert_true (made->has_attachment);
  g_assert_true (made->has_events);
  g_assert_cmpuint (made->events, ==, FB_DOCUMO_EVENTS_ALL);
  g_assert_true (fb_documo_webhook_signs_in (made));
  g_assert_cmpint (made->updated_at, >, 0);
  g_assert_null (made->number_id);

  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 0);
  g_assert_cmpstr (hook->auth, ==, "faxbell-1:" PASSWORD);

  const FbDocumoWebhookFields other = { .url = "https://other.example.com/", .enable = TRUE };
  documo_webhooks_set_enabled (fixture->webhooks, 0, FALSE);
  g_assert_true (update (fixture, made->uuid, &other, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) all = list (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  const FbDocumoWebhook *changed = g_ptr_array_index (all, 0);
  g_assert_cmpstr (changed->url, ==, "https://other.example.com/");
  g_assert_cmpstr (changed->name, ==, "Faxbell \xc3\xa4");
  g_assert_true (changed->is_enabled);

  g_assert_true (delete (fixture, made->uuid, &error));
  g_assert_no_error (error);
  g_assert_false (delete (fixture, made->uuid, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 0);
}

/* The stand-in's pages have two elements. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      documo_webhooks_add_number (fixture->webhooks, id, "+15550100");
      documo_webhooks_add (fixture->webhooks, "Other", URL);
    }
  g_autoptr (GPtrArray) all = list (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 5);
  g_autoptr (GPtrArray) numbers = list_numbers (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 5);
  const FbDocumoNumber *last = g_ptr_array_index (numbers, 4);
  g_assert_cmpstr (last->id, ==, "n4");
  g_assert_cmpstr (last->number, ==, "+15550100");

  g_autofree char *request =
    documo_api_dup_request (fixture->api, documo_api_count (fixture->api, NULL) - 1);
  g_assert_nonnull (strstr (request, "GET /v1/numbers?type=assigned&offset=5&limit="));
}

/* A server that ignores the offset is asked twice, not for ever. */
static void
test_no_pages (Fixture *fixture, gconstpointer data)
{
  const DocumoReply bare = { 200, DOCUMO_JSON, NULL,
                             "[{\"uuid\":\"1\"},{\"uuid\":\"1\"},{\"id\":2,\"enabled\":0},7]" };
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, "/webhooks", &bare);
  g_autoptr (GPtrArray) all = list (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (documo_api_count (fixture->api, "/webhooks"), ==, 2);
  g_assert_false (((FbDocumoWebhook *) g_ptr_array_index (all, 1))->is_enabled);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
    gboolean is_certain;
  } cases[] = {
    { { 401, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"UnauthorizedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WRONG,
      TRUE },
    { { 403, DOCUMO_JSON, NULL,
        "{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"needs admin\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK,
      TRUE },
    { { 429, DOCUMO_JSON, "Retry-After: 7\r\n", "{}" }, FB_DOCUMO_ERROR_RATE_LIMITED, TRUE },
    { { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" }, FB_DOCUMO_ERROR_REFUSED, TRUE },
    { { 200, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"E\"}}" }, FB_DOCUMO_ERROR_REFUSED, FALSE },
    { { 200, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK,
      FALSE },
    { { 500, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_UNAVAILABLE, FALSE },
    { { 200, "text/html", NULL, "<html>" }, FB_DOCUMO_ERROR_NOT_API, FALSE },
    { { 302, NULL, "Location: /elsewhere\r\n", "" }, FB_DOCUMO_ERROR_NOT_API, FALSE },
    { { 0 }, FB_DOCUMO_ERROR_UNAVAILABLE, FALSE },
    { { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .stop_after = 3 },
      FB_DOCUMO_ERROR_INTERRUPTED,
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DocumoManners manners = { .fail_all = &cases[i].reply };
      GError *errors[3] = { NULL };

      g_test_message ("%u: %s", cases[i].reply.status, cases[i].reply.text);
      documo_webhooks_set_manners (fixture->webhooks, &manners);
      g_assert_null (create (fixture, &wanted, &errors[0]));
      g_assert_false (delete (fixture, "1", &errors[1]));
      g_assert_false (update (fixture, "1", &wanted, &errors[2]));
      for (guint j = 0; j < G_N_ELEMENTS (errors); j++)
        {
          g_assert_error (errors[j], FB_DOCUMO_ERROR, (int) cases[i].code);
          g_assert_cmpint (fb_documo_error_is_certain (errors[j]), ==, cases[i].is_certain);
          g_assert_null (strstr (errors[j]->message, PASSWORD));
          g_error_free (errors[j]);
        }
    }
  /* A call that changes something is sent once. */
  g_assert_cmpuint (documo_api_count (fixture->api, NULL), ==, 3 * G_N_ELEMENTS (cases));
}

/* What is changed is the webhook that comes back, and nothing else; what is deleted doesn't come.
 */
static void
test_accepted (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *json;
    gboolean is_updated;
    gboolean is_deleted;
  } cases[] = {
    { "{\"uuid\":\"1\"}", TRUE, TRUE },     { "{\"error\":null,\"uuid\":\"1\"}", TRUE, TRUE },
    { "{\"error\":null}", FALSE, TRUE },    { "{\"uuid\":\"2\"}", FALSE, TRUE },
    { "{\"success\":false}", FALSE, TRUE }, { "", FALSE, TRUE },
    { "{\"error\":\"no\"}", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DocumoReply reply = { 200, DOCUMO_JSON, NULL, cases[i].json };
      const DocumoManners manners = { .fail_changes = &reply };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].json);
      documo_webhooks_set_manners (fixture->webhooks, &manners);
      g_assert_cmpint (delete (fixture, "1", NULL), ==, cases[i].is_deleted);
      g_assert_cmpint (update (fixture, "1", &wanted, &error), ==, cases[i].is_updated);
      g_assert_true (cases[i].is_updated || !fb_documo_error_is_certain (error));
    }
}

/* A list that may lack some is none: what isn't in it could be there. */
static void
test_incomplete_lists (Fixture *fixture, gconstpointer data)
{
  const DocumoReply unreadable = { 200, DOCUMO_JSON, NULL, "[{\"uuid\":\"../1\"},{}]" };
  g_autoptr (GString) same = g_string_new ("[");
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, "/webhooks", &unreadable);
  g_assert_null (list (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
  g_clear_error (&error);

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (same, "%s{\"uuid\":\"%u\"}", i > 0 ? "," : "", i);
  g_string_append_c (same, ']');
  const DocumoReply first_page = { 200, DOCUMO_JSON, NULL, same->str };
  documo_api_set (fixture->api, "/webhooks", &first_page);
  g_assert_null (list (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
}

/* Of the stand-in's pages there are too many. */
static void
test_long_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      documo_webhooks_add_number (fixture->webhooks, id, "+15550100");
      documo_webhooks_add (fixture->webhooks, "Other", URL);
    }
  g_assert_null (list (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
  g_clear_error (&error);

  /* Numbers only to be chosen from. */
  g_autoptr (GPtrArray) numbers = list_numbers (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 100);
}

static void
test_lists_that_are_none (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "{}", "{\"rows\":{}}", "null", "", "[", "{\"uuid\":\"1\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const DocumoReply reply = { 200, DOCUMO_JSON, NULL, texts[i] };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      documo_api_set (fixture->api, "/webhooks", &reply);
      g_assert_null (list (fixture, &error));
      g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
    }
}

/* Neither key nor password goes anywhere else. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DocumoApi) other = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (other);
  g_autofree char *location = g_strdup_printf ("Location: %s/webhooks\r\n", url);
  const DocumoReply there = { 307, NULL, location, "" };
  g_autoptr (GError) error = NULL;

  documo_api_set (fixture->api, "/webhooks", &there);
  g_assert_null (create (fixture, &wanted, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
  g_assert_cmpuint (documo_api_count (other, NULL), ==, 0);
}

static FbDocumoWebhook *
read_json (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return fb_documo_webhook_read (bytes);
}

static void
test_events (void)
{
  const struct
  {
    const char *json;
    gboolean has_events;
    FbDocumoEvents events;
  } cases[] = {
    { "{\"uuid\":\"1\"}", FALSE, 0 },
    { "{\"uuid\":\"1\",\"events\":null}", FALSE, 0 },
    { "{\"uuid\":\"1\",\"events\":7}", FALSE, 0 },
    { "{\"uuid\":\"1\",\"events\":\"x\"}", FALSE, 0 },
    { "{\"uuid\":\"1\",\"events\":{}}", TRUE, 0 },
    { "{\"uuid\":\"1\",\"events\":{\"fax.inbound\":true,\"fax.outbound\":false}}", TRUE,
      FB_DOCUMO_EVENT_INBOUND },
    { "{\"uuid\":\"1\",\"events\":\"{\\\"fax.v1.inbound.complete\\\":true}\"}", TRUE,
      FB_DOCUMO_EVENT_V1_INBOUND },
    { "{\"uuid\":\"1\",\"events\":[\"fax.outbound\",3,\"x\"]}", TRUE, FB_DOCUMO_EVENT_OUTBOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbDocumoWebhook) webhook = read_json (cases[i].json);

      g_test_message ("%s", cases[i].json);
      g_assert_nonnull (webhook);
      g_assert_cmpint (webhook->has_events, ==, cases[i].has_events);
      g_assert_cmpuint (webhook->events, ==, cases[i].events);
    }
  g_autofree char *json =
    fb_documo_events_dup_json (FB_DOCUMO_EVENT_INBOUND | FB_DOCUMO_EVENT_V1_INBOUND);
  g_assert_cmpstr (json, ==, "{\"fax.inbound\":true,\"fax.v1.inbound.complete\":true}");
}

/* Only what is known to be no sign-in is wrong. */
static void
test_sign_ins (void)
{
  const struct
  {
    const char *json;
    gboolean signs_in;
  } cases[] = {
    { "{\"uuid\":\"1\"}", TRUE },
    { "{\"uuid\":\"1\",\"authType\":\"Basic\"}", TRUE },
    { "{\"uuid\":\"1\",\"authType\":\"basic_auth\"}", TRUE },
    { "{\"uuid\":\"1\",\"authType\":null,\"auth_type\":\"basic\"}", TRUE },
    { "{\"uuid\":\"1\",\"authType\":\"NONE\"}", FALSE },
    { "{\"uuid\":\"1\",\"authType\":\"\"}", FALSE },
    { "{\"uuid\":\"1\",\"authType\":null}", FALSE },
    { "{\"uuid\":\"1\",\"auth_type\":null}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbDocumoWebhook) webhook = read_json (cases[i].json);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (fb_documo_webhook_signs_in (webhook), ==, cases[i].signs_in);
    }
}

/* An id becomes a part of an address, and a name is shown. */
static void
test_hostile (void)
{
  static const char *const none[] = { "{\"uuid\":\"../me\"}", "{\"uuid\":\"..\"}",
                                      "{\"uuid\":\"\"}",      "{\"uuid\":{}}",
                                      "{\"uuid\":\"a b\"}",   "[]" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (read_json (none[i]));

  g_autoptr (FbDocumoWebhook) webhook =
    read_json ("{\"data\":{\"id\":5,\"name\":\"two\\nlines\\u202e\",\"url\":[],\"enabled\":null,"
               "\"authType\":\"None\",\"attachmentEnabled\":\"false\",\"updatedAt\":\"x\"}}");
  g_assert_cmpstr (webhook->uuid, ==, "5");
  g_assert_cmpstr (webhook->name, ==, "two lines");
  g_assert_null (webhook->url);
  g_assert_true (webhook->is_enabled);
  g_assert_false (webhook->has_attachment);
  g_assert_false (fb_documo_webhook_signs_in (webhook));
  g_assert_cmpint (webhook->updated_at, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/documo/webhooks/life", test_life);
  ADD ("/documo/webhooks/pages", test_pages);
  ADD ("/documo/webhooks/no-pages", test_no_pages);
  ADD ("/documo/webhooks/errors", test_errors);
  ADD ("/documo/webhooks/accepted", test_accepted);
  ADD ("/documo/webhooks/incomplete-lists", test_incomplete_lists);
  ADD ("/documo/webhooks/long-lists", test_long_lists);
  ADD ("/documo/webhooks/lists-that-are-none", test_lists_that_are_none);
  ADD ("/documo/webhooks/redirect", test_redirect);
  g_test_add_func ("/documo/webhooks/events", test_events);
  g_test_add_func ("/documo/webhooks/sign-ins", test_sign_ins);
  g_test_add_func ("/documo/webhooks/hostile", test_hostile);
  return g_test_run ();
}
