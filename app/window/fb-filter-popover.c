/* fb-filter-popover.c
 *
 * Where filters are set: one control for each. What is chosen counts at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filter-popover.h"

#include <glib/gi18n.h>

#include "fb-number-format.h"

struct _FbFilterPopover
{
  GtkPopover parent_instance;

  GtkDropDown *direction;
  GtkDropDown *status;
  GtkDropDown *date;
  GtkRevealer *days;
  GtkMenuButton *first_button;
  GtkMenuButton *last_button;
  GtkCalendar *first_calendar;
  GtkCalendar *last_calendar;
  GtkDropDown *document;
  GtkEntry *number;
  GtkWidget *clear_button;

  FbFilters *filters;
  GtkWidget *chosen; /* not owned: a choice that the user has just made */
  guint focus_source;
  gboolean is_showing; /* what is chosen is being shown, not chosen */
};

G_DEFINE_FINAL_TYPE (FbFilterPopover, fb_filter_popover, GTK_TYPE_POPOVER)

/* In the order of a fax's life. */
static const int statuses[] = {
  FB_STATUS_ANY,        FB_STATUS_SUCCESS,   FB_STATUS_FAILED,    FB_STATUS_TRANSMITTING,
  FB_STATUS_PROCESSING, FB_STATUS_SCHEDULED, FB_STATUS_CANCELLED, FB_STATUS_UNREADABLE,
};

static const int directions[] = {
  FB_DIRECTION_ANY,
  FB_DIRECTION_INBOUND,
  FB_DIRECTION_OUTBOUND,
};

static guint
find (const int *values, guint n_values, int value)
{
  for (guint i = 0; i < n_values; i++)
    if (values[i] == value)
      return i;
  return 0;
}

/* Choosing */

/* GTK 4.18 gives the focus to the button that has opened all this, when the list of a choice closes
 * in it. */
static gboolean
on_focus (gpointer user_data)
{
  FbFilterPopover *self = FB_FILTER_POPOVER (user_data);

  self->focus_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->chosen);
  return G_SOURCE_REMOVE;
}

static void
on_chosen (GtkWidget *choice, GParamSpec *pspec, FbFilterPopover *self)
{
  if (self->is_showing || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->chosen = choice;
  if (self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_LOW, on_focus, self, NULL);
}

static void
on_direction (FbFilterPopover *self)
{
  const guint selected = gtk_drop_down_get_selected (self->direction);

  if (!self->is_showing && selected < G_N_ELEMENTS (directions))
    fb_filters_set_direction (self->filters, directions[selected]);
}

static void
on_status (FbFilterPopover *self)
{
  const guint selected = gtk_drop_down_get_selected (self->status);

  if (!self->is_showing && selected < G_N_ELEMENTS (statuses))
    fb_filters_set_status (self->filters, statuses[selected]);
}

static void
on_document (FbFilterPopover *self)
{
  const guint selected = gtk_drop_down_get_selected (self->document);

  if (!self->is_showing && selected != GTK_INVALID_LIST_POSITION)
    fb_filters_set_document (self->filters, (int) selected);
}

static GDateTime *
dup_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  return g_date_time_new_local (g_date_time_get_year (date), g_date_time_get_month (date),
                                g_date_time_get_day_of_month (date), 0, 0, 0);
}

static void
choose_days (FbFilterPopover *self)
{
  g_autoptr (GDateTime) first = dup_day (self->first_calendar);
  g_autoptr (GDateTime) last = dup_day (self->last_calendar);

  /* Whichever was chosen first. */
  if (g_date_time_compare (first, last) > 0)
    fb_filters_set_date (self->filters, FB_DATE_BETWEEN, last, first);
  else
    fb_filters_set_date (self->filters, FB_DATE_BETWEEN, first, last);
}

static void
on_date (FbFilterPopover *self)
{
  const guint selected = gtk_drop_down_get_selected (self->date);

  if (self->is_showing || selected >= FB_N_DATE_PRESETS)
    return;
  if (selected == FB_DATE_BETWEEN)
    choose_days (self);
  else
    fb_filters_set_date (self->filters, (FbDatePreset) selected, NULL, NULL);
}

static void
on_day (FbFilterPopover *self)
{
  if (!self->is_showing)
    choose_days (self);
}

static void
on_number (FbFilterPopover *self)
{
  if (!self->is_showing && self->filters != NULL)
    fb_filters_set_number (self->filters, gtk_editable_get_text (GTK_EDITABLE (self->number)));
}

/* Showing */

static void
show_day (GtkCalendar *calendar, GtkMenuButton *button, GDateTime *day)
{
  g_autoptr (GDateTime) shown = day != NULL ? g_date_time_ref (day) : dup_day (calendar);
  /* Translators: a day for g_date_time_format(), as in "12 May 2024" */
  g_autofree char *label = g_date_time_format (shown, _ ("%-e %b %Y"));

  if (day != NULL)
    gtk_calendar_select_day (calendar, day);
  gtk_menu_button_set_label (button, label);
}

