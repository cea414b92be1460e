/* The inbox as people work with it, by keyboard and with a screen reader: done and undone, notes,
 * what happened to a fax, and columns. */

#include "config.h"

#include "inbox-fixture.h"

#include <string.h>

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
  desktop_wait_to_see_part ("Open, 3, Oldest: ");
}

static void
assert_done (Desktop *desktop, const char *message_id, gboolean is_done)
{
  g_autoptr (JsonObject) fax = inbox_dup_exported (desktop, message_id);

  g_assert_cmpint (json_object_get_boolean_member (fax, "done"), ==, is_done);
  g_assert_cmpstr (json_object_get_string_member_with_default (fax, "doneBy", NULL), ==,
                   is_done ? INBOX_USER : NULL);
}

/* Done: */

static void
test_done_by_key (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+d");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_until_selected ("Baker Pharmacy");
  desktop_wait_to_see ("1 fax marked as done");
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  desktop_wait_until_gone ("Adams Clinic");
  assert_done (desktop, "a", TRUE);

  desktop_press ("ctrl+z");
  desktop_wait_to_see_part ("Adams Clinic");
  desktop_wait_to_see_part ("Open, 3, Oldest: ");
  desktop_wait_for_focus ("Baker Pharmacy");
  assert_done (desktop, "a", FALSE);
  running_faxbell_end (desktop->faxbell);
}

/* Where those that are done stay, they are passed over. */
static void
test_goes_on (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+2");
  desktop_wait_until_selected ("Adams Clinic");
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus ("Cole Imaging");
  desktop_press ("Up");
  desktop_wait_for_focus ("Done, Received, (702) 555-0102, Baker Pharmacy");
  desktop_press ("Up");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus ("Cole Imaging");
  desktop_wait_until_selected ("Cole Imaging");
  running_faxbell_end (desktop->faxbell);
}

/* By the toast, the details' button, and the row's menu. */
static void
test_done_otherwise (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+d");
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  desktop_click ("Undo");
  desktop_wait_to_see_part ("Open, 3, Oldest: ");

  desktop_click ("Done");
  desktop_wait_for_focus ("Cole Imaging");
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  desktop_press ("Menu");
  desktop_wait_for_focus_at ("Done");
  desktop_press ("Return");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_to_see_part ("Open, 1, Oldest: ");
  assert_done (desktop, "a", FALSE);
  assert_done (desktop, "b", TRUE);
  assert_done (desktop, "c", TRUE);
  running_faxbell_end (desktop->faxbell);
}

/* Then the keyboard is with what stands in the list's place. */
static void
test_all_done (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+d");
  desktop_press ("ctrl+d");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus_at ("Show All Faxes");
  desktop_wait_to_see ("Open, 0");
  g_assert_true (desktop_sees ("All Caught Up"));
  desktop_press ("Return");
  desktop_wait_for_focus ("Done, Received, (702) 555-0101, Adams Clinic");
  running_faxbell_end (desktop->faxbell);
}

/* Notes: */

static void
assert_note (Desktop *desktop, const char *message_id, const char *note)
{
  g_autoptr (JsonObject) fax = inbox_dup_exported (desktop, message_id);

  g_assert_cmpstr (json_object_get_string_member_with_default (fax, "note", NULL), ==, note);
}

static gboolean
has_history (gpointer rows)
{
  g_autofree char *history = desktop_dup_list ("History");

  return g_str_equal (history, rows);
}

static void
wait_for_history (const char *rows)
{
  if (desktop_wait (has_history, (gpointer) rows))
    return;
  g_autofree char *history = desktop_dup_list ("History");
  g_error ("The history is:\n%s", history);
}

static void
test_note (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("ctrl+n");
  desktop_type ("Page 2 is for Dr Hart");
  desktop_press ("Return");
  desktop_wait_to_see_part ("3 pages · Page 2 is for Dr Hart");
  wait_for_history ("Received\nNote by " INBOX_USER);
  assert_note (desktop, "a", "Page 2 is for Dr Hart");

  /* The list's key brings back to the list. */
  desktop_press ("ctrl+1");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_for_focus ("Page 2 is for Dr Hart");

  /* One that was begun belongs to the fax that is done. */
  desktop_press ("ctrl+n");
  desktop_type ("Call back");
  desktop_press ("ctrl+d");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  assert_note (desktop, "a", "Call back");
  assert_note (desktop, "b", NULL);
  assert_done (desktop, "a", TRUE);
  running_faxbell_end (desktop->faxbell);
}

