/* Every shortcut that the shortcuts window names does what it says, in the real window. */

#include "config.h"

#include "inbox-fixture.h"
#include "screen.h"

#include <string.h>

/* Keys as the shortcuts window has them: "<Control><Shift>D" */

static const char *const names[][2] = {
  { "<Control>", "ctrl+" },
  { "<Shift>", "shift+" },
  { "<Alt>", "alt+" },
  { "question", "shift+slash" },
};

static void
press_accelerator (const char *accelerator)
{
  g_autoptr (GString) keys = g_string_new (accelerator);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_replace (keys, names[i][0], names[i][1], 1);
  const char *last = strrchr (keys->str, '+');
  const char *key = last != NULL ? last + 1 : keys->str;
  if (strlen (key) == 1)
    keys->str[keys->len - 1] = g_ascii_tolower (*key);
  desktop_press (keys->str);
}

/* What comes of them */

static gboolean
does_focus_start (gpointer text)
{
  g_autofree char *focus = desktop_dup_focus ();

  return focus != NULL && g_str_has_prefix (focus, text);
}

static void
wait_for_focus_start (Desktop *desktop, const char *text)
{
  if (!desktop_wait (does_focus_start, (gpointer) text))
    desktop_wait_for_focus (text);
  g_assert_true (does_focus_start ((gpointer) text));
}

static void
wait_to_see (Desktop *desktop, const char *part)
{
  desktop_wait_to_see_part (part);
}

static void
wait_until_selected (Desktop *desktop, const char *part)
{
  desktop_wait_until_selected (part);
}

static void
wait_until_pressed (Desktop *desktop, const char *name)
{
  desktop_wait_until_checked (name, TRUE);
}

static void
wait_until_not_pressed (Desktop *desktop, const char *name)
{
  desktop_wait_until_checked (name, FALSE);
}

static void
wait_for_opened (Desktop *desktop, const char *suffix)
{
  g_autofree char *opened = desktop_wait_for_opened (desktop);

  g_assert_true (g_str_has_suffix (opened, suffix));
}

static void
write_note (Desktop *desktop, const char *note)
{
  desktop_type (note);
  desktop_press ("Return");
  desktop_wait_to_see_part (note);
}

/* How large pages are shown. Turned pages have another width, and so another zoom. */
static char *zoom_before;

static gboolean
has_other_zoom (gpointer data)
{
  g_autofree char *zoom = desktop_dup_name ("Zoom: ");

  if (zoom == NULL || g_strcmp0 (zoom, zoom_before) == 0)
    return FALSE;
  g_free (zoom_before);
  zoom_before = g_steal_pointer (&zoom);
  return TRUE;
}

static void
wait_for_other_zoom (Desktop *desktop, const char *text)
{
  g_assert_true (desktop_wait (has_other_zoom, NULL));
}

/* A window with something of this name in it, which Escape closes. */
static void
wait_for_window (Desktop *desktop, const char *part)
{
  desktop_wait_to_see_part (part);
  screen_wait_until_still ();
  desktop_press ("Escape");
  desktop_wait_until_gone (part);
}

static void
wait_for_end (Desktop *desktop, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (desktop->faxbell->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&desktop->faxbell->process);
}

/* The shortcuts */

static const PostedFax faxes[] = {
  { "a", "success", "+17025550101", "Adams Clinic", .minutes_ago = 10 },
  { "b", "success", "+17025550102", "Baker Pharmacy", .minutes_ago = 20 },
  { "c", "success", "+17025550103", "Cole Imaging", .minutes_ago = 30, .is_sent = TRUE },
  { "d", "transmitting", "+17025550104", "Dunes Hospital", .minutes_ago = 40, .is_sent = TRUE },
  { "e", "failed", "+17025550105", "Elm Street Law", "Busy", .minutes_ago = 50, .is_sent = TRUE },
};

#define ADAMS "Received, (702) 555-0101, Adams Clinic"
#define BAKER "Received, (702) 555-0102, Baker Pharmacy"

/* A shortcut, and what comes of it. */
typedef struct
{
  const char *accelerator;
  void (*check) (Desktop *desktop, const char *text);
  const char *text;
  const char *then;        /* pressed to go on */
  const char *focus_after; /* where the focus is then, if that is waited for */
} Shortcut;

