/* fb-window-actions.c
 *
 * What the user can do in the window: with the faxes that are selected, and with the window itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-private.h"

#include <glib/gi18n.h>

#include "fb-fax-details.h"
#include "fb-plain-http-dialog.h"

/* Marking as read */

/* What is being marked. */
typedef struct
{
  FbWindow *window;
  GArray *ids;
  gboolean is_read;
  gboolean can_undo;
} FbMarking;

static void
fb_marking_free (FbMarking *marking)
{
  g_object_unref (marking->window);
  g_array_unref (marking->ids);
  g_free (marking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbMarking, fb_marking_free)

static char *
fb_marking_dup_title (const FbMarking *marking)
{
  const guint n = marking->ids->len;

  if (marking->is_read)
    return g_strdup_printf (ngettext ("%u fax marked as read", "%u faxes marked as read", n), n);
  return g_strdup_printf (ngettext ("%u fax marked as unread", "%u faxes marked as unread", n), n);
}

/* Undoing is marking them the other way. */
static void
fb_marking_offer_undo (const FbMarking *marking)
{
  g_autofree char *title = fb_marking_dup_title (marking);
  AdwToast *toast = adw_toast_new (title);
  GVariant *ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, marking->ids->data,
                                             marking->ids->len, sizeof (gint64));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "fax.undo-mark");
  adw_toast_set_action_target_value (toast, g_variant_new ("(b@ax)", !marking->is_read, ids));
  adw_toast_overlay_add_toast (marking->window->toasts, toast);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbMarking) marking = user_data;
  g_autoptr (GError) error = NULL;

  if (!fb_store_mark_finish (FB_STORE (source), result, &error))
    {
      g_autofree char *title = g_strdup_printf (_ ("Could not be marked: %s"), error->message);
      fb_window_add_toast (marking->window, title);
      return;
    }
  if (marking->can_undo && marking->ids->len > 1)
    fb_marking_offer_undo (marking);
}

static void
fb_window_mark (FbWindow *self, GArray *ids, gboolean is_read, gboolean can_undo)
{
  FbMarking *marking = g_new0 (FbMarking, 1);

  marking->window = g_object_ref (self);
  marking->ids = g_array_ref (ids);
  marking->is_read = is_read;
  marking->can_undo = can_undo;
  fb_store_mark_async (self->store, ids, is_read, on_marked, marking);
}

static void
undo_mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_read;
  gsize n;

  g_variant_get (parameter, "(b@ax)", &is_read, &list);
  const gint64 *numbers = g_variant_get_fixed_array (list, &n, sizeof (gint64));
  g_array_append_vals (ids, numbers, (guint) n);
  fb_window_mark (FB_WINDOW (widget), ids, is_read, FALSE);
}

/* Only those that it changes, so that undoing brings back what was. */
static void
fb_window_mark_selected (FbWindow *self, gboolean is_read)
{
  g_autoptr (GArray) ids = fb_fax_table_dup_ids_to_mark (self->table, is_read);

  if (ids->len > 0)
    fb_window_mark (self, ids, is_read, TRUE);
}

static void
mark_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fb_window_mark_selected (FB_WINDOW (widget), TRUE);
}

static void
mark_unread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fb_window_mark_selected (FB_WINDOW (widget), FALSE);
}

/* The fax that is selected */

