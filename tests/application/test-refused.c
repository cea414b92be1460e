/* test-refused.c
 *
 * Documo is refused: one notification by itself and a line in the window, both gone with the next
 * fax that comes. Strangers who are refused raise nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"
#include "desktop-keyboard.h"
#include "screen.h"

#include <string.h>

#define WRONG_PASSWORD "wrong password"

/* As Documo posts a form, or a stranger some JSON. */
static void
post_wrongly (Desktop *desktop, gboolean is_form, const char *from)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");
  g_autofree char *status = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) curl = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "curl", "--silent", "--interface", from, "--output",
    "/dev/null", "--write-out", "%{http_code}", "--user", RUNNING_USER ":wrong",
    is_form ? "--form-string" : "--data", is_form ? "data={}" : "{}", "--header",
    is_form ? "X-Nothing: 1" : "Content-Type: application/json", url, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (curl, NULL, NULL, &status, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (status, ==, "401");
}

static void
post_rightly (Desktop *desktop)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
}

/* Once "Is It Working?" says so, the rest of the application knows it, too. */
static void
wait_for_status (Desktop *desktop, const char *part)
{
  desktop_activate_action (desktop, "status", NULL);
  desktop_wait_to_see_part (part);
  screen_wait_until_still ();
  desktop_press ("Escape");
  desktop_wait_until_gone (part);
}

static gboolean
was_withdrawn (gpointer data)
{
  return desktop_count_withdrawn (data) == 1;
}

static void
test_notice (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("No Faxes Yet");

  post_wrongly (desktop, FALSE, "127.0.0.3");
  wait_for_status (desktop, "doesn’t look like Documo was refused");
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 0);

  post_wrongly (desktop, TRUE, "127.0.0.1");
  desktop_wait_to_see_part (WRONG_PASSWORD);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_true (g_str_has_prefix (notice->summary, "Documo was refused at "));
  g_assert_nonnull (strstr (notice->summary, WRONG_PASSWORD));
  g_assert_nonnull (strstr (notice->body, "password in Documo"));

  /* Again, and nothing is shown again; then the fax's own is the next. */
  post_wrongly (desktop, TRUE, "127.0.0.2");
  wait_for_status (desktop, "It came from 127.0.0.2.");
  post_rightly (desktop);
  desktop_wait_until_gone (WRONG_PASSWORD);
  g_assert_true (desktop_wait (was_withdrawn, desktop));
  notice = desktop_wait_for_notification (desktop, 1);
  g_assert_cmpstr (notice->summary, ==, "Fax from 702432");
}

/* While nobody wants to be disturbed there is only the line; afterwards it is told, if it still
 * stands. */
static void
test_do_not_disturb (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("No Faxes Yet");
  desktop_activate_action (desktop, "do-not-disturb-for-an-hour", NULL);

  post_wrongly (desktop, TRUE, "127.0.0.1");
  desktop_wait_to_see_part (WRONG_PASSWORD);
  wait_for_status (desktop, "It came from 127.0.0.1.");
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 0);

  desktop_activate_action (desktop, "do-not-disturb-for-an-hour", NULL);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_nonnull (strstr (notice->summary, WRONG_PASSWORD));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/application/refused/notice", Desktop, NULL, desktop_set_up, test_notice,
              desktop_tear_down);
  g_test_add ("/application/refused/do-not-disturb", Desktop, NULL, desktop_set_up,
              test_do_not_disturb, desktop_tear_down);
  return g_test_run ();
}
