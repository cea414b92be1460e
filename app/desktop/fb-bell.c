/* fb-bell.c
 *
 * What every bell has in common, and which one to take: the notification service itself, or the
 * portal in a sandbox, where the service can't be reached.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-bell.h"

#include "fb-portal-bell.h"
#include "fb-sandbox.h"
#include "fb-service-bell.h"

static guint activated_signal;

G_DEFINE_INTERFACE (FbBell, fb_bell, G_TYPE_OBJECT)

static void
fb_bell_default_init (FbBellInterface *iface)
{
  /**
   * FbBell::activated:
   * @bell: the bell
   * @key: which notification was clicked
   * @is_default: whether it was clicked itself, and not its second button
   * @activation_token: (nullable): what lets a window take the focus
   */
  activated_signal =
    g_signal_new ("activated", FB_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_STRING, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

/* FbNotice */

FbNotice *
fb_notice_new (const char *key)
{
  FbNotice *notice = g_new0 (FbNotice, 1);

  notice->key = g_strdup (key);
  return notice;
}

void
fb_notice_free (FbNotice *notice)
{
  g_free (notice->key);
  g_free (notice->message_id);
  g_free (notice->summary);
  g_free (notice->body);
  g_free (notice->default_label);
  g_free (notice->show_label);
  g_free (notice);
}

/* FbBell */

/**
 * fb_bell_new:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 *
 * Returns: (transfer full): the bell for where we are
 */
FbBell *
fb_bell_new (const char *desktop_entry)
{
  GApplication *application = g_application_get_default ();

  if (fb_sandbox_is_around () && application != NULL)
    return fb_portal_bell_new (application);
  return fb_service_bell_new (desktop_entry);
}

/**
 * fb_bell_ring:
 * @bell: a bell
 * @notice: (transfer full): what to show
 */
void
fb_bell_ring (FbBell *self, FbNotice *notice)
{
  g_return_if_fail (FB_IS_BELL (self));
  g_return_if_fail (notice != NULL);

  FB_BELL_GET_IFACE (self)->ring (self, notice);
}

/**
 * fb_bell_withdraw:
 * @bell: a bell
 * @key: which notification to take away, if it is shown
 */
void
fb_bell_withdraw (FbBell *self, const char *key)
{
  g_return_if_fail (FB_IS_BELL (self));
  g_return_if_fail (key != NULL);

  FB_BELL_GET_IFACE (self)->withdraw (self, key);
}

/**
 * fb_bell_outlasts_process:
 * @bell: a bell
 *
 * Returns: whether notifications of an earlier process can be withdrawn, too
 */
gboolean
fb_bell_outlasts_process (FbBell *self)
{
  g_return_val_if_fail (FB_IS_BELL (self), FALSE);

  return FB_BELL_GET_IFACE (self)->outlasts_process;
}

/**
 * fb_bell_emit_activated:
 * @bell: a bell
 * @key: which notification was clicked
 * @is_default: whether it was clicked itself, and not its second button
 * @activation_token: (nullable): what lets a window take the focus
 *
 * For those who implement a bell.
 */
void
fb_bell_emit_activated (FbBell *self,
                        const char *key,
                        gboolean is_default,
                        const char *activation_token)
{
  g_signal_emit (self, activated_signal, 0, key, is_default, activation_token);
}
