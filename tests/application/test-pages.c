/* test-pages.c
 *
 * Reading faxes in the window as people do it: by keyboard, and with a screen reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "inbox-fixture.h"

static void
set_up (Desktop *desktop, gconstpointer data)
{
  inbox_set_up (desktop, data);
  /* As it is for who has set nothing. */
  running_faxbell_set (desktop->faxbell, "show-fax-details=false");
  running_faxbell_set (desktop->faxbell, "open-with='faxbell'");
}

static void
open_faxes (Desktop *desktop)
{
  g_autofree char *pdf = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  g_autofree char *tiff = g_test_build_filename (G_TEST_BUILT, "data", "fax.tiff", NULL);
  g_autofree char *broken = g_build_filename (desktop->faxbell->home, "broken.pdf", NULL);
  const PostedFax faxes[] = {
    { "a", "success", "+17025550101", "Adams Clinic", .minutes_ago = 10, .document = pdf },
    { "b", "success", "+17025550102", "Baker Pharmacy", .minutes_ago = 20, .document = tiff },
    { "c", "success", "+17025550103", "Cole Imaging", .minutes_ago = 30, .document = broken },
    { "d", "success", "+17025550104", "Dunes Hospital", .minutes_ago = 40 },
  };

  g_assert_true (g_file_set_contents (broken, "%PDF-1.4\nand no more\n", -1, NULL));
  inbox_open (desktop, faxes, G_N_ELEMENTS (faxes));
  desktop_wait_for_focus ("Adams Clinic");
}

/* From page to page and from fax to fax, and back to the list. */
static void
test_read (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_to_see ("Page 1 of 3");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Page 1 of 3");
  desktop_press ("ctrl+Next");
  desktop_wait_for_focus_at ("Page 2 of 3");
  desktop_press ("alt+Up");
  desktop_wait_until_selected ("Adams Clinic");
  desktop_wait_for_focus_at ("Page 1 of 3");
  desktop_wait_to_see_description ("The values of both visits");
  desktop_press ("End");
  desktop_wait_for_focus_at ("Page 3 of 3");
  /* Where it was left. */
  desktop_press ("alt+Down");
  desktop_wait_until_selected ("Baker Pharmacy");
  desktop_wait_for_focus_at ("Page 2 of 3");
  desktop_press ("Escape");
  desktop_wait_for_focus ("Baker Pharmacy");
  running_faxbell_end (desktop->faxbell);
}

/* What can't be shown, and what has no document. */
static void
test_no_pages (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("Down");
  desktop_press ("Down");
  desktop_wait_for_focus ("Cole Imaging");
  desktop_wait_until_gone ("Page 1 of 3");
  desktop_wait_to_see ("This Document Can’t Be Shown");
  desktop_press ("Down");
  desktop_wait_for_focus ("Dunes Hospital");
  desktop_wait_to_see ("API Key Needed");
  desktop_press ("Up");
  desktop_press ("Up");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Page 1 of 3");
  running_faxbell_end (desktop->faxbell);
}

/* The same key looks for a fax in the list, and for a word in the pages. */
static void
test_find (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("ctrl+f");
  desktop_wait_for_focus_at ("Search Faxes");
  desktop_press ("Escape");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_to_see ("Page 1 of 3");
  desktop_press ("Return");
  desktop_wait_for_focus_at ("Page 1 of 3");
  desktop_press ("ctrl+f");
  desktop_wait_for_focus_at ("Find in the Pages");
  desktop_type ("okafor");
  desktop_wait_to_see_part ("1 of ");
  desktop_press ("Escape");
  desktop_wait_for_focus_at ("Page 1 of 3");
  running_faxbell_end (desktop->faxbell);
}

/* Pages that were looked at are read, and nothing is done by that. */
static void
test_seen (Desktop *desktop, gconstpointer data)
{
  open_faxes (desktop);
  desktop_press ("Down");
  desktop_wait_for_focus ("Baker Pharmacy");
  desktop_wait_to_see ("Page 1 of 3");
  g_usleep (3 * G_USEC_PER_SEC);
  running_faxbell_end (desktop->faxbell);

  g_autoptr (JsonObject) seen = inbox_dup_exported (desktop, "b");
  g_autoptr (JsonObject) unseen = inbox_dup_exported (desktop, "d");
  g_assert_true (json_object_get_boolean_member (seen, "read"));
  g_assert_false (json_object_get_boolean_member (seen, "done"));
  g_assert_false (json_object_get_boolean_member (unseen, "read"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pages/read", Desktop, NULL, set_up, test_read, inbox_tear_down);
  g_test_add ("/pages/none", Desktop, NULL, set_up, test_no_pages, inbox_tear_down);
  g_test_add ("/pages/find", Desktop, NULL, set_up, test_find, inbox_tear_down);
  g_test_add ("/pages/seen", Desktop, NULL, set_up, test_seen, inbox_tear_down);
  return g_test_run ();
}
