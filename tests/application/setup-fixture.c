/* setup-fixture.c
 *
 * A desktop on which nobody has set up Faxbell yet, and what tests of the assistant do there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "setup-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "desktop-keyboard.h"
#include "screen.h"

/* More than any page has controls. */
#define MAX_TABS 40

void
setup_set_up (Desktop *desktop, gconstpointer data)
{
  desktop_set_up (desktop, NULL);
  g_autofree char *credentials =
    g_build_filename (desktop->faxbell->home, ".config", "faxbell", "credentials", NULL);

  g_assert_no_errno (g_unlink (credentials));
  desktop_keyboard_set_up ();
}

void
setup_tear_down (Desktop *desktop, gconstpointer data)
{
  desktop_keyboard_tear_down ();
  desktop_tear_down (desktop, NULL);
}

/* A screen reader finds a window before it is on the screen. */
static gboolean
has_focus_in_front (gpointer name)
{
  screen_focus_window ("faxbell");

  g_autofree char *focus = desktop_dup_focus ();
  return name == NULL || g_strcmp0 (focus, name) == 0;
}

/**
 * setup_wait_for_page:
 * @progress: what is said of the page's place among the others
 * @focus: (nullable): what has the keyboard there; %NULL for an entry, of which GTK 4.8 doesn't
 * tell
 *
 * Waits until the assistant has come up at that page. Without a window manager nobody else gives it
 * the keyboard.
 */
void
setup_wait_for_page (const char *progress, const char *focus)
{
  desktop_wait_to_see (progress);
  if (!desktop_wait (has_focus_in_front, (gpointer) focus))
    {
      g_autofree char *actual = desktop_dup_focus ();
      g_error ("The assistant has come up with the focus at “%s”, not “%s”", actual, focus);
    }
}

static gboolean
has_moved (gpointer before)
{
  g_autofree char *focus = desktop_dup_focus ();

  return focus != NULL && g_strcmp0 (focus, before) != 0;
}

/**
 * setup_tab_to:
 * @name: what a control of the page is called
 *
 * Goes there with the Tab key.
 */
void
setup_tab_to (const char *name)
{
  for (guint i = 0; i < MAX_TABS; i++)
    {
      g_autofree char *focus = desktop_dup_focus ();

      if (g_strcmp0 (focus, name) == 0)
        return;
      desktop_press ("Tab");
      g_assert_true (desktop_wait (has_moved, focus));
    }
  g_error ("There is no “%s” to be reached with the Tab key", name);
}

/**
 * setup_type_address:
 * @address: an address of small letters and digits
 *
 * Presses the key of each of its characters, on an American keyboard.
 */
void
setup_type_address (const char *address)
{
  for (const char *c = address; *c != '\0'; c++)
    {
      const char letter[] = { *c, '\0' };

      if (*c == ':')
        desktop_press ("shift+semicolon");
      else if (*c == '/')
        desktop_press ("slash");
      else if (*c == '.')
        desktop_press ("period");
      else
        desktop_type (letter);
    }
}

typedef struct
{
  const char *file;
  const char *line;
} WantedLine;

static gboolean
has_line (gpointer data)
{
  const WantedLine *wanted = data;
  g_autofree char *content = NULL;

  return g_file_get_contents (wanted->file, &content, NULL, NULL) &&
         strstr (content, wanted->line) != NULL;
}

/**
 * setup_wait_for_setting:
 * @desktop: the desktop
 * @line: of the application's settings
 *
 * Waits until it is written.
 */
void
setup_wait_for_setting (Desktop *desktop, const char *line)
{
  g_autofree char *file =
    g_build_filename (desktop->faxbell->home, ".config", "glib-2.0", "settings", "keyfile", NULL);
  WantedLine wanted = { file, line };

  if (!desktop_wait (has_line, &wanted))
    g_error ("The settings have no “%s”", line);
}

/**
 * setup_go_on:
 * @next: what has the keyboard on the next page
 *
 * Goes there.
 */
void
setup_go_on (const char *next)
{
  desktop_press ("alt+n");
  desktop_wait_for_focus_at (next);
}

/**
 * setup_begin_at:
 * @desktop: the desktop
 * @page: the key of a page other than the first
 * @progress: what is said of its place
 * @focus: (nullable): as for setup_wait_for_page()
 *
 * Starts the application, with the assistant where it was left.
 */
void
setup_begin_at (Desktop *desktop, const char *page, const char *progress, const char *focus)
{
  g_autofree char *setting = g_strdup_printf ("setup-page='%s'", page);

  running_faxbell_set (desktop->faxbell, setting);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Continue Setup");
  desktop_activate_action (desktop, "set-up", NULL);
  setup_wait_for_page (progress, focus);
}

/**
 * setup_copy_password:
 *
 * Copies the password that the page shows, by keyboard.
 */
void
setup_copy_password (void)
{
  desktop_wait_to_see (SETUP_COPY);
  setup_tab_to (SETUP_COPY);
  desktop_press ("space");
}

/**
 * setup_dup_autostart:
 * @desktop: the desktop
 *
 * Returns: (transfer full): the folder of what is started at login
 */
char *
setup_dup_autostart (Desktop *desktop)
{
  return g_build_filename (desktop->faxbell->home, ".config", "autostart", NULL);
}