/* In this order: each begins where the one before has ended. */
static const Shortcut shortcuts[] = {
  { "<Control>I", wait_for_focus_start, "Open, " ADAMS },
  { "<Control><Shift>I", wait_for_focus_start, "Unread, Open, " ADAMS },
  { "<Control>C", wait_to_see, "Number copied" },
  { "<Control>F", wait_for_focus_start, "Search Faxes", "Escape", "Unread, Open, " ADAMS },
  { "slash", wait_for_focus_start, "Search Faxes", "Escape", "Unread, Open, " ADAMS },
  { "Return", wait_for_opened, ".pdf" },
  { "<Control>O", wait_for_opened, ".pdf" },
  { "<Control>N", write_note, "For Dr Hart", "ctrl+1", "Open, " ADAMS },
  { "<Control><Shift>N", wait_for_window, "All faxes from and to", "ctrl+1", "Open, " ADAMS },
  { "Menu", wait_for_focus_start, "Done", "Escape", "Open, " ADAMS },
  { "<Shift>F10", wait_for_focus_start, "Done", "Escape", "Open, " ADAMS },
  { "F9", wait_until_not_pressed, "Show the Fax Beside the List" },
  { "<Alt>Return", wait_until_pressed, "Show the Fax Beside the List" },
  { "<Control>D", wait_for_focus_start, "Unread, Open, " BAKER },
  { "<Control>Z", wait_to_see, "Open, 4, Oldest: ", "Up", "Open, " ADAMS },
  { "<Control>2", wait_until_selected, "Inbox, 2" },
  { "<Control>3", wait_until_selected, "Sent, 1" },
  { "<Control>4", wait_until_selected, "In Progress, 1" },
  { "<Control>5", wait_until_selected, "Failed, 1" },
  { "<Control>6", wait_until_selected, "Unreadable, 1" },
  { "<Control>7", wait_until_selected, "All Faxes, 6", "ctrl+2", "Open, " ADAMS },
  { "<Control>D", wait_for_focus_start, "Unread, Open, " BAKER, "Up", "Done, " ADAMS },
  { "<Control><Shift>D", wait_for_focus_start, "Open, " ADAMS },
  { "<Control>1", wait_until_selected, "Open, 4, Oldest: " },
  { "<Control><Shift>F", wait_for_focus_start, "Direction: ", "Escape", "Filter" },
  { "F10", wait_for_focus_start, "Sort By", "Escape", "Main Menu" },
  { "<Control>comma", wait_for_window, "New Password…" },
  { "<Control>question", wait_for_window, "Done, and on to the next open fax" },
  { "<Control>W", wait_for_window, "Close Window" },
  { "<Control>Q", wait_for_end, NULL },
};

/* The same for who reads a fax. */
static const Shortcut page_shortcuts[] = {
  { "Return", wait_for_focus_start, "Page 1 of 3" },
  { "<Control>Page_Down", wait_for_focus_start, "Page 2 of 3" },
  { "<Control>Page_Up", wait_for_focus_start, "Page 1 of 3" },
  { "<Alt>Down", wait_until_selected, "Unread, Open, " BAKER },
  { "<Alt>Up", wait_until_selected, ADAMS },
  { "F8", wait_until_pressed, "Thumbnails" },
  { "F8", wait_until_not_pressed, "Thumbnails" },
  { "<Control>plus", wait_for_other_zoom, NULL },
  { "<Control>minus", wait_for_other_zoom, NULL },
  { "<Control>0", wait_for_other_zoom, NULL },
  { "<Control>R", wait_for_other_zoom, NULL },
  { "<Control><Shift>R", wait_for_other_zoom, NULL },
  { "<Control><Shift>O", wait_for_opened, ".pdf" },
};

static void
go_on (const char *keys, const char *focus)
{
  if (keys != NULL)
    desktop_press (keys);
  if (focus != NULL)
    wait_for_focus_start (NULL, focus);
}

