/* The notifications of sandboxes, shown by a real notification service: outside a sandbox
 * GNotification uses that, with the same keys and actions as the portal. */

#include "config.h"

#include "desktop-fixture.h"
#include "fb-portal-notification-backend.h"

typedef struct
{
  Desktop desktop;
  GApplication *application;
  FbNotificationBackend *backend;
  char *opened;
  char *done;
} Fixture;

static void
open_fax (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  fixture->opened = g_variant_dup_string (parameter, NULL);
}

static void
mark_fax_done (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  fixture->done = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = {
    { "open-fax", open_fax, "s", NULL, NULL, { 0 } },
    { "show-fax", NULL, "s", NULL, NULL, { 0 } },
    { "mark-fax-done", mark_fax_done, "s", NULL, NULL, { 0 } },
    { "show-inbox", NULL, NULL, NULL, NULL, { 0 } },
  };
  g_autoptr (GError) error = NULL;

  desktop_set_up (&fixture->desktop, NULL);
  fixture->application =
    g_application_new ("io.github.faxbell.Faxbell.Test", G_APPLICATION_DEFAULT_FLAGS);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->application), entries,
                                   G_N_ELEMENTS (entries), fixture);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->backend = fb_portal_notification_backend_new (fixture->application);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->backend);
  g_clear_object (&fixture->application);
  g_free (fixture->opened);
  g_free (fixture->done);
  desktop_tear_down (&fixture->desktop, NULL);
}

static void
show (Fixture *fixture, const char *message_id, const char *summary)
{
  FbNotification *notification = fb_notification_new (message_id);

  notification->message_id = g_strdup (message_id);
  notification->summary = g_strdup (summary);
  notification->body = g_strdup ("<b>1</b> page");
  notification->category = "transfer.complete";
  notification->labels[FB_NOTIFICATION_OPEN] = g_strdup ("Open");
  notification->labels[FB_NOTIFICATION_SHOW] = g_strdup ("Show in Inbox");
  notification->labels[FB_NOTIFICATION_DONE] = g_strdup ("Done");
  fb_notification_backend_show (fixture->backend, notification);
}

static gboolean
has_alerted (gpointer data)
{
  return desktop_count_notifications (data) > 0;
}

static gboolean
has_opened_fax (gpointer data)
{
  Fixture *fixture = data;

  return fixture->opened != NULL;
}

static gboolean
has_done_fax (gpointer data)
{
  Fixture *fixture = data;

  return fixture->done != NULL;
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  show (fixture, "message-1", "Fax from somebody");
  g_assert_true (desktop_wait (has_alerted, &fixture->desktop));
  const Notice *notification = desktop_wait_for_notification (&fixture->desktop, 0);
  g_assert_true (g_strv_contains ((const char *const *) notification->actions, "Done"));
  desktop_click_done (&fixture->desktop);
  g_assert_true (desktop_wait (has_done_fax, fixture));
  g_assert_cmpstr (fixture->done, ==, "message-1");
  g_assert_null (fixture->opened);
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  show (fixture, "message-1", "Fax from <i>somebody</i>");
  g_assert_true (desktop_wait (has_alerted, &fixture->desktop));
  const Notice *notification = desktop_wait_for_notification (&fixture->desktop, 0);
  g_assert_cmpstr (notification->summary, ==, "Fax from <i>somebody</i>");
  g_assert_true (g_strv_contains ((const char *const *) notification->actions, "default"));
  g_assert_true (g_strv_contains ((const char *const *) notification->actions, "Show in Inbox"));
  desktop_click_notification (&fixture->desktop);
  g_assert_true (desktop_wait (has_opened_fax, fixture));
  g_assert_cmpstr (fixture->opened, ==, "message-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/portal-notification-backend/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/portal-notification-backend/done", Fixture, NULL, set_up, test_done, tear_down);
  return g_test_run ();
}
