/* fb-public-address-row.c
 *
 * A row where the address is entered under which Documo reaches this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-public-address-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fb-entry-problem.h"
#include "fb-public-address.h"
#include "fb-webhook-address.h"

struct _FbPublicAddressRow
{
  AdwEntryRow parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FbPublicAddressRow, fb_public_address_row, ADW_TYPE_ENTRY_ROW)

static void
show_setting (FbPublicAddressRow *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, FB_PUBLIC_ADDRESS_KEY);

  fb_entry_set_text (ADW_ENTRY_ROW (self), text);
}

static void
on_apply (FbPublicAddressRow *self)
{
  fb_public_address_row_apply (self);
}

static void
on_changed (AdwEntryRow *row)
{
  fb_entry_problem_clear (row);
}

/* GObject */

static void
fb_public_address_row_dispose (GObject *object)
{
  g_clear_object (&FB_PUBLIC_ADDRESS_ROW (object)->settings);

  G_OBJECT_CLASS (fb_public_address_row_parent_class)->dispose (object);
}

static void
fb_public_address_row_class_init (FbPublicAddressRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_public_address_row_dispose;
}

static void
fb_public_address_row_init (FbPublicAddressRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Public Address"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_URL);
  g_signal_connect (self, "apply", G_CALLBACK (on_apply), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
}

/**
 * fb_public_address_row_bind:
 * @self: a row that isn't bound yet
 * @settings: the application's
 *
 * Shows the setting from now on, and writes it when what was typed is applied.
 */
void
fb_public_address_row_bind (FbPublicAddressRow *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_PUBLIC_ADDRESS_ROW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" FB_PUBLIC_ADDRESS_KEY, G_CALLBACK (show_setting),
                           self, G_CONNECT_SWAPPED);
  show_setting (self);
}

/**
 * fb_public_address_row_apply:
 * @self: a row that is bound
 *
 * Writes what was typed to the setting, or says what is wrong with it. Also how it is written is
 * mended: what is shown is what Documo has to be given.
 */
void
fb_public_address_row_apply (FbPublicAddressRow *self)
{
  g_return_if_fail (FB_IS_PUBLIC_ADDRESS_ROW (self));

  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  g_autofree char *path = g_settings_get_string (self->settings, "receiver-path");
  g_autofree char *address = fb_public_address_normalize (text, path);

  if (*text == '\0' || address != NULL)
    {
      g_settings_set_string (self->settings, FB_PUBLIC_ADDRESS_KEY, address != NULL ? address : "");
      show_setting (self);
    }
  else if (g_ascii_strncasecmp (text, "http://", strlen ("http://")) == 0)
    fb_entry_problem_show (ADW_ENTRY_ROW (self),
                           _ ("It must begin with https://, or others could read the faxes"));
  else
    fb_entry_problem_show (ADW_ENTRY_ROW (self),
                           _ ("Not an address such as https://fax.example.com/webhook"));
}
