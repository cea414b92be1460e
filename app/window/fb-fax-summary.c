/* fb-fax-summary.c
 *
 * A fax in two lines, for lists that are too narrow for columns: who and when; then what there is
 * to know of it, and what is to be done. The first fax of a day has the day above it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-summary-private.h"

#include <glib/gi18n.h>

#include "fb-emphasis.h"
#include "fb-fax-words.h"
#include "fb-friendly-time.h"

struct _FbFaxSummary
{
  GtkWidget parent_instance;

  GtkLabel *day;
  GtkImage *direction;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *text;
  GtkWidget *state;
  GtkImage *state_icon;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (FbFaxSummary, fb_fax_summary, GTK_TYPE_WIDGET)

static void
fb_fax_summary_show_time (FbFaxSummary *self, FbFax *fax, FbDayHeading heading)
{
  const gint64 time = fb_fax_get_time (fax);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const FbClockFormat clock = fb_clock_format_from_desktop ();
  g_autofree char *day = heading == FB_DAY_STARTS ? fb_day_format (time, now, FALSE) : NULL;
  g_autofree char *text = heading == FB_DAY_UNSORTED ? fb_friendly_time_format (time, now, clock)
                                                     : fb_time_of_day_format (time, now, clock);

  gtk_label_set_text (self->day, day != NULL ? day : "");
  gtk_widget_set_visible (GTK_WIDGET (self->day), day != NULL);
  gtk_label_set_text (self->time, text);
}

static void
fb_fax_summary_set_state (FbFaxSummary *self,
                          const char *icon_name,
                          const char *text,
                          const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->state_icon, icon_name);
  gtk_label_set_text (self->state_label, text != NULL ? text : "");
  gtk_widget_set_css_classes (self->state, classes);
}

/* What has to be done with it; where nothing has, what became of it. */
static void
fb_fax_summary_show_state (FbFaxSummary *self, FbFax *fax, guint waiting_limit)
{
  const gint64 now = g_get_real_time ();
  const FbStatus status = fb_fax_get_status (fax);
  g_autofree char *label = fb_fax_dup_state_label (fax);
  g_autofree char *waiting = fb_fax_dup_waiting (fax, now);
  const gboolean too_long = fb_fax_waits_too_long (fax, waiting_limit, now);
  const gboolean is_faulty = fb_fax_get_document_fault (fax) != FB_DOCUMENT_FAULT_NONE;

  if (fb_fax_is_done (fax))
    fb_fax_summary_set_state (self, "object-select-symbolic", _ ("Done"), "secondary");
  else if (status == FB_STATUS_FAILED)
    fb_fax_summary_set_state (self, fb_status_get_icon_name (status), label, "error");
  else if (waiting != NULL)
    fb_fax_summary_set_state (self,
                              too_long || is_faulty ? "dialog-warning-symbolic" : "alarm-symbolic",
                              waiting, too_long || is_faulty ? "warning" : "waiting");
  else if (is_faulty)
    fb_fax_summary_set_state (self, "dialog-warning-symbolic", label, "warning");
  else
    fb_fax_summary_set_state (self, fb_status_get_icon_name (status), label, "secondary");
}

static void
fb_fax_summary_clear (FbFaxSummary *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->day), FALSE);
  gtk_label_set_text (self->title, "");
  gtk_label_set_text (self->time, "");
  gtk_label_set_text (self->text, "");
  gtk_widget_set_visible (self->state, FALSE);
  gtk_image_clear (self->direction);
}

/* GObject */

static void
fb_fax_summary_dispose (GObject *object)
{
  GtkWidget *line;

  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_FAX_SUMMARY);
  /* The template lets go of those of its children that are bound to a field. */
  while ((line = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (line);

  G_OBJECT_CLASS (fb_fax_summary_parent_class)->dispose (object);
}

static void
fb_fax_summary_class_init (FbFaxSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_fax_summary_dispose;

  gtk_widget_class_set_css_name (widget_class, "faxsummary");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-fax-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, day);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, direction);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, title);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, time);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, text);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, state);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FbFaxSummary, state_label);
}

static void
fb_fax_summary_init (FbFaxSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_fax_summary_new:
 *
 * Returns: (transfer floating): a summary of no fax
 */
FbFaxSummary *
fb_fax_summary_new (void)
{
  return g_object_new (FB_TYPE_FAX_SUMMARY, NULL);
}

/**
 * fb_fax_summary_show:
 * @self: a summary
 * @fax: (nullable): a loaded fax
 * @heading: whether the day stands on its row
 * @waiting_limit: minutes after which an open fax stands out; 0 for never
 *
 * Shows the fax as it is now.
 */
void
fb_fax_summary_show (FbFaxSummary *self, FbFax *fax, FbDayHeading heading, guint waiting_limit)
{
  g_return_if_fail (FB_IS_FAX_SUMMARY (self));

  if (fax == NULL)
    {
      fb_fax_summary_clear (self);
      return;
    }

  g_autofree char *title = fb_fax_dup_title (fax);
  g_autofree char *text = fb_fax_dup_summary (fax);

  gtk_image_set_from_icon_name (self->direction,
                                fb_direction_get_icon_name (fb_fax_get_direction (fax)));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (self->state, TRUE);
  fb_fax_summary_show_time (self, fax, heading);
  fb_fax_summary_show_state (self, fax, waiting_limit);
}

/**
 * fb_fax_summary_emphasise:
 * @self: a summary
 * @fax: the fax that it shows
 * @query: (nullable): what is searched for
 *
 * Emphasises it in what is shown now; not in what is Faxbell's own words.
 */
void
fb_fax_summary_emphasise (FbFaxSummary *self, FbFax *fax, FbSearchQuery *query)
{
  g_return_if_fail (FB_IS_FAX_SUMMARY (self));
  g_return_if_fail (FB_IS_FAX (fax));

  g_autofree char *number = fb_fax_dup_number_text (fax);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *const searched[] = { fb_fax_get_party (fax), number, fb_fax_get_note (fax),
                                   fb_fax_get_subject (fax) };

  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    if (searched[i] != NULL)
      g_ptr_array_add (parts, (gpointer) searched[i]);
  g_ptr_array_add (parts, NULL);
  fb_emphasis_show_parts (self->title, query, (const char *const *) parts->pdata);
  fb_emphasis_show_parts (self->text, query, (const char *const *) parts->pdata);
}
