/* fb-accessible-names.c
 *
 * What screen readers call buttons, menu entries and choices of a drop-down. GTK 4.8 calls a button
 * with a mnemonic "_Open Open": by its label with the underscore, and by the label's widget.
 * libadwaita adds the title of a button's row. A choice of a drop-down has no name at all. GTK 4.18
 * calls menu entries nothing at all: it hides their labels from screen readers, and then takes no
 * name from what is hidden.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-accessible-names.h"

static void
set_name (GtkAccessible *accessible, const char *name)
{
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_button_label (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  if (gtk_button_get_use_underline (button) && GTK_IS_LABEL (label))
    set_name (GTK_ACCESSIBLE (button), gtk_label_get_text (GTK_LABEL (label)));
}

/* It may be given another label while it is shown. */
static void
name_button (GtkButton *button)
{
  on_button_label (button);
  g_signal_handlers_disconnect_by_func (button, on_button_label, NULL);
  g_signal_connect (button, "notify::label", G_CALLBACK (on_button_label), NULL);
}

/* Its class is GTK's own, but not what it inherits and its properties. */
static gboolean
is_menu_entry (GObject *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") &&
         g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text") != NULL;
}

static void
name_menu_entry (GObject *entry)
{
  g_autofree char *text = NULL;

  g_object_get (entry, "text", &text, NULL);
  if (text != NULL && *text != '\0')
    set_name (GTK_ACCESSIBLE (entry), text);
}

/* Of a drop-down's list. */
static gboolean
is_choice (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget") &&
         gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL;
}

static void
on_choice_label (GtkLabel *label, GParamSpec *pspec, GtkWidget *choice)
{
  set_name (GTK_ACCESSIBLE (choice), gtk_label_get_text (label));
}

/* Its row may be used for another choice later. */
static void
name_choice (GtkWidget *choice)
{
  GtkWidget *label = gtk_widget_get_first_child (choice);

  while (label != NULL && !GTK_IS_LABEL (label))
    label = gtk_widget_get_first_child (label);
  if (label == NULL)
    return;
  on_choice_label (GTK_LABEL (label), NULL, choice);
  g_signal_handlers_disconnect_by_func (label, on_choice_label, choice);
  g_signal_connect_object (label, "notify::label", G_CALLBACK (on_choice_label), choice, 0);
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
  else if (is_menu_entry (widget))
    name_menu_entry (widget);
  else if (is_choice (GTK_WIDGET (widget)))
    name_choice (GTK_WIDGET (widget));
  return G_SOURCE_CONTINUE;
}

/**
 * fb_accessible_names_install:
 *
 * Names every button, menu entry and choice when it is shown, those of libadwaita's dialogs, too,
 * by its label and nothing else. For the main thread; once for the process.
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