static void
test_all (Desktop *desktop, gconstpointer data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  PostedFax posted[G_N_ELEMENTS (faxes)];

  memcpy (posted, faxes, sizeof faxes);
  posted[0].document = document;
  inbox_open (desktop, posted, G_N_ELEMENTS (posted));
  wait_for_focus_start (desktop, "Unread, Open, " ADAMS);
  inbox_post_unreadable (desktop);
  desktop_wait_to_see ("Unreadable, 1");
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_test_message ("%s", shortcuts[i].accelerator);
      press_accelerator (shortcuts[i].accelerator);
      shortcuts[i].check (desktop, shortcuts[i].text);
      go_on (shortcuts[i].then, shortcuts[i].focus_after);
    }
}

static void
test_pages (Desktop *desktop, gconstpointer data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  PostedFax posted[2];

  memcpy (posted, faxes, sizeof posted);
  posted[0].document = document;
  posted[1].document = document;
  running_faxbell_set (desktop->faxbell, "show-fax-details=false");
  running_faxbell_set (desktop->faxbell, "open-with='faxbell'");
  inbox_open (desktop, posted, G_N_ELEMENTS (posted));
  wait_for_focus_start (desktop, "Unread, Open, " ADAMS);
  desktop_wait_to_see ("Page 1 of 3");
  zoom_before = desktop_dup_name ("Zoom: ");
  g_assert_nonnull (zoom_before);
  for (guint i = 0; i < G_N_ELEMENTS (page_shortcuts); i++)
    {
      g_test_message ("%s", page_shortcuts[i].accelerator);
      press_accelerator (page_shortcuts[i].accelerator);
      page_shortcuts[i].check (desktop, page_shortcuts[i].text);
    }
  g_clear_pointer (&zoom_before, g_free);
  running_faxbell_end (desktop->faxbell);
}

/* It isn't ended but killed: GTK's file chooser leaks. */
static void
test_export (Desktop *desktop, gconstpointer data)
{
  inbox_open (desktop, faxes, 1);
  wait_for_focus_start (desktop, "Unread, Open, " ADAMS);
  press_accelerator ("<Control>E");
  wait_for_window (desktop, "Export Faxes");
  running_faxbell_kill (desktop->faxbell);
}

/* Where each pane is a page of its own. Killed, too: libadwaita 1.2 leaks what it draws while pages
 * move. */
static void
test_back (Desktop *desktop, gconstpointer data)
{
  running_faxbell_set (desktop->faxbell, "window-width=400");
  inbox_open (desktop, faxes, 1);
  wait_for_focus_start (desktop, "Unread, Open, " ADAMS);
  press_accelerator ("<Alt>Return");
  screen_wait_until_still ();
  press_accelerator ("<Alt>Left");
  wait_for_focus_start (desktop, "Unread, Open, " ADAMS);
  press_accelerator ("<Alt>Left");
  wait_for_focus_start (desktop, "Open, 1, Oldest: ");
  running_faxbell_kill (desktop->faxbell);
}

static gboolean
is_tested (const char *accelerator)
{
  static const char *const others[] = { "<Control>E", "<Alt>Left", NULL };

  if (g_strv_contains (others, accelerator))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (g_str_equal (shortcuts[i].accelerator, accelerator))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (page_shortcuts); i++)
    if (g_str_equal (page_shortcuts[i].accelerator, accelerator))
      return TRUE;
  return FALSE;
}

/* None is forgotten here. */
static void
test_none_missing (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "..", "app", "window", "fb-shortcuts-window.ui", NULL);
  g_autoptr (GRegex) regex = g_regex_new ("name=\"accelerator\">([^<]*)<", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *content = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  for (g_regex_match (regex, content, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *escaped = g_match_info_fetch (match, 1);
      g_autoptr (GString) text = g_string_new (escaped);
      g_string_replace (text, "&lt;", "<", 0);
      g_string_replace (text, "&gt;", ">", 0);
      g_auto (GStrv) accelerators = g_strsplit (text->str, " ", -1);
      for (guint i = 0; accelerators[i] != NULL; i++, n++)
        if (!is_tested (accelerators[i]))
          g_error ("“%s” is not tested", accelerators[i]);
    }
  g_assert_cmpuint (n, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shortcuts/none-missing", test_none_missing);
  INBOX_TEST ("/shortcuts/all", test_all);
  INBOX_TEST ("/shortcuts/pages", test_pages);
  INBOX_TEST ("/shortcuts/export", test_export);
  INBOX_TEST ("/shortcuts/back", test_back);
  return g_test_run ();
}
