/* fb-reception.c
 *
 * What all exchanges share: the store, the credentials, the limits, the path.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-reception.h"

FbReception *
fb_reception_new (FbStore *store, FbCredentials *credentials, const FbReceiverLimits *limits)
{
  FbReception *reception = g_atomic_rc_box_new0 (FbReception);

  reception->store = g_object_ref (store);
  reception->credentials = g_object_ref (credentials);
  reception->limits = *limits;
  reception->path = g_strdup ("/webhook");
  return reception;
}

FbReception *
fb_reception_ref (FbReception *reception)
{
  return g_atomic_rc_box_acquire (reception);
}

static void
fb_reception_clear (gpointer data)
{
  FbReception *reception = data;

  g_object_unref (reception->store);
  g_object_unref (reception->credentials);
  g_free (reception->path);
}

void
fb_reception_unref (FbReception *reception)
{
  g_atomic_rc_box_release_full (reception, fb_reception_clear);
}
