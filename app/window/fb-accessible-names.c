/* fb-accessible-names.c
 *
 * What screen readers call buttons. GTK 4.8 calls one with a mnemonic "_Open Open": by its label
 * with the underscore, and by the label's widget. libadwaita adds the title of a button's row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-accessible-names.h"

static void
name_button (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  if (!gtk_button_get_use_underline (button) || !GTK_IS_LABEL (label))
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static gboolean
on_map (GSignalInvocationHint *hint,
        guint n_param_values,
        const GValue *param_values,
        gpointer user_data)
{
  GObject *widget = g_value_get_object (&param_values[0]);

  if (GTK_IS_BUTTON (widget))
    name_button (GTK_BUTTON (widget));
  return G_SOURCE_CONTINUE;
}

/**
 * fb_accessible_names_install:
 *
 * Names every button when it is shown, those of libadwaita's dialogs, too, by its label and nothing
 * else. For the main thread; once for the process.
 */
void
fb_accessible_names_install (void)
{
  static gulong hook;

  if (hook != 0)
    return;
  /* The signal is there once the class is. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  hook =
    g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
}
