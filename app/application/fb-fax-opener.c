/* fb-fax-opener.c
 *
 * Opens one fax, for the window, the tray and the notifications: its pages in the window, its
 * document in another application, or its row in the window. A fax is named by its message id,
 * which is the same after a restart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-opener.h"

#include <glib/gi18n.h>

#include "fb-pdf-copy.h"

struct _FbFaxOpener
{
  GObject parent_instance;

  FbStore *store;
  FbWindowPresenter *presenter;
  FbRenderLauncher *render_launcher;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbFaxOpener, fb_fax_opener, G_TYPE_OBJECT)

/* A request that concerns one fax and takes some steps. */
typedef struct
{
  FbFaxOpener *opener;
  char *message_id;
  char *activation_token;
  gboolean as_pdf;
  FbFax *fax;
} Request;

static Request *
request_new (FbFaxOpener *self, const char *message_id, const char *activation_token)
{
  Request *request = g_new0 (Request, 1);

  request->opener = g_object_ref (self);
  request->message_id = g_strdup (message_id);
  request->activation_token = g_strdup (activation_token);
  return request;
}

static void
request_free (Request *request)
{
  g_clear_object (&request->fax);
  g_free (request->message_id);
  g_free (request->activation_token);
  g_object_unref (request->opener);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
show_failure (FbFaxOpener *self, const char *activation_token, const char *message)
{
  fb_window_add_toast (fb_window_presenter_present (self->presenter, activation_token), message);
}

/* Opening a document */

/* An error's message may name the file, and with it a number. */
static void
log_failure (const char *what, const GError *error)
{
  g_message ("%s: %s, %d", what, g_quark_to_string (error->domain), error->code);
}

static void
mark_read (FbFaxOpener *self, FbFax *fax)
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
      mark_read (request->opener, request->fax);
      return;
    }
  log_failure ("A document could not be opened", error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (request->opener, NULL, _ ("No application could open the document"));
}

static void
on_document_launched (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    {
      mark_read (request->opener, request->fax);
      return;
    }
  log_failure ("A document could not be opened", error);
  show_failure (request->opener, request->activation_token,
                _ ("No application could open the document"));
}

/* With the window as its parent where there is one: the portal shows its dialog there. */
static void
show_document (Request *request, const char *uri)
{
  FbWindow *window = fb_window_presenter_get_window (request->opener->presenter);

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

/* Whoever passes the PDF on has to know. */
static void
tell_of_missing_part (FbFaxOpener *self)
{
  FbWindow *window = fb_window_presenter_get_window (self->presenter);

  if (window == NULL)
    window = fb_window_presenter_present (self->presenter, NULL);
  fb_window_add_toast (window,
                       _ ("A part of the document can’t be read and is missing in the PDF"));
}

static void
on_copy_made (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  gboolean is_partial;
  g_autoptr (GFile) copy = fb_pdf_copy_make_finish (result, &is_partial, &error);

  if (copy != NULL)
    {
      g_autofree char *uri = g_file_get_uri (copy);
      if (is_partial)
        tell_of_missing_part (request->opener);
      show_document (g_steal_pointer (&request), uri);
      return;
    }
  log_failure ("No PDF could be made of a document", error);
  show_failure (request->opener, request->activation_token,
                _ ("No PDF could be made of the document"));
}

static void
on_document_seen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info != NULL && request->as_pdf)
    {
      FbRenderLauncher *launcher = request->opener->render_launcher;
      fb_pdf_copy_make_async (launcher, g_file_peek_path (G_FILE (object)), NULL, on_copy_made,
                              g_steal_pointer (&request));
      return;
    }
  if (info != NULL)
    {
      g_autofree char *uri = g_file_get_uri (G_FILE (object));
      show_document (g_steal_pointer (&request), uri);
      return;
    }
  log_failure ("A document is not where it was put", error);
  show_failure (request->opener, request->activation_token,
                _ ("The document’s file is no longer there"));
}

