/* What of the inbox is shown: the views of the sidebar and their counts, and the filters above the
 * list; by keyboard and with a screen reader. */

#include "config.h"

#include "inbox-fixture.h"

static const PostedFax faxes[] = {
  { "a", "success", "+17025550101", "Adams Clinic", .minutes_ago = 10 },
  { "b", "success", "+17025550102", "Baker Pharmacy", .minutes_ago = 20 },
  { "c", "success", "+17025550101", "Cole Imaging", .minutes_ago = 30, .is_sent = TRUE },
  { "d", "transmitting", "+17025550104", "Dunes Hospital", .minutes_ago = 40, .is_sent = TRUE },
  { "e", "failed", "+17025550105", "Elm Street Law", "Busy", .minutes_ago = 50, .is_sent = TRUE },
};

/* Views: */

/* Without how long the oldest has waited. */
static char *
dup_views (void)
{
  g_autofree char *views = desktop_dup_list ("Views");
  g_autoptr (GRegex) regex = g_regex_new (", Oldest: [^\n]*", 0, 0, NULL);

  return g_regex_replace_literal (regex, views, -1, 0, "", 0, NULL);
}

static void
assert_views (const char *expected)
{
  g_autofree char *views = dup_views ();

  g_assert_cmpstr (views, ==, expected);
}

static void
test_views (Desktop *desktop, gconstpointer data)
{
  static const char counts[] =
    "Open, 3\nInbox, 2\nSent, 1\nIn Progress, 1\nFailed, 1\nAll Faxes, 5";
  static const struct
  {
    const char *keys;
    const char *view;
    const char *first;
  } views[] = {
    { "ctrl+2", "Inbox, 2", "Adams Clinic" },
    { "ctrl+3", "Sent, 1", "Cole Imaging" },
    { "ctrl+4", "In Progress, 1", "Dunes Hospital" },
    { "ctrl+5", "Failed, 1", "Elm Street Law" },
    /* The fax that is selected stays so where it is in the next view, too. */
    { "ctrl+7", "All Faxes, 5", "Elm Street Law" },
    { "ctrl+1", "Open, 3", "Elm Street Law" },
    { "alt+5", "Failed, 1", "Elm Street Law" },
  };

  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_to_see ("All Faxes, 5");
  desktop_wait_until_selected ("Open, 3, Oldest: ");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      desktop_press (views[i].keys);
      desktop_wait_for_focus (views[i].first);
      desktop_wait_until_selected (views[i].view);
      assert_views (counts);
    }
  running_faxbell_end (desktop->faxbell);
}

/* The sidebar is one stop of the Tab key; arrows choose. */
static void
test_arrows (Desktop *desktop, gconstpointer data)
{
  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_for_focus ("Adams Clinic");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus_at ("Main Menu");
  desktop_press ("shift+Tab");
  desktop_press ("shift+Tab");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus_at ("Search");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus ("Open, 3, Oldest: ");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Inbox, 2");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Sent, 1");
  desktop_wait_until_selected ("Sent, 1");
  desktop_wait_to_see_part ("Cole Imaging");

  desktop_press ("Tab");
  desktop_wait_for_focus_at ("Search");
  desktop_press ("shift+Tab");
  desktop_wait_for_focus_at ("Sent, 1");
  running_faxbell_end (desktop->faxbell);
}

static void
test_unreadable (Desktop *desktop, gconstpointer data)
{
  inbox_open (desktop, faxes, 1);
  desktop_wait_for_focus ("Adams Clinic");
  g_assert_false (desktop_sees ("Unreadable, 0"));
  inbox_post_unreadable (desktop);
  desktop_wait_to_see ("Unreadable, 1");
  desktop_press ("ctrl+6");
  desktop_wait_until_selected ("Unreadable, 1");
  desktop_wait_for_focus ("Unread, Open, Unknown direction, Unreadable");
  running_faxbell_end (desktop->faxbell);
}

/* Filters: */

/* In the popover, whose focus is at a choice of this name. */
static void
choose (const char *before, const char *const *choices, const char *after)
{
  desktop_wait_for_focus_at (before);
  desktop_press ("Return");
  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (i > 0)
        desktop_press ("Down");
      desktop_wait_for_focus_at (choices[i]);
    }
  desktop_press ("Return");
  desktop_wait_for_focus_at (after);
}

static void
test_filters (Desktop *desktop, gconstpointer data)
{
  static const char *const directions[] = { "Received and Sent", "Received", "Sent", NULL };
  static const char *const statuses[] = { "Any Status", "Successful", NULL };

  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_for_focus ("Adams Clinic");
  desktop_press ("ctrl+7");
  desktop_wait_to_see_part ("Cole Imaging");

  desktop_press ("ctrl+shift+f");
  choose ("Direction: Received and Sent", directions, "Direction: Sent");
  desktop_wait_to_see ("Remove the Filter “Sent”");
  desktop_press ("Tab");
  choose ("Status: Any Status", statuses, "Status: Successful");
  desktop_wait_to_see ("Remove the Filter “Successful”");
  desktop_press ("Escape");
  desktop_wait_for_focus_at ("Filter");
  /* The details may still have the name of the one that was selected. */
  desktop_wait_until_gone (", Elm Street Law, ");
  desktop_wait_until_gone (", Adams Clinic, ");
  g_assert_true (desktop_sees ("Cole Imaging"));

  /* From the one that goes the keyboard goes to the next, and from the last one to the list. */
  desktop_press ("Tab");
  desktop_wait_for_focus_at ("Main Menu");
  desktop_press ("Tab");
  desktop_wait_for_focus_at ("Remove the Filter “Sent”");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Remove the Filter “Successful”");
  desktop_wait_until_gone ("Remove the Filter “Sent”");
  desktop_wait_to_see_part (", Adams Clinic, ");
  g_assert_false (desktop_sees ("Elm Street Law"));
  desktop_press ("Return");
  desktop_wait_for_focus ("3 pages");
  desktop_wait_to_see ("Elm Street Law");
  desktop_wait_until_gone ("Remove the Filter");
  running_faxbell_end (desktop->faxbell);
}

static void
test_number (Desktop *desktop, gconstpointer data)
{
  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_for_focus ("Adams Clinic");
  desktop_press ("ctrl+7");
  desktop_wait_to_see ("Cole Imaging");
  desktop_press ("ctrl+shift+f");
  desktop_wait_for_focus_at ("Direction: Received and Sent");
  for (guint i = 0; i < 4; i++)
    desktop_press ("Tab");
  desktop_wait_for_focus_at ("Number");
  desktop_type ("702 555 0101");
  desktop_press ("Return");
  desktop_wait_to_see ("Remove the Filter “(702) 555-0101”");
  desktop_wait_until_gone (", Baker Pharmacy, ");
  g_assert_true (desktop_sees ("Cole Imaging"));
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  INBOX_TEST ("/inbox/views/keys", test_views);
  INBOX_TEST ("/inbox/views/arrows", test_arrows);
  INBOX_TEST ("/inbox/views/unreadable", test_unreadable);
  INBOX_TEST ("/inbox/filters/two", test_filters);
  INBOX_TEST ("/inbox/filters/number", test_number);
  return g_test_run ();
}
