/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NotificationClick:
 * @button: of the mouse
 * @x: where in the bubble; below zero from its right edge
 * @y: the same; below zero from its lower edge
 */
typedef struct
{
  guint button;
  int x;
  int y;
} NotificationClick;

/**
 * NotificationService:
 * @name: what it is called
 * @service_file: (nullable): names its program, where that isn't just its name
 * @window_class: of the bubbles that it shows
 * @open: chooses a bubble's default action
 * @done: chooses the last of its actions, "Done"
 *
 * One of those that people have.
 */
typedef struct
{
  const char *name;
  const char *service_file;
  const char *window_class;
  NotificationClick open;
  NotificationClick done;
} NotificationService;

extern const NotificationService notification_service_dunst;
extern const NotificationService notification_service_xfce;

GSubprocess *notification_service_start (const NotificationService *self);
gboolean notification_service_shows (const NotificationService *self);
void notification_service_click (const NotificationService *self, const NotificationClick *click);

G_END_DECLS
