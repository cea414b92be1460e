/* fb-filter-pane.c
 *
 * The sidebar: which faxes to show, by direction and by status, each with how many there are. A
 * line counts what choosing it would show, so the directions count within the status that is
 * chosen, and the statuses within the direction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filter-pane.h"

#include <glib/gi18n.h>

#include "fb-fax-words.h"
#include "fb-filter-row.h"

struct _FbFilterPane
{
  AdwBin parent_instance;

  GtkListBox *kinds;
  GtkListBox *statuses;
  FbFilterRow *kind_rows[FB_N_FILTER_KINDS];
  FbFilterRow *any_status_row;
  FbFilterRow *status_rows[FB_N_STATUSES];
  FbFaxList *faxes;
  FbFaxCounts counts;
};

enum
{
  FILTER_CHANGED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFilterPane, fb_filter_pane, ADW_TYPE_BIN)

/* In the order of a fax's life; the last two only where there are such faxes. */
static const FbStatus statuses_in_order[FB_N_STATUSES] = {
  FB_STATUS_SUCCESS,   FB_STATUS_FAILED,    FB_STATUS_TRANSMITTING, FB_STATUS_PROCESSING,
  FB_STATUS_SCHEDULED, FB_STATUS_CANCELLED, FB_STATUS_OTHER,        FB_STATUS_UNREADABLE,
};

static FbFilterKind
fb_filter_pane_get_kind (FbFilterPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->kinds);

  return row != NULL ? (FbFilterKind) gtk_list_box_row_get_index (row) : FB_FILTER_ALL;
}

static int
fb_filter_pane_get_direction (FbFilterPane *self)
{
  switch (fb_filter_pane_get_kind (self))
    {
    case FB_FILTER_INBOUND:
      return FB_DIRECTION_INBOUND;
    case FB_FILTER_OUTBOUND:
      return FB_DIRECTION_OUTBOUND;
    case FB_FILTER_ALL:
    case FB_FILTER_UNREAD:
    default:
      return FB_DIRECTION_ANY;
    }
}

static int
fb_filter_pane_get_status (FbFilterPane *self)
{
  const GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->statuses);

  for (int status = 0; status < FB_N_STATUSES; status++)
    if (selected == GTK_LIST_BOX_ROW (self->status_rows[status]))
      return status;
  return FB_STATUS_ANY;
}

static guint
fb_filter_pane_count (FbFilterPane *self, int status)
{
  const int direction = fb_filter_pane_get_direction (self);

  return fb_filter_pane_get_kind (self) == FB_FILTER_UNREAD
           ? fb_fax_counts_get_unread (&self->counts, direction, status)
           : fb_fax_counts_get_total (&self->counts, direction, status);
}

static void
fb_filter_pane_show_kind_counts (FbFilterPane *self)
{
  const int status = fb_filter_pane_get_status (self);
  const FbFaxCounts *counts = &self->counts;

  fb_filter_row_set_count (self->kind_rows[FB_FILTER_ALL],
                           fb_fax_counts_get_total (counts, FB_DIRECTION_ANY, status));
  fb_filter_row_set_count (self->kind_rows[FB_FILTER_UNREAD],
                           fb_fax_counts_get_unread (counts, FB_DIRECTION_ANY, status));
  fb_filter_row_set_count (self->kind_rows[FB_FILTER_INBOUND],
                           fb_fax_counts_get_total (counts, FB_DIRECTION_INBOUND, status));
  fb_filter_row_set_count (self->kind_rows[FB_FILTER_OUTBOUND],
                           fb_fax_counts_get_total (counts, FB_DIRECTION_OUTBOUND, status));
}

static gboolean
is_rare (FbStatus status)
{
  return status == FB_STATUS_OTHER || status == FB_STATUS_UNREADABLE;
}

static void
fb_filter_pane_show_status_counts (FbFilterPane *self)
{
  const int chosen = fb_filter_pane_get_status (self);

  fb_filter_row_set_count (self->any_status_row, fb_filter_pane_count (self, FB_STATUS_ANY));
  for (int status = 0; status < FB_N_STATUSES; status++)
    {
      const gboolean exists = fb_fax_counts_get_total (&self->counts, FB_DIRECTION_ANY, status) > 0;
      fb_filter_row_set_count (self->status_rows[status], fb_filter_pane_count (self, status));
      gtk_widget_set_visible (GTK_WIDGET (self->status_rows[status]),
                              exists || !is_rare ((FbStatus) status) || status == chosen);
    }
}