static void
on_found_to_open (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  FbFaxOpener *self = request->opener;
  g_autoptr (GError) error = NULL;

  request->fax = fb_store_find_finish (FB_STORE (object), result, &error);
  if (request->fax == NULL)
    {
      show_failure (self, request->activation_token,
                    error != NULL ? _ ("The faxes could not be read")
                                  : _ ("The fax could not be found"));
      return;
    }

  FbDocument *document = fb_fax_get_document (request->fax);
  if (document == NULL)
    {
      fb_fax_opener_show (self, request->message_id, request->activation_token);
      return;
    }
  g_autoptr (GFile) file = g_file_new_for_path (document->path);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, NULL, on_document_seen, g_steal_pointer (&request));
}

/* GObject */

static void
fb_fax_opener_dispose (GObject *object)
{
  FbFaxOpener *self = FB_FAX_OPENER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->presenter);
  g_clear_object (&self->render_launcher);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_fax_opener_parent_class)->dispose (object);
}

static void
fb_fax_opener_class_init (FbFaxOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_fax_opener_dispose;
}

static void
fb_fax_opener_init (FbFaxOpener *self)
{
}

/**
 * fb_fax_opener_new:
 * @store: keeps the faxes
 * @presenter: presents the window
 * @render_launcher: starts what makes a PDF of a document
 * @settings: the application's
 *
 * For the main thread.
 *
 * Returns: (transfer full): an opener
 */
FbFaxOpener *
fb_fax_opener_new (FbStore *store,
                   FbWindowPresenter *presenter,
                   FbRenderLauncher *render_launcher,
                   GSettings *settings)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (render_launcher), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbFaxOpener *self = g_object_new (FB_TYPE_FAX_OPENER, NULL);

  self->store = g_object_ref (store);
  self->presenter = g_object_ref (presenter);
  self->render_launcher = g_object_ref (render_launcher);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * fb_fax_opener_open:
 * @self: an opener
 * @message_id: names a fax
 * @activation_token: (nullable): what lets a window take the focus
 *
 * Shows its pages in the window or, if the settings say so, opens its document in another
 * application. Returns at once.
 */
void
fb_fax_opener_open (FbFaxOpener *self, const char *message_id, const char *activation_token)
{
  g_return_if_fail (FB_IS_FAX_OPENER (self));
  g_return_if_fail (message_id != NULL);

  g_autofree char *choice = g_settings_get_string (self->settings, "open-with");

  if (g_str_equal (choice, "other-application"))
    fb_fax_opener_open_elsewhere (self, message_id, FALSE, activation_token);
  else
    fb_window_open_fax (fb_window_presenter_present (self->presenter, activation_token),
                        message_id);
}

/**
 * fb_fax_opener_open_elsewhere:
 * @self: an opener
 * @message_id: names a fax
 * @as_pdf: whether a PDF of its document is to be made
 * @activation_token: (nullable): what lets a window take the focus
 *
 * Opens its document in the application that the desktop has for such documents, and marks the fax
 * as read. A fax without a document is shown in the window instead. What goes wrong is told there,
 * too. Returns at once.
 */
void
fb_fax_opener_open_elsewhere (FbFaxOpener *self,
                              const char *message_id,
                              gboolean as_pdf,
                              const char *activation_token)
{
  g_return_if_fail (FB_IS_FAX_OPENER (self));
  g_return_if_fail (message_id != NULL);

  Request *request = request_new (self, message_id, activation_token);

  request->as_pdf = as_pdf;
  fb_store_find_async (self->store, message_id, NULL, on_found_to_open, request);
}

/**
 * fb_fax_opener_show:
 * @self: an opener
 * @message_id: names a fax
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Presents the window with that fax selected.
 */
void
fb_fax_opener_show (FbFaxOpener *self, const char *message_id, const char *activation_token)
{
  g_return_if_fail (FB_IS_FAX_OPENER (self));
  g_return_if_fail (message_id != NULL);

  fb_window_show_fax (fb_window_presenter_present (self->presenter, activation_token), message_id);
}
