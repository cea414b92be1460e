/* Searching as people do it: by keyboard, and with a screen reader. */

#include "config.h"

#include "desktop-announcement.h"
#include "inbox-fixture.h"

static const PostedFax faxes[] = {
  { "a", "success", "+17025550101", "Adams Clinic", .minutes_ago = 10 },
  { "b", "success", "+17025550102", "Baker Pharmacy", .minutes_ago = 20 },
  { "c", "success", "+17025550103", "Cole Imaging", .minutes_ago = 30 },
  { "d", "success", "+17025550104", "Dunes Hospital", .minutes_ago = 40, .is_sent = TRUE },
};

static void
open_faxes (Desktop *desktop)
{
  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_to_see ("All Faxes, 4");
}

static gboolean
is_emphasised (gpointer text)
{
  const char *const *texts = text;
  g_autofree char *emphasised = desktop_dup_emphasised (texts[0]);

  return g_str_equal (emphasised, texts[1]);
}

static void
wait_for_emphasis (const char *text, const char *emphasised)
{
  const char *texts[] = { text, emphasised };

  if (desktop_wait (is_emphasised, texts))
    return;
  g_autofree char *actual = desktop_dup_emphasised (text);
  g_error ("“%s” is emphasised as “%s”", text, actual);
}

static void
test_by_key (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("ctrl+f");
  desktop_wait_for_focus_at ("Search Faxes");
  desktop_type ("cole");
  desktop_wait_until_gone ("0102, Baker Pharmacy");
  desktop_wait_to_see ("1 result");
  wait_for_emphasis ("Cole Imaging", "[Cole] Imaging");
  desktop_wait_for_focus_at ("Search Faxes");

  desktop_press ("Escape");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_until_selected ("Baker Pharmacy");
  desktop_wait_to_see_part ("0101, Adams Clinic");
  desktop_wait_until_gone ("1 result");
  wait_for_emphasis ("Cole Imaging", "Cole Imaging");
  running_faxbell_end (desktop->faxbell);
}

/* In the list it is enough to write. */
static void
test_by_writing (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_type ("co");
  desktop_wait_for_focus_at ("Search Faxes");
  desktop_wait_until_gone ("0101, Adams Clinic");
  desktop_press ("Down");
  desktop_wait_for_focus ("Cole Imaging");
  desktop_wait_until_selected ("Cole Imaging");
  /* It goes on where it was left. */
  desktop_type ("x");
  desktop_wait_for_focus_at ("Search Faxes");
  desktop_wait_to_see ("No results");
  desktop_press ("BackSpace");
  desktop_wait_to_see ("1 result");
  desktop_press ("Return");
  desktop_wait_for_focus ("Cole Imaging");
  /* What was found is what the user goes on with. */
  desktop_press ("Escape");
  desktop_wait_to_see_part ("0101, Adams Clinic");
  desktop_wait_for_focus ("Cole Imaging");
  running_faxbell_end (desktop->faxbell);
}

/* Numbers in any notation, before anything was found. */
static void
test_number (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("slash");
  desktop_wait_for_focus_at ("Search Faxes");
  desktop_type ("702 555 0102");
  desktop_press ("Return");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_until_gone ("0101, Adams Clinic");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus_at ("Search All Faxes");
  running_faxbell_end (desktop->faxbell);
}

/* What has a meaning elsewhere keeps it. */
static void
test_other_keys (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("ctrl+n");
  desktop_type ("1");
  desktop_press ("slash");
  desktop_type ("2");
  desktop_press ("Return");
  desktop_wait_to_see_part ("3 pages · 1/2");
  desktop_press ("ctrl+1");
  desktop_wait_for_focus ("Adams Clinic");
  /* Once for the row to be selected no more, and once again: GTK 4.18 goes on only from a row that
   * is selected. */
  desktop_press ("space");
  desktop_press ("space");
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  g_assert_false (desktop_is_checked ("Search"));
  desktop_press ("shift+b");
  desktop_wait_until_checked ("Search", TRUE);
  desktop_press ("Escape");
  desktop_wait_until_checked ("Search", FALSE);
  desktop_wait_for_focus ("Baker Pharmacy");
  running_faxbell_end (desktop->faxbell);
}

/* It says what was looked for and where, and looks further with the same words. */
static void
test_widen (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("ctrl+3");
  desktop_wait_for_focus ("Dunes Hospital");
  desktop_type ("Adams");
  desktop_wait_to_see_part ("No fax in “Sent” matches “");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Search All Faxes");
  desktop_press ("Return");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_until_selected ("All Faxes, 4");
  desktop_wait_to_see ("1 result");

  /* Another view keeps them, too. */
  desktop_press ("ctrl+3");
  desktop_wait_to_see_part ("No fax in “Sent” matches “");
  desktop_wait_for_focus_at ("Search All Faxes");
  desktop_press ("Escape");
  desktop_wait_for_focus ("Dunes Hospital");
  running_faxbell_end (desktop->faxbell);
}

static void
test_nothing_found (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("ctrl+7");
  desktop_wait_to_see_part ("0104, Dunes Hospital");
  desktop_type ("zebra");
  desktop_wait_to_see_part ("No fax matches “");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Clear Search");
  desktop_press ("Return");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_to_see_part ("0104, Dunes Hospital");
  running_faxbell_end (desktop->faxbell);
}

/* It is found while it is searched for. */
static void
test_fax_comes (Desktop *desktop, gconstpointer data)
{
  static const PostedFax newer = { "n", "success", "+17025550109", "Newman", .minutes_ago = 1 };
  static const PostedFax other = { "o", "success", "+17025550109", "Adamson", .minutes_ago = 1 };

  open_faxes (desktop);
  desktop_type ("adams");
  desktop_wait_to_see ("1 result");
  desktop_post_fax (desktop, &newer);
  desktop_post_fax (desktop, &other);
  desktop_wait_to_see ("2 results");
  wait_for_emphasis ("Adamson", "[Adams]on");
  g_assert_false (desktop_sees ("Newman"));
  desktop_wait_for_focus_at ("Search Faxes");
  running_faxbell_end (desktop->faxbell);
}

#ifdef HAVE_ANNOUNCEMENTS
static void
test_announced (Desktop *desktop, gconstpointer data)
{
  desktop_follow_announcements ();
  open_faxes (desktop);
  desktop_type ("adams");
  desktop_wait_for_announcement ("1 result");
  desktop_type ("x");
  desktop_wait_for_announcement ("No results");
  desktop_ignore_announcements ();
  running_faxbell_end (desktop->faxbell);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  INBOX_TEST ("/search/by-key", test_by_key);
  INBOX_TEST ("/search/by-writing", test_by_writing);
  INBOX_TEST ("/search/number", test_number);
  INBOX_TEST ("/search/other-keys", test_other_keys);
  INBOX_TEST ("/search/widen", test_widen);
  INBOX_TEST ("/search/nothing-found", test_nothing_found);
  INBOX_TEST ("/search/fax-comes", test_fax_comes);
#ifdef HAVE_ANNOUNCEMENTS
  INBOX_TEST ("/search/announced", test_announced);
#endif
  return g_test_run ();
}
