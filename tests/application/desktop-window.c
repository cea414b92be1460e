/* desktop-window.c
 *
 * The application's windows as people have them: what a screen reader finds in them, and a pointer
 * that clicks on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"

#include "screen.h"

#include <atspi/atspi.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiText, g_object_unref)

/* In pixels: what GTK has around a window's content, where nobody composes windows. */
#define WINDOW_EDGE 5

/* Depth first; @is_wanted may look closer at what has the name. */
static AtspiAccessible *
find (AtspiAccessible *accessible,
      const char *name,
      gboolean (*is_wanted) (AtspiAccessible *accessible))
{
  g_autofree char *own_name = atspi_accessible_get_name (accessible, NULL);

  if (g_strcmp0 (own_name, name) == 0 && is_wanted (accessible))
    return g_object_ref (accessible);

  /* The newest window comes last. */
  for (int i = atspi_accessible_get_child_count (accessible, NULL) - 1; i >= 0; i--)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      AtspiAccessible *found = child != NULL ? find (child, name, is_wanted) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* libatspi 2.46 forgets what it was told of things that are gone in the next moment. */
static AtspiAccessible *
find_now (const char *name, gboolean (*is_wanted) (AtspiAccessible *accessible))
{
  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  AtspiAccessible *found = find (root, name, is_wanted);
  __lsan_enable ();
  return found;
}

static gboolean
is_anything (AtspiAccessible *accessible)
{
  return TRUE;
}

static guint
count (AtspiAccessible *accessible, const char *name)
{
  g_autofree char *own_name = atspi_accessible_get_name (accessible, NULL);
  guint n = g_strcmp0 (own_name, name) == 0;
  int n_children = atspi_accessible_get_child_count (accessible, NULL);

  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      if (child != NULL)
        n += count (child, name);
    }
  return n;
}

/**
 * desktop_count:
 * @text: what something is called
 *
 * Returns: how many things of that name a screen reader finds
 */
guint
desktop_count (const char *text)
{
  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  guint n = count (root, text);
  __lsan_enable ();
  return n;
}

/**
 * desktop_sees:
 * @text: what something is called
 *
 * GTK 4.8 tells of nothing in a window whether it is showing, so that isn't asked.
 *
 * Returns: whether a screen reader finds it
 */
gboolean
desktop_sees (const char *text)
{
  g_autoptr (AtspiAccessible) found = find_now (text, is_anything);

  return found != NULL;
}

/* One thing a line, those in it indented. */
static void
list (AtspiAccessible *accessible, guint depth, GString *text)
{
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  g_autofree char *role = atspi_accessible_get_role_name (accessible, NULL);

  g_string_append_printf (text, "\n%*s%s “%s”", (int) depth, "", role, name != NULL ? name : "");
  for (int i = 0; i < atspi_accessible_get_child_count (accessible, NULL); i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      if (child != NULL)
        list (child, depth + 1, text);
    }
}

static void
tell_what_is_seen (void)
{
  g_autoptr (GString) text = g_string_new ("What a screen reader sees:");

  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  list (root, 0, text);
  __lsan_enable ();
  g_printerr ("%s\n", text->str);
}

/* Parts of names, for rows and views tell more than a test may know */

static AtspiAccessible *
find_part (AtspiAccessible *accessible,
           const char *part,
           gboolean (*is_wanted) (AtspiAccessible *accessible))
{
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);

  if (name != NULL && strstr (name, part) != NULL && is_wanted (accessible))
    return g_object_ref (accessible);
  for (int i = atspi_accessible_get_child_count (accessible, NULL) - 1; i >= 0; i--)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      AtspiAccessible *found = child != NULL ? find_part (child, part, is_wanted) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
sees_part (const char *part, gboolean (*is_wanted) (AtspiAccessible *accessible))
{
  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  g_autoptr (AtspiAccessible) found = find_part (root, part, is_wanted);
  __lsan_enable ();
  return found != NULL;
}

static gboolean
has_part (gpointer part)
{
  return sees_part (part, is_anything);
}

static gboolean
has_no_part (gpointer part)
{
  return !has_part (part);
}

static gboolean
is_selected (AtspiAccessible *accessible)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (accessible);

  return atspi_state_set_contains (states, ATSPI_STATE_SELECTED);
}

static gboolean
has_selected_part (gpointer part)
{
  return sees_part (part, is_selected);
}

/* @is_so: of @text. */
static void
wait_or_tell (gboolean (*is_so) (gpointer text), const char *text, const char *what)
{
  if (desktop_wait (is_so, (gpointer) text))
    return;
  tell_what_is_seen ();
  g_error ("A screen reader %s “%s”", what, text);
}

