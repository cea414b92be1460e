/* fb-entry-problem.c
 *
 * Tells what is wrong with what was typed into a row: its title says so, for as long as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-entry-problem.h"

/**
 * fb_entry_problem_show:
 * @row: a row
 * @problem: what is wrong with its text, translated
 *
 * Shows @problem in place of the row's title until fb_entry_problem_clear() is called.
 */
void
fb_entry_problem_show (AdwEntryRow *row, const char *problem)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  if (g_object_get_data (G_OBJECT (row), "fb-title") == NULL)
    g_object_set_data_full (G_OBJECT (row), "fb-title",
                            g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))),
                            g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_error_bell (GTK_WIDGET (row));
}

/**
 * fb_entry_problem_clear:
 * @row: a row whose text was changed
 *
 * Shows the row's own title again.
 */
void
fb_entry_problem_clear (AdwEntryRow *row)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  g_autofree char *title = g_object_steal_data (G_OBJECT (row), "fb-title");
  if (title == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
}

/**
 * fb_entry_set_text:
 * @row: a row with an apply button
 * @text: what it is to show, which is in force already
 *
 * Sets the text without showing the apply button, which is for what the user types.
 */
void
fb_entry_set_text (AdwEntryRow *row, const char *text)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) == 0)
    return;

  /* The apply button is for what the user types. */
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}
