/* fb-setup-progress.c
 *
 * What is missing before faxes can come, as far as it is known here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-setup-progress.h"

#include <glib/gi18n.h>

#include "fb-outside-words.h"
#include "fb-webhook-address.h"

/* Others can reach it at an address of its own. */
static gboolean
listens_for_others (GSettings *settings)
{
  g_autofree char *text = g_settings_get_string (settings, "receiver-address");
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && !g_inet_address_get_is_loopback (address) &&
         !g_inet_address_get_is_any (address);
}

/**
 * fb_setup_has_address:
 * @settings: the application's
 *
 * Returns: whether there is an address that Documo may be able to reach
 */
gboolean
fb_setup_has_address (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), FALSE);

  g_autofree char *address = fb_public_address_dup (settings);

  return address != NULL || listens_for_others (settings);
}

/**
 * fb_setup_has_webhook:
 * @settings: the application's
 *
 * Returns: whether Faxbell itself has told Documo where to send faxes, with a sign-in of its own
 */
gboolean
fb_setup_has_webhook (GSettings *settings)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), FALSE);

  g_autoptr (GVariant) webhooks = g_settings_get_value (settings, "webhooks");

  return g_variant_n_children (webhooks) > 0;
}

/**
 * fb_setup_find_missing:
 * @settings: the application's
 * @user: (nullable): the user name that Documo signs in with, if there is one
 *
 * Returns: the first thing that is missing
 */
FbSetupStep
fb_setup_find_missing (GSettings *settings, const char *user)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), FB_SETUP_STEP_NOTHING);

  if (!fb_setup_has_address (settings))
    return FB_SETUP_STEP_ADDRESS;
  if (fb_setup_has_webhook (settings))
    return FB_SETUP_STEP_NOTHING;
  if (user == NULL)
    return FB_SETUP_STEP_SIGN_IN;
  if (g_settings_get_boolean (settings, FB_SETUP_PASSWORD_LOST_KEY))
    return FB_SETUP_STEP_PASSWORD;
  if (!g_settings_get_boolean (settings, FB_SETUP_DOCUMO_TOLD_KEY))
    return FB_SETUP_STEP_DOCUMO;
  return FB_SETUP_STEP_NOTHING;
}

/**
 * fb_setup_dup_address_problem:
 * @settings: the application's
 * @result: a failure of asking the public address
 *
 * Returns: (transfer full): what is wrong with it, in a sentence
 */
char *
fb_setup_dup_address_problem (GSettings *settings, FbOutsideResult result)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  if (result != FB_OUTSIDE_WRONG_PATH)
    return g_strdup (fb_outside_result_get_sentence (result));

  g_autofree char *path = g_settings_get_string (settings, "receiver-path");
  /* Translators: the end of an address, such as “/webhook” */
  return g_strdup_printf (_ ("The address has to end in %s."), path);
}

/**
 * fb_setup_step_get_page:
 * @step: what is missing
 *
 * Returns: the key of the assistant's page about it
 */
const char *
fb_setup_step_get_page (FbSetupStep step)
{
  switch (step)
    {
    case FB_SETUP_STEP_ADDRESS:
      return "address";
    case FB_SETUP_STEP_SIGN_IN:
    case FB_SETUP_STEP_PASSWORD:
      return "sign-in";
    case FB_SETUP_STEP_DOCUMO:
      return "documo";
    case FB_SETUP_STEP_NOTHING:
    default:
      return "done";
    }
}

/**
 * fb_setup_step_get_sentence:
 * @step: what is missing
 *
 * Returns: the same in a sentence
 */
const char *
fb_setup_step_get_sentence (FbSetupStep step)
{
  switch (step)
    {
    case FB_SETUP_STEP_ADDRESS:
      return _ ("Documo can’t reach this computer yet: it has no address for it.");
    case FB_SETUP_STEP_SIGN_IN:
      return _ ("Documo needs a user name and a password for this computer.");
    case FB_SETUP_STEP_PASSWORD:
      return _ ("The password for Documo was not copied. A new one is needed.");
    case FB_SETUP_STEP_DOCUMO:
      return _ ("Documo has not been told yet where to send your faxes.");
    case FB_SETUP_STEP_NOTHING:
    default:
      return _ ("Faxes appear here by themselves as soon as they come.");
    }
}