/* What happened to it: */

static void
test_history (Desktop *desktop, gconstpointer data)
{
  static const char *const statuses[] = { "scheduled", "processing", "transmitting", "success" };
  PostedFax fax = { "s", NULL, "+17025550104", "Dunes Hospital", .is_sent = TRUE };

  inbox_open (desktop, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      fax.status = statuses[i];
      desktop_post_fax (desktop, &fax);
    }
  desktop_press ("ctrl+3");
  desktop_wait_for_focus ("Dunes Hospital");
  wait_for_history ("Scheduled\nProcessing\nTransmitting\nDelivered");
  running_faxbell_end (desktop->faxbell);
}

/* While it is looked at. */
static void
test_history_grows (Desktop *desktop, gconstpointer data)
{
  PostedFax fax = { "s", "transmitting", "+17025550104", "Dunes Hospital", .is_sent = TRUE };

  inbox_open (desktop, &fax, 1);
  desktop_wait_to_see ("In Progress, 1");
  desktop_press ("ctrl+7");
  desktop_wait_for_focus ("Dunes Hospital");
  wait_for_history ("Transmitting");
  fax.status = "failed";
  fax.failure = "Busy";
  desktop_post_fax (desktop, &fax);
  wait_for_history ("Transmitting\nFailed");
  desktop_press ("ctrl+d");
  wait_for_history ("Transmitting\nFailed\nDone by " INBOX_USER);
  running_faxbell_end (desktop->faxbell);
}

/* Columns: */

/* In the menu's order. */
static const char *const columns[] = { "Date",  "Direction", "Name",    "Number",
                                       "Pages", "Status",    "Waiting", NULL };

static gboolean
has_left_menu (gpointer data)
{
  g_autofree char *focus = desktop_dup_focus ();

  return focus != NULL &&
         (strstr (focus, "Adams Clinic") != NULL || g_str_equal (focus, "Main Menu"));
}

static void
toggle_column (const char *name)
{
  desktop_press ("F10");
  desktop_wait_for_focus_at ("Sort By");
  desktop_press ("Down");
  desktop_wait_for_focus_at ("Columns");
  desktop_press ("Return");
  for (guint i = 0; columns[i] != NULL; i++)
    {
      desktop_press ("Down");
      desktop_wait_for_focus_at (columns[i]);
      if (g_str_equal (columns[i], name))
        break;
    }
  desktop_press ("Return");
  g_assert_true (desktop_wait (has_left_menu, NULL));
  /* GTK 4.18 gives the focus back to the button; 4.8 leaves it nowhere, and the list gets it. */
  desktop_press ("ctrl+1");
  desktop_wait_for_focus ("Adams Clinic");
}

static gboolean
are_columns_saved (gpointer data)
{
  Desktop *desktop = data;
  g_autofree char *path =
    g_build_filename (desktop->faxbell->home, ".config", "glib-2.0", "settings", "keyfile", NULL);
  g_autofree char *settings = NULL;

  return g_file_get_contents (path, &settings, NULL, NULL) &&
         strstr (settings, "('direction', false") != NULL &&
         strstr (settings, "('waiting', false") != NULL;
}

static void
test_columns (Desktop *desktop, gconstpointer data)
{
  open_three (desktop);
  desktop_press ("F9");
  desktop_wait_to_see ("Waiting");
  toggle_column ("Waiting");
  desktop_wait_until_gone ("Waiting");
  toggle_column ("Direction");
  g_assert_true (desktop_wait (are_columns_saved, desktop));
  running_faxbell_end (desktop->faxbell);

  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Status");
  g_assert_false (desktop_sees ("Waiting"));
  /* Whichever columns there are, rows have a name. */
  desktop_wait_for_focus ("Open, Received, (702) 555-0101, Adams Clinic");
  desktop_press ("Down");
  desktop_wait_for_focus ("Open, Received, (702) 555-0102, Baker Pharmacy");
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  INBOX_TEST ("/inbox/done/by-key", test_done_by_key);
  INBOX_TEST ("/inbox/done/goes-on", test_goes_on);
  INBOX_TEST ("/inbox/done/otherwise", test_done_otherwise);
  INBOX_TEST ("/inbox/done/all", test_all_done);
  INBOX_TEST ("/inbox/note", test_note);
  INBOX_TEST ("/inbox/history", test_history);
  INBOX_TEST ("/inbox/history-grows", test_history_grows);
  INBOX_TEST ("/inbox/columns", test_columns);
  return g_test_run ();
}
