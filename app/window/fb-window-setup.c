/* fb-window-setup.c
 *
 * What the window tells of setting up Faxbell, and when it opens the assistant by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-address.h"
#include "fb-window-private.h"

/* fb_window_show_connection:
 *
 * Shows what is missing before faxes can come. Where there are only tests, the list stands in the
 * place of the page that tells it, and a bar does.
 */
void
fb_window_show_connection (FbWindow *self, gboolean has_only_tests)
{
  g_autofree char *page = g_settings_get_string (self->settings, FB_SETUP_PAGE_KEY);
  const FbSetupStep missing =
    fb_setup_find_missing (self->settings, fb_credentials_state_get_user (self->credentials_state));

  fb_connect_page_show (self->connect_page, missing, *page != '\0');
  fb_setup_bar_show (self->setup_bar, has_only_tests ? missing : FB_SETUP_STEP_NOTHING);
}

/* By itself only once: who has left the assistant goes on with it when they like. */
static void
on_setup_needed (FbWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, FB_SETUP_PAGE_KEY);

  if (fb_setup_has_webhook (self->settings))
    return;
  if (*page == '\0' || g_str_equal (page, FB_SETUP_FINISHED))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.set-up", NULL);
}

static void
on_setting_changed (FbWindow *self, const char *key)
{
  const gboolean is_of_setup = g_str_has_prefix (key, "setup-");

  if (is_of_setup)
    fb_credentials_state_refresh (self->credentials_state);
  if (is_of_setup || g_str_equal (key, FB_PUBLIC_ADDRESS_KEY) || g_str_equal (key, "webhooks"))
    fb_window_update_state (self);
}

/* fb_window_watch_setup:
 *
 * Follows all that setting up depends on.
 */
void
fb_window_watch_setup (FbWindow *self)
{
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in_setup, "needed", G_CALLBACK (on_setup_needed), self,
                           G_CONNECT_SWAPPED);
}
