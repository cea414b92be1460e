/* test-clock-watch.c
 *
 * That a jump of time is told. No test may set the clock or suspend the machine, so the linker has
 * the timer made here: one that the test can make readable as the kernel does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "fb-clock-watch.h"

static int event = -1; /* in place of the timer, if the test wants that */
static guint n_armed;

int __real_timerfd_create (int clock, int flags);
int __wrap_timerfd_create (int clock, int flags);

int
__wrap_timerfd_create (int clock, int flags)
{
  g_assert_cmpint (clock, ==, CLOCK_REALTIME);
  if (event < 0)
    return __real_timerfd_create (clock, flags);
  return dup (event);
}

int
__real_timerfd_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int
__wrap_timerfd_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old);

int
__wrap_timerfd_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
  g_assert_cmpint (flags, ==, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET);
  n_armed++;
  return event < 0 ? __real_timerfd_settime (fd, flags, new, old) : 0;
}

static void
count (FbClockWatch *watch, guint *n)
{
  *n += 1;
}

static gboolean
on_timeout (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
jump (guint *n)
{
  const uint64_t one = 1;
  guint before = *n;

  g_assert_cmpint (write (event, &one, sizeof one), ==, sizeof one);
  while (*n == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_jumps (void)
{
  guint n = 0;

  event = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  n_armed = 0;
  FbClockWatch *watch = fb_clock_watch_new ();
  g_signal_connect (watch, "jumped", G_CALLBACK (count), &n);
  g_assert_cmpuint (n_armed, ==, 1);
  jump (&n);
  jump (&n);
  g_assert_cmpuint (n, ==, 2);
  /* Once is told once. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (n_armed, ==, 3);
  g_assert_finalize_object (watch);
  close (event);
  event = -1;
}

/* The kernel takes the real one, and says nothing while time goes on as usual. */
static void
test_real_timer (void)
{
  guint n = 0;
  gboolean is_over = FALSE;
  g_autoptr (FbClockWatch) watch = fb_clock_watch_new ();

  g_signal_connect (watch, "jumped", G_CALLBACK (count), &n);
  g_timeout_add (200, on_timeout, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/clock-watch/jumps", test_jumps);
  g_test_add_func ("/sync/clock-watch/real-timer", test_real_timer);
  return g_test_run ();
}
