/* The main job, whole: Documo posts, the fax is kept, its row is there, a notification is shown,
 * and a click on the notification opens the right document. */

#include "config.h"

#include "desktop-fixture.h"

#include <string.h>

/* Of the sample of a received fax. */
#define INBOUND_ID "d7afa15d-a79-b013-18ec9c846ef3"

static char *
dup_sample (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", name, NULL);
}

static char *
dup_document (const char *name)
{
  return g_test_build_filename (G_TEST_BUILT, "data", name, NULL);
}

static char *
hash_file (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

static void
assert_same_content (const char *path, const char *other)
{
  g_autofree char *hash = hash_file (path);
  g_autofree char *other_hash = hash_file (other);

  g_assert_cmpstr (hash, ==, other_hash);
}

static gboolean
is_read (gpointer data)
{
  g_autoptr (JsonNode) faxes = running_faxbell_export (data);
  JsonObject *fax = json_array_get_object_element (json_node_get_array (faxes), 0);

  return json_object_get_boolean_member (fax, "read");
}

/* As a screen reader says the row of fax-inbound.json, which is of another year. */
static char *
dup_row (void)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_iso8601 ("2021-05-14T13:34:30Z", NULL);
  g_autoptr (GDateTime) local = g_date_time_to_local (created);

  return g_date_time_format (local,
                             "Unread, Open, Received, 702422, 702432, 1 page, %-e %b %Y, PDF");
}

static void
test_inbound (Desktop *desktop, gconstpointer data)
{
  g_autofree char *row = dup_row ();
  g_autofree char *sample = dup_sample ("fax-inbound.json");
  g_autofree char *document = dup_document ("fax.pdf");

  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("No Faxes Yet");
  g_assert_cmpuint (desktop_post (desktop, sample, document), ==, 200);

  desktop_wait_to_see ("702432");
  desktop_wait_to_see (row);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax from 702432");
  g_assert_nonnull (strstr (notice->body, "702422"));
  g_assert_true (g_strv_contains ((const char *const *) notice->actions, "default"));

  desktop_click_notification (desktop);
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  assert_same_content (opened, document);
  g_assert_true (desktop_wait (is_read, desktop->faxbell));
  running_faxbell_end (desktop->faxbell);
}

static void
test_tiff (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-inbound.json");
  g_autofree char *document = dup_document ("fax.tiff");

  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_cmpuint (desktop_post (desktop, sample, document), ==, 200);
  desktop_wait_for_notification (desktop, 0);
  desktop_click_notification (desktop);
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  assert_same_content (opened, document);
  g_assert_true (g_str_has_suffix (opened, ".tiff"));
  running_faxbell_end (desktop->faxbell);
}

/* It would also go by itself, some time. */
static gboolean
was_withdrawn (gpointer data)
{
  return desktop_get_close_reason (data) == NOTICE_WITHDRAWN;
}

/* What was opened elsewhere needs no bubble any more. */
static void
test_opened_elsewhere (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-inbound.json");
  g_autofree char *document = dup_document ("fax.pdf");

  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_cmpuint (desktop_post (desktop, sample, document), ==, 200);
  desktop_wait_for_bubble (desktop, TRUE);
  desktop_activate_action (desktop, "open-fax", g_variant_new_string (INBOUND_ID));
  g_free (desktop_wait_for_opened (desktop));
  desktop_wait_for_bubble (desktop, FALSE);
  g_assert_true (desktop_wait (was_withdrawn, desktop));
  running_faxbell_end (desktop->faxbell);
}

/* A fax of one's own that was delivered does not ring, unless it is asked for. */
static void
test_outbound (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-outbound.json");
  g_autofree char *inbound = dup_sample ("fax-inbound.json");

  running_faxbell_start (desktop->faxbell, NULL);
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
  /* Nobody has to deal with it, so it isn't what is shown first. */
  desktop_click ("All Faxes, 1");
  desktop_wait_to_see ("18582io");
  desktop_wait_to_see ("Needs your API key · +18582850 · 1 page · Test fax");
  g_assert_cmpuint (desktop_post (desktop, inbound, NULL), ==, 200);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax from 702432");
  running_faxbell_end (desktop->faxbell);
}

/* The same delivery again: 200, one row, one notification. */
static void
test_again (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-inbound.json");
  g_autofree char *outbound = dup_sample ("fax-outbound.json");
  g_autofree char *document = dup_document ("fax.pdf");

  running_faxbell_start (desktop->faxbell, "--background");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (desktop_post (desktop, sample, document), ==, 200);
  g_assert_cmpuint (desktop_post (desktop, outbound, NULL), ==, 200);
  desktop_wait_for_notification (desktop, 0);
  running_faxbell_end (desktop->faxbell);

  g_autoptr (JsonNode) faxes = running_faxbell_export (desktop->faxbell);
  JsonArray *array = json_node_get_array (faxes);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  JsonObject *fax = json_array_get_object_element (array, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fax, "documents")), ==, 1);
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 1);
}

