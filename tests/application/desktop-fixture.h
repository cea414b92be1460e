/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "notification-service.h"
#include "running-faxbell.h"

G_BEGIN_DECLS

/**
 * Notice:
 * @summary: as the service was given it
 * @body: as the service was given it
 * @actions: the same
 *
 * One notification that went over the bus.
 */
typedef struct
{
  char *summary;
  char *body;
  char **actions;
} Notice;

/* Of the notification specification: closed by a call to CloseNotification. */
#define NOTICE_WITHDRAWN 3

/**
 * Desktop:
 * @faxbell: the application
 * @notification_service: which notification service it has
 * @service: that service, running
 * @monitor: hears everything on the bus
 * @notices: (element-type Notice): what it has heard of notifications
 * @close_reason: why the last notification that has gone went, or 0
 * @n_withdrawn: how many notifications the application has withdrawn
 * @opened: where the stand-in viewer writes what it was asked to open
 *
 * What surrounds the application on a desktop, all of it real but the viewer.
 */
typedef struct
{
  RunningFaxbell *faxbell;
  const NotificationService *notification_service;
  GSubprocess *service;
  GDBusConnection *session;
  GDBusConnection *monitor;
  GMutex lock;
  GPtrArray *notices;
  guint close_reason;
  guint n_withdrawn;
  char *opened;
} Desktop;

void desktop_set_up (Desktop *desktop, gconstpointer data);
void desktop_tear_down (Desktop *desktop, gconstpointer data);

gboolean desktop_wait (gboolean (*is_true) (gpointer data), gpointer data);
guint desktop_count_notifications (Desktop *desktop);
guint desktop_get_close_reason (Desktop *desktop);
guint desktop_count_withdrawn (Desktop *desktop);
const Notice *desktop_wait_for_notification (Desktop *desktop, guint number);
void desktop_wait_for_bubble (Desktop *desktop, gboolean is_shown);
void desktop_click_notification (Desktop *desktop);
void desktop_click_done (Desktop *desktop);
char *desktop_wait_for_opened (Desktop *desktop);
guint desktop_count (const char *text);
gboolean desktop_sees (const char *text);
void desktop_wait_to_see (const char *text);
void desktop_wait_to_see_description (const char *part);
char *desktop_dup_name (const char *part);
void desktop_wait_to_see_part (const char *part);
void desktop_wait_until_gone (const char *part);
void desktop_wait_until_selected (const char *part);
char *desktop_dup_list (const char *name);
void desktop_wait_for_list (const char *name, const char *rows);
char *desktop_dup_emphasised (const char *text);
void desktop_wait_until_shown (const char *name, gboolean is_shown);
void desktop_click (const char *name);
gboolean desktop_is_checked (const char *name);
void desktop_wait_until_checked (const char *name, gboolean is_checked);
guint desktop_post (Desktop *desktop, const char *json_file, const char *document);
void desktop_activate_action (Desktop *desktop, const char *action, GVariant *target);

G_END_DECLS
