/* fb-application-actions.c
 *
 * What the user can have the application do, from wherever: the window, a notification, the
 * desktop's menu. A fax is always named by its message id, which is the same after a restart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-application-private.h"

#include "fb-autostart.h"
#include "fb-export.h"
#include "fb-preferences-window.h"
#include "fb-startup-page.h"

#include <glib/gi18n.h>

/* A request that concerns one fax and takes some steps. */
typedef struct
{
  FbApplication *application;
  char *message_id;
  char *activation_token;
  FbFax *fax;
} Request;

static Request *
request_new (FbApplication *self, const char *message_id, const char *activation_token)
{
  Request *request = g_new0 (Request, 1);

  request->application = g_object_ref (self);
  request->message_id = g_strdup (message_id);
  request->activation_token = g_strdup (activation_token);
  /* A notification may be clicked in the last moment. */
  g_application_hold (G_APPLICATION (self));
  return request;
}

static void
request_free (Request *request)
{
  g_application_release (G_APPLICATION (request->application));
  g_clear_object (&request->fax);
  g_free (request->message_id);
  g_free (request->activation_token);
  g_object_unref (request->application);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
tell (FbApplication *self, const char *activation_token, const char *message)
{
  fb_window_add_toast (fb_application_present (self, activation_token), message);
}

/* Opening a document */

/* An error's message may name the file, and with it a number. */
static void
log_failure (const char *what, const GError *error)
{
  g_message ("%s: %s, %d", what, g_quark_to_string (error->domain), error->code);
}

static void
mark_read (FbApplication *self, FbFax *fax)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = fb_fax_get_id (fax);

  g_array_append_val (ids, id);
  fb_store_mark_async (self->store, ids, TRUE, NULL, NULL);
}

static void
on_document_shown (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error))
    {
      mark_read (request->application, request->fax);
      return;
    }
  log_failure ("A document could not be opened", error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (request->application, NULL, _ ("No application could open the document"));
}

static void
on_document_launched (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    {
      mark_read (request->application, request->fax);
      return;
    }
  log_failure ("A document could not be opened", error);
  tell (request->application, request->activation_token,
        _ ("No application could open the document"));
}

/* With the window as its parent where there is one: the portal shows its dialog there. */
static void
show_document (Request *request, const char *uri)
{
  FbWindow *window = fb_application_get_window (request->application);

  if (window != NULL && gtk_window_is_active (GTK_WINDOW (window)))
    {
      gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL, on_document_shown,
                         request);
      return;
    }

  g_autoptr (GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gdk_display_get_default ());
  if (request->activation_token != NULL)
    g_app_launch_context_setenv (G_APP_LAUNCH_CONTEXT (context), "XDG_ACTIVATION_TOKEN",
                                 request->activation_token);
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL,
                                           on_document_launched, request);
}

static void
on_document_seen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info != NULL)
    {
      g_autofree char *uri = g_file_get_uri (G_FILE (object));
      show_document (g_steal_pointer (&request), uri);
      return;
    }
  log_failure ("A document is not where it was put", error);
  tell (request->application, request->activation_token,
        _ ("The document’s file is no longer there"));
}

static void
on_found_to_open (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  FbApplication *self = request->application;
  g_autoptr (GError) error = NULL;

  request->fax = fb_store_find_finish (FB_STORE (object), result, &error);
  if (request->fax == NULL)
    {
      tell (self, request->activation_token,
            error != NULL ? _ ("The faxes could not be read") : _ ("The fax could not be found"));
      return;
    }

  FbDocument *document = fb_fax_get_document (request->fax);
  if (document == NULL)
    {
      fb_application_show_fax (self, request->message_id, request->activation_token);
      return;
    }
  g_autoptr (GFile) file = g_file_new_for_path (document->path);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, NULL, on_document_seen, g_steal_pointer (&request));
}

/**
 * fb_application_open_fax:
 * @application: the application
 * @message_id: names a fax
 * @activation_token: (nullable): what lets a window take the focus
 *
 * Opens its document in the desktop's viewer and marks it read. A fax without one is shown in the
 * window, which says why.
 */
