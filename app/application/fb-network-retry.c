/* fb-network-retry.c
 *
 * Makes the receiver try to listen again when this computer may have got the address that it
 * lacked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-network-retry.h"

/* A port that is taken or forbidden stays so, whatever the network does. */
static gboolean
lacks_address (FbReceiver *receiver)
{
  const GError *problem = fb_receiver_get_problem (receiver);

  return fb_receiver_get_state (receiver) == FB_RECEIVER_FAILED && problem != NULL &&
         !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) &&
         !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
on_network_changed (FbReceiver *receiver)
{
  if (!lacks_address (receiver))
    return;
  g_debug ("The network changed: trying to listen again");
  fb_receiver_retry (receiver);
}

/**
 * fb_network_retry_connect:
 * @receiver: a receiver, used in the main thread
 *
 * A receiver that could not listen tries again by itself every few seconds. As long as it exists,
 * it now also does so whenever the network's addresses or routes change. A receiver that is not
 * started, or that is being stopped, is left alone.
 *
 * For the main thread.
 */
void
fb_network_retry_connect (FbReceiver *receiver)
{
  g_return_if_fail (FB_IS_RECEIVER (receiver));

  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), receiver, G_CONNECT_SWAPPED);
}
