/* fb-fax-cell.c
 *
 * One cell of the table of faxes: an icon, a text, or both. Cells are few and are used again and
 * again for other rows while the table scrolls, so binding one does as little as it can: sentences
 * for tooltips are made when somebody asks for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cell-private.h"

#include <glib/gi18n.h>

#include "fb-document-words.h"
#include "fb-emphasis.h"
#include "fb-fax-summary-private.h"
#include "fb-fax-words.h"
#include "fb-friendly-time.h"

struct _FbFaxCell
{
  GtkWidget parent_instance;

  GtkWidget *heading; /* in the column of dates alone */
  GtkWidget *icon;
  GtkWidget *label;
  FbFaxSummary *summary; /* in its column, in place of all of the above */
  FbFaxColumn column;
  FbDayHeading day;
  guint waiting_limit;
  FbSearchQuery *query;
  GtkListItem *item;
  FbFax *fax;
  gulong loaded_handler;
};

G_DEFINE_FINAL_TYPE (FbFaxCell, fb_fax_cell, GTK_TYPE_WIDGET)

static char *
fb_fax_cell_dup_time (FbFaxCell *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return fb_friendly_time_format (fb_fax_get_time (self->fax), now,
                                  fb_clock_format_from_desktop ());
}

static void
fb_fax_cell_set_icon (FbFaxCell *self, const char *name)
{
  gtk_widget_set_visible (self->icon, name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), name);
}

