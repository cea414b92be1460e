/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbNotificationAction:
 * @FB_NOTIFICATION_OPEN: what a click on the notification itself does
 * @FB_NOTIFICATION_SHOW: a button that shows the fax in the window
 * @FB_NOTIFICATION_DONE: a button that says that somebody has dealt with the fax
 *
 * What can be chosen in a notification.
 */
typedef enum
{
  FB_NOTIFICATION_OPEN,
  FB_NOTIFICATION_SHOW,
  FB_NOTIFICATION_DONE,
} FbNotificationAction;

#define FB_N_NOTIFICATION_ACTIONS (FB_NOTIFICATION_DONE + 1)

/**
 * FbNotification:
 * @key: identifies the notification; another one with the same key replaces it
 * @message_id: (nullable): the message id of the fax that it is about, if it is about one
 * @summary: one line
 * @body: (nullable): plain text, some lines
 * @category: a category of the notification specification, such as "transfer.complete"
 * @is_urgent: whether it stays until the user closes it
 * @labels: the text of each `FbNotificationAction`; %NULL for those that it doesn't have, which the
 *   click on itself is none of
 *
 * One notification. Its maker sets the fields once, before it is shown.
 */
typedef struct
{
  char *key;
  char *message_id;
  char *summary;
  char *body;
  const char *category;
  gboolean is_urgent;
  char *labels[FB_N_NOTIFICATION_ACTIONS];
} FbNotification;

FbNotification *fb_notification_new (const char *key);
void fb_notification_free (FbNotification *notification);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbNotification, fb_notification_free)

#define FB_TYPE_NOTIFICATION_BACKEND (fb_notification_backend_get_type ())
G_DECLARE_INTERFACE (FbNotificationBackend,
                     fb_notification_backend,
                     FB,
                     NOTIFICATION_BACKEND,
                     GObject)

/**
 * FbNotificationBackendInterface:
 * @show: see fb_notification_backend_show()
 * @withdraw: see fb_notification_backend_withdraw()
 * @outlasts_process: see fb_notification_backend_outlasts_process()
 *
 * A way to show notifications. A click is reported by a signal, or, where the desktop activates
 * actions of the application, by the action that the notification names.
 */
struct _FbNotificationBackendInterface
{
  GTypeInterface parent_iface;

  void (*show) (FbNotificationBackend *self, FbNotification *notification);
  void (*withdraw) (FbNotificationBackend *self, const char *key);
  gboolean outlasts_process;
};

void fb_notification_backend_show (FbNotificationBackend *self, FbNotification *notification);
void fb_notification_backend_withdraw (FbNotificationBackend *self, const char *key);
gboolean fb_notification_backend_outlasts_process (FbNotificationBackend *self);
void fb_notification_backend_emit_activated (FbNotificationBackend *self,
                                             const char *key,
                                             FbNotificationAction action,
                                             const char *activation_token);

G_END_DECLS
