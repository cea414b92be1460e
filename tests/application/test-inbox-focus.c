/* The keyboard's focus in the inbox: one stop for the whole list, and never lost, whatever comes
 * and goes meanwhile. */

#include "config.h"

#include "desktop-announcement.h"
#include "inbox-fixture.h"

static const PostedFax three[] = {
  { "a", "success", "+17025550101", "Adams Clinic", .minutes_ago = 10 },
  { "b", "success", "+17025550102", "Baker Pharmacy", .minutes_ago = 20 },
  { "c", "success", "+17025550103", "Cole Imaging", .minutes_ago = 30 },
};

static void
open_three (Desktop *desktop)
{
  inbox_open (desktop, three, G_N_ELEMENTS (three));
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_to_see ("Inbox, 3");
}

/* What has the focus at the start is what the keys are about. */
static void
test_start (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  desktop_post_fax (desktop, &three[0]);
  running_faxbell_end (desktop->faxbell);

  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_until_selected ("Unread, Open, Received, (702) 555-0101, Adams Clinic");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus_at ("Show All Faxes");
  running_faxbell_end (desktop->faxbell);
}

static void
test_one_tab_stop (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("Tab");
  desktop_wait_for_focus_at ("Fax Menu");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus_at ("Main Menu");
  desktop_press ("Tab");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("Down");
  desktop_wait_for_focus ("Cole Imaging");
  running_faxbell_end (desktop->faxbell);
}

/* Above and below. */
static void
test_faxes_come (Desktop *desktop, gconstpointer data)
{
  static const PostedFax newer = { "n", "success", "+17025550109", "Newman", .minutes_ago = 1 };
  static const PostedFax older = { "o", "success", "+17025550109", "Oldham", .minutes_ago = 50 };

  open_three (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_post_fax (desktop, &newer);
  desktop_post_fax (desktop, &older);
  desktop_wait_to_see ("Inbox, 5");
  desktop_wait_to_see ("Oldham");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("Up");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_press ("Up");
  desktop_wait_for_focus ("Newman");
  running_faxbell_end (desktop->faxbell);
}

#ifdef HAVE_ANNOUNCEMENTS
static void
test_announced (Desktop *desktop, gconstpointer data)
{
  static const PostedFax newer = { "n", "success", "+17025550109", "Newman", .minutes_ago = 1 };

  desktop_follow_announcements ();
  open_three (desktop);
  desktop_post_fax (desktop, &newer);
  desktop_wait_for_announcement ("(702) 555-0109, Newman");
  desktop_ignore_announcements ();
  running_faxbell_end (desktop->faxbell);
}
#endif

/* As the notification's button does it. */
static void
test_done_elsewhere (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_activate_action (desktop, "mark-fax-done", g_variant_new_string ("b"));
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  desktop_wait_for_focus ("Unread, Open, Received, (702) 555-010");
  desktop_press ("ctrl+d");
  desktop_wait_to_see_part ("Open, 1, Oldest: ");
  desktop_wait_for_focus ("Unread, Open, Received, (702) 555-010");
  running_faxbell_end (desktop->faxbell);
}

/* Another view without any fax, and back. */
static void
test_nothing_there (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+5");
  desktop_wait_for_focus_at ("Show All Faxes");
  desktop_press ("ctrl+2");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_until_selected ("Adams Clinic");
  running_faxbell_end (desktop->faxbell);
}

/* A filter that leaves out what has the focus, or all. */
static void
test_filter (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+shift+f");
  desktop_wait_for_focus_at ("Direction: Received and Sent");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Received and Sent");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Received");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Sent");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Direction: Sent");
  desktop_press ("Escape");
  desktop_wait_for_focus_at ("Filter");
  desktop_press ("ctrl+1");
  desktop_wait_for_focus_at ("Clear Filters");
  desktop_press ("Return");
  desktop_wait_for_focus ("Adams Clinic");
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  INBOX_TEST ("/inbox/focus/start", test_start);
  INBOX_TEST ("/inbox/focus/one-tab-stop", test_one_tab_stop);
  INBOX_TEST ("/inbox/focus/faxes-come", test_faxes_come);
#ifdef HAVE_ANNOUNCEMENTS
  INBOX_TEST ("/inbox/focus/announced", test_announced);
#endif
  INBOX_TEST ("/inbox/focus/done-elsewhere", test_done_elsewhere);
  INBOX_TEST ("/inbox/focus/nothing-there", test_nothing_there);
  INBOX_TEST ("/inbox/focus/filter", test_filter);
  return g_test_run ();
}
