/* fb-refusal-words.c
 *
 * Why Documo was refused, and what to do, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-words.h"

#include <glib/gi18n.h>

/**
 * fb_refusal_reason_get_words:
 * @reason: why a request was refused
 *
 * Returns: the reason in a few words, as the end of a sentence
 */
const char *
fb_refusal_reason_get_words (FbRefusalReason reason)
{
  /* Translators: each of these follows “Documo was refused at 22:23:” */
  switch (reason)
    {
    case FB_REFUSAL_WRONG_PASSWORD:
      return _ ("wrong password");
    case FB_REFUSAL_NO_PASSWORD:
      return _ ("no password");
    case FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS:
      return _ ("too many wrong passwords");
    case FB_REFUSAL_PASSWORD_NOT_CHECKED:
      return _ ("Faxbell’s own password can’t be read");
    case FB_REFUSAL_WRONG_PATH:
      return _ ("wrong end of the address");
    case FB_REFUSAL_WRONG_METHOD:
      return _ ("redirected on the way");
    case FB_REFUSAL_WRONG_ADDRESS:
      return _ ("not an allowed sender");
    case FB_REFUSAL_WEB_PAGE:
      return _ ("sent by a web page");
    case FB_REFUSAL_NOT_ENCRYPTED:
      return _ ("not encrypted");
    case FB_REFUSAL_TOO_LARGE:
      return _ ("fax too large");
    case FB_REFUSAL_WRONG_TYPE:
      return _ ("unknown kind of content");
    case FB_REFUSAL_MALFORMED:
      return _ ("damaged on the way");
    case FB_REFUSAL_BUSY:
      return _ ("too much at once");
    case FB_REFUSAL_TOO_SLOW:
      return _ ("too slow");
    case FB_REFUSAL_BROKEN_OFF:
      return _ ("connection broke off");
    case FB_REFUSAL_NO_SPACE:
      return _ ("disk full");
    case FB_REFUSAL_CLOSED:
      return _ ("Faxbell was starting or stopping");
    case FB_REFUSAL_NONE:
    case FB_REFUSAL_NOT_KEPT:
    default:
      return _ ("the fax could not be saved");
    }
}

/* Of what nobody has to mend. */
static const char *
get_passing_advice (void)
{
  return _ ("Documo tries again by itself.");
}

/**
 * fb_refusal_reason_get_advice:
 * @reason: why a request of Documo's was refused
 *
 * Returns: what to do about it, in a sentence or two
 */
const char *
fb_refusal_reason_get_advice (FbRefusalReason reason)
{
  switch (reason)
    {
    case FB_REFUSAL_WRONG_PASSWORD:
    case FB_REFUSAL_NO_PASSWORD:
    case FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS:
      return _ ("Enter Faxbell’s user name and password in Documo. If the password is lost, create "
                "a new one in Preferences. Documo tries again for about a day.");
    case FB_REFUSAL_PASSWORD_NOT_CHECKED:
      return _ ("Create a new password in Preferences and enter it in Documo.");
    case FB_REFUSAL_WRONG_PATH:
      return _ ("Enter the whole address in Documo, as it is shown in Preferences, up to its end. "
                "Documo tries again for about a day.");
    case FB_REFUSAL_WRONG_METHOD:
      return _ ("Enter the address in Documo exactly as it is, with https:// at its beginning. "
                "Documo tries again for about a day.");
    case FB_REFUSAL_WRONG_ADDRESS:
      return _ ("Add Documo’s address to “Only Accept From” in Preferences.");
    case FB_REFUSAL_NOT_ENCRYPTED:
      return _ (
        "Enter the address in Documo with https:// at its beginning. Documo tries again for "
        "about a day.");
    case FB_REFUSAL_TOO_LARGE:
      return _ ("The fax is at Documo. Ask whoever set up Faxbell to raise its limits.");
    case FB_REFUSAL_NO_SPACE:
      return _ (
        "Free up disk space to receive faxes again. Until then Documo tries again for about "
        "a day.");
    case FB_REFUSAL_NOT_KEPT:
      return _ ("The disk may be damaged or write-protected. Documo tries again for about a day.");
    case FB_REFUSAL_WRONG_TYPE:
    case FB_REFUSAL_MALFORMED:
      return _ ("Ask whoever set up Faxbell whether something between Documo and this computer "
                "changes what is sent. Documo tries again for about a day.");
    case FB_REFUSAL_NONE:
    case FB_REFUSAL_WEB_PAGE:
    case FB_REFUSAL_BUSY:
    case FB_REFUSAL_TOO_SLOW:
    case FB_REFUSAL_BROKEN_OFF:
    case FB_REFUSAL_CLOSED:
    default:
      return get_passing_advice ();
    }
}

/**
 * fb_refusal_dup_title:
 * @refusal: a refusal of what looked like Documo's
 * @now: the present, in the time zone to show
 * @clock: how to write the time of day
 *
 * Returns: (transfer full): when Documo was refused and why, in a line without a full stop
 */
char *
fb_refusal_dup_title (const FbRefusal *refusal, GDateTime *now, FbClockFormat clock)
{
  g_return_val_if_fail (refusal != NULL, NULL);

  const gint64 now_us = g_date_time_to_unix (now) * G_USEC_PER_SEC;
  g_autofree char *time = fb_friendly_time_format (refusal->time, now, clock);
  const char *reason = fb_refusal_reason_get_words (refusal->reason);

  if (fb_day_is_same (refusal->time, now_us))
    /* Translators: a time of day, and why */
    return g_strdup_printf (_ ("Documo was refused at %s: %s"), time, reason);
  /* Translators: “Yesterday 14:05” or a day, and why */
  return g_strdup_printf (_ ("Documo was refused (%s): %s"), time, reason);
}
