/* fb-close-explanation.c
 *
 * Told once, when the window is closed for the first time: that faxes are received all the same,
 * and where Faxbell is then. Nobody shall wonder where it went, nor why it still rings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-close-explanation.h"

#include <glib/gi18n.h>

typedef struct
{
  FbCloseAnswered answered;
  gpointer user_data;
} Question;

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  const Question *question = data;

  if (g_str_equal (response, "go-on"))
    question->answered (FB_CLOSE_GO_ON, question->user_data);
  else if (g_str_equal (response, "quit"))
    question->answered (FB_CLOSE_QUIT, question->user_data);
  else
    question->answered (FB_CLOSE_CANCELLED, question->user_data);
}

static void
free_question (gpointer question, GClosure *closure)
{
  g_free (question);
}

/**
 * fb_close_explanation_present:
 * @window: the window that is being closed
 * @has_tray: whether Faxbell is in a tray
 * @answered: called with what the user wants
 * @user_data: for @answered
 */
void
fb_close_explanation_present (GtkWindow *window,
                              gboolean has_tray,
                              FbCloseAnswered answered,
                              gpointer user_data)
{
  const char *place =
    has_tray ? _ ("Closing the window doesn’t end it: it stays in the tray, and rings when a fax "
                  "comes in. Open it again, or quit it, there.")
             : _ ("Closing the window doesn’t end it: it rings when a fax comes in. Start it again "
                  "to see its window, and quit it from the window’s menu.");

  g_return_if_fail (GTK_IS_WINDOW (window));

  GtkWidget *dialog = adw_message_dialog_new (window, _ ("Faxbell Keeps Receiving Faxes"), place);
  Question *question = g_new (Question, 1);
  *question = (Question){ answered, user_data };
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _ ("_Quit"), "go-on",
                                    _ ("_Close Window"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go-on");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go-on",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
