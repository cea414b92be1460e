/* fb-close-explanation.c
 *
 * A dialog for when the window is closed for the first time: it says that faxes are received all
 * the same, and where to find Faxbell.
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
  FbCloseAnswer answer;
} Question;

static gboolean
on_dialog_gone (gpointer data)
{
  const Question *question = data;

  question->answered (question->answer, question->user_data);
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 fails when a window is destroyed while a dialog of it is being destroyed. */
static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *question = g_memdup2 (data, sizeof (Question));

  if (g_str_equal (response, "go-on"))
    question->answer = FB_CLOSE_GO_ON;
  else if (g_str_equal (response, "quit"))
    question->answer = FB_CLOSE_QUIT;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_dialog_gone, question, g_free);
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
 * @answered: called once, in the main thread, with what the user wants
 * @user_data: for @answered; it must live until then
 *
 * Presents the dialog, and returns at once.
 */
void
fb_close_explanation_present (GtkWindow *window,
                              gboolean has_tray,
                              FbCloseAnswered answered,
                              gpointer user_data)
{
  const char *heading = has_tray ? _ ("Faxbell Stays in the Tray") : _ ("Faxbell Keeps Running");
  const char *body =
    has_tray ? _ ("You’ll still receive faxes and alerts while the window is closed. Open it "
                  "again, or quit Faxbell, from the tray.")
             : _ ("You’ll still receive faxes and alerts while the window is closed. Start Faxbell "
                  "again to see the window, and quit it from the window’s menu.");

  g_return_if_fail (GTK_IS_WINDOW (window));

  GtkWidget *dialog = adw_message_dialog_new (window, heading, body);
  Question *question = g_new (Question, 1);
  *question = (Question){ answered, user_data, FB_CLOSE_CANCELLED };
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _ ("_Quit"), "go-on",
                                    _ ("_Close Window"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go-on");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go-on",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