static void
fb_fax_cell_set_text (FbFaxCell *self, const char *text)
{
  const gboolean is_empty = text == NULL || *text == '\0';

  gtk_label_set_text (GTK_LABEL (self->label), is_empty ? "" : text);
  /* Otherwise a screen reader would read out the name of the widget's class. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_STATE_HIDDEN, is_empty,
                               -1);
}

static void
fb_fax_cell_set_class (FbFaxCell *self, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

/* The first one in its row speaks for it, whichever columns are shown. */
static gboolean
fb_fax_cell_is_first (FbFaxCell *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return parent != NULL && gtk_widget_get_prev_sibling (parent) == NULL;
}

/* GTK 4.8 has no accessible label of a row; without one a screen reader that moves from row to row
 * would say nothing. The row is the widget that the list view owns.
 */
static void
fb_fax_cell_describe_row (FbFaxCell *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW);
  if (list == NULL || self->fax == NULL || !fb_fax_cell_is_first (self))
    return;

  GtkWidget *row = GTK_WIDGET (self);
  while (gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);

  g_autofree char *time = fb_fax_cell_dup_time (self);
  g_autofree char *sentence = fb_fax_dup_sentence (self->fax, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

static void
fb_fax_cell_show_direction (FbFaxCell *self)
{
  const FbDirection direction = fb_fax_get_direction (self->fax);

  fb_fax_cell_set_icon (self, fb_direction_get_icon_name (direction));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fb_direction_get_label (direction), -1);
}

/* As far as somebody has looked at its document. */
static gboolean
has_fault (FbFax *fax)
{
  return fb_fax_get_document_fault (fax) != FB_DOCUMENT_FAULT_NONE;
}

static void
fb_fax_cell_show_status (FbFaxCell *self)
{
  const FbStatus status = fb_fax_get_status (self->fax);
  g_autofree char *label = fb_fax_dup_state_label (self->fax);

  const char *failure = fb_fax_get_event (self->fax)->failure;
  /* Translators: a status, and Documo's words for why, as in "Failed: busy" */
  g_autofree char *text = status == FB_STATUS_FAILED && failure != NULL
                            ? g_strdup_printf (_ ("%s: %s"), label, failure)
                            : g_strdup (label);

  /* The columns that tell of it may not be shown. */
  const gboolean is_faulty = status == FB_STATUS_SUCCESS && has_fault (self->fax);
  fb_fax_cell_set_icon (self,
                        is_faulty ? "dialog-warning-symbolic" : fb_status_get_icon_name (status));
  fb_fax_cell_set_text (self, text);
  fb_fax_cell_set_class (self, "error", status == FB_STATUS_FAILED);
  fb_fax_cell_set_class (self, "warning", is_faulty || status == FB_STATUS_UNREADABLE);
  fb_fax_cell_set_class (self, "succeeded", status == FB_STATUS_SUCCESS && !is_faulty);
}

static void
fb_fax_cell_show_pages (FbFaxCell *self)
{
  gboolean some_missing;
  g_autofree char *label = fb_fax_dup_pages_label (self->fax, &some_missing);

  fb_fax_cell_set_icon (self, some_missing ? "dialog-warning-symbolic" : NULL);
  fb_fax_cell_set_text (self, label);
  fb_fax_cell_set_class (self, "warning", some_missing);
}

/* Without the time of another day: the tooltip has it. */
static char *
dup_short_date (gint64 time, GDateTime *now)
{
  return fb_day_is_same (time, g_date_time_to_unix (now) * G_USEC_PER_SEC)
           ? fb_time_of_day_format (time, now, fb_clock_format_from_desktop ())
           : fb_day_format (time, now, TRUE);
}

/* Under a day's heading the time of day is enough. */
static void
fb_fax_cell_show_date (FbFaxCell *self)
{
  const gint64 time = fb_fax_get_time (self->fax);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = self->day == FB_DAY_STARTS ? fb_day_format (time, now, TRUE) : NULL;
  g_autofree char *text = self->day == FB_DAY_UNSORTED
                            ? dup_short_date (time, now)
                            : fb_time_of_day_format (time, now, fb_clock_format_from_desktop ());

  gtk_label_set_text (GTK_LABEL (self->heading), day != NULL ? day : "");
  gtk_widget_set_visible (self->heading, day != NULL);
  fb_fax_cell_set_text (self, text);
}

static void
fb_fax_cell_show_document (FbFaxCell *self)
{
  g_autofree char *label = fb_fax_dup_document_label (self->fax);
  const gboolean is_unreadable =
    fb_fax_get_document_fault (self->fax) == FB_DOCUMENT_FAULT_UNREADABLE;

  fb_fax_cell_set_icon (self, fb_fax_get_document_icon_name (self->fax));
  fb_fax_cell_set_text (self, label);
  fb_fax_cell_set_class (self, "warning", is_unreadable);
  fb_fax_cell_set_class (
    self, "dim-label", !is_unreadable && fb_fax_get_document_state (self->fax) != FB_DOCUMENT_HERE);
}

/* By icon and word: not everybody tells colours apart. */
static void
fb_fax_cell_show_waiting (FbFaxCell *self)
{
  const gint64 now = g_get_real_time ();
  const gboolean is_done = fb_fax_is_done (self->fax);
  const gboolean too_long = fb_fax_waits_too_long (self->fax, self->waiting_limit, now);
  g_autofree char *waiting = fb_fax_dup_waiting (self->fax, now);
  const char *icon_name = too_long ? "dialog-warning-symbolic" : "alarm-symbolic";

  if (is_done)
    icon_name = "object-select-symbolic";
  fb_fax_cell_set_icon (self, waiting != NULL || is_done ? icon_name : NULL);
  fb_fax_cell_set_text (self, is_done ? _ ("Done") : waiting);
  fb_fax_cell_set_class (self, "warning", too_long);
  fb_fax_cell_set_class (self, "secondary", is_done);
}

static void
fb_fax_cell_show_note (FbFaxCell *self)
{
  fb_fax_cell_set_text (self, fb_fax_get_note (self->fax));
}

static void
fb_fax_cell_show_number (FbFaxCell *self)
{
  g_autofree char *number = fb_fax_dup_number_label (self->fax);

  fb_fax_cell_set_text (self, number);
}

static void
fb_fax_cell_show_fax (FbFaxCell *self)
{
  switch (self->column)
    {
    case FB_FAX_COLUMN_DIRECTION:
      fb_fax_cell_show_direction (self);
      break;
    case FB_FAX_COLUMN_STATUS:
      fb_fax_cell_show_status (self);
      break;
    case FB_FAX_COLUMN_NUMBER:
      fb_fax_cell_show_number (self);
      break;
    case FB_FAX_COLUMN_NAME:
      fb_fax_cell_set_text (self, fb_fax_is_test (self->fax) ? _ ("Test Fax")
                                                             : fb_fax_get_party (self->fax));
      break;
    case FB_FAX_COLUMN_PAGES:
      fb_fax_cell_show_pages (self);
      break;
    case FB_FAX_COLUMN_WAITING:
      fb_fax_cell_show_waiting (self);
      break;
    case FB_FAX_COLUMN_NOTE:
      fb_fax_cell_show_note (self);
      break;
    case FB_FAX_COLUMN_DATE:
      fb_fax_cell_show_date (self);
      break;
    case FB_FAX_COLUMN_SUBJECT:
      fb_fax_cell_set_text (self, fb_fax_get_subject (self->fax));
      break;
    case FB_FAX_COLUMN_DOCUMENT:
      fb_fax_cell_show_document (self);
      break;
    case FB_FAX_COLUMN_SUMMARY:
      fb_fax_summary_show (self->summary, self->fax, self->day, self->waiting_limit);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Where what is searched for may be. */
static void
fb_fax_cell_emphasise (FbFaxCell *self)
{
  if (self->fax == NULL || !fb_fax_is_loaded (self->fax))
    return;
  if (self->summary != NULL)
    fb_fax_summary_emphasise (self->summary, self->fax, self->query);
  else if (self->column == FB_FAX_COLUMN_NUMBER || self->column == FB_FAX_COLUMN_NAME ||
           self->column == FB_FAX_COLUMN_SUBJECT || self->column == FB_FAX_COLUMN_NOTE)
    fb_emphasis_show (GTK_LABEL (self->label), self->query);
}

static char *
fb_fax_cell_dup_summary_tooltip (FbFaxCell *self)
{
  g_autofree char *fault = fb_fax_dup_fault_sentence (self->fax);
  g_autofree char *time =
    fb_full_time_format (fb_fax_get_time (self->fax), fb_clock_format_from_desktop ());

  return fault != NULL ? g_strconcat (fault, "\n", time, NULL) : g_steal_pointer (&time);
}

/* Why the status has a warning, if it has one. */
static char *
fb_fax_cell_dup_status_tooltip (FbFaxCell *self)
{
  const FbEvent *event = fb_fax_get_event (self->fax);
  g_autofree char *fault =
    event->status != FB_STATUS_FAILED ? fb_fax_dup_fault_sentence (self->fax) : NULL;

  if (fault != NULL)
    return g_steal_pointer (&fault);
  if (event->failure != NULL)
    return g_strdup (event->failure);
  return has_fault (self->fax) ? fb_fax_dup_pages_sentence (self->fax) : NULL;
}

static char *
fb_fax_cell_dup_pages_tooltip (FbFaxCell *self)
{
  char *fault = fb_fax_get_document_fault (self->fax) == FB_DOCUMENT_FAULT_FEWER_PAGES
                  ? fb_fax_dup_fault_sentence (self->fax)
                  : NULL;

  return fault != NULL ? fault : fb_fax_dup_pages_sentence (self->fax);
}

/* What the cell tells of more than it shows; the text itself where that is cut. */
static char *
fb_fax_cell_dup_tooltip (FbFaxCell *self)
{
  char *status;

  switch (self->column)
    {
    case FB_FAX_COLUMN_DIRECTION:
      return g_strdup (fb_direction_get_label (fb_fax_get_direction (self->fax)));
    case FB_FAX_COLUMN_PAGES:
      return fb_fax_cell_dup_pages_tooltip (self);
    case FB_FAX_COLUMN_DATE:
      return fb_full_time_format (fb_fax_get_time (self->fax), fb_clock_format_from_desktop ());
    case FB_FAX_COLUMN_DOCUMENT:
      return fb_fax_dup_document_sentence (self->fax);
    case FB_FAX_COLUMN_STATUS:
      status = fb_fax_cell_dup_status_tooltip (self);
      if (status != NULL)
        return status;
      break;
    case FB_FAX_COLUMN_WAITING:
      return fb_fax_dup_done_sentence (self->fax);
    case FB_FAX_COLUMN_SUMMARY:
      return fb_fax_cell_dup_summary_tooltip (self);
    case FB_FAX_COLUMN_NUMBER:
    case FB_FAX_COLUMN_NAME:
    case FB_FAX_COLUMN_SUBJECT:
    case FB_FAX_COLUMN_NOTE:
    default:
      break;
    }
  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (self->label))))
    return g_strdup (gtk_label_get_text (GTK_LABEL (self->label)));
  return NULL;
}

