/* fb-window-presenter.c
 *
 * Presents the application's only window, and makes it where there is none. The window is destroyed
 * whenever it is closed; what it must show again when it is made anew is remembered here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-presenter.h"

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif

struct _FbWindowPresenter
{
  GObject parent_instance;

  AdwApplication *application; /* weak: it owns this object */
  FbStore *store;
  FbReceiver *receiver;
  FbCredentials *credentials;
  FbDocumentSync *document_sync;
  FbRenderLauncher *render_launcher;
  GSettings *settings;
  GError *store_problem;
};

enum
{
  WINDOW_CREATED,
  PRESENTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbWindowPresenter, fb_window_presenter, G_TYPE_OBJECT)

/* GTK 4.8 reads the token from the display when it presents a window on Wayland, and otherwise
 * requests one of its own, which doesn't give it the focus. Later versions read the window's.
 */
static void
use_token (GtkWindow *window, const char *activation_token)
{
#ifdef GDK_WINDOWING_WAYLAND
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));

  if (GDK_IS_WAYLAND_DISPLAY (display))
    gdk_wayland_display_set_startup_notification_id (display, activation_token);
#endif
  gtk_window_set_startup_id (window, activation_token);
}

static FbWindow *
make_window (FbWindowPresenter *self)
{
  FbWindow *window =
    fb_window_new (self->application, self->store, self->receiver, self->credentials,
                   self->document_sync, self->render_launcher, self->settings);

  fb_window_set_store_problem (window, self->store_problem);
  g_signal_emit (self, signals[WINDOW_CREATED], 0, window);
  return window;
}

/* GObject */

static void
fb_window_presenter_dispose (GObject *object)
{
  FbWindowPresenter *self = FB_WINDOW_PRESENTER (object);

  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->store);
  g_clear_object (&self->receiver);
  g_clear_object (&self->document_sync);
  g_clear_object (&self->render_launcher);
  g_clear_object (&self->credentials);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_window_presenter_parent_class)->dispose (object);
}

static void
fb_window_presenter_finalize (GObject *object)
{
  g_clear_error (&FB_WINDOW_PRESENTER (object)->store_problem);

  G_OBJECT_CLASS (fb_window_presenter_parent_class)->finalize (object);
}

static void
fb_window_presenter_class_init (FbWindowPresenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_window_presenter_dispose;
  object_class->finalize = fb_window_presenter_finalize;

  signals[WINDOW_CREATED] =
    g_signal_new ("window-created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, FB_TYPE_WINDOW);
  signals[PRESENTED] = g_signal_new ("presented", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, FB_TYPE_WINDOW);
}

static void
fb_window_presenter_init (FbWindowPresenter *self)
{
}

/**
 * fb_window_presenter_new:
 * @application: the application, which isn't kept alive
 * @store: the window's
 * @receiver: the window's
 * @credentials: the window's
 * @document_sync: the window's
 * @render_launcher: the window's
 * @settings: the window's
 *
 * For the main thread, as all that has to do with windows.
 *
 * Returns: (transfer full): a presenter; there is no window yet
 */
FbWindowPresenter *
fb_window_presenter_new (AdwApplication *application,
                         FbStore *store,
                         FbReceiver *receiver,
                         FbCredentials *credentials,
                         FbDocumentSync *document_sync,
                         FbRenderLauncher *render_launcher,
                         GSettings *settings)
{
  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (document_sync), NULL);
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (render_launcher), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbWindowPresenter *self = g_object_new (FB_TYPE_WINDOW_PRESENTER, NULL);

  g_set_weak_pointer (&self->application, application);
  self->store = g_object_ref (store);
  self->receiver = g_object_ref (receiver);
  self->credentials = g_object_ref (credentials);
  self->document_sync = g_object_ref (document_sync);
  self->render_launcher = g_object_ref (render_launcher);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * fb_window_presenter_get_window:
 * @self: a presenter
 *
 * Returns: (transfer none) (nullable): the window, if there is one now
 */
FbWindow *
fb_window_presenter_get_window (FbWindowPresenter *self)
{
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (self), NULL);

  if (self->application == NULL)
    return NULL;
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self->application));
       link != NULL; link = link->next)
    if (FB_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

/**
 * fb_window_presenter_present:
 * @self: a presenter
 * @activation_token: (nullable): what lets the window take the focus, as the desktop gave it
 *
 * Presents the window, which is made if there is none.
 *
 * Returns: (transfer none): the window
 */
FbWindow *
fb_window_presenter_present (FbWindowPresenter *self, const char *activation_token)
{
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (self), NULL);

  FbWindow *window = fb_window_presenter_get_window (self);

  if (window == NULL)
    window = make_window (self);
  if (activation_token != NULL)
    use_token (GTK_WINDOW (window), activation_token);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_emit (self, signals[PRESENTED], 0, window);
  return window;
}

/**
 * fb_window_presenter_set_store_problem:
 * @self: a presenter
 * @problem: (nullable): why the store could not be opened, or %NULL if it could
 *
 * Has the window show it, the one that there is and those that are made later.
 */
void
fb_window_presenter_set_store_problem (FbWindowPresenter *self, const GError *problem)
{
  g_return_if_fail (FB_IS_WINDOW_PRESENTER (self));

  FbWindow *window = fb_window_presenter_get_window (self);

  g_clear_error (&self->store_problem);
  if (problem != NULL)
    self->store_problem = g_error_copy (problem);
  if (window != NULL)
    fb_window_set_store_problem (window, problem);
}
