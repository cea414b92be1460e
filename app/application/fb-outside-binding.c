/* fb-outside-binding.c
 *
 * Has the watch of the public address follow the settings, remembers that the address has led here
 * once, and gives each window the watch to tell of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-binding.h"

#include "fb-webhook-address.h"

#define REACHED_KEY "public-address-reached"

struct _FbOutsideBinding
{
  GObject parent_instance;

  FbOutsideWatch *watch;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbOutsideBinding, fb_outside_binding, G_TYPE_OBJECT)

static void
apply_address (FbOutsideBinding *self)
{
  g_autofree char *address = fb_public_address_dup (self->settings);
  g_autofree char *reached = g_settings_get_string (self->settings, REACHED_KEY);

  fb_outside_watch_set_address (self->watch, address, g_strcmp0 (address, reached) == 0);
}

/* A failure means something from then on; and no more, once a fax has come in spite of one. */
static void
on_result (FbOutsideBinding *self)
{
  g_autofree char *reached = g_settings_get_string (self->settings, REACHED_KEY);
  const char *address = fb_outside_watch_get_address (self->watch);
  const gboolean is_stored = g_strcmp0 (address, reached) == 0;

  if (address == NULL || is_stored == fb_outside_watch_was_reached (self->watch))
    return;
  if (is_stored)
    g_settings_reset (self->settings, REACHED_KEY);
  else
    g_settings_set_string (self->settings, REACHED_KEY, address);
}

static void
on_window_created (FbOutsideBinding *self, FbWindow *window)
{
  fb_window_set_outside_watch (window, self->watch);
}

/* GObject */

static void
fb_outside_binding_dispose (GObject *object)
{
  FbOutsideBinding *self = FB_OUTSIDE_BINDING (object);

  if (self->watch != NULL)
    fb_outside_watch_stop (self->watch);
  g_clear_object (&self->watch);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (fb_outside_binding_parent_class)->dispose (object);
}

static void
fb_outside_binding_class_init (FbOutsideBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_outside_binding_dispose;
}

static void
fb_outside_binding_init (FbOutsideBinding *self)
{
}

/**
 * fb_outside_binding_new:
 * @receiver: what the public address has to lead to
 * @presenter: whose windows tell of it
 * @settings: the application's
 *
 * For the main thread.
 *
 * Returns: (transfer full): the binding, which works as long as it exists
 */
FbOutsideBinding *
fb_outside_binding_new (FbReceiver *receiver, FbWindowPresenter *presenter, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_WINDOW_PRESENTER (presenter), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbOutsideBinding *self = g_object_new (FB_TYPE_OUTSIDE_BINDING, NULL);
  g_autoptr (FbOutsideCheck) check = fb_outside_check_new (fb_receiver_get_probes (receiver));

  self->settings = g_object_ref (settings);
  self->watch = fb_outside_watch_new (receiver, check);
  g_signal_connect_object (settings, "changed::" FB_PUBLIC_ADDRESS_KEY, G_CALLBACK (apply_address),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "notify::result", G_CALLBACK (on_result), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (presenter, "window-created", G_CALLBACK (on_window_created), self,
                           G_CONNECT_SWAPPED);
  apply_address (self);
  return self;
}

/**
 * fb_outside_binding_get_watch:
 * @self: the binding
 *
 * Returns: (transfer none): knows whether Documo can reach this computer
 */
FbOutsideWatch *
fb_outside_binding_get_watch (FbOutsideBinding *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_BINDING (self), NULL);

  return self->watch;
}