static void
fb_filter_popover_show_date (FbFilterPopover *self)
{
  GDateTime *first;
  GDateTime *last;
  const FbDatePreset preset = fb_filters_get_date (self->filters, &first, &last);

  gtk_drop_down_set_selected (self->date, preset);
  gtk_revealer_set_reveal_child (self->days, preset == FB_DATE_BETWEEN);
  show_day (self->first_calendar, self->first_button, first);
  show_day (self->last_calendar, self->last_button, last);
}

/* GTK 4.8 gives the focus to the button in a choice, and the button has no name. GTK 4.18 names it
 * by the label alone, which does not say what is chosen. */
static void
name_choice (GtkDropDown *choice)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (choice));
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (choice));
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (choice);

  if (labels == NULL || chosen == NULL)
    return;
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), gtk_label_get_text (labels->data),
                                           gtk_string_object_get_string (chosen));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (gtk_check_version (4, 14, 0) != NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fb_filter_popover_name_choices (FbFilterPopover *self)
{
  name_choice (self->direction);
  name_choice (self->status);
  name_choice (self->date);
  name_choice (self->document);
}

static void
on_changed (FbFilterPopover *self)
{
  const char *digits = fb_filters_get_number (self->filters);
  g_autofree char *number = fb_number_format (digits);

  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->direction, find (directions, G_N_ELEMENTS (directions),
                                                     fb_filters_get_direction (self->filters)));
  gtk_drop_down_set_selected (
    self->status, find (statuses, G_N_ELEMENTS (statuses), fb_filters_get_status (self->filters)));
  fb_filter_popover_show_date (self);
  gtk_drop_down_set_selected (self->document, (guint) fb_filters_get_document (self->filters));
  gtk_editable_set_text (GTK_EDITABLE (self->number), number != NULL ? number : "");
  gtk_widget_set_sensitive (self->clear_button, !fb_filters_is_empty (self->filters));
  fb_filter_popover_name_choices (self);
  self->is_showing = FALSE;
}

/* Filling */

static void
set_choices (GtkDropDown *drop_down, const char *const *labels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
}

static void
fb_filter_popover_fill (FbFilterPopover *self)
{
  const char *direction_labels[] = { _ ("Received and Sent"),
                                     fb_direction_get_label (FB_DIRECTION_INBOUND),
                                     fb_direction_get_label (FB_DIRECTION_OUTBOUND), NULL };
  const char *status_labels[G_N_ELEMENTS (statuses) + 1] = { _ ("Any Status") };
  const char *date_labels[FB_N_DATE_PRESETS + 1] = { NULL };
  const char *document_labels[] = { fb_document_filter_get_label (FB_DOCUMENT_ANY),
                                    fb_document_filter_get_label (FB_DOCUMENT_WITH),
                                    fb_document_filter_get_label (FB_DOCUMENT_WITHOUT), NULL };

  for (guint i = 1; i < G_N_ELEMENTS (statuses); i++)
    status_labels[i] = fb_status_get_label ((FbStatus) statuses[i], FB_DIRECTION_UNKNOWN);
  for (int i = 0; i < FB_N_DATE_PRESETS; i++)
    date_labels[i] = fb_date_preset_get_label ((FbDatePreset) i);
  set_choices (self->direction, direction_labels);
  set_choices (self->status, status_labels);
  set_choices (self->date, date_labels);
  set_choices (self->document, document_labels);
}

/* GObject */

static void
fb_filter_popover_dispose (GObject *object)
{
  FbFilterPopover *self = FB_FILTER_POPOVER (object);

  self->is_showing = TRUE;
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_object (&self->filters);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_FILTER_POPOVER);

  G_OBJECT_CLASS (fb_filter_popover_parent_class)->dispose (object);
}

static void
fb_filter_popover_class_init (FbFilterPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_filter_popover_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, direction);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, status);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, date);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, days);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, first_button);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, last_button);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, first_calendar);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, last_calendar);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, document);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, number);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPopover, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, on_direction);
  gtk_widget_class_bind_template_callback (widget_class, on_status);
  gtk_widget_class_bind_template_callback (widget_class, on_date);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_document);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
}

static void
fb_filter_popover_init (FbFilterPopover *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fb_filter_popover_fill (self);
  self->is_showing = FALSE;
  g_signal_connect (self->direction, "notify::selected", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->status, "notify::selected", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->date, "notify::selected", G_CALLBACK (on_chosen), self);
  g_signal_connect (self->document, "notify::selected", G_CALLBACK (on_chosen), self);
}

/**
 * fb_filter_popover_set_filters:
 * @self: a popover
 * @filters: what it sets
 */
void
fb_filter_popover_set_filters (FbFilterPopover *self, FbFilters *filters)
{
  g_return_if_fail (FB_IS_FILTER_POPOVER (self));
  g_return_if_fail (FB_IS_FILTERS (filters));

  g_set_object (&self->filters, filters);
  g_signal_connect_object (filters, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}