static gboolean
is_described (AtspiAccessible *accessible, const char *part)
{
  g_autofree char *description = atspi_accessible_get_description (accessible, NULL);

  if (description != NULL && strstr (description, part) != NULL)
    return TRUE;
  for (int i = atspi_accessible_get_child_count (accessible, NULL) - 1; i >= 0; i--)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      if (child != NULL && is_described (child, part))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_description (gpointer part)
{
  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  const gboolean has_it = is_described (root, part);
  __lsan_enable ();
  return has_it;
}

/**
 * desktop_wait_to_see_description:
 * @part: of what something is described with
 *
 * Waits until a screen reader finds it.
 */
void
desktop_wait_to_see_description (const char *part)
{
  wait_or_tell (has_description, part, "does not see anything described with");
}

/**
 * desktop_dup_name:
 * @part: of what something is called
 *
 * Returns: (transfer full) (nullable): all that it is called, as a screen reader finds it
 */
char *
desktop_dup_name (const char *part)
{
  __lsan_disable ();
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);
  atspi_accessible_clear_cache (root);
  g_autoptr (AtspiAccessible) found = find_part (root, part, is_anything);
  char *name = found != NULL ? atspi_accessible_get_name (found, NULL) : NULL;
  __lsan_enable ();
  return name;
}

/**
 * desktop_wait_to_see_part:
 * @part: of what something is called
 *
 * Waits until a screen reader finds it.
 */
void
desktop_wait_to_see_part (const char *part)
{
  wait_or_tell (has_part, part, "does not see anything of");
}

/**
 * desktop_wait_until_gone:
 * @part: of what something is called
 *
 * Waits until a screen reader finds nothing of that name any more.
 */
void
desktop_wait_until_gone (const char *part)
{
  wait_or_tell (has_no_part, part, "still sees");
}

/**
 * desktop_wait_until_selected:
 * @part: of what a row is called
 *
 * Waits until the row is selected.
 */
void
desktop_wait_until_selected (const char *part)
{
  wait_or_tell (has_selected_part, part, "sees no selected");
}

static gboolean
is_list (AtspiAccessible *accessible)
{
  return atspi_accessible_get_role (accessible, NULL) == ATSPI_ROLE_LIST;
}

/**
 * desktop_dup_list:
 * @name: what a list is called
 *
 * Returns: (transfer full): what its rows are called, one a line; empty if there is no such list
 */
char *
desktop_dup_list (const char *name)
{
  g_autoptr (AtspiAccessible) found = find_now (name, is_list);
  g_autoptr (GString) rows = g_string_new (NULL);

  for (int i = 0; found != NULL && i < atspi_accessible_get_child_count (found, NULL); i++)
    {
      g_autoptr (AtspiAccessible) row = atspi_accessible_get_child_at_index (found, i, NULL);
      g_autofree char *row_name = row != NULL ? atspi_accessible_get_name (row, NULL) : NULL;
      g_string_append_printf (rows, "%s%s", i > 0 ? "\n" : "", row_name != NULL ? row_name : "");
    }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static gboolean
is_label (AtspiAccessible *accessible)
{
  return atspi_accessible_get_role (accessible, NULL) == ATSPI_ROLE_LABEL;
}

static gboolean
is_emphasised (GHashTable *attributes)
{
  return g_hash_table_contains (attributes, "bg-color") &&
         g_strcmp0 (g_hash_table_lookup (attributes, "weight"), "700") == 0;
}

/**
 * desktop_dup_emphasised:
 * @text: of a label
 *
 * Returns: (transfer full): the same, with brackets around each part that a screen reader is told
 *   to stand out; empty if there is no such label
 */
char *
desktop_dup_emphasised (const char *text)
{
  g_autoptr (AtspiAccessible) label = find_now (text, is_label);
  g_autoptr (AtspiText) iface = label != NULL ? atspi_accessible_get_text_iface (label) : NULL;
  const int length = iface != NULL ? atspi_text_get_character_count (iface, NULL) : 0;
  GString *shown = g_string_new (NULL);

  for (int start = 0, end; start < length; start = end)
    {
      int run_start = start;
      g_autoptr (GHashTable) attributes =
        atspi_text_get_attribute_run (iface, start, FALSE, &run_start, &end, NULL);

      if (attributes == NULL)
        break;
      /* GTK 4.18 has no run where there are no attributes. */
      if (end <= start)
        end = start + 1;
      g_autofree char *part = atspi_text_get_text (iface, start, end, NULL);
      g_string_append_printf (shown, is_emphasised (attributes) ? "[%s]" : "%s", part);
    }
  return g_string_free (shown, FALSE);
}

typedef struct
{
  const char *name;
  const char *rows;
} WantedList;

static gboolean
has_rows (gpointer data)
{
  const WantedList *wanted = data;
  g_autofree char *rows = desktop_dup_list (wanted->name);

  return g_str_equal (rows, wanted->rows);
}

/**
 * desktop_wait_for_list:
 * @name: what a list is called
 * @rows: what its rows are called, one a line
 *
 * Waits until it has them.
 */
void
desktop_wait_for_list (const char *name, const char *rows)
{
  WantedList wanted = { name, rows };

  if (desktop_wait (has_rows, &wanted))
    return;
  g_autofree char *actual = desktop_dup_list (name);
  g_error ("The list “%s” is:\n%s", name, actual);
}

static gboolean
sees (gpointer data)
{
  return desktop_sees (data);
}

void
desktop_wait_to_see (const char *text)
{
  if (desktop_wait (sees, (gpointer) text))
    return;
  tell_what_is_seen ();
  g_error ("A screen reader does not see “%s”", text);
}

/* Where it is in its window; FALSE if that isn't on the screen. */
static gboolean
get_area (AtspiAccessible *accessible, ScreenArea *area)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (accessible);
  g_autofree AtspiRect *extents =
    component != NULL ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL)
                      : NULL;

  if (extents == NULL || extents->width <= 0 || extents->height <= 0)
    return FALSE;
  *area = (ScreenArea){ extents->x, extents->y, extents->width, extents->height };
  return TRUE;
}