static void
fb_filter_pane_show_counts (FbFilterPane *self)
{
  fb_filter_pane_show_kind_counts (self);
  fb_filter_pane_show_status_counts (self);
}

static void
on_row_selected (FbFilterPane *self)
{
  const int direction = fb_filter_pane_get_direction (self);
  const int status = fb_filter_pane_get_status (self);
  const FbFaxFilter filter = {
    .directions = direction == FB_DIRECTION_ANY ? 0 : 1u << direction,
    .statuses = status == FB_STATUS_ANY ? 0 : 1u << status,
    .only_unread = fb_filter_pane_get_kind (self) == FB_FILTER_UNREAD,
  };

  if (self->faxes != NULL)
    fb_fax_list_set_filter (self->faxes, &filter);
  fb_filter_pane_show_counts (self);
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

static void
on_row_activated (FbFilterPane *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static FbFilterRow *
add_row (GtkListBox *list, const char *icon_name, const char *title)
{
  FbFilterRow *row = fb_filter_row_new (icon_name, title);

  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static void
fb_filter_pane_fill (FbFilterPane *self)
{
  self->kind_rows[FB_FILTER_ALL] = add_row (self->kinds, "faxbell-fax-symbolic", _ ("All Faxes"));
  self->kind_rows[FB_FILTER_UNREAD] = add_row (self->kinds, "mail-unread-symbolic", _ ("Unread"));
  self->kind_rows[FB_FILTER_INBOUND] =
    add_row (self->kinds, fb_direction_get_icon_name (FB_DIRECTION_INBOUND),
             fb_direction_get_label (FB_DIRECTION_INBOUND));
  self->kind_rows[FB_FILTER_OUTBOUND] =
    add_row (self->kinds, fb_direction_get_icon_name (FB_DIRECTION_OUTBOUND),
             fb_direction_get_label (FB_DIRECTION_OUTBOUND));

  self->any_status_row = add_row (self->statuses, "view-list-symbolic", _ ("Any Status"));
  for (guint i = 0; i < FB_N_STATUSES; i++)
    {
      const FbStatus status = statuses_in_order[i];
      self->status_rows[status] = add_row (self->statuses, fb_status_get_icon_name (status),
                                           fb_status_get_label (status, FB_DIRECTION_UNKNOWN));
    }
}

/* GObject */

static void
fb_filter_pane_dispose (GObject *object)
{
  FbFilterPane *self = FB_FILTER_PANE (object);

  /* While the lists empty themselves they select other rows. */
  if (self->kinds != NULL)
    g_signal_handlers_disconnect_by_data (self->kinds, self);
  if (self->statuses != NULL)
    g_signal_handlers_disconnect_by_data (self->statuses, self);
  g_clear_object (&self->faxes);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FILTER_PANE);

  G_OBJECT_CLASS (fb_filter_pane_parent_class)->dispose (object);
}

static void
fb_filter_pane_class_init (FbFilterPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_filter_pane_dispose;

  signals[FILTER_CHANGED] = g_signal_new ("filter-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-filter-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFilterPane, kinds);
  gtk_widget_class_bind_template_child (widget_class, FbFilterPane, statuses);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
fb_filter_pane_init (FbFilterPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_handlers_block_by_func (self->kinds, on_row_selected, self);
  g_signal_handlers_block_by_func (self->statuses, on_row_selected, self);
  fb_filter_pane_fill (self);
  gtk_list_box_select_row (self->kinds, GTK_LIST_BOX_ROW (self->kind_rows[FB_FILTER_ALL]));
  gtk_list_box_select_row (self->statuses, GTK_LIST_BOX_ROW (self->any_status_row));
  g_signal_handlers_unblock_by_func (self->kinds, on_row_selected, self);
  g_signal_handlers_unblock_by_func (self->statuses, on_row_selected, self);
  fb_filter_pane_show_counts (self);
}

/**
 * fb_filter_pane_set_faxes:
 * @self: a pane
 * @faxes: the list whose filter it sets
 */
void
fb_filter_pane_set_faxes (FbFilterPane *self, FbFaxList *faxes)
{
  g_return_if_fail (FB_IS_FILTER_PANE (self));
  g_return_if_fail (faxes == NULL || FB_IS_FAX_LIST (faxes));

  g_set_object (&self->faxes, faxes);
  on_row_selected (self);
}

/**
 * fb_filter_pane_set_counts:
 * @self: a pane
 * @counts: how many faxes there are of each kind now
 */
void
fb_filter_pane_set_counts (FbFilterPane *self, const FbFaxCounts *counts)
{
  g_return_if_fail (FB_IS_FILTER_PANE (self));
  g_return_if_fail (counts != NULL);

  self->counts = *counts;
  fb_filter_pane_show_counts (self);
}

/**
 * fb_filter_pane_choose:
 * @self: a pane
 * @kind: which faxes to show
 *
 * Leaves the status as it is.
 */
void
fb_filter_pane_choose (FbFilterPane *self, FbFilterKind kind)
{
  g_return_if_fail (FB_IS_FILTER_PANE (self));
  g_return_if_fail ((guint) kind < FB_N_FILTER_KINDS);

  gtk_list_box_select_row (self->kinds, GTK_LIST_BOX_ROW (self->kind_rows[kind]));
}

/**
 * fb_filter_pane_choose_status:
 * @self: a pane
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 *
 * Leaves the direction as it is.
 */
void
fb_filter_pane_choose_status (FbFilterPane *self, int status)
{
  g_return_if_fail (FB_IS_FILTER_PANE (self));
  g_return_if_fail (status >= FB_STATUS_ANY && status < FB_N_STATUSES);

  FbFilterRow *row = status == FB_STATUS_ANY ? self->any_status_row : self->status_rows[status];
  gtk_list_box_select_row (self->statuses, GTK_LIST_BOX_ROW (row));
}

/**
 * fb_filter_pane_clear:
 * @self: a pane
 *
 * Shows every fax.
 */
void
fb_filter_pane_clear (FbFilterPane *self)
{
  g_return_if_fail (FB_IS_FILTER_PANE (self));

  fb_filter_pane_choose_status (self, FB_STATUS_ANY);
  fb_filter_pane_choose (self, FB_FILTER_ALL);
}

/**
 * fb_filter_pane_is_filtering:
 * @self: a pane
 *
 * Returns: whether some faxes may not be shown
 */
gboolean
fb_filter_pane_is_filtering (FbFilterPane *self)
{
  g_return_val_if_fail (FB_IS_FILTER_PANE (self), FALSE);

  return fb_filter_pane_get_kind (self) != FB_FILTER_ALL ||
         fb_filter_pane_get_status (self) != FB_STATUS_ANY;
}

/**
 * fb_filter_pane_shows_unread:
 * @self: a pane
 *
 * Returns: whether the unread faxes are shown, all of them and no others
 */
gboolean
fb_filter_pane_shows_unread (FbFilterPane *self)
{
  g_return_val_if_fail (FB_IS_FILTER_PANE (self), FALSE);

  return fb_filter_pane_get_kind (self) == FB_FILTER_UNREAD &&
         fb_filter_pane_get_status (self) == FB_STATUS_ANY;
}

/**
 * fb_filter_pane_dup_title:
 * @self: a pane
 *
 * Returns: (transfer full): what is shown, in words
 */
char *
fb_filter_pane_dup_title (FbFilterPane *self)
{
  g_return_val_if_fail (FB_IS_FILTER_PANE (self), NULL);

  const char *kind = fb_filter_row_get_title (self->kind_rows[fb_filter_pane_get_kind (self)]);
  const int status = fb_filter_pane_get_status (self);

  if (status == FB_STATUS_ANY)
    return g_strdup (kind);
  /* Translators: a direction and a status, as in "Sent · Failed" */
  return g_strdup_printf (_ ("%s · %s"), kind,
                          fb_status_get_label ((FbStatus) status, FB_DIRECTION_UNKNOWN));
}

/**
 * fb_filter_pane_get_kind_count:
 * @self: a pane
 * @kind: a line of its upper list
 *
 * Returns: the count that the line shows
 */
guint
fb_filter_pane_get_kind_count (FbFilterPane *self, FbFilterKind kind)
{
  g_return_val_if_fail (FB_IS_FILTER_PANE (self), 0);
  g_return_val_if_fail ((guint) kind < FB_N_FILTER_KINDS, 0);

  return fb_filter_row_get_count (self->kind_rows[kind]);
}

/**
 * fb_filter_pane_get_status_count:
 * @self: a pane
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 *
 * Returns: the count that the status's line shows
 */
guint
fb_filter_pane_get_status_count (FbFilterPane *self, int status)
{
  g_return_val_if_fail (FB_IS_FILTER_PANE (self), 0);
  g_return_val_if_fail (status >= FB_STATUS_ANY && status < FB_N_STATUSES, 0);

  return fb_filter_row_get_count (status == FB_STATUS_ANY ? self->any_status_row
                                                          : self->status_rows[status]);
}
