/* fb-render-clock.c
 *
 * How long something may take, in the main context of whoever starts the clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-clock-private.h"

/**
 * fb_render_clock_start:
 * @clock: (inout): a clock, which may be running
 * @timeout: milliseconds
 * @callback: called then, unless the clock was stopped
 * @data: for @callback
 *
 * Starts a clock anew.
 */
void
fb_render_clock_start (GSource **clock, guint timeout, GSourceFunc callback, gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  fb_render_clock_stop (clock);
  *clock = g_timeout_source_new (timeout);
  g_source_set_callback (*clock, callback, data, NULL);
  g_source_attach (*clock, context);
}

/**
 * fb_render_clock_stop:
 * @clock: (inout): a clock, which need not be running
 *
 * Stops it; it may have run out.
 */
void
fb_render_clock_stop (GSource **clock)
{
  if (*clock != NULL)
    g_source_destroy (*clock);
  g_clear_pointer (clock, g_source_unref);
}
