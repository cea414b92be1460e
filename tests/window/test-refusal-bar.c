/* test-refusal-bar.c
 *
 * The window tells that Documo was refused, until a delivery is accepted or it is dismissed; of
 * others who were refused it tells nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-refusal-bar.h"
#include "fb-refusal-words.h"
#include "window-fixture.h"

typedef struct
{
  FbRefusals *refusals;
  FbRefusalLog *log;
  GtkInfoBar *bar;
} Parts;

static Parts
get_parts (WindowFixture *fixture)
{
  FbRefusals *refusals = fb_receiver_get_refusals (fixture->receiver);
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_REFUSAL_BAR);

  g_assert_nonnull (bar);
  return (Parts){ refusals, fb_refusals_get_log (refusals),
                  GTK_INFO_BAR (find_widget (bar, GTK_TYPE_INFO_BAR)) };
}

static void
count (FbRefusals *refusals, guint *n)
{
  (*n)++;
}

/* Waits until the window has been told, too. */
static void
refuse (const Parts *parts, FbRefusalReason reason, gboolean is_like_documo)
{
  guint n = 0;
  gulong id = g_signal_connect (parts->refusals, "refused", G_CALLBACK (count), &n);

  fb_refusal_log_add (parts->log, reason, NULL, is_like_documo);
  wait_until (n > 0);
  g_signal_handler_disconnect (parts->refusals, id);
}

static void
accept_one (const Parts *parts)
{
  guint n = 0;
  gulong id = g_signal_connect (parts->refusals, "accepted", G_CALLBACK (count), &n);

  fb_refusal_log_note_accepted (parts->log);
  wait_until (n > 0);
  g_signal_handler_disconnect (parts->refusals, id);
}

static void
assert_told (WindowFixture *fixture, const Parts *parts, FbRefusalReason reason)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *title = fb_refusal_dup_title (fb_refusals_get_standing (parts->refusals), now,
                                                 fb_clock_format_from_desktop ());

  g_assert_true (gtk_info_bar_get_revealed (parts->bar));
  g_assert_true (g_str_has_suffix (title, fb_refusal_reason_get_words (reason)));
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), title);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window),
                                fb_refusal_reason_get_advice (reason));
}

static void
test_told (WindowFixture *fixture, gconstpointer data)
{
  const Parts parts = get_parts (fixture);

  g_assert_false (gtk_info_bar_get_revealed (parts.bar));
  refuse (&parts, FB_REFUSAL_WRONG_PASSWORD, FALSE);
  g_assert_false (gtk_info_bar_get_revealed (parts.bar));
  refuse (&parts, FB_REFUSAL_BUSY, TRUE);
  g_assert_false (gtk_info_bar_get_revealed (parts.bar));

  refuse (&parts, FB_REFUSAL_WRONG_PASSWORD, TRUE);
  assert_told (fixture, &parts, FB_REFUSAL_WRONG_PASSWORD);
  refuse (&parts, FB_REFUSAL_WRONG_PATH, TRUE);
  assert_told (fixture, &parts, FB_REFUSAL_WRONG_PATH);
  refuse (&parts, FB_REFUSAL_NO_PASSWORD, FALSE);
  assert_told (fixture, &parts, FB_REFUSAL_WRONG_PATH);

  accept_one (&parts);
  g_assert_false (gtk_info_bar_get_revealed (parts.bar));
}

static void
test_dismissed (WindowFixture *fixture, gconstpointer data)
{
  const Parts parts = get_parts (fixture);

  refuse (&parts, FB_REFUSAL_WRONG_PASSWORD, TRUE);
  assert_told (fixture, &parts, FB_REFUSAL_WRONG_PASSWORD);
  gtk_info_bar_response (parts.bar, GTK_RESPONSE_CLOSE);
  g_assert_false (gtk_info_bar_get_revealed (parts.bar));
  refuse (&parts, FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS, TRUE);
  g_assert_false (gtk_info_bar_get_revealed (parts.bar));

  accept_one (&parts);
  refuse (&parts, FB_REFUSAL_WRONG_PASSWORD, TRUE);
  assert_told (fixture, &parts, FB_REFUSAL_WRONG_PASSWORD);
}

/* A window that is opened later tells it, too. */
static void
test_later_window (WindowFixture *fixture, gconstpointer data)
{
  const Parts before = get_parts (fixture);

  refuse (&before, FB_REFUSAL_NOT_ENCRYPTED, TRUE);
  window_fixture_renew_window (fixture);
  const Parts parts = get_parts (fixture);
  assert_told (fixture, &parts, FB_REFUSAL_NOT_ENCRYPTED);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/refusal-bar/told", NULL, test_told);
  WINDOW_TEST ("/window/refusal-bar/dismissed", NULL, test_dismissed);
  WINDOW_TEST ("/window/refusal-bar/later-window", NULL, test_later_window);
  return g_test_run ();
}