static gboolean
fb_fax_cell_query_tooltip (GtkWidget *widget,
                           int x,
                           int y,
                           gboolean by_keyboard,
                           GtkTooltip *tooltip)
{
  FbFaxCell *self = FB_FAX_CELL (widget);

  if (self->fax == NULL || !fb_fax_is_loaded (self->fax))
    return FALSE;

  g_autofree char *text = fb_fax_cell_dup_tooltip (self);
  if (text == NULL || *text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* In GTK 4.8 the column view's cell answers clicks and so does its row: with Ctrl, what the one
 * selects the other unselects. The row alone is enough.
 */
static void
fb_fax_cell_leave_clicks_to_row (FbFaxCell *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (parent);
  const guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
fb_fax_cell_map (GtkWidget *widget)
{
  FbFaxCell *self = FB_FAX_CELL (widget);

  GTK_WIDGET_CLASS (fb_fax_cell_parent_class)->map (widget);

  fb_fax_cell_leave_clicks_to_row (self);

  /* Only now is a cell that was bound before its row was shown in the row. */
  fb_fax_cell_describe_row (self);
}

/* GObject */

static void
fb_fax_cell_dispose (GObject *object)
{
  FbFaxCell *self = FB_FAX_CELL (object);

  fb_fax_cell_unbind (self);
  g_clear_pointer ((GtkWidget **) &self->summary, gtk_widget_unparent);
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->query, fb_search_query_unref);

  G_OBJECT_CLASS (fb_fax_cell_parent_class)->dispose (object);
}

static void
fb_fax_cell_class_init (FbFaxCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_fax_cell_dispose;
  widget_class->map = fb_fax_cell_map;
  widget_class->query_tooltip = fb_fax_cell_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "faxcell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
fb_fax_cell_init (FbFaxCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/* A number's plus sign is at its left in every script. */
static void
fb_fax_cell_write_number (FbFaxCell *self)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (self->label, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (self->label), is_rtl ? 1.0F : 0.0F);
}

/* The day is above the time, where every other cell has nothing. */
static void
fb_fax_cell_add_heading (FbFaxCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "date");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
}

static void
fb_fax_cell_fill (FbFaxCell *self, FbFaxColumn column)
{
  const gboolean has_text = column != FB_FAX_COLUMN_DIRECTION;
  const gboolean is_number = column == FB_FAX_COLUMN_NUMBER || column == FB_FAX_COLUMN_PAGES ||
                             column == FB_FAX_COLUMN_DATE || column == FB_FAX_COLUMN_WAITING;
  const int width = fb_fax_column_get_width (column);

  if (column == FB_FAX_COLUMN_DATE)
    fb_fax_cell_add_heading (self);
  /* Beside a text the icon says nothing more. */
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                             has_text ? GTK_ACCESSIBLE_ROLE_PRESENTATION : GTK_ACCESSIBLE_ROLE_IMG,
                             "visible", FALSE, NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));

  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "ellipsize",
                              PANGO_ELLIPSIZE_END, "width-chars", width, "max-width-chars", width,
                              "single-line-mode", TRUE, "visible", has_text, NULL);
  if (is_number)
    gtk_widget_add_css_class (self->label, "numeric");
  if (column == FB_FAX_COLUMN_NUMBER)
    fb_fax_cell_write_number (self);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
}