/* A row without a document has nothing to open: it tells why instead. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbFax *fax = fb_fax_table_get_selected (FB_WINDOW (widget)->table);

  if (fax == NULL || !fb_fax_is_loaded (fax))
    return;
  if (fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE)
    gtk_widget_activate_action (widget, "app.open-fax", "s", fb_fax_get_message_id (fax));
  else
    gtk_widget_activate_action (widget, "fax.details", NULL);
}

static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbFax *fax = fb_fax_table_get_selected (FB_WINDOW (widget)->table);

  if (fax != NULL)
    gtk_window_present (GTK_WINDOW (fb_fax_details_new (GTK_WINDOW (widget), fax)));
}

static void
fb_window_copy (FbWindow *self, const char *text, const char *toast)
{
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  fb_window_add_toast (self, toast);
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbFax *fax = fb_fax_table_get_selected (FB_WINDOW (widget)->table);

  if (fax != NULL)
    fb_window_copy (FB_WINDOW (widget), fb_fax_get_number (fax), _ ("Number copied"));
}

static void
copy_message_id_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbFax *fax = fb_fax_table_get_selected (FB_WINDOW (widget)->table);

  if (fax != NULL)
    fb_window_copy (FB_WINDOW (widget), fb_fax_get_message_id (fax), _ ("Message ID copied"));
}

/* fb_window_update_fax_actions:
 *
 * Enables what makes sense for the faxes that are selected.
 */
void
fb_window_update_fax_actions (FbWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  FbFax *fax = fb_fax_table_get_selected (self->table);
  const gboolean is_one = fb_fax_table_get_n_selected (self->table) == 1 && fb_fax_is_loaded (fax);

  gtk_widget_action_set_enabled (widget, "fax.open",
                                 is_one && fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE);
  gtk_widget_action_set_enabled (widget, "fax.details", is_one);
  gtk_widget_action_set_enabled (widget, "fax.copy-number",
                                 is_one && fb_fax_get_number (fax) != NULL);
  gtk_widget_action_set_enabled (widget, "fax.copy-message-id",
                                 is_one && fb_fax_get_message_id (fax) != NULL);
  gtk_widget_action_set_enabled (widget, "fax.mark-read",
                                 fb_fax_table_may_mark (self->table, TRUE));
  gtk_widget_action_set_enabled (widget, "fax.mark-unread",
                                 fb_fax_table_may_mark (self->table, FALSE));
}

/* The window */

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const gint32 kind = g_variant_get_int32 (parameter);

  if (kind >= 0 && kind < FB_N_FILTER_KINDS)
    fb_filter_pane_choose (FB_WINDOW (widget)->filters, (FbFilterKind) kind);
}

static void
clear_filters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fb_filter_pane_clear (FB_WINDOW (widget)->filters);
  gtk_widget_grab_focus (GTK_WIDGET (FB_WINDOW (widget)->table));
}

static void
toggle_sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwFlap *flap = FB_WINDOW (widget)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_plain_http_try_again (GTK_WINDOW (self), self->receiver, self->settings);
}

/* fb_window_class_install_actions:
 *
 * Adds the actions to the window's class.
 */
void
fb_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "fax.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "fax.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "fax.mark-read", NULL, mark_read_action);
  gtk_widget_class_install_action (widget_class, "fax.mark-unread", NULL, mark_unread_action);
  gtk_widget_class_install_action (widget_class, "fax.undo-mark", "(bax)", undo_mark_action);
  gtk_widget_class_install_action (widget_class, "fax.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "fax.copy-message-id", NULL,
                                   copy_message_id_action);
  gtk_widget_class_install_action (widget_class, "win.filter", "i", filter_action);
  gtk_widget_class_install_action (widget_class, "win.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "fax.copy-number",
                                       NULL);
  /* Menus show the last of several keys. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, "fax.details",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "fax.details",
                                       NULL);
}

/* fb_window_set_accels:
 *
 * The keys that work everywhere in the application, and that its menus show.
 */
void
fb_window_set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.export", { "<Control>e" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.toggle-sidebar", { "F9" } },
    { "win.filter(0)", { "<Control>1", "<Alt>1" } },
    { "win.filter(1)", { "<Control>2", "<Alt>2" } },
    { "win.filter(2)", { "<Control>3", "<Alt>3" } },
    { "win.filter(3)", { "<Control>4", "<Alt>4" } },
    { "window.close", { "<Control>w" } },
    { "fax.mark-read", { "<Control>i" } },
    { "fax.mark-unread", { "<Control><Shift>i" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}
