/* fb-clock-watch.c
 *
 * Tells when time has jumped: the computer was suspended and is resumed, or its clock was set. The
 * kernel tells it to whoever has a timer of the wall clock (timerfd_create(2),
 * TFD_TIMER_CANCEL_ON_SET), in a sandbox as well, and no service has to be asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-clock-watch.h"

#include <glib-unix.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct _FbClockWatch
{
  GObject parent_instance;

  int fd; /* -1 if there is none */
  guint source;
};

enum
{
  JUMPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbClockWatch, fb_clock_watch, G_TYPE_OBJECT)

/* A timer that never ends by itself. */
static gboolean
arm (FbClockWatch *self)
{
  const struct itimerspec never = { .it_value.tv_sec = INT64_MAX / 1000000000 };

  return timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  FbClockWatch *self = user_data;
  uint64_t n_expirations;

  /* It fails with ECANCELED, which is the news. */
  (void) !read (fd, &n_expirations, sizeof n_expirations);
  gboolean is_armed = arm (self);
  if (!is_armed)
    self->source = 0;
  g_signal_emit (self, signals[JUMPED], 0);
  return is_armed ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* GObject */

static void
fb_clock_watch_dispose (GObject *object)
{
  FbClockWatch *self = FB_CLOCK_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;

  G_OBJECT_CLASS (fb_clock_watch_parent_class)->dispose (object);
}

static void
fb_clock_watch_class_init (FbClockWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_clock_watch_dispose;

  signals[JUMPED] = g_signal_new ("jumped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_clock_watch_init (FbClockWatch *self)
{
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd >= 0 && arm (self))
    self->source = g_unix_fd_add (self->fd, G_IO_IN, on_readable, self);
  else
    g_message ("Nothing will tell when the computer is resumed");
}

/**
 * fb_clock_watch_new:
 *
 * For the main thread.
 *
 * Returns: (transfer full): a watch
 */
FbClockWatch *
fb_clock_watch_new (void)
{
  return g_object_new (FB_TYPE_CLOCK_WATCH, NULL);
}