/**
 * fb_fax_cell_new:
 * @column: what to show of a fax
 *
 * Returns: (transfer floating): an empty cell
 */
FbFaxCell *
fb_fax_cell_new (FbFaxColumn column)
{
  FbFaxCell *self = g_object_new (FB_TYPE_FAX_CELL, NULL);

  self->column = column;
  if (column != FB_FAX_COLUMN_SUMMARY)
    {
      fb_fax_cell_fill (self, column);
      return self;
    }
  self->summary = fb_fax_summary_new ();
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->summary), GTK_WIDGET (self));
  return self;
}

static void
fb_fax_cell_show_nothing (FbFaxCell *self)
{
  if (self->summary != NULL)
    {
      fb_fax_summary_show (self->summary, NULL, FB_DAY_UNSORTED, 0);
      return;
    }
  if (self->heading != NULL)
    gtk_widget_set_visible (self->heading, FALSE);
  fb_fax_cell_set_icon (self, NULL);
  fb_fax_cell_set_text (self, NULL);
}

/**
 * fb_fax_cell_update:
 * @self: a cell
 *
 * Shows its fax as it is now. A placeholder is shown empty until it is loaded.
 */
void
fb_fax_cell_update (FbFaxCell *self)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  if (self->fax == NULL)
    return;
  if (!fb_fax_is_loaded (self->fax))
    {
      fb_fax_cell_show_nothing (self);
      return;
    }
  fb_fax_cell_show_fax (self);
  fb_fax_cell_emphasise (self);
  fb_fax_cell_describe_row (self);
  fb_fax_cell_set_class (self, "unread", fb_fax_get_unread (self->fax));
}