static char *
write_event (Desktop *desktop, guint number, const char *status)
{
  g_autofree char *json =
    g_strdup_printf ("{\"messageId\":\"burst-%u\",\"direction\":\"inbound\",\"status\":\"%s\","
                     "\"faxCallerId\":\"<b>%u</b>\",\"pagesCount\":1}",
                     number, status, number);
  char *path = g_build_filename (desktop->faxbell->home, "event.json", NULL);

  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  return path;
}

static gboolean
has_counted (gpointer data)
{
  Desktop *desktop = data;
  gboolean has = FALSE;

  g_mutex_lock (&desktop->lock);
  for (guint i = 0; i < desktop->notices->len; i++)
    has |= g_str_equal (((Notice *) g_ptr_array_index (desktop->notices, i))->summary,
                        "20 faxes received");
  g_mutex_unlock (&desktop->lock);
  return has;
}

static void
test_burst (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *event = write_event (desktop, i, "success");
      g_assert_cmpuint (desktop_post (desktop, event, NULL), ==, 200);
    }
  g_assert_true (desktop_wait (has_counted, desktop));
  g_assert_cmpuint (desktop_count_notifications (desktop), <, 20);

  /* The sender's number is text, whatever it looks like: dunst takes markup in the body only. */
  const Notice *first = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (first->summary, ==, "Fax from <b>0</b>");
  running_faxbell_end (desktop->faxbell);
}

static void
test_markup (Desktop *desktop, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desktop->faxbell->home, "event.json", NULL);

  g_assert_true (
    g_file_set_contents (path,
                         "{\"messageId\":\"m\",\"direction\":\"outbound\",\"status\":\"failed\","
                         "\"faxNumber\":\"+15550100\",\"subject\":\"<a href='x'>A & B</a>\"}",
                         -1, NULL));
  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_cmpuint (desktop_post (desktop, path, NULL), ==, 200);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax to +15550100 could not be sent");
  g_assert_nonnull (strstr (notice->body, "&lt;a href=&apos;x&apos;&gt;A &amp; B&lt;/a&gt;"));
  running_faxbell_end (desktop->faxbell);
}

/* A fax that comes while the window is closed is there when it is opened again. */
static void
test_launched_again (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-inbound.json");

  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
  g_assert_false (desktop_sees ("702432"));

  g_autoptr (GSubprocess) second = running_faxbell_launch_again (desktop->faxbell);
  desktop_wait_to_see ("702432");
  running_faxbell_end (desktop->faxbell);
}

static void
test_without_notifications (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = dup_sample ("fax-inbound.json");

  g_subprocess_force_exit (desktop->service);
  g_subprocess_wait (desktop->service, NULL, NULL);
  running_faxbell_start (desktop->faxbell, NULL);
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
  desktop_wait_to_see ("702432");
  running_faxbell_end (desktop->faxbell);
}

/* Asked for again while they are open, the preferences are what they were. */
static void
test_preferences_again (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "preferences", NULL);
  desktop_wait_to_see ("New Password…");
  guint n = desktop_count ("New Password…");
  desktop_activate_action (desktop, "preferences", NULL);
  g_assert_cmpuint (desktop_count ("New Password…"), ==, n);
  running_faxbell_end (desktop->faxbell);
}

#define DESKTOP_TEST(path, function)                                                               \
  g_test_add (path, Desktop, NULL, desktop_set_up, function, desktop_tear_down)

/* With each notification service there is. */
static void
add_service_tests (const NotificationService *service)
{
  static const struct
  {
    const char *name;
    void (*test) (Desktop *desktop, gconstpointer data);
  } tests[] = {
    { "inbound", test_inbound },
    { "opened-elsewhere", test_opened_elsewhere },
    { "burst", test_burst },
    { "markup", test_markup },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/end-to-end/%s/%s", tests[i].name, service->name);
      g_test_add (path, Desktop, service, desktop_set_up, tests[i].test, desktop_tear_down);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_service_tests (&notification_service_dunst);
  add_service_tests (&notification_service_xfce);
  DESKTOP_TEST ("/end-to-end/tiff", test_tiff);
  DESKTOP_TEST ("/end-to-end/outbound", test_outbound);
  DESKTOP_TEST ("/end-to-end/again", test_again);
  DESKTOP_TEST ("/end-to-end/launched-again", test_launched_again);
  DESKTOP_TEST ("/end-to-end/without-notifications", test_without_notifications);
  DESKTOP_TEST ("/end-to-end/preferences-again", test_preferences_again);
  return g_test_run ();
}
