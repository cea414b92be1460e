/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbNotification:
 * @key: names the notification; showing another one with the same key replaces it
 * @message_id: (nullable): the fax that it tells of, if it is one
 * @summary: one line
 * @body: (nullable): plain text, some lines
 * @category: of the notification specification, as "transfer.complete"
 * @is_urgent: whether it stays until it was seen
 * @default_label: what a click on it does, in words
 * @show_label: (nullable): what its second button does, in words
 *
 * One notification, as it is handed to the desktop. Filled once by who makes it.
 */
typedef struct
{
  char *key;
  char *message_id;
  char *summary;
  char *body;
  const char *category;
  gboolean is_urgent;
  char *default_label;
  char *show_label;
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
 * @ring: shows a notification, which it takes
 * @withdraw: takes one away, if it is there
 * @outlasts_process: whether notifications of an earlier process can be withdrawn, too
 *
 * Some way to the desktop's notifications. What was clicked is told by a signal, in the context of
 * the thread that made the backend; or, where the desktop starts actions itself, by the action.
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
                                             gboolean is_default,
                                             const char *activation_token);

G_END_DECLS
