/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbOutsideResult:
 * @FB_OUTSIDE_NOT_ASKED: nothing is known yet
 * @FB_OUTSIDE_REACHED_US: the public address leads to this process
 * @FB_OUTSIDE_CANNOT_TELL: it can't be told from within this network
 * @FB_OUTSIDE_SOMEONE_ELSE: something answers, and it isn't this process
 * @FB_OUTSIDE_NAME_UNKNOWN: nobody knows the name of the address
 * @FB_OUTSIDE_UNREACHABLE: nothing can be reached there, or it refuses connections
 * @FB_OUTSIDE_TIMEOUT: there is no answer in time
 * @FB_OUTSIDE_TUNNEL_DOWN: a proxy or tunnel answers that it can't reach this computer
 * @FB_OUTSIDE_CERTIFICATE_EXPIRED: the certificate there has expired, or isn't valid yet
 * @FB_OUTSIDE_CERTIFICATE_NAME: it is for another name
 * @FB_OUTSIDE_CERTIFICATE_UNKNOWN: nobody whom computers trust has issued it
 * @FB_OUTSIDE_WRONG_PATH: it leads to this process, but not to where webhooks are posted
 *
 * What came of asking the public address.
 */
typedef enum
{
  FB_OUTSIDE_NOT_ASKED,
  FB_OUTSIDE_REACHED_US,
  FB_OUTSIDE_CANNOT_TELL,
  FB_OUTSIDE_SOMEONE_ELSE,
  FB_OUTSIDE_NAME_UNKNOWN,
  FB_OUTSIDE_UNREACHABLE,
  FB_OUTSIDE_TIMEOUT,
  FB_OUTSIDE_TUNNEL_DOWN,
  FB_OUTSIDE_CERTIFICATE_EXPIRED,
  FB_OUTSIDE_CERTIFICATE_NAME,
  FB_OUTSIDE_CERTIFICATE_UNKNOWN,
  FB_OUTSIDE_WRONG_PATH,
} FbOutsideResult;

#define FB_N_OUTSIDE_RESULTS (FB_OUTSIDE_WRONG_PATH + 1)

/**
 * FbOutsideDoubts:
 * @FB_OUTSIDE_NO_DOUBTS: none
 * @FB_OUTSIDE_MAY_BE_OWN_ROUTER: who was asked may be the router of this very network
 * @FB_OUTSIDE_BEHIND_PROXY: a proxy of this network was asked to ask
 * @FB_OUTSIDE_NOT_ONLINE: this computer has no way to the internet, or not before somebody has
 *   signed in to the network
 *
 * Why a failure may be about this network, and not about the way that leads here.
 */
typedef enum /*< flags >*/
{
  FB_OUTSIDE_NO_DOUBTS = 0,
  FB_OUTSIDE_MAY_BE_OWN_ROUTER = 1 << 0,
  FB_OUTSIDE_BEHIND_PROXY = 1 << 1,
  FB_OUTSIDE_NOT_ONLINE = 1 << 2,
} FbOutsideDoubts;

gboolean fb_outside_result_is_failure (FbOutsideResult result);
FbOutsideResult fb_outside_result_from_status (guint status);
FbOutsideResult fb_outside_result_from_certificate (GTlsCertificateFlags errors);
FbOutsideResult fb_outside_result_from_error (const GError *error);
FbOutsideResult fb_outside_result_judge (FbOutsideResult result,
                                         FbOutsideDoubts doubts,
                                         GTlsCertificateFlags errors);
gboolean fb_outside_address_is_public (GInetAddress *address);

G_END_DECLS
