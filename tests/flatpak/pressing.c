/* pressing.c
 *
 * What somebody with a screen reader can press: buttons and switches, by what they are called, in
 * any application on the display: the sandboxed one, and the portal that asks about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pressing.h"

#include "desktop-fixture.h"

#include <atspi/atspi.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)

/* GTK has actions for labels, too: those of their menu. */
static gboolean
can_be_pressed (AtspiAccessible *accessible, const char *name)
{
  g_autofree char *its_name = atspi_accessible_get_name (accessible, NULL);

  if (g_strcmp0 (its_name, name) != 0 ||
      atspi_accessible_get_role (accessible, NULL) == ATSPI_ROLE_LABEL)
    return FALSE;
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (accessible);
  return action != NULL && atspi_action_get_n_actions (action, NULL) > 0;
}

static AtspiAccessible *
find_below (AtspiAccessible *accessible, const char *name)
{
  if (can_be_pressed (accessible, name))
    return g_object_ref (accessible);

  int n_children = atspi_accessible_get_child_count (accessible, NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      AtspiAccessible *found = child != NULL ? find_below (child, name) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static AtspiAccessible *
find (const char *name)
{
  g_autoptr (AtspiAccessible) root = atspi_get_desktop (0);

  atspi_accessible_clear_cache (root);
  return find_below (root, name);
}

static gboolean
press (gpointer data)
{
  g_autoptr (AtspiAccessible) found = find (data);

  if (found == NULL)
    return FALSE;
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (found);
  return atspi_action_do_action (action, 0, NULL);
}

/**
 * pressing_press:
 * @name: what it is called
 *
 * Presses it, once it is there.
 */
void
pressing_press (const char *name)
{
  if (!desktop_wait (press, (gpointer) name))
    g_error ("There is no “%s” to press", name);
}