static gboolean
has_area (AtspiAccessible *accessible)
{
  ScreenArea area;

  return get_area (accessible, &area);
}

static gboolean
can_be_clicked (gpointer name)
{
  g_autoptr (AtspiAccessible) found = find_now (name, has_area);

  return found != NULL;
}

/* What a revealer hides has a place all the same, but not what it is in. */
static gboolean
is_shown (AtspiAccessible *accessible)
{
  g_autoptr (AtspiAccessible) part = g_object_ref (accessible);

  while (part != NULL && atspi_accessible_get_role (part, NULL) != ATSPI_ROLE_APPLICATION)
    {
      if (!has_area (part))
        return FALSE;
      AtspiAccessible *parent = atspi_accessible_get_parent (part, NULL);
      g_object_unref (part);
      part = parent;
    }
  return TRUE;
}

static gboolean
shows (gpointer name)
{
  g_autoptr (AtspiAccessible) found = find_now (name, is_shown);

  return found != NULL;
}

static gboolean
shows_not (gpointer name)
{
  return !shows (name);
}

/**
 * desktop_wait_until_shown:
 * @name: what something is called
 * @is_shown: whether it is to be on the screen, or not
 *
 * Unlike a screen reader, doesn't find what a revealer hides.
 */
void
desktop_wait_until_shown (const char *name, gboolean is_shown)
{
  if (desktop_wait (is_shown ? shows : shows_not, (gpointer) name))
    return;
  tell_what_is_seen ();
  g_error ("“%s” is%s shown", name, is_shown ? " not" : "");
}

/**
 * desktop_click:
 * @name: what something in the window in front is called
 *
 * Clicks it with the pointer, once it is there.
 */
void
desktop_click (const char *name)
{
  ScreenArea window, area;

  if (!desktop_wait (can_be_clicked, (gpointer) name))
    g_error ("There is no “%s” to be clicked", name);
  screen_wait_until_still ();
  g_autoptr (AtspiAccessible) found = find_now (name, has_area);
  g_assert_true (found != NULL && get_area (found, &area));
  g_assert_true (screen_has_window ("faxbell", &window));
  screen_click (window.x + WINDOW_EDGE + area.x + area.width / 2,
                window.y + WINDOW_EDGE + area.y + area.height / 2, 1);
}

static gboolean
is_checked (AtspiAccessible *accessible)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (accessible);

  return atspi_state_set_contains (states, ATSPI_STATE_CHECKED) ||
         atspi_state_set_contains (states, ATSPI_STATE_PRESSED);
}

/**
 * desktop_is_checked:
 * @name: what a switch, or a button that stays pressed, is called
 *
 * Returns: whether it is on
 */
gboolean
desktop_is_checked (const char *name)
{
  g_autoptr (AtspiAccessible) found = find_now (name, is_checked);

  return found != NULL;
}

static gboolean
is_on (gpointer name)
{
  return desktop_is_checked (name);
}

static gboolean
is_off (gpointer name)
{
  return !desktop_is_checked (name);
}

/* Waits for a switch to be on, or off. */
void
desktop_wait_until_checked (const char *name, gboolean is_checked)
{
  g_assert_true (desktop_wait (is_checked ? is_on : is_off, (gpointer) name));
}
