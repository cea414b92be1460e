/* test-pointer.c
 *
 * The table of faxes under a real pointer: what clicks select, and what they leave behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-table.h"
#include "screen.h"
#include "window-fixture.h"

#define N_FAXES 3

static GtkWidget *
get_rows (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);

  return find_widget (view, GTK_TYPE_LIST_VIEW);
}

static FbFaxTable *
get_table (WindowFixture *fixture)
{
  return FB_FAX_TABLE (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE));
}

static GtkStack *
get_stack (WindowFixture *fixture)
{
  return GTK_STACK (gtk_widget_get_ancestor (get_rows (fixture), GTK_TYPE_STACK));
}

static guint
count_rows (WindowFixture *fixture)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_rows (fixture)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_mapped (row) && gtk_widget_get_height (row) > 0;
  return n;
}

static void
keep_faxes (WindowFixture *fixture)
{
  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("m%u", i);
      window_fixture_keep (fixture, message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
    }
  wait_until (count_rows (fixture) == N_FAXES);
  wait_until (!gtk_stack_get_transition_running (get_stack (fixture)));
}

static GtkWidget *
get_row (WindowFixture *fixture, guint position)
{
  GtkWidget *row = gtk_widget_get_first_child (get_rows (fixture));

  while (position-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

/* In the middle of the row, as X counts. */
static void
click_row (WindowFixture *fixture, guint position, guint button)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  graphene_rect_t bounds;
  ScreenArea area;
  double x, y;

  g_assert_true (gtk_widget_compute_bounds (get_row (fixture, position), window, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  g_assert_true (screen_has_window (g_get_prgname (), &area));
  screen_click (area.x + (int) (x + (double) (bounds.origin.x + bounds.size.width / 2)),
                area.y + (int) (y + (double) (bounds.origin.y + bounds.size.height / 2)), button);
}

static void
control_click_row (WindowFixture *fixture, guint position)
{
  screen_hold_key ("Control_L", TRUE);
  click_row (fixture, position, 1);
  screen_hold_key ("Control_L", FALSE);
}

static void
iterate (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_control_click (WindowFixture *fixture, gconstpointer data)
{
  FbFaxTable *table = get_table (fixture);

  keep_faxes (fixture);
  click_row (fixture, 0, 1);
  wait_until (fb_fax_table_get_n_selected (table) == 1);
  control_click_row (fixture, 1);
  wait_until (fb_fax_table_get_n_selected (table) == 2);
  control_click_row (fixture, 2);
  wait_until (fb_fax_table_get_n_selected (table) == 3);
  control_click_row (fixture, 1);
  wait_until (fb_fax_table_get_n_selected (table) == 2);
  iterate ();
  g_assert_cmpuint (fb_fax_table_get_n_selected (table), ==, 2);
}

static gboolean
is_active (GtkWidget *widget)
{
  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_ACTIVE) != 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_active (child))
      return TRUE;
  return FALSE;
}

/* The menu takes the pointer, and with it the release of the button. */
static void
test_secondary_click (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *menu = find_widget (GTK_WIDGET (get_table (fixture)), GTK_TYPE_POPOVER);

  keep_faxes (fixture);
  click_row (fixture, 1, 3);
  wait_until (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_until (!gtk_widget_get_mapped (menu));
  iterate ();
  g_assert_false (is_active (get_rows (fixture)));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  /* These clicks come faster than a person's. */
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 1, NULL);

  WINDOW_TEST ("/window/pointer/control-click", NULL, test_control_click);
  WINDOW_TEST ("/window/pointer/secondary-click", NULL, test_secondary_click);
  return g_test_run ();
}