void
fb_application_open_fax (FbApplication *self, const char *message_id, const char *activation_token)
{
  fb_store_find_async (self->store, message_id, NULL, on_found_to_open,
                       request_new (self, message_id, activation_token));
}

/**
 * fb_application_show_fax:
 * @application: the application
 * @message_id: names a fax
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Presents the window with that fax selected.
 */
void
fb_application_show_fax (FbApplication *self, const char *message_id, const char *activation_token)
{
  fb_window_show_fax (fb_application_present (self, activation_token), message_id);
}

/* Exporting */

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbApplication) self = data;
  FbWindow *window = fb_application_get_window (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint n_faxes;

  if (fb_export_finish (result, &n_faxes, &error))
    message = g_strdup_printf (ngettext ("Exported %u fax", "Exported %u faxes", n_faxes), n_faxes);
  else
    message = g_strdup_printf (_ ("The faxes could not be exported: %s"), error->message);
  if (window != NULL)
    fb_window_add_toast (window, message);
}

static void
on_export_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  FbApplication *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);
      fb_export_async (fb_store_get_folder (self->store), uri, NULL, on_exported,
                       g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;
  FbWindow *window = fb_application_present (self, self->activation_token);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: the suggested name of an exported file; %s is a date */
  g_autofree char *name = g_strdup_printf (_ ("Faxes %s.csv"), day);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_ ("Export Faxes"), GTK_WINDOW (window),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Table (CSV)"), "csv");
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("JSON"), "json");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The others */

static void
open_fax_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;

  fb_application_open_fax (self, g_variant_get_string (parameter, NULL), self->activation_token);
}

static void
show_fax_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;

  fb_application_show_fax (self, g_variant_get_string (parameter, NULL), self->activation_token);
}

static void
show_inbox_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;

  fb_application_present (self, self->activation_token);
}

/* One is enough: whoever asks again sees the one that is open. It is a dialog, and so not among the
 * windows that the application knows. */
static FbPreferencesWindow *
find_preferences (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (FB_IS_PREFERENCES_WINDOW (link->data))
      return link->data;
  return NULL;
}

/* What is known of starting at login is followed only as long as somebody looks at it: that costs
 * an idle application a look at a folder every few seconds. */
static FbPreferencesWindow *
make_preferences (FbApplication *self, GtkWindow *window)
{
  g_autoptr (FbAutostart) autostart = fb_autostart_new (self->settings);
  FbPreferencesWindow *preferences =
    fb_preferences_window_new (window, self->receiver, self->credentials, self->settings);

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences),
                              ADW_PREFERENCES_PAGE (fb_startup_page_new (autostart)));
  return preferences;
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;
  FbWindow *window = fb_application_present (self, self->activation_token);
  FbPreferencesWindow *preferences = find_preferences ();

  if (preferences == NULL)
    preferences = make_preferences (self, GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbApplication *self = data;
  static const char *const developers[] = { "The Faxbell developers", NULL };

  adw_show_about_window (
    GTK_WINDOW (fb_application_present (self, self->activation_token)), "application-name",
    _ ("Faxbell"), "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION, "developer-name",
    _ ("The Faxbell developers"), "developers", developers, "comments",
    _ ("Receives faxes from Documo, keeps them safely and rings."), "license-type",
    GTK_LICENSE_GPL_3_0, "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_application_begin_quit (data);
}

/**
 * fb_application_add_actions:
 * @application: the application
 */
void
fb_application_add_actions (FbApplication *self)
{
  static const GActionEntry entries[] = {
    { "open-fax", open_fax_action, "s", NULL, NULL, { 0 } },
    { "show-fax", show_fax_action, "s", NULL, NULL, { 0 } },
    { "show-inbox", show_inbox_action, NULL, NULL, NULL, { 0 } },
    { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
    { "export", export_action, NULL, NULL, NULL, { 0 } },
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
