/* Being there without a window: started by the bus, explained when it is closed, and found again.
 */

#include "config.h"

#include "tray-host.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib/gstdio.h>

static void
add_setting (TrayHost *host, const char *line)
{
  g_autofree char *path = g_build_filename (host->desktop.faxbell->home, ".config", "glib-2.0",
                                            "settings", "keyfile", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_autofree char *longer = g_strconcat (content, line, "\n", NULL);
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
}

/* Windows, as a window manager knows them */

static Window
find_window (Display *display, Window parent)
{
  Window root;
  Window *children = NULL;
  unsigned int n_children = 0;
  Window found = None;

  if (!XQueryTree (display, parent, &root, &parent, &children, &n_children))
    return None;
  for (unsigned int i = 0; i < n_children && found == None; i++)
    {
      XClassHint hint = { NULL, NULL };
      XWindowAttributes attributes;
      if (XGetWindowAttributes (display, children[i], &attributes) &&
          attributes.map_state == IsViewable && XGetClassHint (display, children[i], &hint))
        {
          if (g_strcmp0 (hint.res_class, APPLICATION_ID) == 0 ||
              g_strcmp0 (hint.res_name, "faxbell") == 0)
            found = children[i];
          XFree (hint.res_name);
          XFree (hint.res_class);
        }
    }
  if (children != NULL)
    XFree (children);
  return found;
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
has_window (gpointer data)
{
  Display *display = XOpenDisplay (NULL);
  XSetErrorHandler (ignore_error);
  Window window = find_window (display, DefaultRootWindow (display));

  XCloseDisplay (display);
  return window != None;
}

static gboolean
has_no_window (gpointer data)
{
  return !has_window (data);
}

/* What its close button does. */
static void
close_window (void)
{
  g_assert_true (desktop_wait (has_window, NULL));
  Display *display = XOpenDisplay (NULL);
  Window window = find_window (display, DefaultRootWindow (display));
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.window = window;
  event.xclient.message_type = XInternAtom (display, "WM_PROTOCOLS", False);
  event.xclient.format = 32;
  event.xclient.data.l[0] = (long) XInternAtom (display, "WM_DELETE_WINDOW", False);
  event.xclient.data.l[1] = CurrentTime;
  XSendEvent (display, window, False, NoEventMask, &event);
  XCloseDisplay (display);
}

static void
test_first_close (TrayHost *host, gconstpointer data)
{
  running_faxbell_start (host->desktop.faxbell, NULL);
  /* What it answers after it was taken, it answers knowing that. */
  tray_host_wait_for_text (host, "ToolTip", "Receiving");
  desktop_wait_to_see ("No Faxes Yet");
  close_window ();
  desktop_wait_to_see ("Faxbell Stays in the Tray");
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_first_close_without_tray (TrayHost *host, gconstpointer data)
{
  tray_host_kill_panel (host);
  running_faxbell_start (host->desktop.faxbell, NULL);
  close_window ();
  desktop_wait_to_see ("Faxbell Keeps Running");
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_later_close (TrayHost *host, gconstpointer data)
{
  tray_host_kill_panel (host);
  add_setting (host, "close-explained=true");
  running_faxbell_start (host->desktop.faxbell, NULL);
  close_window ();
  g_assert_true (desktop_wait (has_no_window, NULL));
  g_autoptr (GSubprocess) second = running_faxbell_launch_again (host->desktop.faxbell);
  g_assert_true (desktop_wait (has_window, NULL));
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_hidden_sender (TrayHost *host, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  add_setting (host, "notify-hide-sender=true");
  running_faxbell_start (host->desktop.faxbell, "--background");
  g_assert_cmpuint (desktop_post (&host->desktop, sample, NULL), ==, 200);
  const Notice *notice = desktop_wait_for_notice (&host->desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax received");
  g_assert_null (strstr (notice->body, "702422"));
  g_assert_null (strstr (notice->body, "702432"));
  running_faxbell_end (host->desktop.faxbell);
}

#define PRESENCE_TEST(path, function)                                                              \
  g_test_add (path, TrayHost, NULL, tray_host_set_up, function, tray_host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PRESENCE_TEST ("/presence/first-close", test_first_close);
  PRESENCE_TEST ("/presence/first-close-without-tray", test_first_close_without_tray);
  PRESENCE_TEST ("/presence/later-close", test_later_close);
  PRESENCE_TEST ("/presence/hidden-sender", test_hidden_sender);
  return g_test_run ();
}
