/* desktop-keyboard.c
 *
 * A keyboard before the application's windows, and where its focus is, as a screen reader follows
 * it. What is pressed is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-keyboard.h"

#include "screen.h"

#include <atspi/atspi.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)

static AtspiEventListener *listener;
static AtspiAccessible *focus;
static guint n_presses;

/* Focus */

static void
on_focused (AtspiEvent *event, void *data)
{
  if (event->detail1 != 0)
    g_set_object (&focus, event->source);
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

/**
 * desktop_keyboard_set_up:
 *
 * Follows the focus of the application that is started next, and counts from 0.
 */
void
desktop_keyboard_set_up (void)
{
  g_autoptr (GError) error = NULL;
  int width, height;

  n_presses = 0;
  /* A list that opens under the pointer would follow it. */
  screen_get_size (&width, &height);
  screen_move_pointer (width - 1, height - 1);
  listener = atspi_event_listener_new (on_focused, NULL, NULL);
  atspi_event_listener_register (listener, "object:state-changed:focused", &error);
  g_assert_no_error (error);
}

void
desktop_keyboard_tear_down (void)
{
  atspi_event_listener_deregister (listener, "object:state-changed:focused", NULL);
  g_clear_object (&listener);
  g_clear_object (&focus);
}

static gboolean
has_state (AtspiAccessible *accessible, AtspiStateType state)
{
  atspi_accessible_clear_cache (accessible);
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (accessible);

  /* What has gone meanwhile has no states. */
  return states != NULL && atspi_state_set_contains (states, state);
}

/* A window that isn't in front any more still has something focused in it. */
static gboolean
is_in_front (AtspiAccessible *accessible)
{
  g_autoptr (AtspiAccessible) window = g_object_ref (accessible);
  g_autoptr (AtspiAccessible) parent = atspi_accessible_get_parent (window, NULL);

  while (parent != NULL && atspi_accessible_get_role (parent, NULL) != ATSPI_ROLE_APPLICATION)
    {
      g_set_object (&window, parent);
      g_object_unref (parent);
      parent = atspi_accessible_get_parent (window, NULL);
    }
  return parent != NULL && has_state (window, ATSPI_STATE_ACTIVE);
}

/**
 * desktop_dup_focus:
 *
 * Returns: (transfer full) (nullable): what the thing is called that has the focus, as far as the
 *   screen reader has been told by now; %NULL if nothing has it
 */
char *
desktop_dup_focus (void)
{
  if (focus == NULL || !has_state (focus, ATSPI_STATE_FOCUSED) || !is_in_front (focus))
    {

      return NULL;
    }
  return atspi_accessible_get_name (focus, NULL);
}

static gboolean
is_focused (gpointer text)
{
  g_autofree char *name = desktop_dup_focus ();

  return name != NULL && strstr (name, text) != NULL;
}

static gboolean
is_focused_exactly (gpointer name)
{
  g_autofree char *focused = desktop_dup_focus ();

  return g_strcmp0 (focused, name) == 0;
}

static void
wait_or_tell (gboolean (*is_so) (gpointer text), const char *text)
{
  if (desktop_wait (is_so, (gpointer) text))
    return;
  g_autofree char *name = desktop_dup_focus ();
  g_error ("The focus is not at “%s”, but at “%s”", text, name != NULL ? name : "(nothing)");
}

/**
 * desktop_wait_for_focus:
 * @part: a part of what something is called
 *
 * Waits until that has the focus.
 */
void
desktop_wait_for_focus (const char *part)
{
  wait_or_tell (is_focused, part);
}

/**
 * desktop_wait_for_focus_at:
 * @name: what something is called
 *
 * Waits until that has the focus.
 */
void
desktop_wait_for_focus_at (const char *name)
{
  wait_or_tell (is_focused_exactly, name);
}

/* Keys */

static const struct
{
  const char *prefix;
  const char *key;
} modifiers[] = {
  { "ctrl+", "Control_L" },
  { "shift+", "Shift_L" },
  { "alt+", "Alt_L" },
};

static void
press (const char *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_str_has_prefix (keys, modifiers[i].prefix))
      {
        screen_hold_key (modifiers[i].key, TRUE);
        press (keys + strlen (modifiers[i].prefix));
        screen_hold_key (modifiers[i].key, FALSE);
        return;
      }
  screen_press_key (keys);
}

/**
 * desktop_press:
 * @keys: a key's name, as X has it, after its modifiers: "ctrl+shift+d", "Down"
 *
 * Presses a key once, in the window in front.
 */
void
desktop_press (const char *keys)
{
  n_presses++;
  screen_focus_window ("faxbell");
  press (keys);
}

/**
 * desktop_type:
 * @text: letters, digits, and spaces
 *
 * Presses the key of each.
 */
void
desktop_type (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      const char letter[] = { *c, '\0' };
      g_autofree char *upper = g_strconcat ("shift+", letter, NULL);

      g_assert_true (g_ascii_isalnum (*c) || *c == ' ');
      desktop_press (*c == ' ' ? "space" : g_ascii_isupper (*c) ? upper : letter);
    }
}

/**
 * desktop_count_presses:
 *
 * Returns: how many keys were pressed; those that are held meanwhile are not counted
 */
guint
desktop_count_presses (void)
{
  return n_presses;
}
