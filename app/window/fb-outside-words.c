/* fb-outside-words.c
 *
 * Whether Documo can reach this computer, and what to do where it can't, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-words.h"

#include <glib/gi18n.h>

/**
 * fb_outside_result_get_sentence:
 * @result: what came of asking the public address
 *
 * Returns: what is known, in a sentence
 */
const char *
fb_outside_result_get_sentence (FbOutsideResult result)
{
  switch (result)
    {
    case FB_OUTSIDE_REACHED_US:
      return _ ("Documo can reach this computer.");
    case FB_OUTSIDE_CANNOT_TELL:
      return _ ("Whether Documo can reach this computer can’t be told from here.");
    case FB_OUTSIDE_SOMEONE_ELSE:
      return _ ("At Faxbell’s public address something else answers.");
    case FB_OUTSIDE_NAME_UNKNOWN:
      return _ ("The name in Faxbell’s public address doesn’t exist.");
    case FB_OUTSIDE_UNREACHABLE:
      return _ ("At Faxbell’s public address nothing can be reached.");
    case FB_OUTSIDE_TIMEOUT:
      return _ ("Faxbell’s public address doesn’t answer.");
    case FB_OUTSIDE_TUNNEL_DOWN:
      return _ ("The service that leads to this computer can’t reach it.");
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
      return _ ("The service that leads to this computer has let its proof of identity expire.");
    case FB_OUTSIDE_CERTIFICATE_NAME:
      return _ ("The service that leads to this computer proves to be one with another name.");
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return _ ("The service that leads to this computer can’t prove what it is.");
    case FB_OUTSIDE_WRONG_PATH:
      return _ ("The end of Faxbell’s public address is wrong.");
    case FB_OUTSIDE_NOT_ASKED:
    default:
      return _ ("Whether Documo can reach this computer was not checked yet.");
    }
}

/**
 * fb_outside_result_get_advice:
 * @result: why Documo can't reach this computer
 *
 * Returns: what to do about it, in a sentence or two
 */
const char *
fb_outside_result_get_advice (FbOutsideResult result)
{
  switch (result)
    {
    case FB_OUTSIDE_TUNNEL_DOWN:
    case FB_OUTSIDE_UNREACHABLE:
    case FB_OUTSIDE_TIMEOUT:
      return _ ("Ask whoever set up the service that leads to this computer to start it again. "
                "Documo tries again for about a day.");
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
    case FB_OUTSIDE_CERTIFICATE_NAME:
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return _ (
        "Ask whoever set up that service to renew its proof of identity. Documo tries again "
        "for about a day.");
    case FB_OUTSIDE_WRONG_PATH:
      return _ ("Compare it with the end of the webhook address in Preferences, or ask whoever set "
                "up the service that leads to this computer. Documo tries again for about a day.");
    case FB_OUTSIDE_NOT_ASKED:
    case FB_OUTSIDE_REACHED_US:
    case FB_OUTSIDE_CANNOT_TELL:
    case FB_OUTSIDE_SOMEONE_ELSE:
    case FB_OUTSIDE_NAME_UNKNOWN:
    default:
      return _ ("Check the address in Preferences, or ask whoever set up the service that leads to "
                "this computer. Documo tries again for about a day.");
    }
}

/**
 * fb_outside_result_get_details:
 * @result: why Documo can't reach this computer
 *
 * Returns: (nullable): what was found, in the terms of whoever set up the way to this computer;
 *   %NULL if the sentence says it all
 */
const char *
fb_outside_result_get_details (FbOutsideResult result)
{
  switch (result)
    {
    case FB_OUTSIDE_TUNNEL_DOWN:
      return _ ("For IT: a proxy or tunnel answers with status 502 to 504, or 520 to 530.");
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
      return _ ("For IT: the TLS certificate has expired, or isn’t valid yet.");
    case FB_OUTSIDE_CERTIFICATE_NAME:
      return _ ("For IT: the TLS certificate is for another host name.");
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return _ ("For IT: the TLS certificate is not from a known authority, or its chain is not "
                "complete.");
    case FB_OUTSIDE_WRONG_PATH:
      return _ ("For IT: requests arrive at Faxbell, but not at the path of the webhook.");
    case FB_OUTSIDE_UNREACHABLE:
    case FB_OUTSIDE_TIMEOUT:
    case FB_OUTSIDE_NOT_ASKED:
    case FB_OUTSIDE_REACHED_US:
    case FB_OUTSIDE_CANNOT_TELL:
    case FB_OUTSIDE_SOMEONE_ELSE:
    case FB_OUTSIDE_NAME_UNKNOWN:
    default:
      return NULL;
    }
}
