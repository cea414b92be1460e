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
      return _ ("The tunnel or proxy at Faxbell’s public address can’t reach this computer.");
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
      return _ ("The certificate of Faxbell’s public address has expired.");
    case FB_OUTSIDE_CERTIFICATE_NAME:
      return _ ("The certificate of Faxbell’s public address is for another name.");
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return _ ("The certificate of Faxbell’s public address is not from a known authority.");
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
      return _ ("Start the tunnel or proxy again, or ask whoever set it up. Documo tries again for "
                "about a day.");
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
    case FB_OUTSIDE_CERTIFICATE_NAME:
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return _ ("Ask whoever set up the tunnel or proxy to renew its certificate. Documo tries "
                "again for about a day.");
    case FB_OUTSIDE_NOT_ASKED:
    case FB_OUTSIDE_REACHED_US:
    case FB_OUTSIDE_CANNOT_TELL:
    case FB_OUTSIDE_SOMEONE_ELSE:
    case FB_OUTSIDE_NAME_UNKNOWN:
    default:
      return _ ("Check the address in Preferences, and ask whoever set up the tunnel or proxy. "
                "Documo tries again for about a day.");
    }
}