/**
 * fb_fax_cell_bind:
 * @self: a cell
 * @item: the row whose fax to show
 */
void
fb_fax_cell_bind (FbFaxCell *self, GtkListItem *item)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  fb_fax_cell_unbind (self);
  self->item = item;
  self->fax = g_object_ref (gtk_list_item_get_item (item));
  /* fb_fax_assign() notifies of every property: listening to one of them is enough. */
  self->loaded_handler =
    g_signal_connect_swapped (self->fax, "notify::loaded", G_CALLBACK (fb_fax_cell_update), self);
  fb_fax_cell_update (self);
}

/**
 * fb_fax_cell_unbind:
 * @self: a cell
 *
 * Shows no fax any more; one that is bound to none stays so.
 */
void
fb_fax_cell_unbind (FbFaxCell *self)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  if (self->fax != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->fax);
  g_clear_object (&self->fax);
  self->item = NULL;
}

/**
 * fb_fax_cell_set_waiting_limit:
 * @self: a cell
 * @limit: minutes after which an open fax stands out; 0 for never
 *
 * It is shown with the next update.
 */
void
fb_fax_cell_set_waiting_limit (FbFaxCell *self, guint limit)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  self->waiting_limit = limit;
}

/**
 * fb_fax_cell_set_query:
 * @self: a cell
 * @query: (nullable): what is searched for
 *
 * Emphasises it in what the cell shows, now and later.
 */
void
fb_fax_cell_set_query (FbFaxCell *self, FbSearchQuery *query)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  if (self->query == query)
    return;
  g_clear_pointer (&self->query, fb_search_query_unref);
  self->query = query != NULL ? fb_search_query_ref (query) : NULL;
  fb_fax_cell_emphasise (self);
}

/**
 * fb_fax_cell_set_heading:
 * @self: a cell
 * @heading: whether the day stands on its row
 */
void
fb_fax_cell_set_heading (FbFaxCell *self, FbDayHeading heading)
{
  g_return_if_fail (FB_IS_FAX_CELL (self));

  if (self->day == heading)
    return;
  self->day = heading;
  if (self->column == FB_FAX_COLUMN_DATE || self->column == FB_FAX_COLUMN_SUMMARY)
    fb_fax_cell_update (self);
}

/**
 * fb_fax_cell_get_column:
 * @self: a cell
 *
 * Returns: what it shows of a fax
 */
FbFaxColumn
fb_fax_cell_get_column (FbFaxCell *self)
{
  g_return_val_if_fail (FB_IS_FAX_CELL (self), FB_FAX_COLUMN_DIRECTION);

  return self->column;
}

/**
 * fb_fax_cell_get_position:
 * @self: a cell
 *
 * Returns: its row's position in the list; %GTK_INVALID_LIST_POSITION if it shows none
 */
guint
fb_fax_cell_get_position (FbFaxCell *self)
{
  g_return_val_if_fail (FB_IS_FAX_CELL (self), GTK_INVALID_LIST_POSITION);

  return self->item != NULL ? gtk_list_item_get_position (self->item) : GTK_INVALID_LIST_POSITION;
}
