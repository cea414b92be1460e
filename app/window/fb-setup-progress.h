/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-credentials-state.h"
#include "fb-outside-result.h"

G_BEGIN_DECLS

/* The page of the assistant to go on with: empty if it was never opened, and FB_SETUP_FINISHED once
 * it was followed to its end. */
#define FB_SETUP_PAGE_KEY "setup-page"
#define FB_SETUP_FINISHED "finished"

/* Whether the last password that the assistant made was neither copied nor noted. */
#define FB_SETUP_PASSWORD_LOST_KEY "setup-password-lost"

/* Whether somebody says that the address and the sign-in were entered at Documo. */
#define FB_SETUP_DOCUMO_TOLD_KEY "setup-documo-told"

/**
 * FbSetupStep:
 * @FB_SETUP_STEP_ADDRESS: Documo needs an address for this computer
 * @FB_SETUP_STEP_SIGN_IN: Documo needs a user name and a password
 * @FB_SETUP_STEP_PASSWORD: there is a password that nobody knows
 * @FB_SETUP_STEP_DOCUMO: both have to be entered at Documo
 * @FB_SETUP_STEP_NOTHING: nothing
 *
 * What is missing before faxes can come.
 */
typedef enum
{
  FB_SETUP_STEP_ADDRESS,
  FB_SETUP_STEP_SIGN_IN,
  FB_SETUP_STEP_PASSWORD,
  FB_SETUP_STEP_DOCUMO,
  FB_SETUP_STEP_NOTHING,
} FbSetupStep;

gboolean fb_setup_has_address (GSettings *settings);
gboolean fb_setup_has_webhook (GSettings *settings);
FbSetupStep fb_setup_find_missing (GSettings *settings, const char *user);
char *fb_setup_dup_address_problem (GSettings *settings, FbOutsideResult result);
const char *fb_setup_step_get_page (FbSetupStep step);
const char *fb_setup_step_get_sentence (FbSetupStep step);

G_END_DECLS
