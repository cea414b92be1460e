/* fb-done-recorder.c
 *
 * Records that somebody has dealt with a fax, for the notifications, which need no window for that.
 * A fax is named by its message id, which is the same after a restart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-done-recorder.h"

#include <glib/gi18n.h>

#include "fb-desk-user.h"
#include "fb-error-words.h"

struct _FbDoneRecorder
{
  GObject parent_instance;

  FbStore *store;
  FbWindowPresenter *presenter;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbDoneRecorder, fb_done_recorder, G_TYPE_OBJECT)

/* A fax that is to be done. */
typedef struct
{
  FbDoneRecorder *recorder;
  char *activation_token;
} Request;

static void
request_free (Request *request)
{
  g_free (request->activation_token);
  g_object_unref (request->recorder);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
show_message (const Request *request, const char *message)
{
  FbWindow *window =
    fb_window_presenter_present (request->recorder->presenter, request->activation_token);

  fb_window_add_toast (window, message);
}

static void
show_failure (const Request *request, const GError *error)
{
  g_autofree char *message =
    fb_error_dup_message (_ ("The fax could not be marked as done."), error);

  show_message (request, message);
}

static void
on_recorded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;

  if (!fb_store_record_finish (FB_STORE (object), result, NULL, &error))
    show_failure (request, error);
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFax) fax = fb_store_find_finish (FB_STORE (object), result, &error);

  if (error != NULL)
    {
      show_failure (request, error);
      return;
    }
  if (fax == NULL)
    {
      show_message (request, _ ("The fax could not be found"));
      return;
    }

  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *who = fb_desk_user_dup_name (request->recorder->settings);
  const gint64 id = fb_fax_get_id (fax);
  g_array_append_val (ids, id);
  fb_store_record_async (FB_STORE (object), ids, FB_DESK_DONE, who, NULL, on_recorded,
                         g_steal_pointer (&request));
}

/* GObject */

static void
fb_done_recorder_dispose (GObject *object)
{
  FbDoneRecorder *self = FB_DONE_RECORDER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->presenter);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_done_recorder_parent_class)->dispose (object);
}

static void
fb_done_recorder_class_init (FbDoneRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_done_recorder_dispose;
}

static void
fb_done_recorder_init (FbDoneRecorder *self)
{
}

/**
 * fb_done_recorder_new:
 * @store: keeps the faxes; it may be opening still
 * @presenter: presents the window
 * @settings: the application's: who sits at this desk
 *
 * For the main thread.
 *
 * Returns: (transfer full): a recorder
 */
FbDoneRecorder *
fb_done_recorder_new (FbStore *store, FbWindowPresenter *presenter, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbDoneRecorder *self = g_object_new (FB_TYPE_DONE_RECORDER, NULL);

  self->store = g_object_ref (store);
  self->presenter = g_object_ref (presenter);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * fb_done_recorder_record:
 * @self: a recorder
 * @message_id: names a fax
 * @activation_token: (nullable): what lets the window take the focus, should it be needed
 *
 * Records that the fax is done, in the name of who sits at this desk. One that is not open stays as
 * it is. The window is presented only to tell what goes wrong. Returns at once.
 */
void
fb_done_recorder_record (FbDoneRecorder *self, const char *message_id, const char *activation_token)
{
  g_return_if_fail (FB_IS_DONE_RECORDER (self));
  g_return_if_fail (message_id != NULL);

  Request *request = g_new0 (Request, 1);

  request->recorder = g_object_ref (self);
  request->activation_token = g_strdup (activation_token);
  fb_store_find_async (self->store, message_id, NULL, on_found, request);
}
