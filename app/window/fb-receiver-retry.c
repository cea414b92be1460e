/* fb-receiver-retry.c
 *
 * Trying again to listen, because the user asked for it. A receiver that can't listen tries again
 * by itself every few seconds; somebody who has pressed a button won't wait for that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-retry.h"

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (fb_receiver_stop_finish (FB_RECEIVER (source), result, NULL))
    fb_receiver_start (FB_RECEIVER (source));
}

/**
 * fb_receiver_try_again:
 * @receiver: a receiver
 *
 * Tries at once to listen, if it could not. Its state says what comes of it.
 */
void
fb_receiver_try_again (FbReceiver *receiver)
{
  g_return_if_fail (FB_IS_RECEIVER (receiver));

  if (fb_receiver_get_state (receiver) == FB_RECEIVER_FAILED)
    fb_receiver_stop_async (receiver, on_stopped, NULL);
}
