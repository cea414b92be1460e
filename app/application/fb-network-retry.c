/* fb-network-retry.c
 *
 * Has the receiver try to listen again when the computer may have got the address that it lacked.
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
 * @watch: tells of the network's changes
 * @receiver: a receiver of the same thread
 *
 * The receiver tries again by itself now and then; with each change of the network it does so at
 * once, for as long as @watch exists.
 */
void
fb_network_retry_connect (FbNetworkWatch *watch, FbReceiver *receiver)
{
  g_return_if_fail (FB_IS_NETWORK_WATCH (watch));
  g_return_if_fail (FB_IS_RECEIVER (receiver));

  g_signal_connect_object (watch, "changed", G_CALLBACK (on_network_changed), receiver,
                           G_CONNECT_SWAPPED);
}
