/* desktop-announcement.c
 *
 * What the application asks a screen reader to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-announcement.h"

#include <atspi/atspi.h>
#include <string.h>

static AtspiEventListener *listener;
static char *announced; /* the last one */

static void
on_announced (AtspiEvent *event, void *data)
{
  if (G_VALUE_HOLDS_STRING (&event->any_data))
    {
      g_free (announced);
      announced = g_value_dup_string (&event->any_data);
    }
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

void
desktop_follow_announcements (void)
{
  g_autoptr (GError) error = NULL;

  listener = atspi_event_listener_new (on_announced, NULL, NULL);
  atspi_event_listener_register (listener, "object:announcement", &error);
  g_assert_no_error (error);
}

void
desktop_ignore_announcements (void)
{
  atspi_event_listener_deregister (listener, "object:announcement", NULL);
  g_clear_object (&listener);
  g_clear_pointer (&announced, g_free);
}

static gboolean
is_announced (gpointer part)
{
  return announced != NULL && strstr (announced, part) != NULL;
}

/**
 * desktop_wait_for_announcement:
 * @part: a part of what is said
 *
 * Waits until it is said.
 */
void
desktop_wait_for_announcement (const char *part)
{
  if (!desktop_wait (is_announced, (gpointer) part))
    g_error ("“%s” is not announced, but “%s”", part, announced != NULL ? announced : "(nothing)");
}
