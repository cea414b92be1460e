/* fb-diagnostic-row.c
 *
 * A row that says whether something works, and has buttons for what can be done about it. They are
 * under the text: beside it there is no room for them in a narrow window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-diagnostic-row.h"

#include <glib/gi18n.h>

#include "fb-wrap-layout.h"

struct _FbDiagnosticRow
{
  AdwPreferencesRow parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *sentence_label;
  GtkWidget *button_box;
  GtkButton *buttons[FB_DIAGNOSTIC_MAX_BUTTONS];

  FbDiagnosticSubject subject;
  FbRemedy remedies[FB_DIAGNOSTIC_MAX_BUTTONS];
};

static guint remedy_chosen_signal;

G_DEFINE_FINAL_TYPE (FbDiagnosticRow, fb_diagnostic_row, ADW_TYPE_PREFERENCES_ROW)

static void
show_level (FbDiagnosticRow *self, FbDiagnosticLevel level)
{
  static const struct
  {
    const char *icon_name;
    const char *style;
  } looks[] = {
    [FB_DIAGNOSTIC_FINE] = { "object-select-symbolic", "success" },
    [FB_DIAGNOSTIC_ATTENTION] = { "dialog-warning-symbolic", "warning" },
    [FB_DIAGNOSTIC_UNKNOWN] = { "dialog-question-symbolic", "dim-label" },
  };

  gtk_image_set_from_icon_name (self->icon, looks[level].icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[level].style);
}

/* A button that stays keeps the focus. */
static void
show_remedies (FbDiagnosticRow *self, const FbRemedy *remedies)
{
  for (guint i = 0; i < FB_DIAGNOSTIC_MAX_BUTTONS; i++)
    {
      self->remedies[i] = remedies[i];
      gtk_button_set_label (self->buttons[i], fb_remedy_get_label (remedies[i]));
      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), remedies[i] != FB_REMEDY_NONE);
    }
  gtk_widget_set_visible (self->button_box, remedies[0] != FB_REMEDY_NONE);
}

/* The icon says nothing to a screen reader. */
static void
set_name (FbDiagnosticRow *self, const FbDiagnostic *diagnostic)
{
  g_autofree char *name =
    /* Translators: for screen readers: “Receiving Faxes: Fine. Receiving at … since 22:23.” */
    g_strdup_printf (_ ("%s: %s. %s"), fb_diagnostic_subject_get_title (self->subject),
                     fb_diagnostic_level_get_label (diagnostic->level), diagnostic->sentence);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_clicked (FbDiagnosticRow *self, GtkButton *button)
{
  for (guint i = 0; i < FB_DIAGNOSTIC_MAX_BUTTONS; i++)
    if (button == self->buttons[i])
      {
        g_signal_emit (self, remedy_chosen_signal, 0, (guint) self->remedies[i]);
        return;
      }
}

/* GObject */

static void
fb_diagnostic_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_DIAGNOSTIC_ROW);

  G_OBJECT_CLASS (fb_diagnostic_row_parent_class)->dispose (object);
}

static void
fb_diagnostic_row_class_init (FbDiagnosticRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_diagnostic_row_dispose;

  remedy_chosen_signal =
    g_signal_new ("remedy-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (FB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-diagnostic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, FbDiagnosticRow, button_box);
  gtk_widget_class_bind_template_child_full (widget_class, "first_button", FALSE,
                                             G_STRUCT_OFFSET (FbDiagnosticRow, buttons[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "second_button", FALSE,
                                             G_STRUCT_OFFSET (FbDiagnosticRow, buttons[1]));
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
fb_diagnostic_row_init (FbDiagnosticRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_diagnostic_row_new:
 * @subject: what it is about
 *
 * Returns: (transfer floating): a row that says nothing yet
 */
GtkWidget *
fb_diagnostic_row_new (FbDiagnosticSubject subject)
{
  FbDiagnosticRow *self = g_object_new (FB_TYPE_DIAGNOSTIC_ROW, NULL);

  self->subject = subject;
  gtk_label_set_text (self->title_label, fb_diagnostic_subject_get_title (subject));
  return GTK_WIDGET (self);
}

/**
 * fb_diagnostic_row_show:
 * @self: a row
 * @diagnostic: what it says
 */
void
fb_diagnostic_row_show (FbDiagnosticRow *self, const FbDiagnostic *diagnostic)
{
  g_return_if_fail (FB_IS_DIAGNOSTIC_ROW (self));
  g_return_if_fail (diagnostic != NULL);

  show_level (self, diagnostic->level);
  gtk_label_set_text (self->sentence_label, diagnostic->sentence);
  show_remedies (self, diagnostic->remedies);
  set_name (self, diagnostic);
}
