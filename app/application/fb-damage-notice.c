/* fb-damage-notice.c
 *
 * Tells the user that the list of faxes was found damaged and was made again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-damage-notice.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * fb_damage_notice_show:
 * @parent: the window
 * @damaged_file: where the damaged database is kept
 */
void
fb_damage_notice_show (GtkWindow *parent, const char *damaged_file)
{
  g_autofree char *body = g_strdup_printf (
    _ ("It was made again of everything that could still be read, and of the documents, none of "
       "which was touched. Some faxes may be unread again, or say less than before.\n\nThe damaged "
       "list is kept as %s. A disk that damages files is often about to fail: make a backup."),
    damaged_file);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("The List of Faxes Was Damaged"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
