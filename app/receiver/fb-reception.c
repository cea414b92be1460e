/* fb-reception.c
 *
 * What all exchanges share: the store, who may post and how much, the path.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-reception.h"

FbReception *
fb_reception_new (FbStore *store, FbCredentials *credentials, const FbReceiverLimits *limits)
{
  static const char *const none[] = { NULL };
  FbReception *reception = g_atomic_rc_box_new0 (FbReception);

  reception->store = g_object_ref (store);
  reception->credentials = g_object_ref (credentials);
  reception->limits = *limits;
  reception->logins = fb_login_rate_new (limits->failed_logins, limits->failed_logins_in_all);
  reception->allowed = fb_address_list_new (none);
  reception->proxies = fb_address_list_new (none);
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
  fb_login_rate_free (reception->logins);
  fb_address_list_unref (reception->allowed);
  fb_address_list_unref (reception->proxies);
  g_free (reception->path);
}

void
fb_reception_unref (FbReception *reception)
{
  g_atomic_rc_box_release_full (reception, fb_reception_clear);
}
